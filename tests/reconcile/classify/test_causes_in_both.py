"""What both sides hold but not alike: with links it is known which side changed; without, the figures tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.run import reconcile
from tests.reconcile.planted.faults import entry_of, record_of
from tests.reconcile.planted.records import Books, Entry, Record, month
from tests.reconcile.planted.running import one, run

FILES = ("ledger.csv", "links.csv", "mapping.csv", "books.json")


def edit_ledger(books: Books, number: str, **changes: object) -> None:
    """Change a record of the practice ledger behind the plugin's back."""
    record = record_of(books, number)
    books.records[books.records.index(record)] = replace(record, **changes)  # type: ignore[arg-type]


def moved(entry: Entry, **by_account: int) -> tuple[tuple[str, int], ...]:
    """The entry's lines with cents added per account."""
    return tuple((account, cents + by_account.get(account, 0)) for account, cents in entry.lines)


def test_a_ledger_record_edited_past_its_lock_was_changed_while_locked(tmp_path: Path) -> None:
    books = month(6)
    edit_ledger(books, "INV-1005", lines=(("1100", 11_000), ("4000", -10_000), ("2200", -1_000)))
    finding = one(run(books, tmp_path), "changed_while_locked")
    assert finding.ledger_ids == ("b5",)
    assert finding.difference == ("amount", "tax")


def test_a_date_edited_past_the_lock_counts_too(tmp_path: Path) -> None:
    books = month(6)
    edit_ledger(books, "INV-1005", day=date(2026, 3, 9))
    assert one(run(books, tmp_path), "changed_while_locked").difference == ("date",)


def test_both_sides_changed_alike_is_no_finding(tmp_path: Path) -> None:
    books = month(6)
    edit_ledger(books, "INV-1005", day=date(2026, 3, 9))
    books.change(entry_of(books, "INV-1005"), day=date(2026, 3, 9))
    assert run(books, tmp_path).findings == ()


def test_an_unlocked_record_is_forgotten_even_if_nothing_differs(tmp_path: Path) -> None:
    books = month(6)
    link = next(link for link in books.links if link["transaction_id"] == "b5")
    link |= {"state": "unlocked", "unlocked_at": "2026-03-20T10:00:00+00:00"}
    finding = one(run(books, tmp_path), "unlocked_and_forgotten")
    assert finding.effects == {}


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_a_record_voided_in_quickbooks(tmp_path: Path, links: bool) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    books.change(entry, lines=tuple((account, 0) for account, _ in entry.lines), memo="Voided")
    assert one(run(books, tmp_path, links=links), "voided_in_quickbooks").ledger_ids == ("b5",)


def test_what_was_pushed_under_an_older_mapping_is_one_finding_per_pair_of_accounts(tmp_path: Path) -> None:
    books = month(6)
    for entry in list(books.entries):
        names = {"Legal Fees": "Services"}
        books.change(entry, lines=tuple((names.get(account, account), cents) for account, cents in entry.lines))
    for link in books.links:
        link["pushed_posts"] = link["pushed_posts"].replace("Legal Fees=", "Services=")
        link["mapping_version"] = "1"
    finding = one(run(books, tmp_path), "older_mapping_version")
    assert finding.instances == 6
    assert set(finding.effects) == {"Legal Fees", "Services"}


def test_a_period_tells_only_of_records_of_which_one_side_lies_within(tmp_path: Path) -> None:
    books = month(6)
    books.change(entry_of(books, "INV-1005"), day=date(2026, 4, 2))
    books.change(entry_of(books, "INV-1003"), day=date(2026, 3, 19))
    run(books, tmp_path)
    ledger, links, mapping, known = (tmp_path / name for name in FILES)
    given = read_inputs(ledger, [tmp_path / "journal.csv"], links, mapping, known, start=date(2026, 4, 1))
    result = reconcile(given)
    assert [found.ledger_ids for found in result.findings] == [("b5",)]


def test_a_date_moved_in_quickbooks_is_named(tmp_path: Path) -> None:
    books = month(6)
    books.change(entry_of(books, "INV-1005"), day=date(2026, 3, 20))
    finding = one(run(books, tmp_path), "locked_but_changed_in_quickbooks")
    assert finding.difference == ("date",)
    assert "Date: pushed 2026-03-17, QuickBooks holds 2026-03-20" in finding.evidence


