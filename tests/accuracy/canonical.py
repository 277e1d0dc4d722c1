"""The practice's side as files: ledger.csv, links.csv, mapping.csv and books.json, from their specification."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from matterbooks.values import LEDGER_COLUMNS, LINKS_COLUMNS, MAPPING_COLUMNS
from tests.accuracy.books import Record, money
from tests.accuracy.chart import CHART, OLD_MEDIATION, REMAPPED, TAX, TRANSFERS
from tests.accuracy.layouts import COMPANY

CONNECTED = "2025-01-01T00:00:00+00:00"
SWITCHES = (
    ("sales", CONNECTED, "2025-06-15T11:00:00+00:00"),
    ("sales", "2025-06-15T13:00:00+00:00", None),
    ("supplier", CONNECTED, None),
    ("trust", CONNECTED, None),
)


def write_ledger(path: Path, records: Iterable[Record], currency: str) -> None:
    """Write one row per posting."""
    _write(path, LEDGER_COLUMNS, (row for record in records for row in _rows(record, currency)))


def write_links(path: Path, notes: Iterable[dict[str, str]]) -> None:
    """Write what the plugin knows."""
    _write(path, LINKS_COLUMNS, notes)


def write_mapping(path: Path) -> None:
    """Write two versions; the first one had mediation elsewhere."""
    _write(path, MAPPING_COLUMNS, (row for version in ("1", "2") for row in _mapping(version)))


def write_books(path: Path, currency: str) -> None:
    """Write what the two books are."""
    switches = [{"switch": name, "on": on, "off": off} for name, on, off in SWITCHES]
    told: dict[str, object] = {
        "format": 1, "firm": "firm-1", "realm": "9130", "company": COMPANY, "home_currency": currency,
        "exported_at": "2026-02-02T08:00:00+00:00", "connected_at": CONNECTED, "switches": switches,
        "division": "Main", "host_lockout": None, "trust_lockout": None, "closing_date": None,
    }  # fmt: skip
    path.write_text(json.dumps(told), encoding="utf-8")


def _rows(record: Record, currency: str) -> Iterator[dict[str, str]]:
    for number, cents in record.lines:
        yield {
            "transaction_id": record.id, "kind": record.kind, "number": record.number, "date": record.day.isoformat(),
            "party": record.party, "matter": record.matter, "account_number": number,
            "account_name": CHART[number].name, "debit": money(max(cents, 0)), "credit": money(max(-cents, 0)),
            "currency": record.currency or currency, "exchange_rate": record.rate,
            "foreign_amount": _foreign(record, cents), "memo": record.memo,
            "applied_to": record.applied_to, "posted_at": record.posted_at, "modified_at": record.posted_at,
            "division": record.division,
        }  # fmt: skip


def _foreign(record: Record, cents: int) -> str:
    return f"{Decimal(cents) / 100 / Decimal(record.rate):.2f}" if record.rate else ""


def _mapping(version: str) -> Iterator[dict[str, str]]:
    head = {"version": version, "from_instant": CONNECTED if version == "1" else "2025-01-01T01:00:00+00:00"}
    for switch in ("sales", "supplier", "trust"):
        yield head | {"section": "setting", "host_code": switch, "quickbooks_name": "on"}
    transfers = {"host_code": "bank_transfers_account", "quickbooks_id": "99", "quickbooks_name": TRANSFERS}
    yield head | {"section": "setting"} | transfers
    for code, account in CHART.items():
        path = OLD_MEDIATION if (version, code) == ("1", REMAPPED) else account.path
        yield head | {
            "section": "tax_account" if code == TAX else "account", "host_code": code, "host_name": account.name,
            "quickbooks_id": code, "quickbooks_name": path, "quickbooks_type": account.type,
            "trust": "yes" if account.trust else "",
        }  # fmt: skip


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
