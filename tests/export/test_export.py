"""The canonical files: every column, on records that were pushed, held, skipped, given back and pushed again."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from matterbooks.errors import ConfigurationError
from matterbooks.export import export
from matterbooks.ledger.documents import Matter
from matterbooks.ledger.source import Books, Role
from matterbooks.locks.unlock import unlock
from matterbooks.push.connecting import disconnect
from matterbooks.reconcile.reading.ledger import read_ledger_file
from matterbooks.reconcile.reading.records import read_books, read_links, read_mapping
from matterbooks.store import audit, connections, mappings
from matterbooks.store.models import Link, Operation
from matterbooks.values import LEDGER_COLUMNS, LINKS_COLUMNS, MAPPING_COLUMNS
from tests.push.office import ADA, FIRM, Office, Paper, edited

NOW = "2026-03-02T09:30:00+00:00"


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _links(office: Office, folder: Path) -> list[dict[str, str]]:
    export(office.context, FIRM, folder)
    return _rows(folder, "links.csv")


def _unlock(office: Office, document: Any, choice: Any) -> None:
    link = office.link(document.ref)
    assert link is not None
    unlock(office.context, FIRM, [link.id], choice, "wrong hours", "admin")


def test_the_ledger_has_a_row_for_each_posting_with_every_column(office: Office, paper: Paper, tmp_path: Path) -> None:
    matter = Matter("m1", "2026-014", "Engine", ADA)
    bill = paper.bill("INV-1", "100.00", "50.05")
    receivable, *others = bill.postings
    bill = replace(bill, postings=(replace(receivable, matter=matter), *others), memo='Work, "as agreed"\nin March')
    office.post(bill)
    office.post(paper.payment("R-1", "60.00", (bill, "60.00")))
    counts = export(office.context, FIRM, tmp_path).rows
    rows = _rows(tmp_path, "ledger.csv")
    assert counts["ledger.csv"] == len(rows) == 6
    assert rows[0] == dict.fromkeys(LEDGER_COLUMNS, "") | {
        "transaction_id": "INV-1",
        "kind": "sales_invoice",
        "number": "INV-1",
        "date": "2026-03-02",
        "party": "Ada Lovelace",
        "matter": "2026-014",
        "account_number": "1200",
        "account_name": "Accounts receivable",
        "debit": "165.05",
        "credit": "0.00",
        "currency": "AUD",
        "memo": 'Work, "as agreed"\nin March',
        "due_date": "2026-03-16",
        "posted_at": NOW,
        "modified_at": NOW,
    }
    amounts = [(row["account_number"], row["debit"], row["credit"]) for row in rows]
    assert amounts == [
        ("1200", "165.05", "0.00"),
        ("4000", "0.00", "100.00"),
        ("4000", "0.00", "50.05"),
        ("2200", "0.00", "15.00"),
        ("1000", "60.00", "0.00"),
        ("1200", "0.00", "60.00"),
    ]
    assert [row["applied_to"] for row in rows[-2:]] == ["sales_invoice:INV-1"] * 2


def test_a_period_holds_both_its_ends(office: Office, paper: Paper, tmp_path: Path) -> None:
    for day in range(1, 5):
        office.ledger.put(paper.bill(f"INV-{day}", "10.00", day=date(2026, 3, day)))
    export(office.context, FIRM, tmp_path, date(2026, 3, 2), date(2026, 3, 3))
    assert {row["transaction_id"] for row in _rows(tmp_path, "ledger.csv")} == {"INV-2", "INV-3"}


def test_a_pushed_bill_is_told_as_it_was_pushed(office: Office, paper: Paper, tmp_path: Path) -> None:
    office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    (invoice,) = office.in_quickbooks("Invoice")
    (row,) = _links(office, tmp_path)
    posts = row.pop("pushed_posts")
    assert row == {
        "transaction_id": "INV-1",
        "kind": "sales_invoice",
        "part": "",
        "generation": "1",
        "state": "linked",
        "quickbooks_type": "Invoice",
        "quickbooks_id": invoice["Id"],
        "number": "INV-1",
        "amount": "110.00",
        "date": "2026-03-02",
        "returned_total": "110.00",
        "returned_tax": "10.00",
        "mapping_version": "1",
        "pushed_at": NOW,
        "unlocked_at": "",
        "last_error": "",
        "skipped_because": "",
        "ended_how": "",
    }
    cents = dict(post.rsplit("=", 1) for post in posts.split(";"))
    assert sum(map(int, cents.values())) == 0
    assert sorted(map(int, cents.values())) == [-10000, -1000, 11000]


def test_what_was_held_or_skipped_has_a_row_that_says_why(office: Office, paper: Paper, tmp_path: Path) -> None:
    bill = paper.bill("INV-1", "100.00")
    unmapped = replace(bill, lines=(replace(bill.lines[0], account="9999"),))
    office.post(unmapped)
    office.post(paper.journal("J-1", "10.00"))
    office.drain()
    held, skipped = _links(office, tmp_path)
    assert (held["transaction_id"], held["state"], held["quickbooks_id"]) == ("INV-1", "held", "")
    assert held["last_error"].startswith("mapping: ")
    assert held["skipped_because"] == ""
    assert (held["amount"], held["number"], held["date"]) == ("110.00", "INV-1", "2026-03-02")
    assert (skipped["transaction_id"], skipped["state"]) == ("J-1", "skipped")
    assert (skipped["skipped_because"], skipped["last_error"]) == ("never_pushed_kind", "")


def test_what_is_on_its_way_is_told_as_the_operation_that_it_is(office: Office, paper: Paper, tmp_path: Path) -> None:
    office.post(paper.bill("INV-1", "100.00"))
    office.trouble(kind="lose_answer", entity="invoice")
    office.drain()
    (row,) = _links(office, tmp_path)
    assert (row["state"], row["quickbooks_id"], row["generation"]) == ("uncertain", "", "1")
    assert "did not answer" in row["last_error"]


def test_a_generation_that_ended_stays_beside_the_next(office: Office, paper: Paper, tmp_path: Path) -> None:
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    office.drain()
    _unlock(office, bill, "delete")
    (asked,) = _links(office, tmp_path)
    assert (asked["state"], asked["unlocked_at"]) == ("unlocked", NOW)
    office.drain()
    office.post(edited(bill, "INV-1", "90.00"))
    office.drain()
    first, second = _links(office, tmp_path)
    assert (first["generation"], first["state"], first["ended_how"]) == ("1", "ended", "deleted")
    assert (second["generation"], second["state"], second["ended_how"]) == ("2", "linked", "")
    assert (first["amount"], second["amount"]) == ("110.00", "99.00")
    assert first["quickbooks_id"] != second["quickbooks_id"]


def test_a_copy_that_was_kept_is_told_and_what_waits_for_another_number_too(
    office: Office, paper: Paper, tmp_path: Path
) -> None:
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    office.drain()
    _unlock(office, bill, "keep")
    office.post(edited(bill, "INV-1", "90.00"))
    office.drain()
    kept, waiting = _links(office, tmp_path)
    assert (kept["state"], kept["ended_how"], kept["generation"]) == ("ended", "kept", "1")
    assert (waiting["state"], waiting["generation"], waiting["quickbooks_id"]) == ("held", "2", "")
    assert "another number" in waiting["last_error"]


def test_every_version_of_the_mapping_is_told_with_the_moment_it_holds_from(office: Office, tmp_path: Path) -> None:
    with office.store.read() as session:
        connection = connections.live(session, FIRM)
        assert connection is not None
        mapping = mappings.current(session, FIRM, connection.realm_hash)
    office.clock.advance(3600)
    bank = mapping.accounts["1000"]
    office.map(replace(mapping, accounts={**mapping.accounts, "4100": mapping.accounts["4000"]}))
    export(office.context, FIRM, tmp_path)
    rows = _rows(tmp_path, "mapping.csv")
    assert {(row["version"], row["from_instant"]) for row in rows} == {
        ("1", NOW),
        ("2", "2026-03-02T10:30:00+00:00"),
    }
    told = {(row["version"], row["section"], row["host_code"]): row for row in rows}
    assert told["1", "account", "1000"]["quickbooks_id"] == bank
    assert told["1", "account", "4100"]["quickbooks_id"] != told["2", "account", "4100"]["quickbooks_id"]
    assert told["2", "setting", "sales"]["quickbooks_id"] == "on"
    tax = told["2", "tax_account", "2200"]
    assert (tax["host_name"], tax["host_type"]) == ("GST collected", Role.TAX)
    assert tax["quickbooks_type"] == "Other Current Liability"
    assert set(rows[0]) == set(MAPPING_COLUMNS)


def test_the_books_say_whose_they_are_and_since_when(office: Office, tmp_path: Path) -> None:
    office.ledger.own_books = Books(
        "Ashgrove Legal", "AUD", lockout=date(2026, 1, 31), trust_lockout=date(2025, 12, 31)
    )
    export(office.context, FIRM, tmp_path)
    books = json.loads((tmp_path / "books.json").read_text())
    with office.store.read() as session:
        assert audit.happened(session, FIRM, audit.EXPORTED, books.pop("export_id"))
    assert books == {
        "format": 1,
        "firm": FIRM,
        "realm": office.realm,
        "company": "Ashgrove Legal",
        "home_currency": "AUD",
        "exported_at": NOW,
        "connected_at": NOW,
        "switches": [{"switch": "sales", "on": NOW, "off": None}],
        "division": "",
        "host_lockout": "2026-01-31",
        "trust_lockout": "2025-12-31",
        "closing_date": None,
        "fiscal_year_start_month": 7,
    }


def test_after_disconnecting_everything_can_still_be_exported(office: Office, paper: Paper, tmp_path: Path) -> None:
    """The month that just ended is reconciled although the firm has left."""
    office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    disconnect(office.context, FIRM, "admin")
    assert [row["state"] for row in _links(office, tmp_path)] == ["linked"]
    assert json.loads((tmp_path / "books.json").read_text())["realm"] == office.realm


def test_a_firm_that_was_never_connected_has_nothing_to_compare(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="never connected"):
        export(office.context, "nobody", tmp_path / "new")
    assert not (tmp_path / "new").exists(), "nothing is written for nobody"


def test_the_reconciliation_reads_what_is_exported(office: Office, paper: Paper, tmp_path: Path) -> None:
    """The files are a contract between two rooms that never meet."""
    bill = paper.bill("INV-1", "100.00", party=replace(ADA, name='Lovelace; "Ada" & Söhne, 株式会社'))
    for document in (bill, paper.payment("R-1", "60.00", (bill, "60.00")), paper.journal("J-1", "5.00")):
        office.post(document)
    office.drain()
    export(office.context, FIRM, tmp_path)
    ledger = read_ledger_file(tmp_path / "ledger.csv")
    assert ledger.read.warnings == ()
    assert ledger.postings["amount_cents"].sum() == 0
    assert set(ledger.postings["party"]) == {'Lovelace; "Ada" & Söhne, 株式会社', ""} | {ADA.name}
    links = read_links(tmp_path / "links.csv")
    assert list(links["state"]) == ["linked", "linked", "skipped"]
    assert list(links["amount_cents"]) == [11000, 6000, 500]
    assert set(LINKS_COLUMNS) <= set(links.columns)
    assert {"account", "tax", "setting", "tax_account"} <= set(read_mapping(tmp_path / "mapping.csv")["section"])
    assert read_books(tmp_path / "books.json")["firm"] == FIRM


def test_figures_that_differ_are_told_beside_the_link(office: Office, paper: Paper, tmp_path: Path) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    with office.store.begin() as session:
        link = session.query(Link).filter(Link.host_id == ref.id).one()
        link.state, link.returned_total = "differs", Decimal("110.01")
        session.get_one(Operation, link.operation_id).words = "QuickBooks has 110.01 instead of 110.00."
    (row,) = _links(office, tmp_path)
    assert (row["state"], row["returned_total"]) == ("differs", "110.01")
    assert row["last_error"] == "QuickBooks has 110.01 instead of 110.00."


def test_a_later_export_replaces_the_files_of_an_earlier_one(office: Office, paper: Paper, tmp_path: Path) -> None:
    office.post(paper.bill("INV-1", "100.00"))
    export(office.context, FIRM, tmp_path)
    office.clock.advance(timedelta(days=1).total_seconds())
    del office.ledger.documents[next(iter(office.ledger.documents))]
    export(office.context, FIRM, tmp_path)
    assert _rows(tmp_path, "ledger.csv") == []