def test_another_customer_in_quickbooks_is_named(tmp_path: Path) -> None:
    books = month(12)
    books.change(entry_of(books, "INV-1005"), name="Somebody Else")
    assert one(run(books, tmp_path), "locked_but_changed_in_quickbooks").difference == ("party",)


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_a_customer_renamed_on_all_records_is_one_finding(tmp_path: Path, links: bool) -> None:
    books = month(12)
    for entry in [entry for entry in books.entries if entry.name == "Zhou Family"]:
        books.change(entry, name="Chou and Partners")
    finding = one(run(books, tmp_path, links=links), "customer_renamed")
    assert finding.instances > 1
    assert finding.effects == {}


def test_one_account_moved_on_every_bill_is_one_wrong_mapping(tmp_path: Path) -> None:
    books = month(12)
    for entry in list(books.entries):
        names = {"Legal Fees": "Services"}
        books.change(entry, lines=tuple((names.get(account, account), cents) for account, cents in entry.lines))
    result = run(books, tmp_path, links=False)
    finding = one(result, "wrong_account")
    assert finding.instances == 13
    assert set(finding.effects) == {"Legal Fees", "Services"}
    assert not any(result.residue.values())


def test_part_of_the_fees_on_another_account_is_split_differently(tmp_path: Path) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    books.change(entry, lines=(*moved(entry, **{"Legal Fees": 1_000}), ("Services", -1_000)))
    finding = one(run(books, tmp_path, links=False), "split_differently")
    assert finding.difference == ("account",)


def test_debit_and_credit_in_each_others_place_is_a_sign(tmp_path: Path) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    books.change(entry, lines=tuple((account, -cents) for account, cents in entry.lines))
    assert one(run(books, tmp_path, links=False), "sign").ledger_ids == ("b5",)


def test_a_cent_of_tax_is_rounding(tmp_path: Path) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    books.change(entry, lines=moved(entry, **{"GST Payable": -1, "Accounts Receivable (A/R)": 1}))
    finding = one(run(books, tmp_path, links=False), "rounding")
    assert finding.effects == {"Accounts Receivable (A/R)": 1, "GST Payable": -1}


def test_a_cent_of_income_is_an_amount(tmp_path: Path) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    books.change(entry, lines=moved(entry, **{"Legal Fees": -1, "Accounts Receivable (A/R)": 1}))
    assert one(run(books, tmp_path, links=False), "amount").difference == ("amount",)


def test_day_and_month_in_each_others_place_win_over_a_date_shift(tmp_path: Path) -> None:
    books = month(20)
    assert entry_of(books, "INV-1020").day == date(2026, 3, 4)
    books.change(entry_of(books, "INV-1020"), day=date(2026, 4, 3))
    books.change(entry_of(books, "INV-1005"), day=date(2026, 3, 20))
    result = run(books, tmp_path, links=False)
    assert one(result, "day_month_swapped").ledger_ids == ("b20",)
    assert one(result, "date_shift").ledger_ids == ("b5",)


def test_a_wrong_customer_without_links(tmp_path: Path) -> None:
    books = month(12)
    books.change(entry_of(books, "INV-1005"), name="Somebody Else")
    assert one(run(books, tmp_path, links=False), "wrong_customer").difference == ("party",)


def test_a_transfer_of_which_one_leg_is_missing(tmp_path: Path) -> None:
    books = month(4)
    books.mapping["1300"] = ("Savings", "Savings", "Bank")
    record = books.post(Record("tr1", "bank_transfer", "", date(2026, 3, 5), "", (("1300", 5_000), ("1000", -5_000))))
    legs = [
        Entry("800", "Transfer", "", record.day, "", (("Clearing", 5_000), ("Operating Checking", -5_000))),
        Entry("801", "Transfer", "", record.day, "", (("Savings", 5_000), ("Clearing", -5_000))),
    ]
    for part, leg in enumerate(legs, start=1):
        books.link(record, leg, part=str(part), quickbooks_type="Transfer")
    books.entries.append(legs[0])
    result = run(books, tmp_path)
    finding = one(result, "half_transfer")
    assert finding.effects == {"Clearing": 5_000, "Savings": -5_000}
    assert not any(result.residue.values())
