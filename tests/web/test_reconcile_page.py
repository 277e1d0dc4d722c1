"""The reconciliation page: what QuickBooks exported goes in, every difference comes out, and nothing of it stays."""

from __future__ import annotations

import base64
import io
import json
import logging
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from matterbooks.ledger.documents import Party
from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.period import Period
from matterbooks.web import reconcile
from matterbooks.web.reconcile_upload import LARGEST_UPLOAD
from tests.web.practice import FIRM, Browser, Practice

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
JOURNAL = ("JournalReport.csv", "JournalReport")
BALANCE = ("TrialBalance.csv", "TrialBalance")
CLIENT = Party("c-77", "Zenobia Quillfeather")
Files = list[tuple[str, bytes]]


def exported(practice: Practice, *reports: tuple[str, str]) -> Files:
    """What a person downloads from QuickBooks."""
    company = practice.sandbox.company(practice.realm)
    return [(name, download_csv(company, report, MARCH).body) for name, report in reports]


def send(browser: Browser, files: Files, **form: str) -> TestResponse:
    """Choose these files and press Reconcile."""
    chosen = [(io.BytesIO(content), name) for name, content in files]
    return browser.client.post(
        "/accounting/reconcile", data={"csrf_token": browser.token(), "quickbooks": chosen, **form}
    )


def downloads(page: TestResponse) -> dict[str, bytes]:
    """The files that the page carries, by name."""
    found = re.findall(r'download="([^"]+)" href="data:[^"]*?base64,([^"]*)"', page.text)
    return {name: base64.b64decode(unescape(content)) for name, content in found}


@pytest.fixture
def books(practice: Practice, mapped: Browser) -> Browser:
    """Two bills in both books, and one that stands in the practice alone."""
    for number in ("1001", "1002"):
        practice.post(practice.paper().bill(number, "10.00", party=CLIENT))
    practice.drain()
    practice.ledger.put(practice.paper().bill("1003", "30.00", party=CLIENT))
    return mapped


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where temporary files are made."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_every_difference_is_shown_with_its_cause_its_mend_and_its_records(practice: Practice, books: Browser) -> None:
    page = send(books, exported(practice, JOURNAL, BALANCE))
    assert page.status_code == 200, page.text
    text = unescape(page.text)
    assert "Never queued" in text
    assert "The books tie: every difference is explained and nothing is left." in text
    assert "2 matched" in text
    assert "No application report was given" in text
    assert "TrialBalance.csv" in text
    found = json.loads(next(body for name, body in downloads(page).items() if name.endswith(".json")))["findings"]
    for finding in found:
        assert finding["id"] in text
        assert finding["mend"] in text
        assert finding["evidence"] in text
    assert any(finding["ledger_ids"] == ["1003"] for finding in found)


def test_what_is_left_unexplained_is_told_by_account(practice: Practice, books: Browser) -> None:
    """The Journal was exported before somebody entered what the Trial Balance shows."""
    journal = exported(practice, JOURNAL)
    ids = {account.path: account.id for account in practice.catalogue().accounts}
    lines = [
        {
            "Amount": 70, "DetailType": "JournalEntryLineDetail",
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": ids[path]}},
        }
        for side, path in (("Debit", "Checking"), ("Credit", "Savings"))
    ]  # fmt: skip
    practice.by_hand("JournalEntry", {"TxnDate": "2026-03-20", "Line": lines})
    before = download_csv(practice.sandbox.company(practice.realm), "TrialBalance", FEBRUARY).body
    page = send(books, [*journal, *exported(practice, BALANCE), ("Before.csv", before)])
    assert page.status_code == 200, page.text
    assert "The books do not tie" in page.text
    assert re.search(r"Checking</th><td class=\"mb-number\">-?70.00<", page.text)


def test_workbook_csv_and_json_are_in_the_page_itself(practice: Practice, books: Browser) -> None:
    files = downloads(send(books, exported(practice, JOURNAL)))
    assert [name.rpartition(".")[2] for name in files] == ["xlsx", "csv", "json"]
    workbook, table, findings = files.values()
    assert "Findings" in load_workbook(io.BytesIO(workbook)).sheetnames
    ids = [finding["id"] for finding in json.loads(findings)["findings"]]
    assert ids
    assert all(id_ in table.decode() for id_ in ids)


def test_nothing_of_an_upload_stays_on_disk(practice: Practice, books: Browser, temporary: Path) -> None:
    assert send(books, exported(practice, JOURNAL)).status_code == 200
    assert send(books, [("Journal.csv", b"no report at all")]).status_code == 422
    assert list(temporary.iterdir()) == []


def test_decisions_of_the_previous_workbook_are_carried_on(practice: Practice, books: Browser) -> None:
    files = exported(practice, JOURNAL)
    first = downloads(send(books, files))
    name, content = next(iter(first.items()))
    sheets = load_workbook(io.BytesIO(content))
    head = next(cell for row in sheets["Findings"].iter_rows() for cell in row if cell.value == "Comment")
    head.offset(1, 0).value = "asked the client"
    kept = io.BytesIO()
    sheets.save(kept)
    page = send(books, [*files, (name, kept.getvalue())])
    assert page.status_code == 200, page.text
    found = json.loads(next(body for name, body in downloads(page).items() if name.endswith(".json")))["findings"]
    assert "asked the client" in [finding["comment"] for finding in found]


