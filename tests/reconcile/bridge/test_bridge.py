"""The bridge ends in zero, adds up from the files themselves, and says where it does not tie and since when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.run import reconcile
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import Books, month
from tests.reconcile.planted.running import run
from tests.reconcile.planted.writers import write_all


def inputs_of(books: Books, folder: Path, period: str = "All Dates") -> Inputs:
    """The books as read from disk."""
    write_all(books, folder, period=period)
    return read_inputs(
        folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv", folder / "mapping.csv",
        folder / "books.json",
    )  # fmt: skip


def balances(books: Books) -> dict[str, int]:
    """QuickBooks' trial balance, added up from its entries."""
    sums: dict[str, int] = defaultdict(int)
    for entry in books.entries:
        for account, cents in entry.lines:
            sums[account] += cents
    return dict(sums)


def with_faults() -> Books:
    """A month with ten faults."""
    books = month()
    for fault in TEN:
        fault.plant(books)
    return books


def test_without_a_trial_balance_completeness_is_not_proved(tmp_path: Path) -> None:
    result = reconcile(inputs_of(month(), tmp_path))
    assert result.ties is None
    assert "completeness of the export not proved" in " ".join(result.not_examined)


def test_with_a_trial_balance_that_agrees_the_books_tie(tmp_path: Path) -> None:
    books = with_faults()
    result = reconcile(replace(inputs_of(books, tmp_path), trial_balance=balances(books)))
    assert result.ties is True


def test_a_trial_balance_that_holds_more_than_a_journal_of_all_dates_is_a_residue(tmp_path: Path) -> None:
    books = month()
    held = balances(books) | {"Operating Checking": balances(books)["Operating Checking"] + 7}
    result = reconcile(replace(inputs_of(books, tmp_path), trial_balance=held))
    assert result.ties is False
    assert result.residue["Operating Checking"] == 7


def test_what_quickbooks_held_before_the_period_is_the_opening_difference(tmp_path: Path) -> None:
    books = month()
    held = balances(books) | {"Operating Checking": balances(books)["Operating Checking"] + 90_000}
    inputs = inputs_of(books, tmp_path, period="March 1-April 30, 2026")
    result = reconcile(replace(inputs, trial_balance=held, opening_balance={"Operating Checking": 90_000}))
    row = result.bridge.set_index("account").loc["Operating Checking"]
    assert row["opening_difference"] == 90_000
    assert result.ties is True


def test_an_opening_balance_that_does_not_lead_to_the_closing_one_is_a_residue(tmp_path: Path) -> None:
    inputs = inputs_of(month(), tmp_path, period="March 1-April 30, 2026")
    opening = {"Operating Checking": 500}
    result = reconcile(replace(inputs, trial_balance=balances(month()), opening_balance=opening))
    assert (result.ties, result.residue["Operating Checking"]) == (False, -500)


def test_opening_balances_worked_out_from_closing_ones_prove_nothing(tmp_path: Path) -> None:
    books = month()
    held = balances(books) | {"Operating Checking": balances(books)["Operating Checking"] + 90_000}
    inputs = inputs_of(books, tmp_path, period="March 1-April 30, 2026")
    result = reconcile(replace(inputs, trial_balance=held))
    assert (result.ties, result.residue_cents) == (None, 0)
    assert "No trial balance as of 2026-02-28 was given" in " ".join(result.not_examined)


def test_a_journal_of_all_dates_tells_the_opening_balances_of_a_later_period(tmp_path: Path) -> None:
    books = month()
    inputs = replace(inputs_of(books, tmp_path), start=date(2026, 3, 10), trial_balance=balances(books))
    result = reconcile(inputs)
    assert result.bridge["opening_difference"].any()
    assert result.ties is True


INCOME = ("Legal Fees", "Legal Fees:Disbursements Recovered")


def test_a_year_that_ended_before_the_period_moves_its_income_to_retained_earnings(tmp_path: Path) -> None:
    books, opening = month(), {"Legal Fees": -70_000, "Operating Checking": 70_000}
    inputs = inputs_of(books, tmp_path, period="March 1-April 30, 2026")
    closing = balances(books)
    closing["Operating Checking"] += 70_000
    known = {**(inputs.books or {}), "fiscal_year_start_month": 3}
    given = replace(inputs, books=known, opening_balance=opening)
    result = reconcile(replace(given, trial_balance=closing | {"Retained Earnings": -70_000}))
    ends = result.bridge.set_index("account")["year_end"]
    assert ends[ends != 0].to_dict() == {"Legal Fees": 70_000, "Retained Earnings": -70_000}
    assert result.ties is True


