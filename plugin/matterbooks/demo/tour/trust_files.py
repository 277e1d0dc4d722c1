"""What the bank and the practice give the accountant about clients' money: bank.csv and the matter trial lists.

The bank shows things its own way: transfers on the next working day, cheques when they are presented, receipts of one
day without a reference as one deposit; and what the month's last days bring is not on the statement yet.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matterbooks.demo.chart import TRUST_BANK, TRUST_SAVINGS
from matterbooks.demo.practice.books import JournalEntry, JournalLine
from matterbooks.demo.practice.people import Matter
from matterbooks.demo.practice.records import Record, TrustShare
from matterbooks.demo.services.ledger import ZERO, balances

BANK_COLUMNS = ("account", "date", "kind", "statement_balance", "amount", "reference", "description")
MATTER_COLUMNS = ("Date", "Client", "Matter", "Description", "Balance")
CHEQUE_DAYS, TRANSFER_DAYS = 4, 1
_CHEQUE = "CHQ"


class _Seen(NamedTuple):
    """A movement as the bank shows it."""

    day: dt.date
    amount: Decimal
    reference: str
    description: str


def write_bank(session: Session, first: dt.date, last: dt.date, folder: Path) -> Path:
    """Write bank.csv: the trust banks' statements of a period, with the cash books' opening balances."""
    path, before = folder / "bank.csv", first - dt.timedelta(days=1)
    opening = balances(session, before=first)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(BANK_COLUMNS)
        for account in (TRUST_BANK, TRUST_SAVINGS):
            held = opening.get(account, ZERO)
            seen = [line for line in _statement(session, account, first, last) if line.day <= last]
            writer.writerow((account, before, "cash_book", f"{held:.2f}", "", "", ""))
            writer.writerow((account, before, "balance", f"{held:.2f}", "", "", ""))
            writer.writerows((account, s.day, "line", "", f"{s.amount:.2f}", s.reference, s.description) for s in seen)
            closing = held + sum((line.amount for line in seen), ZERO)
            writer.writerow((account, last, "balance", f"{closing:.2f}", "", "", ""))
    return path


def write_matters(session: Session, days: Sequence[dt.date], folder: Path) -> Path:
    """Write matters.csv: what is held for each matter at the end of each of these days."""
    path = folder / "matters.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(MATTER_COLUMNS)
        for day in days:
            for matter, held in _held(session, day):
                writer.writerow((day, matter.client.name, matter.number, matter.name, f"{held:.2f}"))
    return path


def _held(session: Session, day: dt.date) -> list[tuple[Matter, Decimal]]:
    held = func.sum(TrustShare.amount)
    query = select(Matter, held).join(TrustShare).join(Record).where(Record.date <= day)
    rows = session.execute(query.group_by(Matter.id).having(held != 0).order_by(Matter.id))
    return [(row[0], row[1]) for row in rows]


def _statement(session: Session, account: str, first: dt.date, last: dt.date) -> list[_Seen]:
    query = select(JournalLine).join(JournalEntry).where(JournalLine.account_code == account)
    lines = session.scalars(query.where(JournalEntry.date.between(first, last)).order_by(JournalEntry.id)).all()
    return sorted(_together([_seen(line) for line in lines]), key=lambda seen: seen.day)


def _seen(line: JournalLine) -> _Seen:
    record = line.entry.record
    reference = str(getattr(record, "reference", "") or "")
    cheque = line.amount < 0 and reference.isdecimal()
    day = _working_day(line.entry.date, CHEQUE_DAYS if cheque else TRANSFER_DAYS)
    words = f"{_CHEQUE} {reference}" if cheque else record.contact.name.upper()[:18] if record.contact else "TRANSFER"
    return _Seen(day, line.amount, reference, words)


def _together(lines: Sequence[_Seen]) -> Iterator[_Seen]:
    """Receipts of one day that name nothing are paid in with one slip."""
    paid_in = [line for line in lines if line.amount > 0 and not line.reference]
    yield from (line for line in lines if line.amount <= 0 or line.reference)
    for day, slip in groupby(sorted(paid_in, key=lambda line: line.day), key=lambda line: line.day):
        found = list(slip)
        words = found[0].description if len(found) == 1 else "BRANCH DEPOSIT"
        yield _Seen(day, sum((line.amount for line in found), ZERO), "", words)


def _working_day(after: dt.date, number: int) -> dt.date:
    day = after
    while number:
        day += dt.timedelta(days=1)
        number -= day.isoweekday() <= 5
    return day
