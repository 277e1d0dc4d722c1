"""A data folder: what a sandbox finds in it again, and when it is refused."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.storage.database import FILE, FORMAT, Database, DataFolderError
from tests.clock import Clock
from tests.sandbox.client import TIMEOUT, Client, Json, invoice, link, payment, sale

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Path, Client, Json]:
    """A folder with some books in it, let go of, and a client with the tokens of then."""
    with Sandbox(data=tmp_path / "books") as sandbox, Client(sandbox) as client:
        client.make("Customer", {"DisplayName": "New & Co"})
        made = client.make("Invoice", invoice(5, 7), requestid="first")
        client.make("Payment", payment(4, link(4, "Invoice", made["Id"])))
        gone = client.make("Invoice", invoice(1))
        client.make("Invoice", {"Id": gone["Id"], "SyncToken": "0"}, operation="delete")
        kept = {"invoice": client.read("Invoice", made["Id"]), "gone": gone["Id"], "ledger": client.ledger()}
    return tmp_path / "books", client, kept


def test_a_folder_finds_its_records_its_ledger_and_its_deletions_again(filled: tuple[Path, Client, Json]) -> None:
    folder, client, kept = filled
    with Sandbox(data=folder) as again:
        client.sandbox = again
        assert client.ledger() == kept["ledger"]
        assert client.read("Invoice", kept["invoice"]["Id"]) == kept["invoice"]
        since = again.state.now() - timedelta(hours=1)
        changes = client.get("cdc", entities="Invoice", changedSince=since.isoformat()).json()
        listed = changes["CDCResponse"][0]["QueryResponse"][0]["Invoice"]
        expected = {kept["invoice"]["Id"]: None, kept["gone"]: "Deleted"}
        assert {one["Id"]: one.get("status") for one in listed} == expected


def test_ids_go_on_where_they_were(filled: tuple[Path, Client, Json]) -> None:
    folder, client, kept = filled
    with Sandbox(data=folder) as again:
        client.sandbox = again
        made = client.make("Invoice", invoice(5))
        assert int(made["Id"]) == int(kept["gone"]) + 1


def test_a_repeat_is_answered_as_before_the_restart(filled: tuple[Path, Client, Json]) -> None:
    folder, client, kept = filled
    with Sandbox(data=folder) as again:
        client.sandbox = again
        replayed = client.make("Invoice", invoice(99), requestid="first")
        assert (replayed["Id"], replayed["TotalAmt"]) == (kept["invoice"]["Id"], kept["invoice"]["TotalAmt"])


def test_tokens_and_their_revocation_outlive_the_process(filled: tuple[Path, Client, Json]) -> None:
    folder, client, kept = filled
    with Sandbox(data=folder) as again:
        grant = again.state.oauth.refresh(client.tokens["client_id"], client.tokens["refresh_token"])
        again.state.oauth.revoke(client.tokens["client_id"], grant.access_token)
    with Sandbox(data=folder) as third:
        client.sandbox = third
        assert client.get(f"invoice/{kept['invoice']['Id']}").status_code == 401


def test_companies_their_settings_and_the_clock_are_found_again(tmp_path: Path) -> None:
    outside = Clock(NOON)
    with Sandbox(data=tmp_path, now=outside) as sandbox:
        other = sandbox.add_company("AU", "empty", "Down Under")
        with Client(sandbox, other.realm_id) as client:
            client.control("requestids", {"realmId": other.realm_id, "lifetime_seconds": 60})
            client.control("clock", {"advance": 3600})
    with Sandbox(data=tmp_path, now=outside, country="CA") as again:
        found = again.company(other.realm_id)
        assert again.realms == [again.company().realm_id, other.realm_id]
        assert (found.name, found.country, found.home_currency) == ("Down Under", "AU", "AUD")
        assert found.replies.lifetime == timedelta(seconds=60)
        assert found.preferences() == other.preferences()
        assert again.state.now() == NOON + timedelta(hours=1)
        assert int(again.add_company().realm_id) == int(other.realm_id) + 1


def test_a_reset_empties_the_folder_and_a_refused_one_does_not(filled: tuple[Path, Client, Json]) -> None:
    folder, client, kept = filled
    with Sandbox(data=folder) as sandbox:
        with pytest.raises(ValueError, match="no country"):
            sandbox.state.reset({"country": "XX"})
        assert sandbox.company().transaction("Invoice", kept["invoice"]["Id"]) is not None
        sandbox.state.reset()
    with Sandbox(data=folder) as again:
        client.sandbox = again
        assert again.company().journal() == []
        assert client.get("companyinfo/1").status_code == 401


def test_the_folder_and_its_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    with Sandbox(data=tmp_path / "books", seed_company="empty"):
        found = {one.name: one.stat().st_mode & 0o077 for one in (tmp_path / "books", *(tmp_path / "books").iterdir())}
    assert FILE in found
    assert set(found.values()) == {0}


def test_a_second_sandbox_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with Sandbox(data=tmp_path), pytest.raises(DataFolderError, match="in use by another sandbox"):
        Sandbox(data=tmp_path)


def test_a_second_process_on_the_same_folder_says_why_it_does_not_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "matterbooks.sandbox", "--port", "0", "--data", str(tmp_path)]
    with Sandbox(data=tmp_path, seed_company="empty"):
        second = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert second.returncode == 1
    assert second.stderr == (
        f"The data folder {tmp_path} is in use by another sandbox. Stop that one, or choose another folder.\n"
    )


@pytest.mark.parametrize(("number", "age"), [(FORMAT + 1, "newer"), (FORMAT - 1, "older")])
def test_a_folder_of_another_format_is_refused(tmp_path: Path, number: int, age: str) -> None:
    Database(tmp_path).close()
    file = sqlite3.connect(tmp_path / FILE)
    file.execute(f"PRAGMA user_version={number}")
    file.close()
    with pytest.raises(DataFolderError, match=f"written by an? {age} version"):
        Database(tmp_path)


def test_a_file_that_is_no_sandbox_of_ours_is_left_alone(tmp_path: Path) -> None:
    file = sqlite3.connect(tmp_path / FILE)
    file.execute("CREATE TABLE theirs (x)")
    file.close()
    with pytest.raises(DataFolderError, match="is not a sandbox's"):
        Database(tmp_path)
    (tmp_path / FILE).write_text("not a database at all, but long enough to be looked at as one" * 20)
    with pytest.raises(DataFolderError, match="cannot be read"):
        Database(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderError, match="cannot be used"):
        Database(tmp_path / "file")


def test_a_batch_is_answered_again_after_a_restart(tmp_path: Path) -> None:
    body = {"BatchItemRequest": [{"bId": "a", "operation": "create", "Invoice": {**invoice(), "Line": [sale(3)]}}]}
    with Sandbox(data=tmp_path) as sandbox, Client(sandbox) as client:
        first = client.post("batch", body, requestid="b1").json()["BatchItemResponse"]
    with Sandbox(data=tmp_path) as again:
        client.sandbox = again
        assert client.post("batch", body, requestid="b1").json()["BatchItemResponse"] == first
        assert client.query("select count(*) from Invoice") == {"totalCount": 1}
