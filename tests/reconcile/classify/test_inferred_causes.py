"""Without a recorded outcome, kind, instant of posting, division and switches tell what stays behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.run import reconcile
from tests.reconcile.planted.records import START, Books, Record, invoice, month
from tests.reconcile.planted.running import one, run
from tests.reconcile.planted.writers import write_all


@pytest.mark.parametrize("kind", ["bank_deposit", "bank_withdrawal", "general_journal", "write_off"])
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_the_kinds_that_are_never_pushed_are_told_by_their_kind(tmp_path: Path, kind: str, links: bool) -> None:
    books = month(4)
    books.post(Record("x1", kind, "X-1", date(2026, 3, 5), "", (("1000", 700), ("4000", -700))))
    finding = one(run(books, tmp_path, links=links), "never_pushed_kind")
    assert finding.ledger_ids == ("x1",)
    assert finding.effects == {"Legal Fees": 700, "Operating Checking": -700}


def test_a_trust_receipt_stays_behind_while_the_trust_switch_was_never_on(tmp_path: Path) -> None:
    books = month(4)
    books.post(Record("t1", "trust_receipt", "", date(2026, 3, 5), "Zhou Family", (("1200", 900), ("2100", -900))))
    assert one(run(books, tmp_path), "switch_off").ledger_ids == ("t1",)


def test_a_switch_that_was_first_on_later_makes_it_before_the_start(tmp_path: Path) -> None:
    books = month(4)
    books.switches.append({"switch": "trust", "on": "2026-03-15T00:00:00+00:00", "off": ""})
    books.post(Record("t1", "trust_receipt", "", date(2026, 3, 5), "Zhou Family", (("1200", 900), ("2100", -900))))
    assert one(run(books, tmp_path), "before_start").ledger_ids == ("t1",)


def test_a_record_of_another_division_is_told(tmp_path: Path) -> None:
    books = month(4)
    books.post(replace(invoice(60, fees=9_000), division="Conveyancing"))
    write_all(books, tmp_path)
    text = (tmp_path / "books.json").read_text(encoding="utf-8").replace('"division": ""', '"division": "Litigation"')
    (tmp_path / "books.json").write_text(text, encoding="utf-8")
    result = reconcile(_read(tmp_path))
    assert one(result, "other_division").ledger_ids == ("b60",)


def test_what_lies_outside_the_journal_is_out_of_period_not_missing(tmp_path: Path) -> None:
    books = month(4)
    books.push(replace(invoice(60, fees=9_000), day=date(2026, 4, 9)))
    books.entries.pop()
    write_all(books, tmp_path, period="March 1-31, 2026")
    result = reconcile(_read(tmp_path))
    assert one(result, "out_of_period").ledger_ids == ("b60",)
    assert not any(result.residue.values())


def test_a_period_that_is_asked_for_leaves_the_rest_of_both_books_out(tmp_path: Path) -> None:
    books = month(4)
    books.post(replace(invoice(60, fees=9_000), day=date(2026, 4, 9)))
    write_all(books, tmp_path)
    result = reconcile(_read(tmp_path, start=date(2026, 3, 1), end=date(2026, 3, 31)))
    assert result.findings == ()
    assert not any(result.residue.values())


def test_a_date_that_was_moved_over_the_end_of_the_period_is_found_and_the_bridge_closes(tmp_path: Path) -> None:
    books = month(4)
    entry = next(entry for entry in books.entries if entry.number == "INV-1003")
    books.change(entry, day=date(2026, 4, 2))
    write_all(books, tmp_path)
    result = reconcile(_read(tmp_path, start=date(2026, 3, 1), end=date(2026, 3, 31)))
    finding = one(result, "locked_but_changed_in_quickbooks")
    assert finding.difference == ("date",)
    assert finding.effects["Accounts Receivable (A/R)"] < 0
    assert not any(result.residue.values())


def test_a_finding_in_a_locked_period_is_flagged(tmp_path: Path) -> None:
    books: Books = month(4)
    books.post(invoice(60, fees=9_000))
    write_all(books, tmp_path)
    text = (tmp_path / "books.json").read_text(encoding="utf-8")
    (tmp_path / "books.json").write_text(text.replace('"closing_date": null', '"closing_date": "2026-03-31"'), "utf-8")
    assert START in text
    assert one(reconcile(_read(tmp_path)), "never_queued").flags == ("closing_date",)


def _read(folder: Path, start: date | None = None, end: date | None = None):  # type: ignore[no-untyped-def]
    return read_inputs(
        folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv", folder / "mapping.csv",
        folder / "books.json", start, end,
    )  # fmt: skip
