"""Which class and location a line of the ledger has, by the transaction that posted it."""

from datetime import UTC, date, datetime
from typing import Any

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.reports.dimensions import CLASS, DEPARTMENT, Dimensions
from matterbooks.sandbox.reports.model import Cell

Json = dict[str, Any]
NOW = datetime(2025, 9, 8, tzinfo=UTC)
NOTHING = Cell("", "")


def _ref(identifier: str, name: str) -> Json:
    return {"value": identifier, "name": name}


def _line(kind: str, place: int) -> JournalLine:
    return JournalLine(
        txn_id="7",
        txn_type=kind,
        date=date(2025, 9, 8),
        doc_num="",
        name="",
        name_id="",
        memo="",
        account_id="1",
        cents=100,
        line_index=place,
        create_time=NOW,
        last_modified=NOW,
        created_by="",
    )


def _classes(kind: str, record: Json, postings: int) -> list[str]:
    """The classes of the first postings of `record`."""
    dimensions = Dimensions(lambda entity, identifier: record if (entity, identifier) == (kind, "7") else None)
    return [str(dimensions.of(_line(kind, place), CLASS).value) for place in range(postings)]


def _sold(amount: int, **detail: object) -> Json:
    return {"Amount": amount, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}


def test_a_line_of_an_invoice_has_its_own_class_and_neither_receivables_nor_tax_have_one() -> None:
    lines = [
        _sold(5, ClassRef=_ref("1", "North")),
        {"DetailType": "DescriptionOnly", "Description": "Thanks"},
        _sold(0, ClassRef=_ref("3", "Nowhere")),
        _sold(6, ClassRef=_ref("2", "South")),
        {"Amount": 11, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}},
    ]
    assert _classes("Invoice", {"Line": lines}, 4) == ["", "North", "South", ""]


def test_the_class_of_the_whole_transaction_counts_for_every_line_without_its_own() -> None:
    record = {"ClassRef": _ref("9", "All"), "Line": [_sold(5), _sold(6, ClassRef=_ref("2", "South"))]}
    assert _classes("SalesReceipt", record, 3) == ["All", "All", "South"]


def test_a_journal_entry_has_no_account_of_its_own_before_its_lines() -> None:
    detail = "JournalEntryLineDetail"
    lines: list[Json] = [
        {"Amount": 5, "DetailType": detail, detail: {"ClassRef": _ref("1", "North")}},
        {"Amount": 5, "DetailType": detail, detail: {}},
    ]
    assert _classes("JournalEntry", {"Line": lines}, 2) == ["North", ""]


def test_the_location_is_that_of_the_transaction() -> None:
    record = {"DepartmentRef": _ref("4", "Branch"), "Line": [_sold(5)]}
    dimensions = Dimensions(lambda _entity, _identifier: record)
    assert dimensions.of(_line("Invoice", 0), DEPARTMENT) == Cell("Branch", "4")
    assert dimensions.of(_line("Invoice", 1), DEPARTMENT) == Cell("Branch", "4")


def test_a_transaction_without_lines_or_without_class_has_none() -> None:
    assert _classes("Transfer", {"Amount": 5}, 2) == ["", ""]
    assert Dimensions(lambda _entity, _identifier: None).of(_line("Transfer", 0), CLASS) == NOTHING
