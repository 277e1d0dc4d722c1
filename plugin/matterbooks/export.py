"""The canonical files for the accountant's notebooks: ledger.csv, links.csv, mapping.csv and books.json.

They are a contract: columns in `values`, UTF-8, ISO dates, decimal points, amounts in base currency.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from matterbooks.errors import ConfigurationError
from matterbooks.ledger.documents import Posting
from matterbooks.ledger.source import HostAccount, LedgerTransaction, Role
from matterbooks.push.context import Context
from matterbooks.push.pushed_posts import tax_account
from matterbooks.store import audit, connections, mappings, switches, whereabouts
from matterbooks.store.models import Connection, Link, Operation
from matterbooks.values import (
    LEDGER_COLUMNS,
    LINKS_COLUMNS,
    MAPPING_COLUMNS,
    LinkState,
    OperationState,
)

FORMAT = 1
"""Rises when a file changes so that an older reader would misread it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the files are, and how many rows each has."""

    folder: Path
    rows: dict[str, int]


def export(
    context: Context, firm: str, folder: Path, start: date | None = None, end: date | None = None, actor: str = ""
) -> Exported:
    """Write the four files for a period, both ends included, or for everything; the audit remembers the export.

    Raises ConfigurationError where the firm was never connected, since there is nothing to compare then.
    """
    with context.store.read() as session:
        connection = connections.live(session, firm) or connections.latest(session, firm)
        if connection is None:
            raise ConfigurationError(f"Firm {firm} was never connected to QuickBooks; connect it first.")
        folder.mkdir(parents=True, exist_ok=True)
        counts = {
            "ledger.csv": _write(
                folder / "ledger.csv", LEDGER_COLUMNS, ledger_rows(context, session, firm, start, end)
            ),
            "links.csv": _write(folder / "links.csv", LINKS_COLUMNS, link_rows(session, firm)),
            "mapping.csv": _write(folder / "mapping.csv", MAPPING_COLUMNS, mapping_rows(context, session, connection)),
        }
        books = books_of(context, session, connection) | {"export_id": context.new_id()}
    (folder / "books.json").write_text(json.dumps(books, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _remember(context, firm, str(books["export_id"]), actor, start, end)
    return Exported(folder, counts | {"books.json": 1})


def _remember(context: Context, firm: str, export_id: str, actor: str, start: date | None, end: date | None) -> None:
    """Note the export in the audit, so that a workbook made of it is known when it comes back."""
    period = {"from": start and start.isoformat(), "to": end and end.isoformat()}
    with context.store.begin() as session:
        audit.record(
            session, firm=firm, actor=actor, event=audit.EXPORTED, subject=export_id, detail=period, now=context.clock()
        )


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def ledger_rows(
    context: Context, session: Session, firm: str, start: date | None, end: date | None
) -> Iterator[dict[str, str]]:
    """One row for each posting of the practice ledger."""
    chart = {account.code: account for account in context.source.accounts(session, firm)}
    for transaction in context.source.transactions(session, firm, start, end):
        for posting in transaction.postings:
            yield _ledger_row(transaction, posting, chart)


def _ledger_row(entry: LedgerTransaction, posting: Posting, chart: Mapping[str, HostAccount]) -> dict[str, str]:
    account = chart.get(posting.account)
    return {
        "transaction_id": entry.ref.id,
        "kind": entry.ref.kind.value,
        "number": entry.number,
        "date": entry.date.isoformat(),
        "party": posting.party.name if posting.party else entry.party,
        "matter": posting.matter.number if posting.matter else "",
        "account_number": posting.account,
        "account_name": account.name if account else "",
        "debit": _money(max(posting.amount, Decimal(0))),
        "credit": _money(max(-posting.amount, Decimal(0))),
        "currency": entry.currency,
        "memo": entry.memo,
        "due_date": entry.due.isoformat() if entry.due else "",
        "applied_to": ";".join(f"{ref.kind.value}:{ref.id}" for ref in entry.applied_to),
        "posted_at": _instant(entry.posted_at),
        "modified_at": _instant(entry.modified_at),
        "division": entry.division,
    }


def link_rows(session: Session, firm: str) -> Iterator[dict[str, str]]:
    """Every link, ended ones too, and every operation that has none: what was skipped, is held or on its way."""
    yield from (_link_row(session, link) for link in whereabouts.links_of(session, firm))
    yield from (_operation_row(row) for row in whereabouts.creations_of(session, firm))


def _link_row(session: Session, link: Link) -> dict[str, str]:
    differs = link.state == LinkState.DIFFERS
    return {
        "transaction_id": link.host_id,
        "kind": link.kind,
        "part": link.part,
        "generation": str(link.generation),
        "state": link.state,
        "quickbooks_type": link.quickbooks_type,
        "quickbooks_id": link.quickbooks_id,
        "number": link.number,
        "amount": _money(link.amount),
        "date": link.date.isoformat() if link.date else "",
        "pushed_posts": link.pushed_posts,
        "returned_total": _money(link.returned_total),
        "returned_tax": _money(link.returned_tax),
        "mapping_version": str(link.mapping_version),
        "pushed_at": _instant(link.pushed_at),
        "unlocked_at": _instant(link.unlocked_at),
        "last_error": session.get_one(Operation, link.operation_id).words if differs else "",
        "ended_how": link.ended_how or "",
    }


def _operation_row(row: Operation) -> dict[str, str]:
    skipped = row.state == OperationState.SKIPPED
    held = row.state == OperationState.HELD
    error = " ".join(part for part in (f"{row.reason}:" if held else "", row.code, row.words) if part)
    return {
        "transaction_id": row.host_id,
        "kind": row.kind,
        "part": row.part,
        "generation": str(row.generation),
        "state": row.state,
        "number": row.number,
        "amount": _money(row.amount),
        "date": row.date.isoformat() if row.date else "",
        "pushed_posts": row.pushed_posts,
        "mapping_version": str(row.mapping_version),
        "last_error": "" if skipped else error,
        "skipped_because": row.reason if skipped else "",
    }


def mapping_rows(context: Context, session: Session, connection: Connection) -> Iterator[dict[str, str]]:
    """Every version of the mapping, with the company's tax account beside the practice's tax control accounts."""
    tax_rows = list(_tax_account_rows(context, session, connection))
    for version in mappings.history(session, connection.firm, connection.realm_hash):
        head = {"version": str(version.version), "from_instant": _instant(version.saved_at)}
        yield from (head | row for row in [*version.rows, *tax_rows])


def _tax_account_rows(context: Context, session: Session, connection: Connection) -> Iterator[dict[str, str]]:
    catalogue = connections.catalogue_of(connection)
    path = tax_account(catalogue) if catalogue else ""
    target = next((account for account in catalogue.accounts if account.path == path), None) if catalogue else None
    if target is None:
        return
    for account in context.source.accounts(session, connection.firm):
        if account.role == Role.TAX:
            yield {
                "section": "tax_account",
                "host_code": account.code,
                "host_name": account.name,
                "host_type": account.role.value,
                "quickbooks_id": target.id,
                "quickbooks_name": target.path,
                "quickbooks_type": target.type,
            }


def books_of(context: Context, session: Session, connection: Connection) -> dict[str, object]:
    """What the two books are, and since when they are connected."""
    host = context.source.books(session, connection.firm)
    catalogue = connections.catalogue_of(connection)
    company = catalogue.company if catalogue else None
    closing = company.closing_date if company else None
    return {
        "format": FORMAT,
        "firm": connection.firm,
        "realm": connections.realm_of(context.ring, connection),
        "company": connection.company_name,
        "home_currency": connection.home_currency,
        "exported_at": _instant(context.clock()),
        "connected_at": _instant(connection.started_at),
        "switches": [
            {"switch": row.switch, "on": _instant(row.on_at), "off": _instant(row.off_at) or None}
            for row in switches.intervals(session, connection.firm)
        ],
        "division": connection.division,
        "host_lockout": host.lockout.isoformat() if host.lockout else None,
        "trust_lockout": host.trust_lockout.isoformat() if host.trust_lockout else None,
        "closing_date": closing.isoformat() if closing else None,
        "fiscal_year_start_month": company.fiscal_year_start_month if company else None,
    }


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _instant(instant: datetime | None) -> str:
    return "" if instant is None else instant.isoformat(timespec="seconds")
