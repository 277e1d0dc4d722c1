"""A bank's statement as CSV: columns guessed from their headings, order and completeness proved by running balances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from matterbooks.reconcile.reading.amounts import printed
from matterbooks.reconcile.trust.columns import Sheet, open_sheet
from matterbooks.reconcile.trust.inputs import Balance, Line, Statement, TrustFile

_HEADINGS = {
    "date": (
        "date", "transaction date", "posting date", "posted date", "booking date", "entry date", "date posted",
        "processed date", "effective date", "value date",
    ),
    "description": (
        "description", "transaction description", "narrative", "transaction details", "details", "particulars",
        "narration", "payee", "merchant", "memo", "transaction",
    ),
    "reference": (
        "reference", "ref", "cheque number", "check number", "cheque no", "check no", "serial", "serial number",
        "transaction reference", "bank reference", "customer reference", "num",
    ),
    "amount": ("amount", "transaction amount", "amount aud", "amount usd", "amount gbp", "amount nzd", "net amount"),
    "debit": (
        "debit", "debits", "debit amount", "money out", "paid out", "withdrawal", "withdrawals", "payments", "payment",
        "out",
    ),
    "credit": (
        "credit", "credits", "credit amount", "money in", "paid in", "deposit", "deposits", "receipts", "receipt", "in",
    ),
    "balance": ("balance", "running balance", "account balance", "closing balance", "available balance"),
    "account": ("account", "account number", "bank account", "account no"),
}  # fmt: skip
_WORDS = {heading: word for word, headings in _HEADINGS.items() for heading in headings}
_NEEDED = (("date", "amount"), ("date", "debit", "credit"))
WAY_OUT = (
    "Download the statement again as CSV, OFX or CAMT.053, or give it as bank.csv; its first row must name the "
    "columns: Date, Description, Amount (or Debit and Credit), Balance."
)


def read_statement_csv(path: Path) -> Statement:
    """Read one statement; its account is "" where the file does not say whose it is.

    Raises FileRefusedError where columns or dates cannot be told, or the running balances do not follow.
    """
    sheet = open_sheet(path, _WORDS, _NEEDED, WAY_OUT)
    rows = _rows(sheet)
    if not rows:
        sheet.refuse(None, "holds no line with a date and an amount")
    accounts = {row.line.account: [other for other in rows if other.line.account == row.line.account] for row in rows}
    ordered = {name: _in_order(sheet, found) for name, found in accounts.items()}
    lines = [row.line for found in ordered.values() for row in found if row.line.cents]
    checked = sum(row.balance is not None for found in ordered.values() for row in found[1:])
    warnings = (*sheet.file.warnings, *_without_balance(ordered))
    file = TrustFile(sheet.file.name, sheet.file.sha256, "CSV", len(lines), dict(sheet.columns), checked, warnings)
    starts = {name: found[0].line.date for name, found in ordered.items()}
    return Statement(file, tuple(lines), tuple(_closing(ordered)), (), starts)


class _Row(NamedTuple):
    line: Line
    balance: int | None


def _rows(sheet: Sheet) -> list[_Row]:
    days = sheet.days()
    found = []
    for row, cells in sheet.rows:
        cents = _amount(sheet, row, cells)
        if not cells["date"]:
            if cents:
                sheet.refuse(row, "the row has an amount and no date")
            continue
        whose = cells.get("account", "")
        texts = cells.get("reference", ""), cells.get("description", "")
        line = Line(sheet.file.name, row, whose, days[cells["date"]], cents, *texts)
        found.append(_Row(line, sheet.cents(row, cells, "balance") if cells.get("balance") else None))
    return found


def _amount(sheet: Sheet, row: int, cells: Mapping[str, str]) -> int:
    if cells.get("amount"):
        return sheet.cents(row, cells, "amount")
    received, paid = (abs(sheet.cents(row, cells, word)) if word in cells else 0 for word in ("credit", "debit"))
    return received - paid


def _in_order(sheet: Sheet, rows: list[_Row]) -> list[_Row]:
    """Oldest first: as the running balances follow from each other, or else by date."""
    if any(row.balance is None for row in rows):
        newest_first = rows[0].line.date > rows[-1].line.date
        return rows[::-1] if newest_first else rows
    ways = (rows, rows[::-1])
    breaks = [[row for before, row in pairwise(way) if not _follows(before, row)] for way in ways]
    if all(breaks):
        first = min(breaks, key=len)[0]
        problem = f"the balance {printed(first.balance or 0)} does not follow from the row before: a row is missing"
        sheet.refuse(first.line.row, problem)
    return list(ways[0] if not breaks[0] and (breaks[1] or rows[0].line.date <= rows[-1].line.date) else ways[1])


def _follows(before: _Row, row: _Row) -> bool:
    return before.balance is not None and row.balance == before.balance + row.line.cents


def _closing(ordered: Mapping[str, list[_Row]]) -> Iterator[Balance]:
    for rows in ordered.values():
        line, balance = rows[-1]
        if balance is not None:
            yield Balance(line.file, line.row, line.account, line.date, balance)


def _without_balance(ordered: Mapping[str, list[_Row]]) -> Iterator[str]:
    if any(rows[-1].balance is None for rows in ordered.values()):
        yield "the file has no balance column: give the statement's balance in bank.csv beside it"
