"""What a person downloads from the company is read by our own reader, total by total, in every country's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.period import Period
from matterbooks.sandbox.server import Sandbox
from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock
from tests.push.office import Office, Paper, make_ledger, mapping_for

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def office(sqlite_store: Store, ring: KeyRing, clock: Clock) -> Iterator[Office]:
    """A firm with a few bills, payments and a credit note in its company."""
    with Sandbox(country="AU", seed_company="sample") as sandbox:
        office = Office(sqlite_store, ring, clock, sandbox, sandbox.realms[0], make_ledger())
        office.map(mapping_for(office.connect()))
        paper = Paper(clock)
        bills = [paper.bill(f"INV-{number}", f"{number}23.45") for number in range(1, 5)]
        for bill in bills:
            office.post(bill)
        office.post(paper.payment("R-1", "100.00", (bills[0], "100.00")))
        office.post(paper.credit_note("CN-1", "50.00"))
        office.drain()
        yield office


@pytest.mark.parametrize(
    ("name", "report"),
    [
        ("JournalReport", "journal"),
        ("GeneralLedger", "general_ledger"),
        ("TrialBalance", "trial_balance"),
        ("AccountList", "account_list"),
    ],
)
def test_every_download_is_read_and_its_totals_agree(office: Office, tmp_path: Path, name: str, report: str) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_bytes(download_csv(office.sandbox.company(office.realm), name, MARCH).body)
    read = read_quickbooks(path)
    assert read.report == report
    assert read.totals_checked > 0
    assert len(read.postings) > 0


def test_the_journal_that_is_read_is_the_companys_own(office: Office, tmp_path: Path) -> None:
    company = office.sandbox.company(office.realm)
    path = tmp_path / "journal.csv"
    path.write_bytes(download_csv(company, "JournalReport", MARCH).body)
    read = read_quickbooks(path).postings
    theirs = sorted((line.txn_id, line.cents) for line in company.journal())
    assert sorted(zip(read["transaction_id"], read["amount_cents"], strict=True)) == theirs
