"""A month is pushed; ten things go wrong behind the back of the integration; the accountant's run finds those ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matterbooks.export import export
from matterbooks.ledger.documents import Entry, Line
from matterbooks.ledger.source import HostAccount, Role
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.period import Period
from matterbooks.sandbox.server import Sandbox
from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing
from matterbooks.values import Kind
from tests.clock import Clock
from tests.push.office import FIRM, Office, Paper, make_ledger, mapping_for

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def office(sqlite_store: Store, ring: KeyRing, clock: Clock) -> Iterator[Office]:
    """A connected and mapped firm on a company of its own."""
    with Sandbox(country="AU", seed_company="sample") as sandbox:
        office = Office(sqlite_store, ring, clock, sandbox, sandbox.realms[0], make_ledger())
        office.map(mapping_for(office.connect()))
        yield office


def run(office: Office, folder: Path) -> Result:
    """Export the practice's files, download the Journal, and reconcile both."""
    export(office.context, FIRM, folder, *MARCH)
    company = office.sandbox.company(office.realm)
    journal = folder / "journal.csv"
    journal.write_bytes(download_csv(company, "JournalReport", Period(*MARCH)).body)
    inputs = read_inputs(
        folder / "ledger.csv",
        [journal],
        links=folder / "links.csv",
        mapping=folder / "mapping.csv",
        books=folder / "books.json",
        start=MARCH[0],
        end=MARCH[1],
    )
    return reconcile(inputs)


def post_month(office: Office, paper: Paper) -> None:
    """Six bills, four of them paid, and a credit note set against one."""
    bills = [paper.bill(f"INV-{number}", f"{number}00.00") for number in range(1, 7)]
    for bill in bills:
        office.post(bill)
    for bill in bills[:4]:
        office.post(paper.payment(f"R-{bill.number}", f"{bill.total}", (bill, f"{bill.total}")))
    credit = paper.credit_note("CN-1", "50.00")
    office.post(credit)
    office.post(paper.applied("A-1", credit, (bills[5], "55.00")))
    office.drain()


def test_books_that_nobody_touched_agree(office: Office, clock: Clock, tmp_path: Path) -> None:
    post_month(office, Paper(clock))
    result = run(office, tmp_path)
    assert [finding.cause for finding in result.findings] == []
    assert {cents for cents in result.residue.values() if cents} == set()


def test_ten_planted_faults_are_found_and_nothing_else(office: Office, clock: Clock, tmp_path: Path) -> None:
    paper = Paper(clock)
    post_month(office, paper)
    invoices = {row["DocNumber"]: row for row in office.in_quickbooks("Invoice")}
    _delete(office, invoices["INV-5"])
    _change_amount(office, "INV-6")
    _change_account(office)
    _duplicate(office, invoices["INV-1"])
    _enter_by_hand(office)
    _post_while_switched_off(office, paper)
    _post_before_the_start(office, paper)
    _post_on_an_unmapped_account(office, paper)
    office.post(paper.journal("J-1", "12.00"))
    _bank_deposit(office, paper)
    office.drain()
    result = run(office, tmp_path)
    assert Counter(finding.cause for finding in result.findings) == {
        "locked_but_gone": 1,
        "locked_but_changed_in_quickbooks": 2,
        "duplicate_in_quickbooks": 1,
        "entered_in_quickbooks": 1,
        "switch_off": 1,
        "before_start": 1,
        "held_mapping": 1,
        "never_pushed_kind": 2,
    }
    assert {cents for cents in result.residue.values() if cents} == set()
    changed = [set(f.difference) for f in result.findings if f.cause == "locked_but_changed_in_quickbooks"]
    assert {"amount"} in [difference & {"amount"} for difference in changed]
    assert any("account" in difference for difference in changed)


def _delete(office: Office, row: dict[str, object]) -> None:
    body = {"Id": row["Id"], "SyncToken": row["SyncToken"]}
    office.by_hand("Invoice?operation=delete", body)


def _current(office: Office, number: str) -> dict[str, object]:
    return next(row for row in office.in_quickbooks("Invoice") if row["DocNumber"] == number)


def _change_amount(office: Office, number: str) -> None:
    row = _current(office, number)
    lines = [line for line in row["Line"] if "Id" in line]  # type: ignore[attr-defined]
    lines[0] = {**lines[0], "Amount": 610}
    body = {key: value for key, value in row.items() if key not in {"TxnTaxDetail", "LinkedTxn"}}
    office.by_hand("Invoice", {**body, "Line": lines})


def _change_account(office: Office) -> None:
    row = next(row for row in office.in_quickbooks("Payment") if row["PaymentRefNum"] == "R-INV-2")
    banks = [account["Id"] for account in office.in_quickbooks("Account") if account["AccountType"] == "Bank"]
    other = next(id_ for id_ in banks if id_ != row["DepositToAccountRef"]["value"])
    office.by_hand("Payment", {**row, "DepositToAccountRef": {"value": other}})


def _duplicate(office: Office, row: dict[str, object]) -> None:
    names = ("CustomerRef", "TxnDate", "DocNumber", "GlobalTaxCalculation", "TxnTaxDetail", "DueDate", "PrivateNote")
    body = {name: row[name] for name in names if name in row}
    body["Line"] = [{k: v for k, v in line.items() if k != "Id"} for line in row["Line"] if "Id" in line]  # type: ignore[attr-defined]
    office.by_hand("Invoice?include=allowduplicatedocnum", body)


def _enter_by_hand(office: Office) -> None:
    accounts = office.in_quickbooks("Account")
    two = [row["Id"] for row in accounts if row["AccountType"] in {"Income", "Expense"}][:2]
    lines = [
        {
            "Amount": 33,
            "DetailType": "JournalEntryLineDetail",
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": id_}},
        }
        for side, id_ in zip(("Debit", "Credit"), two, strict=True)
    ]
    office.by_hand("JournalEntry", {"TxnDate": "2026-03-09", "Line": lines})


def _post_while_switched_off(office: Office, paper: Paper) -> None:
    whole = mapping_for(office.connect())
    office.map(replace(whole, switches=frozenset()))
    office.clock.advance(60)
    office.post(paper.bill("INV-OFF", "70.00"))
    office.clock.advance(60)
    office.map(whole)
    office.clock.advance(60)


def _post_before_the_start(office: Office, paper: Paper) -> None:
    bill = paper.bill("INV-OLD", "80.00")
    office.post(replace(bill, posted_at=bill.posted_at.replace(year=2025)))


def _post_on_an_unmapped_account(office: Office, paper: Paper) -> None:
    office.ledger.chart = (*office.ledger.chart, HostAccount("4900", "Sundry income", Role.INCOME, "4900"))
    line = Line("4900", paper.bill("x", "90.00").lines[0].net, paper.bill("x", "90.00").lines[0].tax, "GST", "Sundry")
    bill = paper.bill("INV-UNMAPPED", "90.00")
    office.post(paper.invoice(Kind.SALES_INVOICE, "INV-UNMAPPED", (line,), bill.party, bill.date))


def _bank_deposit(office: Office, paper: Paper) -> None:
    entry = paper.journal("D-1", "15.00")
    postings = (replace(entry.postings[0], account="1000"), replace(entry.postings[1], account="4000"))
    deposit: Entry = replace(entry, ref=replace(entry.ref, kind=Kind.BANK_DEPOSIT), postings=postings)
    office.post(deposit)
