"""Without links the figures find what belongs together: strongest rule first, never on empty keys, never by guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.reconcile.planted.faults import entry_of, record_of
from tests.reconcile.planted.records import Books, Entry, Record, invoice, month, payment
from tests.reconcile.planted.running import run, told


def rules(books: Books, folder: Path) -> dict[str, str]:
    """Ledger id -> the rule that matched it."""
    matches = run(books, folder, links=False).matches
    return dict(zip(matches["ledger_id"], matches["rule"], strict=True))


def test_numbers_match_first_then_date_total_and_party(tmp_path: Path) -> None:
    found = rules(month(6), tmp_path)
    assert found["b1"] == "number, type and total"
    assert found["p2"] == "date, total and party"


@pytest.mark.parametrize("number", ["1005", "INV1005", "INV-0001005", ""])
def test_a_number_written_otherwise_still_matches(tmp_path: Path, number: str) -> None:
    books = month(6)
    books.change(entry_of(books, "INV-1005"), number=number)
    assert run(books, tmp_path, links=False).findings == ()


@pytest.mark.parametrize("name", ["HARBOUR AND SONS PTY LIMITED", "Harbour & Sons:Matter 12", "Harbour & Sons (b5)"])
def test_a_name_written_otherwise_still_matches(tmp_path: Path, name: str) -> None:
    books = month(6)
    assert entry_of(books, "INV-1005").name == "Harbour & Sons Pty Ltd"
    books.change(entry_of(books, "INV-1005"), name=name)
    assert run(books, tmp_path, links=False).findings == ()


def test_a_payer_other_than_the_client_is_no_finding_where_the_invoice_is_named(tmp_path: Path) -> None:
    books = month(6)
    paid = next(record for record in books.records if record.id == "p6")
    changed = replace(paid, party="A Generous Aunt", applied_to="sales_invoice:b6")
    books.records[books.records.index(paid)] = changed
    assert run(books, tmp_path).findings == ()


def test_a_localised_report_type_matches(tmp_path: Path) -> None:
    books = month(8)
    books.change(entry_of(books, "CN-8"), type="Adjustment Note")
    assert run(books, tmp_path).findings == ()
    assert run(books, tmp_path, links=False).findings == ()


def test_payments_without_a_number_are_not_matched_to_each_other_by_having_none(tmp_path: Path) -> None:
    books = month(4)
    books.post(Record("p91", "sales_payment", "", date(2026, 3, 14), "Zhou Family", (("1000", 500), ("1100", -500))))
    lines = (("Operating Checking", 70_000), ("Accounts Receivable (A/R)", -70_000))
    books.entries.append(Entry("900", "Payment", "", date(2026, 3, 25), "Quince, Adela", lines))
    found = {cause for cause, _, _ in told(run(books, tmp_path, links=False))}
    assert found == {"missing_in_quickbooks", "entered_in_quickbooks"}


def test_the_nearest_of_recurring_payments_is_taken_within_a_week(tmp_path: Path) -> None:
    books = month(4)
    lines = (("1000", 25_000), ("1100", -25_000))
    for n, day in enumerate((date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16))):
        entry = books.push(Record(f"r{n}", "sales_payment", "", day, "Zhou Family", lines))
        books.change(entry, day=day + timedelta(days=2))
    result = run(books, tmp_path, links=False)
    assert {(f.cause, f.ledger_ids) for f in result.findings} == {("date_shift", (f"r{n}",)) for n in range(3)}


def test_a_payment_without_a_number_whose_day_and_month_were_swapped_is_found(tmp_path: Path) -> None:
    books = month(4)
    lines = (("1000", 25_000), ("1100", -25_000))
    entry = books.push(Record("r1", "sales_payment", "", date(2026, 3, 5), "Zhou Family", lines))
    books.change(entry, day=date(2026, 5, 3))
    (finding,) = run(books, tmp_path, links=False).findings
    assert (finding.cause, finding.ledger_ids) == ("day_month_swapped", ("r1",))


def test_a_transfer_matches_its_two_legs(tmp_path: Path) -> None:
    books = month(4)
    books.mapping["1300"] = ("Savings", "Savings", "Bank")
    books.post(Record("tr1", "bank_transfer", "", date(2026, 3, 5), "", (("1300", 5_000), ("1000", -5_000))))
    day = date(2026, 3, 5)
    books.entries += [
        Entry("800", "Transfer", "", day, "", (("Clearing", 5_000), ("Operating Checking", -5_000))),
        Entry("801", "Transfer", "", day, "", (("Savings", 5_000), ("Clearing", -5_000))),
    ]
    result = run(books, tmp_path, links=False)
    assert result.findings == ()
    assert list(result.matches["rule"]).count("one against several") == 2


def test_three_receipts_match_one_deposit_of_their_sum(tmp_path: Path) -> None:
    books = month(4)
    books.switches.append({"switch": "trust", "on": "2026-02-20T00:00:00+00:00", "off": ""})
    day = date(2026, 3, 6)
    for n, cents in enumerate((1_000, 2_500, 4_000)):
        books.post(Record(f"t{n}", "trust_receipt", "", day, "Zhou Family", (("1200", cents), ("2100", -cents))))
    books.entries.append(
        Entry("802", "Deposit", "", day, "Zhou Family", (("Trust Checking", 7_500), ("Trust Liability", -7_500)))
    )
    result = run(books, tmp_path, links=False)
    assert told(result) == {("grouped", frozenset({"t0", "t1", "t2", "802"}), ())}
    assert list(result.matches["rule"]).count("several against one") == 3


def test_a_doubtful_candidate_is_suggested_and_not_matched(tmp_path: Path) -> None:
    books = month(4)
    bill = invoice(60, fees=20_000)
    entry = books.push(bill)
    books.change(entry, number="9999", name="Somebody Else", day=bill.day + timedelta(days=20))
    result = run(books, tmp_path, links=False)
    missing = next(finding for finding in result.findings if finding.cause == "missing_in_quickbooks")
    assert f"Possibly QuickBooks id {entry.id}" in missing.evidence


def test_without_a_mapping_accounts_match_by_name_and_it_is_said(tmp_path: Path) -> None:
    books = month(4)
    for number, (_, path, type_) in list(books.mapping.items()):
        books.mapping[number] = (path.rpartition(":")[2], path, type_)
    result = run(books, tmp_path, links=False, mapping=False)
    assert result.findings == ()
    assert any("mapping.csv was not given" in text for text in result.not_examined)


def test_without_a_mapping_an_account_may_be_named_by_its_whole_path(tmp_path: Path) -> None:
    books = month(6)
    for number, (_, path, type_) in list(books.mapping.items()):
        books.mapping[number] = (path, path, type_)
    assert run(books, tmp_path, links=False, mapping=False).findings == ()


def test_without_a_mapping_accounts_of_other_names_are_told_by_the_entries_that_agree(tmp_path: Path) -> None:
    books = month(24)
    result = run(books, tmp_path, links=False, mapping=False)
    assert result.findings == ()
    (told,) = (text for text in result.not_examined if "entries that agree" in text)
    assert "1000 Operating Account = Operating Checking" in told
    assert "4000 Professional Fees = Legal Fees" in told


def test_a_single_entry_tells_nothing_of_an_account(tmp_path: Path) -> None:
    books = month(24)
    books.mapping["6500"] = ("Sundries", "Office Supplies", "Expense")
    books.push(replace(invoice(70, fees=1_000), number="INV-1", lines=(("1100", 900), ("6500", -900))))
    (finding,) = run(books, tmp_path, links=False, mapping=False).findings
    assert "(unmapped) 6500 Sundries" in finding.effects


def test_a_genuine_repeat_is_counted_not_guessed(tmp_path: Path) -> None:
    books = month(6)
    bill = record_of(books, "INV-1006")
    books.post(replace(payment(bill), id="p6b"))
    result = run(books, tmp_path, links=False)
    assert told(result) == {("missing_in_quickbooks", frozenset({"p6b"}), ())}
