"""The Journal and the trial balance as QuickBooks prints them: modern CSV and XLSX, classic XLSX, Reports API JSON.

Intuit: modern CSV is CRLF without BOM, padded titles, an empty fourth row, dollar signs on totals only. Classic: no
transaction id, date on the first line only, amounts as formulas with a stored 0.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from tests.accuracy.books import Entry, debits, money
from tests.accuracy.chart import Dress

COMPANY = "Sandhurst Legal"
PERIOD = "January 1-December 31, 2025"
KEYS = ("tx_date", "txn_type", "doc_num", "name", "memo", "account_name", "debt_amt", "credit_amt")
Rows = Iterator[list[str]]


def write_journal(path: Path, entries: Sequence[Entry], dress: Dress, layout: str) -> Path:
    """Write the Journal in a layout; its suffix follows from it."""
    if layout == "api_json":
        path = path.with_suffix(".json")
        path.write_text(json.dumps(_answer(entries)), encoding="utf-8")
    elif layout == "modern_csv":
        path = path.with_suffix(".csv")
        path.write_bytes(_csv(_modern(entries, dress), 9))
    else:
        path = path.with_suffix(".xlsx")
        rows = _modern(entries, dress) if layout == "modern_xlsx" else _classic(entries, dress)
        _workbook(path, rows, classic=layout == "classic_xlsx")
    return path


def write_trial_balance(path: Path, balances: dict[str, int], dress: Dress) -> Path:
    """Write the modern trial balance."""
    rows = [["Trial Balance"], [COMPANY], ["As of December 31, 2025"], [], ["Full name", "Debit", "Credit"]]
    rows += [[account, *_sides(cents)] for account, cents in balances.items()]
    whole = f"${_grouped(sum(max(cents, 0) for cents in balances.values()))}"
    rows += [["TOTAL", whole, whole], [], [], [], [dress.footer]]
    path.write_bytes(_csv(iter(rows), 3))
    return path


def _modern(entries: Sequence[Entry], dress: Dress) -> Rows:
    titles = ("", "Transaction date", "Transaction type", dress.number, "Name", "Memo/Description", "Full name")
    yield from (["Journal"], [COMPANY], [PERIOD], [], [*titles, "Debit", "Credit"])
    total = 0
    for entry in entries:
        own = debits(entry.lines)
        total += own
        yield [entry.id]
        for account, cents in entry.lines:
            head = [f"{entry.day:{dress.day}}", entry.type, entry.number, entry.name, entry.memo]
            yield ["", *head, account, *_sides(cents)]
        yield [f"Total for {entry.id}", *[""] * 6, f"${_grouped(own)}", f"${_grouped(own)}"]
    yield ["", "TOTAL", *[""] * 5, f"${_grouped(total)}", f"${_grouped(total)}"]
    yield from ([], [], [], [dress.footer])


def _classic(entries: Sequence[Entry], dress: Dress) -> Rows:
    titles = ("", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Account", "Debit", "Credit")
    yield from ([COMPANY], ["Journal"], ["January - December, 2025"], [], list(titles))
    for entry in entries:
        for place, (account, cents) in enumerate(entry.lines):
            head = [f"{entry.day:{dress.day}}", entry.type, entry.number] if place == 0 else ["", "", ""]
            yield ["", *head, entry.name, entry.memo, account, *_formulas(cents)]
        own = f"={money(debits(entry.lines))}"
        yield [*[""] * 7, own, own]
        yield []
    total = f"={money(sum(debits(entry.lines) for entry in entries))}"
    yield ["TOTAL", *[""] * 6, total, total]
    yield from ([], [], [], ["Monday, Jan 05, 2026 06:25:49 PM GMT-7 - Accrual Basis"])


def _formulas(cents: int) -> list[str]:
    return [f"={money(cents)}", ""] if cents >= 0 else ["", f"={money(-cents)}"]


def _sides(cents: int) -> list[str]:
    return [_grouped(cents), ""] if cents >= 0 else ["", _grouped(-cents)]


def _grouped(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


def _csv(rows: Rows, width: int) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] if row else [] for row in rows)
    return out.getvalue().encode()


def _workbook(path: Path, rows: Rows, *, classic: bool) -> None:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Journal" if classic else "Sheet1")
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if classic and cell.startswith("="):
                page.write_formula(top, left, cell, None, 0)
            elif top > 4 and left >= 7 and cell:
                page.write_number(top, left, float(cell.replace("$", "").replace(",", "")))
            elif cell:
                page.write_string(top, left, cell)
    book.close()


def _answer(entries: Sequence[Entry]) -> dict[str, object]:
    head = {"ReportName": "JournalReport", "ReportBasis": "Accrual", "StartPeriod": "2025-01-01"}
    columns = [{"ColTitle": "", "ColType": "", "MetaData": [{"Name": "ColKey", "Value": key}]} for key in KEYS]
    rows: list[dict[str, object]] = []
    for entry in entries:
        for place, (account, cents) in enumerate(entry.lines):
            first = [entry.day.isoformat(), entry.type, entry.number] if place == 0 else ["0-00-00", "", ""]
            sides = [money(cents), ""] if cents >= 0 else ["", money(-cents)]
            cells: list[dict[str, str]] = [
                {"value": text} for text in (*first, entry.name, entry.memo, account, *sides)
            ]
            cells[1]["id"] = entry.id
            rows.append({"ColData": cells, "type": "Data"})
        rows.append(_total("", debits(entry.lines)))
    rows.append(_total("TOTAL", sum(debits(entry.lines) for entry in entries)) | {"group": "GrandTotal"})
    return {"Header": head | {"EndPeriod": "2025-12-31"}, "Columns": {"Column": columns}, "Rows": {"Row": rows}}


def _total(label: str, cents: int) -> dict[str, object]:
    cells = [{"value": text} for text in (label, *[""] * 5, money(cents), money(cents))]
    return {"Summary": {"ColData": cells}, "type": "Section"}
