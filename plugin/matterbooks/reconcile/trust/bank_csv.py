"""bank.csv, the canonical bank file: balances, statement lines and uncleared items of the trust bank accounts.

Columns: account (practice number or name), date (ISO), kind, statement_balance, amount, reference, description. kind is
`balance` (what the bank says at the end of the day, in statement_balance), `cash_book` (what the trust cash book said,
likewise), `line` (a line of the statement, amount; money in is positive) or `uncleared` (an entry of the cash book that
the bank had not shown yet). Where kind is absent a row with a statement_balance is a balance, any other uncleared.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import printed, to_cents
from matterbooks.reconcile.reading.canonical import Canonical, read_canonical
from matterbooks.reconcile.reading.rows import read_bytes
from matterbooks.reconcile.trust.inputs import CASH_BOOK, STATEMENT, Balance, Line, Statement, TrustFile

COLUMNS = ("account", "date", "kind", "statement_balance", "amount", "reference", "description")
"""Columns of bank.csv."""

LINE, UNCLEARED = "line", "uncleared"
WAY_OUT = "Write bank.csv with the columns " + ", ".join(COLUMNS) + "."


def read_bank_csv(path: Path) -> Statement:
    """Read bank.csv; lines between two balances of an account must lead from one to the other.

    Raises FileRefusedError, naming the row, for what is no date, amount or kind.
    """
    table, name = read_canonical(path, COLUMNS, ("account", "date", "statement_balance")), str(path)
    lines: list[Line] = []
    balances: list[Balance] = []
    uncleared: list[Line] = []
    for row, cells, day in _records(table):
        kind = _kind(name, row, cells)
        if kind in {STATEMENT, CASH_BOOK}:
            cents = _cents(name, row, cells, "statement_balance")
            balances.append(Balance(name, row, cells["account"], day, cents, kind))
            continue
        cents = _cents(name, row, cells, "amount")
        item = Line(name, row, cells["account"], day, cents, cells["reference"], cells["description"])
        (lines if kind == LINE else uncleared).append(item)
    checked = _checked(name, lines, balances)
    digest = sha256(read_bytes(path)).hexdigest()
    file = TrustFile(name, digest, "bank.csv", len(table.frame), {}, checked, tuple(table.warnings))
    return Statement(file, tuple(lines), tuple(balances), tuple(uncleared), _starts(lines, balances))


def is_bank_csv(heading: str) -> bool:
    """Tell bank.csv from a bank's own CSV by its first row."""
    return "statement_balance" in heading.casefold()


def _records(table: Canonical) -> list[tuple[int, dict[str, str], date]]:
    table.refuse_where(table.frame["account"] == "", "column account is empty")
    table.refuse_where(table.frame["date"] == "", "column date is empty")
    days = table.days("date").astype("datetime64[D]").tolist()
    rows = table.frame[["row", *COLUMNS]].to_dict("records")
    return [
        (int(row["row"]), {name: str(row[name]).strip() for name in COLUMNS}, day)
        for row, day in zip(rows, days, strict=True)
    ]


def _kind(file: str, row: int, cells: Mapping[str, str]) -> str:
    kind = cells["kind"].casefold() or (STATEMENT if cells["statement_balance"] else UNCLEARED)
    if kind not in {STATEMENT, CASH_BOOK, LINE, UNCLEARED}:
        problem = f"{cells['kind']!r} in column kind is none of balance, cash_book, line, uncleared"
        raise FileRefusedError(file, problem, WAY_OUT, row)
    return kind


def _cents(file: str, row: int, cells: Mapping[str, str], column: str) -> int:
    cents = to_cents(cells[column]) if cells[column] else None
    if cents is None:
        problem = f"{cells[column]!r} in column {column} is not an amount" if cells[column] else f"{column} is empty"
        raise FileRefusedError(file, problem, WAY_OUT, row)
    return cents


def _checked(file: str, lines: list[Line], balances: list[Balance]) -> int:
    """How many balances follow from the one before and the lines between; one that does not is refused."""
    checked = 0
    for account in {balance.account for balance in balances if any(line.account == balance.account for line in lines)}:
        said = sorted((b for b in balances if b.account == account and b.kind == STATEMENT), key=lambda b: b.date)
        for before, after in pairwise(said):
            between = [line for line in lines if line.account == account and before.date < line.date <= after.date]
            moved = sum(line.cents for line in between)
            if before.cents + moved != after.cents:
                problem = (
                    f"the lines after {before.date} come to {printed(moved)}, but the statement's balance moved by "
                    f"{printed(after.cents - before.cents)}"
                )
                way_out = "Give every line of the statement between the two balances, or one balance only."
                raise FileRefusedError(file, problem, way_out, after.row)
            checked += 1
    return checked


def _starts(lines: list[Line], balances: list[Balance]) -> dict[str, date]:
    """Account -> the first day of its lines: after its first balance, where that stands before them all."""
    starts: dict[str, date] = {}
    for line in sorted(lines, key=lambda line: line.date):
        starts.setdefault(line.account, line.date)
    for balance in balances:
        if balance.kind == STATEMENT and balance.account in starts and balance.date < starts[balance.account]:
            starts[balance.account] = date.fromordinal(balance.date.toordinal() + 1)
    return starts
