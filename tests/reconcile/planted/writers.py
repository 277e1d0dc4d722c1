"""Both sides as files: the canonical CSV files, and the Journal as QuickBooks writes it today.

Intuit: modern Journal CSV. No BOM, CRLF, title and footer rows padded to the header's width, a truly empty row 4, each
transaction under its own id with its total, dollar signs on totals only, three empty rows before the footer.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from matterbooks.values import LEDGER_COLUMNS, LINKS_COLUMNS, MAPPING_COLUMNS
from tests.reconcile.planted.records import START, UNMAPPED, Books, Entry, Record, money

HEADER = ("", "Transaction date", "Transaction type", "Num", "Name", "Memo/Description", "Full name", "Debit", "Credit")


def write_all(books: Books, folder: Path, shuffle: Random | None = None, period: str = "All Dates") -> Path:
    """Write ledger, links, mapping, books.json and journal.csv; with `shuffle` in any order of rows."""
    ledger = [row for record in books.records for row in ledger_rows(record, books)]
    mapping = mapping_rows(books)
    for rows in (ledger, books.links, mapping):
        if shuffle is not None:
            shuffle.shuffle(rows)
    write_csv(folder / "ledger.csv", LEDGER_COLUMNS, ledger)
    write_csv(folder / "links.csv", LINKS_COLUMNS, books.links)
    write_csv(folder / "mapping.csv", MAPPING_COLUMNS, mapping)
    (folder / "books.json").write_text(json.dumps(books_json(books)), encoding="utf-8")
    (folder / "journal.csv").write_bytes(journal(books.entries, shuffle, period).encode())
    return folder


def ledger_rows(record: Record, books: Books) -> list[dict[str, str]]:
    """One row of ledger.csv per posting."""
    names = {number: names[0] for number, names in books.mapping.items()} | UNMAPPED
    return [
        {
            "transaction_id": record.id, "kind": record.kind, "number": record.number, "date": record.day.isoformat(),
            "party": record.party, "account_number": number, "account_name": names.get(number, number),
            "debit": money(max(cents, 0)), "credit": money(max(-cents, 0)), "currency": "AUD",
            "posted_at": record.posted_at, "applied_to": record.applied_to, "division": record.division,
        }
        for number, cents in record.lines
    ]  # fmt: skip


def mapping_rows(books: Books) -> list[dict[str, str]]:
    """Two versions of the mapping; the first one had the fees elsewhere."""
    rows = [{"section": "setting", "host_code": "sales", "quickbooks_name": "on", "version": "2"}]
    for version in ("1", "2"):
        for number, (name, path, type_) in books.mapping.items():
            tax = number == "2200"
            rows.append({
                "version": version, "from_instant": START, "section": "tax_account" if tax else "account",
                "host_code": number, "host_name": name, "quickbooks_id": number,
                "quickbooks_name": "Services" if version == "1" and number == "4000" else path,
                "quickbooks_type": type_,
            })  # fmt: skip
    return rows


def books_json(books: Books) -> dict[str, object]:
    """What books.json holds."""
    return {
        "format": 1, "firm": "firm-1", "realm": "9130", "company": "Sandhurst Legal", "home_currency": "AUD",
        "exported_at": "2026-04-02T08:00:00+00:00", "connected_at": START, "switches": books.switches, "division": "",
        "host_lockout": None, "trust_lockout": None, "closing_date": None,
    }  # fmt: skip


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """A canonical file: every column, absent values empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def journal(entries: Sequence[Entry], shuffle: Random | None = None, period: str = "All Dates") -> str:
    """The Journal, modern layout."""
    entries = list(entries)
    if shuffle is not None:
        shuffle.shuffle(entries)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    padding = [""] * (len(HEADER) - 1)
    for title in ("Journal", "Sandhurst Legal", period):
        writer.writerow([title, *padding])
    out.write("\r\n")
    writer.writerow(HEADER)
    for entry in entries:
        _transaction(writer, entry, shuffle)
    total = f"${sum(max(cents, 0) for entry in entries for _, cents in entry.lines) / 100:,.2f}"
    writer.writerow(["", "TOTAL", "", "", "", "", "", total, total])
    out.write("\r\n" * 3)
    writer.writerow(["Accrual Basis Thursday, April 02, 2026 08:00 AM GMTZ", *padding])
    return out.getvalue()


def _transaction(writer: object, entry: Entry, shuffle: Random | None) -> None:
    write = writer.writerow  # type: ignore[attr-defined]
    write([entry.id, *[""] * (len(HEADER) - 1)])
    lines = list(entry.lines)
    if shuffle is not None:
        shuffle.shuffle(lines)
    for account, cents in lines:
        sides = (f"{cents / 100:,.2f}", "") if cents >= 0 else ("", f"{-cents / 100:,.2f}")
        day = entry.day.strftime("%m/%d/%Y")
        write(["", day, entry.type, entry.number, entry.name, entry.memo, account, *sides])
    total = f"${sum(max(cents, 0) for _, cents in entry.lines) / 100:,.2f}"
    write([f"Total for {entry.id}", *[""] * 6, total, total])
