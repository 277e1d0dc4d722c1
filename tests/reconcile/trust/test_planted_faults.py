"""Faults planted in trust books are each told as what they are, once, and at the highest severity."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from tests.reconcile.trust.office import (
    FEES,
    OFFICE_BANK,
    OWED,
    TRUST_BANK,
    BankLine,
    Move,
    clean,
    client_balances,
    october,
    payment,
    receipt,
    run,
    trust_of,
)


def only(result: Result) -> Finding:
    """The one finding of the run, which is of the highest severity."""
    (finding,) = result.findings
    assert finding.severity == "critical", finding
    return finding


def test_a_line_of_the_bank_that_the_cash_book_lacks(tmp_path: Path) -> None:
    office = clean()
    office.bank.append(BankLine(october(14), -1_500, "", "ACCOUNT FEE"))
    finding = only(run(office, tmp_path))
    assert finding.cause == "trust_out_of_balance"
    assert "on the statement only, -15.00 of 2026-10-14, 17 days old: ACCOUNT FEE" in finding.evidence
    assert "row" in finding.evidence


def test_an_amount_that_was_keyed_wrong_is_paired_with_its_line(tmp_path: Path) -> None:
    office = clean()
    move = office.named("TPAY-1004")
    office.change(move, lines=payment("TPAY-1004", 8, "M1", 20_000).lines)
    office.bank = [replace(line, reference="TPAY-1004") if line.cents == -200_000 else line for line in office.bank]
    result = run(office, tmp_path)
    finding = only(result)
    assert finding.cause == "trust_out_of_balance"
    assert "-2,000.00 on the statement" in finding.evidence
    assert "-200.00 in the cash book" in finding.evidence
    assert finding.ledger_keys == ("trust_payment:pTPAY-1004",)


def test_two_digits_that_changed_places_are_seen_without_a_reference(tmp_path: Path) -> None:
    office = clean()
    office.change(office.named("TR-1007"), lines=receipt("TR-1007", 20, "M2", 7_130).lines)
    finding = only(run(office, tmp_path))
    assert "73.10 on the statement" in finding.evidence
    assert "71.30 in the cash book" in finding.evidence
    assert "the bank has 1.80 more" in finding.evidence


def test_a_receipt_that_was_booked_on_the_office_bank(tmp_path: Path) -> None:
    office = clean()
    office.change(office.named("TR-1001"), lines=receipt("TR-1001", 2, "M1", 120_000, bank=OFFICE_BANK).lines)
    office.bank = [line for line in office.bank if line.cents != 120_000]
    finding = only(run(office, tmp_path))
    assert finding.cause == "trust_mixed_with_office"
    assert finding.ledger_ids == ("rTR-1001",)
    assert "Business account" in finding.evidence
    assert finding.quickbooks_ids


def test_the_cash_books_differ_from_the_clients_by_what_was_mixed_and_by_nothing_else(tmp_path: Path) -> None:
    office = clean()
    office.change(office.named("TR-1001"), lines=receipt("TR-1001", 2, "M1", 120_000, bank=OFFICE_BANK).lines)
    office.bank = [line for line in office.bank if line.cents != 120_000]
    result = run(office, tmp_path)
    trust = trust_of(result)
    (item,) = [item for item in trust.items if item.between == "cash book and client ledgers"]
    assert trust.total.clients is not None
    assert item.cents == trust.total.cash_book - trust.total.clients == -120_000
    assert item.finding == next(finding.id for finding in result.findings)


def test_an_office_expense_paid_from_the_trust_bank(tmp_path: Path) -> None:
    office = clean()
    lines = ((FEES, "", 4_400), (TRUST_BANK, "", -4_400))
    office.banked(office.book(Move("w1", "bank_withdrawal", "BW-1", october(9), lines)))
    causes = {finding.cause for finding in run(office, tmp_path).findings}
    assert "trust_mixed_with_office" in causes
    assert "trust_out_of_balance" not in causes


def test_a_client_that_was_overdrawn_for_three_days_and_then_not(tmp_path: Path) -> None:
    office = clean()
    office.banked(office.book(payment("TPAY-1010", 13, "M3", 180_000)))
    office.banked(office.book(receipt("TR-1011", 16, "M3", 100_000)))
    result = run(office, tmp_path)
    finding = only(result)
    assert finding.cause == "trust_client_overdrawn"
    assert "Grace Okafor M3 was overdrawn from 2026-10-13 until 2026-10-16; at most by 350.00" in finding.evidence
    (spell,) = trust_of(result).overdrawn
    assert (spell.first, spell.until, spell.lowest) == (october(13), october(16), -35_000)
    assert finding.ledger_ids == ("pTPAY-1010",)


def test_a_receipt_and_a_payment_of_one_day_overdraw_nobody(tmp_path: Path) -> None:
    office = clean()
    office.banked(office.book(payment("TPAY-1010", 13, "M3", 180_000)))
    office.banked(office.book(receipt("TR-1011", 13, "M3", 100_000)))
    assert run(office, tmp_path).findings == ()


def test_client_ledgers_that_do_not_sum_to_the_cash_book(tmp_path: Path) -> None:
    office = clean()
    office.list = {**client_balances(office), "M2": client_balances(office)["M2"] - 25_000}
    finding = only(run(office, tmp_path))
    assert finding.cause == "trust_out_of_balance"
    assert "list differs from the ledger, 250.00" in finding.evidence
    assert "Patrick Delaney M2" in finding.evidence


def test_several_matters_whose_list_differs_are_one_finding(tmp_path: Path) -> None:
    office = clean()
    held = client_balances(office)
    office.list = {"M1": held["M1"] + 1_000, "M2": held["M2"] - 2_000, "M3": held["M3"]}
    assert only(run(office, tmp_path)).instances == 2


def test_a_deposit_that_the_bank_never_showed(tmp_path: Path) -> None:
    office = clean()
    office.bank = [line for line in office.bank if line.cents != 120_000]
    finding = only(run(office, tmp_path))
    assert "deposit not yet credited, 1,200.00 of 2026-10-02 TR-1001, 29 days old" in finding.evidence


def test_every_finding_and_its_id_stay_when_everything_goes_wrong_at_once(tmp_path: Path) -> None:
    office = clean()
    office.bank.append(BankLine(october(14), -1_500, "", "ACCOUNT FEE"))
    office.book(Move("x", "trust_receipt", "TR-1020", october(9), ((OFFICE_BANK, "", 900), (OWED, "M2", -900))))
    office.banked(office.book(payment("TPAY-1010", 13, "M3", 180_000)))
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    first, second = run(office, tmp_path / "one"), run(office, tmp_path / "other")
    assert sorted(finding.cause for finding in first.findings) == [
        "trust_client_overdrawn", "trust_mixed_with_office", "trust_out_of_balance",
    ]  # fmt: skip
    assert [finding.id for finding in first.findings] == [finding.id for finding in second.findings]
    assert first.residue_cents == 0


@pytest.mark.parametrize("listed", [False, True])
def test_the_firms_own_money_in_trust_is_no_fault_when_it_is_marked_so(tmp_path: Path, listed: bool) -> None:
    office = clean()
    lines = ((TRUST_BANK, "", 5_000), (OFFICE_BANK, "", -5_000))
    office.banked(office.book(Move("b1", "trust_office_transfer", "BT-1", october(5), lines)))
    office.list = {**client_balances(office), **({"": 5_000} if listed else {})}
    result = run(office, tmp_path)
    assert result.findings == ()
    told = [item.cents for item in trust_of(result).items if item.between == "cash book and client ledgers"]
    assert told == ([] if listed else [5_000])


def test_a_deposit_that_somebody_moved_to_the_office_bank_in_quickbooks_is_one_finding(tmp_path: Path) -> None:
    office = clean()
    moved = replace(office.entries[0], lines=(("Checking", 120_000), ("Trust Liability", -120_000)))
    office.entries[0] = moved
    result = run(office, tmp_path)
    finding = only(result)
    assert finding.cause == "trust_mixed_with_office"
    assert (finding.ledger_ids, finding.quickbooks_ids) == (("rTR-1001",), (moved.id,))
    assert finding.effects == {"Checking": 120_000, "Trust Bank": -120_000}
    assert result.residue_cents == 0
    (item,) = [item for item in trust_of(result).items if item.between == "cash book and QuickBooks"]
    assert (item.cents, item.finding) == (120_000, finding.id)
