"""What the figures alone tell: tax and its rates, banks, rates of exchange, groups, halves of transfers, copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from tests.reconcile.planted.faults import entry_of, record_of
from tests.reconcile.planted.records import Books, Entry, Record, invoice, month
from tests.reconcile.planted.running import one, run
from tests.reconcile.planted.writers import write_all

DAY = date(2026, 3, 11)


def renamed_account(entry: Entry, before: str, after: str) -> tuple[tuple[str, int], ...]:
    """The entry's lines with one account in the place of another."""
    return tuple((after if account == before else account, cents) for account, cents in entry.lines)


def tied(result: Result) -> bool:
    """Nothing is left unexplained."""
    return not any(result.residue.values())


@pytest.mark.parametrize("mapping", [True, False], ids=["with mapping", "without mapping"])
def test_another_rate_of_tax_is_told_with_both_rates(tmp_path: Path, mapping: bool) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    more = {"GST Payable": -1_925, "Accounts Receivable (A/R)": 1_925}
    books.change(entry, lines=tuple((account, cents + more.get(account, 0)) for account, cents in entry.lines))
    names = {"1000": "Operating Checking", "4000": "Legal Fees"}
    books.mapping |= {number: (names.get(number, row[0]), *row[1:]) for number, row in books.mapping.items()}
    result = run(books, tmp_path, links=False, mapping=mapping)
    finding = next(finding for finding in result.findings if entry.id in finding.quickbooks_ids)
    assert finding.cause == "wrong_tax"
    assert "Tax at 10.00% in the ledger, 15.00% in QuickBooks" in finding.evidence
    assert finding.difference == ("amount", "tax")
    assert finding.effects == {"GST Payable": -1_925, "Accounts Receivable (A/R)": 1_925}
    assert tied(result)


def test_a_cent_of_tax_is_rounding_and_many_cents_are_not(tmp_path: Path) -> None:
    books = month(6)
    for number, cents in (("INV-1001", 1), ("INV-1005", 400)):
        entry = entry_of(books, number)
        more = {"GST Payable": -cents, "Accounts Receivable (A/R)": cents}
        books.change(entry, lines=tuple((account, value + more.get(account, 0)) for account, value in entry.lines))
    result = run(books, tmp_path, links=False)
    assert one(result, "rounding").ledger_ids == ("b1",)
    assert one(result, "wrong_tax").ledger_ids == ("b5",)


def test_payments_on_another_bank_are_one_finding_apart_from_wrong_accounts(tmp_path: Path) -> None:
    books = month(12)
    for entry in [entry for entry in books.entries if entry.type == "Payment"]:
        books.change(entry, lines=renamed_account(entry, "Operating Checking", "Savings"))
    for entry in [entry for entry in books.entries if entry.type == "Invoice"]:
        books.change(entry, lines=renamed_account(entry, "Legal Fees", "Services"))
    result = run(books, tmp_path, links=False)
    assert one(result, "wrong_bank").instances == 6
    assert one(result, "wrong_account").instances == 12
    assert "What belongs on Legal Fees stands on Services" in one(result, "wrong_account").evidence
    assert tied(result)


