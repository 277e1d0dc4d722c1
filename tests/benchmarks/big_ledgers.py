"""A pair of big files for the benchmarks: `ledger.csv`, the `Journal.csv` that QuickBooks would print of it, a mapping.

Plain and deterministic: each transaction is an invoice or a bill of four lines over 120 accounts and 20,000 names, in
the order of its date, and the two files agree to the cent. Nothing here knows how they are read.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from matterbooks.values import LEDGER_COLUMNS, MAPPING_COLUMNS

TRANSACTIONS = 250_000
ACCOUNTS = 120
NAMES = 20_000
_HEADER = ("Transaction date", "Transaction type", "Num", "Name", "Memo/Description", "Full name", "Debit", "Credit")
_FIRST = date(2025, 1, 1)
_STEP = 7_919
"""A prime, so that amounts, names and accounts are mixed without chance."""


class Line(NamedTuple):
    """One posting: account number, and cents with debit positive."""

    account: int
    cents: int


class Transaction(NamedTuple):
    """One transaction of four lines; `place` counts from 0."""

    place: int
    day: date
    is_sale: bool
    name: str
    lines: tuple[Line, ...]


def transactions(count: int) -> Iterator[Transaction]:
    """Yield transactions in the order of their dates, spread over one year."""
    for index in range(count):
        mixed = index * _STEP
        net, other = 10_000 + mixed % 900_000, 500 + mixed % 70_000
        tax = (net + other) // 10
        sign = 1 if index % 3 else -1
        spread = [1_000 + (mixed + step) % ACCOUNTS for step in (0, 41, 83, 7)]
        cents = (net + other + tax, -net, -other, -tax)
        lines = tuple(Line(account, sign * each) for account, each in zip(spread, cents, strict=True))
        name = f"Client {mixed % NAMES:05d} Pty Ltd"
        yield Transaction(index, _FIRST + timedelta(days=index * 365 // count), sign > 0, name, lines)


def write_ledger(path: Path, count: int = TRANSACTIONS) -> Path:
    """Write `ledger.csv`, one row per posting, every canonical column."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(LEDGER_COLUMNS)
        for one in transactions(count):
            out.writerows(_ledger_rows(one))
    return path


def write_journal(path: Path, count: int = TRANSACTIONS) -> Path:
    """Write the modern Journal: a header per transaction, its lines, its total; CRLF, as QuickBooks exports it."""
    total = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        padding = [""] * 8
        out.writerows((["Journal", *padding], ["Harbour & Vale LLP", *padding]))
        out.writerows((["January 1-December 31, 2025", *padding], []))
        out.writerow(["", *_HEADER])
        for one in transactions(count):
            own = sum(max(line.cents, 0) for line in one.lines)
            total += own
            identity = str(one.place + 1)
            out.writerow([identity, *padding])
            out.writerows(_journal_rows(one))
            out.writerow([f"Total for {identity}", *padding[2:], f"${_grouped(own)}", f"${_grouped(own)}"])
        out.writerow(["", "TOTAL", *padding[3:], f"${_grouped(total)}", f"${_grouped(total)}"])
        out.writerows(([], [], [], ["Accrual Basis Monday, January 05, 2026 07:48 PM GMTZ", *padding]))
    return path


def write_mapping(path: Path) -> Path:
    """Write `mapping.csv`: every account is mapped to the one of its name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, MAPPING_COLUMNS, restval="", lineterminator="\n")
        out.writeheader()
        for number in range(1_000, 1_000 + ACCOUNTS):
            names = {"host_code": number, "host_name": _account(number), "quickbooks_name": _account(number)}
            out.writerow({"version": 1, "section": "account", "quickbooks_id": number, **names})
    return path


def _ledger_rows(one: Transaction) -> Iterator[list[str]]:
    kind, prefix = ("sales_invoice", "INV") if one.is_sale else ("supplier_invoice", "BILL")
    number = f"{prefix}-{one.place + 1:07d}"
    day, stamp = one.day.isoformat(), f"{one.day.isoformat()}T09:30:00Z"
    matter = f"M-{one.place % NAMES:05d}"
    for line in one.lines:
        debit, credit = _sides(line)
        yield [
            f"T{one.place + 1:07d}", kind, number, day, one.name, matter, str(line.account), _account(line.account),
            debit, credit, "USD", "", "", "", f"Fees to {day}, matter {matter}", day, "", stamp, stamp, "",
        ]  # fmt: skip


def _journal_rows(one: Transaction) -> Iterator[list[str]]:
    kind, prefix = ("Invoice", "INV") if one.is_sale else ("Bill", "BILL")
    number, memo = f"{prefix}-{one.place + 1:07d}", f"Fees to {one.day.isoformat()}, matter M-{one.place % NAMES:05d}"
    for line in one.lines:
        debit, credit = (_grouped(int(text.replace(".", ""))) if text else "" for text in _sides(line))
        yield ["", f"{one.day:%m/%d/%Y}", kind, number, one.name, memo, _account(line.account), debit, credit]


def _account(number: int) -> str:
    return f"Practice {number % 7}:Account {number}"


def _sides(line: Line) -> tuple[str, str]:
    printed = f"{abs(line.cents) // 100}.{abs(line.cents) % 100:02d}"
    return (printed, "") if line.cents > 0 else ("", printed)


def _grouped(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


if __name__ == "__main__":
    _folder = Path(sys.argv[1])
    _folder.mkdir(parents=True, exist_ok=True)
    write_ledger(_folder / "ledger.csv")
    write_journal(_folder / "Journal.csv")
    write_mapping(_folder / "mapping.csv")