@pytest.mark.parametrize(
    ("files", "form", "words"),
    [
        ([], {}, ("No file", "None was chosen", "Choose at least the Journal")),
        ([("notes.csv", b"a,b\n1,2\n")], {}, ("notes.csv", "No columns of an export", "Reports > Journal")),
        (
            [("ledger.csv", b"transaction_id,kind,date,account_number\n")],
            {},
            ("ledger.csv", "from the practice itself"),
        ),
    ],
)
def test_what_is_no_export_of_quickbooks_is_refused(
    books: Browser, files: Files, form: dict[str, str], words: tuple[str, ...]
) -> None:
    page = send(books, files, **form)
    assert page.status_code == 422
    assert [word for word in words if word not in unescape(page.text)] == []


def test_a_row_that_cannot_be_read_is_named_with_file_and_way_out(practice: Practice, books: Browser) -> None:
    [(name, content)] = exported(practice, JOURNAL)
    spoiled = content.replace(b"11.00", b"11.oo", 1)
    page = send(books, [(f"../../{name}", spoiled)])
    assert page.status_code == 422
    text = unescape(page.text)
    assert '<a href="#quickbooks">JournalReport.csv</a>' in text
    assert re.search(r"<dt>Row</dt><dd>\d+</dd>", text)
    assert "What to do" in text
    assert "matterbooks-" not in re.sub(r"<code>.*?</code>", "", text)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"from": "2026-03-31", "to": "2026-03-01"}, "2026-03-31 is after 2026-03-01"),
        ({"from": "31 March"}, "'31 March' is not a date"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    practice: Practice, books: Browser, period: dict[str, str], words: str
) -> None:
    page = send(books, exported(practice, JOURNAL), **period)
    assert page.status_code == 422
    assert words in unescape(page.text)
    assert "31 March" not in words or 'value="31 March"' in page.text


def test_a_period_is_what_is_compared(practice: Practice, books: Browser) -> None:
    page = send(books, exported(practice, JOURNAL), **{"from": "2026-03-01", "to": "2026-03-31"})
    assert page.status_code == 200
    assert "<dd>2026-03-01 to 2026-03-31</dd>" in page.text


def test_without_a_period_it_is_what_the_journal_covers(practice: Practice, books: Browser) -> None:
    practice.ledger.put(practice.paper().bill("0900", "30.00", day=date(2026, 2, 27)))
    page = send(books, exported(practice, JOURNAL))
    assert "<dd>2026-03-01 to 2026-03-31</dd>" in page.text
    assert "3 transactions, 2 matched" in page.text
    assert "0900" not in page.text


def test_more_than_the_limit_is_not_read(books: Browser) -> None:
    page = books.client.post(
        "/accounting/reconcile",
        data={"csrf_token": books.token(), "quickbooks": (io.BytesIO(b"Journal"), "Journal.csv")},
        environ_overrides={"CONTENT_LENGTH": str(LARGEST_UPLOAD + 200_000)},
    )
    assert page.status_code == 413
    assert "larger than 20 MB together, and nothing of them was read" in page.text
    assert "shorter period" in page.text


def test_the_hosts_own_smaller_limit_is_not_for_this_page(practice: Practice, books: Browser) -> None:
    practice.app.config["MAX_CONTENT_LENGTH"] = 100
    token = books.token()
    files = [(io.BytesIO(content), name) for name, content in exported(practice, JOURNAL)]
    page = books.client.post("/accounting/reconcile", data={"csrf_token": token, "quickbooks": files})
    assert page.status_code == 200
    upload = {"csrf_token": token, "file": (io.BytesIO(b"x" * 200), "m.csv")}
    answer = books.client.post("/accounting/mapping/csv", data=upload)
    assert answer.status_code == 413
    assert "Reconcile" not in answer.text


def test_two_files_of_one_name_are_both_read(practice: Practice, books: Browser) -> None:
    [(name, journal), (_, balance)] = exported(practice, JOURNAL, BALANCE)
    page = send(books, [(name, journal), (name, balance)])
    assert page.status_code == 200
    assert "JournalReport (2).csv" in page.text


def test_another_firm_sees_nothing_of_this_firms_ledger(practice: Practice, books: Browser) -> None:
    files = exported(practice, JOURNAL)
    assert "1003" in send(books, files).text
    practice.firm[0] = "other"
    page = send(books, files)
    assert page.status_code == 302
    assert page.location.endswith("/accounting/")
    practice.firm[0] = FIRM


def test_a_firm_that_was_never_connected_is_told_to_connect_first(admin: Browser) -> None:
    assert admin.get("/reconcile").status_code == 302
    assert "Connect to QuickBooks first" in admin.get("/").text


def test_who_may_see_accounting_may_reconcile(practice: Practice, books: Browser) -> None:
    clerk = practice.browser("clerk")
    assert "Reconcile" in clerk.get("/mapping").text
    assert clerk.get("/reconcile").status_code == 200


def test_without_the_extra_there_is_no_tab_and_the_page_says_how_to_get_it(
    books: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "LIBRARIES", (*reconcile.LIBRARIES, "no_such_library"))
    assert "/accounting/reconcile" not in books.get("/mapping").text
    page = books.get("/reconcile")
    assert page.status_code == 200
    assert 'pip install "matterbooks[notebooks]"' in unescape(page.text)
    assert send(books, []).status_code == 503


def test_no_client_is_logged(practice: Practice, books: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    [(name, content)] = exported(practice, JOURNAL)
    assert send(books, [(name, content)]).status_code == 200
    assert send(books, [(name, content.replace(b"11.00", b"11.oo", 1))]).status_code == 422
    assert "Zenobia" not in caplog.text


def test_text_of_a_file_is_shown_and_never_run(practice: Practice, books: Browser) -> None:
    page = send(books, [("<img src=x onerror=alert(1)>.csv", b"<script>1</script>,b\n1,2\n")])
    assert page.status_code == 422
    assert "<img src=x" not in page.text
    assert "<script>1" not in page.text