def foreign_books() -> Books:
    """A bill in US dollars that QuickBooks holds at another rate."""
    books = month(6)
    entry = entry_of(books, "INV-1005")
    books.change(entry, lines=tuple((account, cents * 102 // 100) for account, cents in entry.lines))
    return books


@pytest.mark.parametrize(("currency", "cause"), [("USD", "exchange_difference"), ("AUD", "amount"), ("", "amount")])
def test_one_ratio_on_a_foreign_document_is_a_difference_of_exchange(tmp_path: Path, currency: str, cause: str) -> None:
    books = foreign_books()
    write_all(books, tmp_path)
    inputs = read_inputs(
        tmp_path / "ledger.csv", [tmp_path / "journal.csv"], mapping=tmp_path / "mapping.csv",
        books=tmp_path / "books.json",
    )  # fmt: skip
    mine = inputs.ledger["transaction_id"] == "b5"
    ledger = inputs.ledger.assign(
        currency=inputs.ledger["currency"].mask(mine, currency),
        foreign_cents=inputs.ledger["foreign_cents"].mask(mine, inputs.ledger["amount_cents"] * 2),
    )
    finding = one(reconcile(replace(inputs, ledger=ledger)), cause)
    assert finding.ledger_ids == ("b5",)
    assert ("currency" in finding.difference) == (cause == "exchange_difference")
    assert ("USD at 0.500000 in the ledger, 0.510000 in QuickBooks" in finding.evidence) == (
        cause == "exchange_difference"
    )


def test_several_receipts_in_one_deposit_are_information(tmp_path: Path) -> None:
    books = month(2)
    lines = (("1000", 7_000), ("1100", -7_000))
    for name in "xyz":
        books.post(Record(f"r{name}", "sales_payment", "", DAY, "Zhou Family", lines))
    deposit = (("Operating Checking", 21_000), ("Accounts Receivable (A/R)", -21_000))
    books.entries.append(Entry("910001", "Deposit", "", DAY, "Zhou Family", deposit))
    result = run(books, tmp_path, links=False)
    finding = one(result, "grouped")
    assert (finding.severity, finding.instances, finding.effects) == ("information", 3, {})
    assert "3 records in the practice ledger, 1 record in QuickBooks" in finding.evidence
    assert len(result.findings) == 1


def with_transfers(books: Books) -> Books:
    """Two banks and the account in which both halves of a transfer meet."""
    books.mapping |= {"1010": ("Savings Account", "Savings", "Bank")}
    return books


def transfer(identity: str = "t1") -> Record:
    """2,500.00 from the operating account to the savings account."""
    return Record(identity, "bank_transfer", "", DAY, "", (("1010", 250_000), ("1000", -250_000)))


def run_with_transfers_account(books: Books, folder: Path, *, links: bool) -> Result:
    """Run with the Bank transfers account set on the mapping screen."""
    write_all(books, folder)
    inputs = read_inputs(
        folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv" if links else None,
        folder / "mapping.csv", folder / "books.json",
    )  # fmt: skip
    assert inputs.mapping is not None
    row = inputs.mapping.iloc[[0]].assign(
        section="setting", host_code="bank_transfers_account", quickbooks_name="Bank Transfers", version="2"
    )
    return reconcile(replace(inputs, mapping=pd.concat([inputs.mapping, row], ignore_index=True)))


LEGS = (
    (("Bank Transfers", 250_000), ("Operating Checking", -250_000)),
    (("Savings", 250_000), ("Bank Transfers", -250_000)),
)


def test_one_leg_of_a_transfer_is_half_a_transfer_without_links_too(tmp_path: Path) -> None:
    books = with_transfers(month(2))
    books.post(transfer())
    books.entries.append(Entry("920001", "Transfer", "", DAY, "", LEGS[0]))
    result = run_with_transfers_account(books, tmp_path, links=False)
    finding = one(result, "half_transfer")
    assert (finding.ledger_ids, finding.quickbooks_ids) == (("t1",), ("920001",))
    assert finding.effects == {"Bank Transfers": 250_000, "Savings": -250_000}
    assert {found.cause for found in result.findings} == {"half_transfer"}
    assert tied(result)


def test_an_account_of_the_ledger_that_posts_to_the_transfers_account_leaves_something_there(tmp_path: Path) -> None:
    books = with_transfers(month(2))
    books.mapping["1900"] = ("Suspense", "Bank Transfers", "Other Current Asset")
    books.push(Record("s1", "sales_payment", "", DAY, "Zhou Family", (("1900", 7_000), ("1100", -7_000))))
    finding = one(run_with_transfers_account(books, tmp_path, links=True), "transfers_account_not_zero")
    assert "moved 70.00 in QuickBooks; 0.00 is expected" in finding.evidence


def test_both_legs_of_a_transfer_are_no_finding(tmp_path: Path) -> None:
    books = with_transfers(month(2))
    books.post(transfer())
    books.entries += [Entry(f"92000{n}", "Transfer", "", DAY, "", leg) for n, leg in enumerate(LEGS)]
    assert run_with_transfers_account(books, tmp_path, links=False).findings == ()


def test_a_leg_that_is_held_makes_it_half_a_transfer(tmp_path: Path) -> None:
    books = with_transfers(month(2))
    record, entry = books.post(transfer()), Entry("920001", "Transfer", "", DAY, "", LEGS[0])
    books.entries.append(entry)
    books.link(record, entry, part="1")
    books.outcome(record, "held", last_error="half_transfer: 6000 the second leg was refused")
    result = run_with_transfers_account(books, tmp_path, links=True)
    assert one(result, "half_transfer").ledger_ids == ("t1",)
    assert tied(result)


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_while_trust_is_off_one_leg_of_the_firms_own_money_is_all_that_is_pushed(tmp_path: Path, links: bool) -> None:
    books = with_transfers(month(2))
    record = books.post(Record("o1", "trust_office_transfer", "", DAY, "", (("1000", 5_000), ("1200", -5_000))))
    entry = Entry("950001", "Transfer", "", DAY, "", (("Operating Checking", 5_000), ("Bank Transfers", -5_000)))
    books.entries.append(entry)
    books.link(record, entry, part="1")
    result = run_with_transfers_account(books, tmp_path, links=links)
    assert one(result, "switch_off").effects == {"Bank Transfers": -5_000, "Trust Checking": 5_000}
    assert len(result.findings) == 1
    assert tied(result)


@pytest.mark.parametrize("kind", ["sales_refund", "supplier_refund"])
@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_a_refund_that_quickbooks_does_not_hold_bears_its_own_name(tmp_path: Path, kind: str, links: bool) -> None:
    books = month(2)
    books.switches.append({"switch": "supplier", "on": "2026-02-20T00:00:00+00:00", "off": ""})
    books.post(Record("x1", kind, "", DAY, "Zhou Family", (("1100", 3_300), ("1000", -3_300))))
    assert one(run(books, tmp_path, links=links), "refund_or_write_off_not_pushed").ledger_keys == (f"{kind}:x1",)


def test_of_three_identical_payments_one_is_missing_and_all_are_named(tmp_path: Path) -> None:
    books = month(2)
    lines = (("1000", 7_000), ("1100", -7_000))
    for name in "xyz":
        books.push(Record(f"r{name}", "sales_payment", "", DAY, "Zhou Family", lines))
    books.entries.pop()
    finding = one(run(books, tmp_path, links=False), "missing_in_quickbooks")
    assert "One of 3 identical records: ledger ids rx, ry and rz" in finding.evidence


def test_a_payment_of_nothing_that_quickbooks_made_itself_is_no_finding(tmp_path: Path) -> None:
    books = month(4)
    books.entries.append(Entry("930001", "Payment", "", DAY, "Zhou Family", (("Accounts Receivable (A/R)", 0),)))
    assert run(books, tmp_path).findings == ()


def test_opening_balances_are_told_whatever_number_their_account_bears(tmp_path: Path) -> None:
    books = month(4)
    lines = (("Operating Checking", 90_000), ("3000 Opening Balance Equity", -90_000))
    books.entries.append(Entry("940001", "Journal Entry", "", DAY, "", lines))
    assert one(run(books, tmp_path), "opening_balance").quickbooks_cents == 90_000


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_a_client_renamed_half_way_is_one_finding(tmp_path: Path, links: bool) -> None:
    books = month(24)
    late = [entry for entry in books.entries if entry.name == "Zhou Family" and entry.day > date(2026, 3, 14)]
    for entry in late:
        books.change(entry, name="The Zhou Trust")
    assert len(late) > 1
    result = run(books, tmp_path, links=links)
    assert [finding.cause for finding in result.findings] == ["customer_renamed"]
    assert result.findings[0].instances == len(late)


def test_what_quickbooks_answered_with_was_not_edited_there(tmp_path: Path) -> None:
    books = month(6)
    entry = entry_of(books, "INV-1005")
    link = next(link for link in books.links if link["transaction_id"] == "b5")
    lines = dict(entry.lines)
    lines["GST Payable"] -= 1_925
    lines["Accounts Receivable (A/R)"] += 1_925
    books.change(entry, lines=tuple(lines.items()))
    total = lines["Accounts Receivable (A/R)"]
    link |= {"state": "differs", "returned_total": f"{total // 100}.{total % 100:02d}"}
    assert one(run(books, tmp_path), "wrong_tax").ledger_ids == ("b5",)


def applications(rows: list[tuple[Entry, str, int]]) -> pd.DataFrame:
    """What QuickBooks' report of payments tells: the payment, the number of the document, cents."""
    return pd.DataFrame([
        {
            "file": "applied.csv", "row": place, "customer": entry.name, "date": pd.Timestamp(entry.day),
            "type": "Payment", "number": entry.number, "cents": max(cents for _, cents in entry.lines),
            "settles_type": "Invoice", "settles_number": number, "settles_date": pd.Timestamp(entry.day),
            "settled_cents": cents,
        }
        for place, (entry, number, cents) in enumerate(rows, 1)
    ])  # fmt: skip


def run_applied(books: Books, folder: Path, rows: list[tuple[Entry, str, int]]) -> Result:
    """Run with a report of what the payments settle."""
    write_all(books, folder)
    inputs = read_inputs(folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv", folder / "mapping.csv")
    return reconcile(replace(inputs, applications=applications(rows)))


def paid(books: Books) -> list[tuple[Entry, str, int]]:
    """Every payment as the ledger has it applied."""
    payments = [entry for entry in books.entries if entry.type == "Payment"]
    bills = [record_of(books, f"INV-{1000 + 2 * place}") for place in range(1, len(payments) + 1)]
    return [
        (entry, bill.number, max(cents for _, cents in entry.lines))
        for entry, bill in zip(payments, bills, strict=True)
    ]


def test_payments_that_settle_the_same_are_no_finding(tmp_path: Path) -> None:
    books = month(8)
    assert run_applied(books, tmp_path, paid(books)).findings == ()


def test_a_payment_set_against_another_bill_is_told_with_both_numbers(tmp_path: Path) -> None:
    books = month(8)
    rows = paid(books)
    rows[1] = (rows[1][0], "INV-1007", rows[1][2])
    finding = one(run_applied(books, tmp_path, rows), "payment_on_wrong_invoice")
    assert finding.ledger_ids == ("p4",)
    assert "In the ledger it settles 1004" in finding.evidence
    assert "in QuickBooks it settles 1007" in finding.evidence


def test_a_payment_that_settles_less_of_its_bill_is_part_paid_differently(tmp_path: Path) -> None:
    books = month(8)
    rows = paid(books)
    rows[1] = (*rows[1][:2], rows[1][2] - 1_000)
    assert one(run_applied(books, tmp_path, rows), "part_paid_differently").ledger_ids == ("p4",)


def test_a_finding_names_its_records_their_totals_and_who_acts(tmp_path: Path) -> None:
    books = month(4)
    early = books.post(replace(invoice(60, fees=9_000), day=DAY - timedelta(days=9)))
    finding = one(run(books, tmp_path), "never_queued")
    assert finding.ledger_keys == (f"sales_invoice:{early.id}",)
    assert finding.acts == "administrator"
    assert (finding.ledger_cents, finding.quickbooks_cents) == (9_900, 0)


def test_dates_up_to_which_books_are_closed_are_flags_on_any_finding(tmp_path: Path) -> None:
    books = month(4)
    books.post(replace(invoice(60, fees=9_000), day=DAY))
    write_all(books, tmp_path)
    inputs = read_inputs(tmp_path / "ledger.csv", [tmp_path / "journal.csv"])
    closed: dict[str, object] = {"host_lockout": "2026-03-10", "closing_date": "2026-03-11"}
    assert one(reconcile(replace(inputs, books=closed)), "missing_in_quickbooks").flags == ("closing_date",)
