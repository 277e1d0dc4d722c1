"""What only QuickBooks holds: a second copy, a copy given up, an opening balance, an entry of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.reconcile.planted.faults import entry_of, record_of
from tests.reconcile.planted.records import Entry, month, payment
from tests.reconcile.planted.running import one, run


def test_a_record_deleted_in_the_ledger_is_told_by_its_link(tmp_path: Path) -> None:
    books = month(6)
    books.records.remove(record_of(books, "INV-1005"))
    finding = one(run(books, tmp_path), "deleted_in_ledger")
    assert finding.quickbooks_ids == (entry_of(books, "INV-1005").id,)


def test_a_copy_that_was_kept_beside_the_new_one_is_told(tmp_path: Path) -> None:
    books = month(6)
    old = next(link for link in books.links if link["transaction_id"] == "b5")
    old |= {"state": "ended", "ended_how": "kept"}
    new = replace(entry_of(books, "INV-1005"), id="7000", number="INV-1005-2")
    books.entries.append(new)
    books.link(record_of(books, "INV-1005"), new, generation="2")
    assert one(run(books, tmp_path), "unlinked_both_exist").quickbooks_ids == (old["quickbooks_id"],)


def test_two_genuine_payments_that_are_alike_are_no_duplicate(tmp_path: Path) -> None:
    books = month(6)
    bill = record_of(books, "INV-1006")
    books.push(replace(payment(bill), id="p6b"))
    assert run(books, tmp_path).findings == ()
    assert run(books, tmp_path, links=False).findings == ()


def test_of_three_alike_against_two_one_is_the_duplicate(tmp_path: Path) -> None:
    books = month(6)
    bill = record_of(books, "INV-1006")
    second = books.push(replace(payment(bill), id="p6b"))
    books.entries.append(replace(second, id="7001"))
    assert one(run(books, tmp_path, links=False), "duplicate_in_quickbooks").quickbooks_ids == ("7001",)


def test_an_opening_balance_is_told_by_its_account(tmp_path: Path) -> None:
    books = month(6)
    lines = (("Operating Checking", 50_000), ("Opening Balance Equity", -50_000))
    books.entries.append(Entry("7002", "Deposit", "", date(2026, 3, 1), "", lines, "Opening Balance"))
    assert one(run(books, tmp_path), "opening_balance").severity == "information"


def test_what_quickbooks_makes_to_link_credits_to_charges_is_no_finding(tmp_path: Path) -> None:
    books = month(6)
    memo = "Created by QB Online to link credits to charges."
    lines = (("Accounts Receivable (A/R)", 0), ("", 0))
    books.entries.append(Entry("7003", "Payment", "", date(2026, 3, 9), "Zhou Family", lines, memo))
    result = run(books, tmp_path)
    assert result.findings == ()
    assert (result.quickbooks["outcome"] == "made by QuickBooks").sum() == 1