def test_a_year_that_ended_within_the_period_does_so_too(tmp_path: Path) -> None:
    books = with_faults()
    inputs = replace(inputs_of(books, tmp_path), end=date(2026, 4, 30))
    closing = balances(books)
    result_of_year = sum(closing.pop(account) for account in INCOME)
    known = {**(inputs.books or {}), "fiscal_year_start_month": 4}
    result = reconcile(replace(inputs, books=known, trial_balance=closing | {"Retained Earnings": result_of_year}))
    assert result.bridge["year_end"].sum() == 0
    assert result.bridge["year_end"].any()
    assert result.ties is True


def test_an_account_of_unknown_type_at_a_years_end_asks_for_the_account_list(tmp_path: Path) -> None:
    inputs = replace(inputs_of(month(), tmp_path), end=date(2026, 4, 30), mapping=None)
    known = {**(inputs.books or {}), "fiscal_year_start_month": 4}
    result = reconcile(replace(inputs, books=known, trial_balance=balances(month())))
    assert "give QuickBooks' Account List" in " ".join(result.not_examined)


def test_every_effect_can_be_recomputed_from_both_sides_records(tmp_path: Path) -> None:
    books = with_faults()
    inputs = inputs_of(books, tmp_path)
    result = reconcile(inputs)
    names = {number: path for number, (_, path, _) in books.mapping.items()}
    for finding in result.findings:
        sums: dict[str, int] = defaultdict(int)
        for entry in books.entries:
            for account, cents in entry.lines if entry.id in finding.quickbooks_ids else ():
                sums[account] += cents
        for record in books.records:
            for number, cents in record.lines if record.id in finding.ledger_ids else ():
                mapped = [account for account in result.residue if account.startswith(f"(unmapped) {number}")]
                sums[names.get(number) or mapped[0]] -= cents
        assert finding.effects == {account: cents for account, cents in sums.items() if cents}


def test_the_residue_names_every_account_of_either_side(tmp_path: Path) -> None:
    result = run(with_faults(), tmp_path)
    assert set(result.residue) == set(result.bridge["account"])
    assert "Office Expenses" in result.residue
    assert "(unmapped) 6100 Software" in result.residue


def test_a_ledger_that_does_not_balance_never_ties(tmp_path: Path) -> None:
    books = month()
    inputs = replace(inputs_of(books, tmp_path), trial_balance=balances(books))
    first = (inputs.ledger.index == 0).astype("int64")
    ledger = inputs.ledger.assign(amount_cents=inputs.ledger["amount_cents"] + first)
    assert reconcile(replace(inputs, ledger=ledger)).ties is False


def test_the_bridge_is_added_up_from_the_postings(tmp_path: Path) -> None:
    inputs = inputs_of(with_faults(), tmp_path)
    bridge = reconcile(inputs).bridge.set_index("account")
    expected = inputs.quickbooks.groupby("account")["amount_cents"].sum()
    assert bridge.loc[expected.index, "quickbooks_movement"].tolist() == expected.tolist()
    assert bridge["ledger_movement"].sum() == 0


def test_the_first_date_out_of_balance_is_named(tmp_path: Path) -> None:
    from matterbooks.reconcile.bridge import first_dates
    from matterbooks.reconcile.classify import classify, finding_numbers
    from matterbooks.reconcile.run import lay_out

    books = with_faults()
    scene = lay_out(inputs_of(books, tmp_path))
    cases = classify(scene)
    hidden = cases[cases["cause"] != "locked_but_gone"]
    bridge = pd.DataFrame({"account": ["Accounts Receivable (A/R)"], "residue": [-43_560]})
    gone = next(record.day for record in books.records if record.id == "b3")
    assert first_dates(scene, finding_numbers(scene, hidden), bridge) == {"Accounts Receivable (A/R)": gone}
    assert gone == date(2026, 3, 15)
