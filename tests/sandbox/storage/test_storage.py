"""Where the sandbox keeps its books: what comes back exactly, and what is taken back whole."""

import sqlite3
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from matterbooks.sandbox.api import service
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds import build
from matterbooks.sandbox.storage.record_bytes import instant, packed, ticks, unpacked
from matterbooks.sandbox.storage.store import Draft
from matterbooks.sandbox.storage.tables import RECENT
from tests.sandbox.client import Client, Json, invoice, link, payment

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def books() -> Company:
    """A US company that nobody serves."""
    return build("1", "US", "sample", MovableClock(lambda: NOON))


def write(company: Company, entity: str, body: Json, operation: str = "") -> Json:
    """One request."""
    return service.write(company, REGISTRY[entity], body, operation, frozenset())


def break_off(company: Company, *bodies: tuple[str, Json]) -> None:
    """Write what is accepted, and fail before it is committed."""
    with company.database.transaction():
        for entity, body in bodies:
            write(company, entity, body)
        company.database.write("INSERT INTO companies (number) VALUES (99)")


@pytest.mark.parametrize("text", ["5", "-0", "0", "10.50", "1E+2", "0E-2", "0E+3", "1E-7", "99999999999999.99"])
def test_a_decimal_comes_back_as_the_very_decimal_it_was(text: str) -> None:
    back = unpacked(packed({"Amount": Decimal(text)}))["Amount"]
    assert isinstance(back, Decimal)
    assert back.as_tuple() == Decimal(text).as_tuple()


def test_everything_else_in_a_record_comes_back_as_it_was() -> None:
    record: Record = {"Line": [{"LineNum": 1, "Id": "1"}], "Active": True, "Name": 'é"\\', "CustomField": [], "x": {}}
    assert repr(unpacked(packed(record))) == repr(record)


def test_an_instant_comes_back_to_the_microsecond() -> None:
    moment = NOON + timedelta(microseconds=1)
    assert instant(ticks(moment)) == moment


def test_records_beyond_what_is_kept_at_hand_are_read_as_they_were_written(books: Company) -> None:
    made = [write(books, "Invoice", invoice(Decimal(number), DocNumber=f"N{number}")) for number in range(RECENT + 20)]
    assert [books.present("Invoice", one) for one in books.store.each("Invoice")] == made
    assert books.transaction("Invoice", made[0]["Id"]) == made[0]
    assert books.store.having("Invoice", "n3") == [books.store.get("Invoice", made[3]["Id"])]


@pytest.mark.parametrize("wrong", ["01", "+1", " 1", "1.0", "²", "x", "", "9" * 30])
def test_only_the_id_itself_finds_a_transaction(books: Company, wrong: str) -> None:
    first = write(books, "Invoice", invoice(5))
    assert first["Id"] == "1"
    assert books.store.get("Invoice", wrong) is None


def test_the_ledger_gives_entries_by_date_and_then_by_number(books: Company) -> None:
    for day in ("2026-02-03", "2026-01-05", "2026-02-03", "2026-01-04"):
        write(books, "Invoice", invoice(5, TxnDate=day))
    assert [(one.date.day, one.txn_id) for one in books.book.entries()] == [(4, "4"), (5, "2"), (3, "1"), (3, "3")]
    only = books.book.entries(datetime(2026, 1, 5, tzinfo=UTC).date(), datetime(2026, 1, 31, tzinfo=UTC).date())
    assert [one.txn_id for one in only] == ["2"]


def test_the_ledger_knows_who_made_a_transaction_and_who_changed_it_last(books: Company) -> None:
    made = write(books, "Invoice", invoice(5))
    write(books, "Payment", payment(5, link(5, "Invoice", made["Id"])))
    assert {(one.created_by, one.modified_by) for one in books.journal()} == {(books.owner, books.owner)}
    token = books.store.tables["Invoice"][made["Id"]]["SyncToken"]
    body = {**invoice(7), "Id": made["Id"], "SyncToken": token}
    service.write(books, REGISTRY["Invoice"], body, "", frozenset(), by_hand=True)
    changed = books.book.entry("Invoice", made["Id"])
    assert changed is not None
    assert (changed.created_by, changed.modified_by) == (books.owner, books.bookkeeper)


def test_what_fails_in_the_midst_of_being_written_is_taken_back_in_memory_too(books: Company) -> None:
    first = write(books, "Invoice", invoice(5))
    before = books.store.all("Customer"), dict(books.book.totals), dict(books.store.next_ids), books.journal()
    with pytest.raises(sqlite3.IntegrityError):
        break_off(books, ("Customer", {"DisplayName": "No"}), ("Invoice", {**invoice(7), "Id": "1", "SyncToken": "0"}))
    after = books.store.all("Customer"), dict(books.book.totals), dict(books.store.next_ids), books.journal()
    assert after == before
    assert books.transaction("Invoice", first["Id"]) == first


def test_an_inner_transaction_that_fails_leaves_the_outer_one_as_it_was(books: Company) -> None:
    with books.database.transaction():
        write(books, "Customer", {"DisplayName": "Kept"})
        with pytest.raises(sqlite3.IntegrityError):
            break_off(books, ("Customer", {"DisplayName": "Lost"}))
    assert [one["DisplayName"] for one in books.store.having("Customer", "kept")] == ["Kept"]
    assert books.store.having("Customer", "lost") == []


def test_answers_to_repeats_take_no_room_when_their_time_is_over(us: Client) -> None:
    company = us.sandbox.company()
    for number in range(3):
        us.make("Invoice", invoice(5), requestid=f"r{number}")
    us.sandbox.state.now.advance(company.replies.lifetime.total_seconds() + 60)
    us.tokens = us.sandbox.tokens()
    us.session.headers["Authorization"] = f"Bearer {us.tokens['access_token']}"
    us.make("Invoice", invoice(5), requestid="later")
    assert company.database.read("SELECT request_id FROM replies") == [("later",)]


def test_the_transactions_of_one_customer_are_found_as_a_request_sees_them(books: Company) -> None:
    ids = [write(books, "Invoice", invoice(5, customer=customer))["Id"] for customer in ("1", "58", "1", "1")]
    draft = Draft(books.store)
    moved = {**books.store.tables["Invoice"][ids[2]], "CustomerRef": {"value": "58"}}
    draft.put("Invoice", moved)
    draft.drop("Invoice", ids[3])
    assert [one["Id"] for one in draft.of_party("Invoice", "1")] == [ids[0]]
    assert list(draft.of_party("Invoice", "58")) == [books.store.get("Invoice", ids[1]), moved]
    assert [one["Id"] for one in books.store.of_party("Invoice", "1")] == [ids[0], ids[2], ids[3]]
