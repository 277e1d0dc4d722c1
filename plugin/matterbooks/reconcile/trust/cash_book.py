"""One trust bank: its statement against its cash book, and where the cash book's opening balance comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.trust.bank_match import CHEQUE_DAYS, LATE_DAYS, BankMatch, Entry, Pair, match_bank
from matterbooks.reconcile.trust.books import until
from matterbooks.reconcile.trust.given import BankAccount, Given, day_before
from matterbooks.reconcile.trust.result import (
    BANK_AND_BOOK,
    ONLY_ON_STATEMENT,
    OPENING,
    OTHER_AMOUNT,
    OUTSTANDING,
    UNLOCATED,
    UNPRESENTED,
    Item,
)


class Opening(NamedTuple):
    """The cash book's balance at the end of a day, and where that is known from; `on` is None for the beginning."""

    on: date | None
    cents: int
    source: str


@dataclass(frozen=True, slots=True)
class CashBook:
    """One trust bank compared: amounts in cents, `entries` of the whole ledger, `items` that tell the difference."""

    opening: Opening | None
    balance: int
    unpresented: int
    outstanding: int
    items: tuple[Item, ...]


def cash_book(bank: BankAccount, entries: pd.DataFrame, given: Given, *, alone: bool) -> CashBook:
    """Compare one bank's statement with its cash book; entries: its rows of `books.cash_entries`.

    alone: whether it is the only trust bank, so that the client ledgers' opening list is its opening balance too.
    """
    match = _matched(bank, entries, given.as_of) if bank.starts is not None else None
    opening = _opening(bank, match, given, alone=alone)
    after = opening.on if opening else None
    moved = int(until(entries, given.as_of, after)["cents"].sum())
    balance = moved + (opening.cents if opening else 0)
    items = list(_items(bank, match, given.as_of))
    unpresented = sum(item.amount for item in items if item.what == UNPRESENTED)
    outstanding = sum(item.amount for item in items if item.what == OUTSTANDING)
    if bank.balance is not None and opening is not None:
        explained = sum(item.cents for item in items)
        rest = bank.balance.cents + unpresented + outstanding - balance - explained
        items.extend(_rest(bank, rest, given.as_of))
    return CashBook(opening, balance, unpresented, outstanding, tuple(items))


def _matched(bank: BankAccount, entries: pd.DataFrame, as_of: date) -> BankMatch:
    """Lines against the entries of the same days, and against what was uncleared before them."""
    first = bank.starts or as_of
    here = _entries(until(entries, as_of, day_before(first)))
    return match_bank(bank.lines, [*here, *_brought_forward(bank, entries, first)])


def _brought_forward(bank: BankAccount, entries: pd.DataFrame, starts: date) -> Iterator[Entry]:
    """What an earlier reconciliation named; where none did, earlier entries that may still turn up."""
    named = [line for line in bank.uncleared if line.date < starts]
    for line in named:
        yield Entry("", line.reference, line.reference, line.date, line.description, "", line.cents)
    if not named:
        earlier = _entries(until(entries, day_before(starts), starts - timedelta(days=CHEQUE_DAYS)))
        recent = starts - timedelta(days=LATE_DAYS)
        yield from (entry for entry in earlier if entry.cents < 0 or entry.date >= recent)


def _entries(rows: pd.DataFrame) -> list[Entry]:
    columns = ["kind", "id", "number", "date", "party", "memo", "cents"]
    days = rows["date"].dt.date
    return [Entry(*cells) for cells in rows.assign(date=days)[columns].itertuples(index=False, name=None)]


def _opening(bank: BankAccount, match: BankMatch | None, given: Given, *, alone: bool) -> Opening | None:
    """Given in bank.csv; else the client ledgers' opening list; else the statement's opening balance, if it agreed."""
    if bank.cash_book is not None:
        return Opening(bank.cash_book.date, bank.cash_book.cents, "given in bank.csv")
    rows = [row for row in given.opened if alone or bank.account.answers_to(row.account)]
    if rows:
        return Opening(given.opened_on, sum(row.cents for row in rows), "the matter trial list of that day")
    if bank.opening is None or bank.starts is None or match is None:
        return None
    named = sum(line.cents for line in bank.uncleared if line.date < bank.starts)
    cleared = sum(e.cents for pair in match.pairs for e in pair.entries if e.date < bank.starts and e.kind)
    source = "the statement's opening balance, on the assumption that bank and cash book agreed then"
    return Opening(day_before(bank.starts), bank.opening + named + cleared, source)


def _items(bank: BankAccount, match: BankMatch | None, as_of: date) -> Iterator[Item]:
    title = bank.account.title
    if match is None:
        for line in bank.uncleared:
            texts = line.reference, line.description
            yield Item(
                title, BANK_AND_BOOK, _timing(line.cents), line.date, *texts, line.cents, 0, _age(line.date, as_of)
            )
        return
    for pair in match.pairs:
        if pair.difference:
            yield _other_amount(title, pair, as_of)
    for line in match.lines:
        told = f"{line.description or 'no description'} ({line.file}, row {line.row})"
        age = _age(line.date, as_of)
        yield Item(
            title, BANK_AND_BOOK, ONLY_ON_STATEMENT, line.date, line.reference, told, line.cents, line.cents, age
        )
    for entry in match.entries:
        if entry.kind == "" or bank.starts is None or entry.date >= bank.starts:
            yield _uncleared(title, entry, as_of)


def _other_amount(title: str, pair: Pair, as_of: date) -> Item:
    line, entry = pair.lines[0], pair.entries[0]
    told = f"{money(line.cents)} on the statement ({line.file}, row {line.row}), {money(entry.cents)} in the cash book"
    amounts = line.cents, pair.difference, _age(entry.date, as_of), _record(entry)
    return Item(title, BANK_AND_BOOK, OTHER_AMOUNT, entry.date, entry.number, f"{entry.party}: {told}", *amounts)


def _uncleared(title: str, entry: Entry, as_of: date) -> Item:
    told = entry.party or entry.memo
    amounts = entry.cents, 0, _age(entry.date, as_of), _record(entry)
    return Item(title, BANK_AND_BOOK, _timing(entry.cents), entry.date, entry.number, told, *amounts)


def _rest(bank: BankAccount, cents: int, as_of: date) -> Iterator[Item]:
    """What no line and no entry tells: it was there before the first line, or nobody gave the lines."""
    if not cents:
        return
    title = bank.account.title
    if bank.starts is None:
        told = "give the statement's lines (CSV, OFX or CAMT.053), and what differs can be named"
        yield Item(title, BANK_AND_BOOK, UNLOCATED, as_of, "", told, cents, cents, None)
        return
    day = day_before(bank.starts)
    told = f"on {day.isoformat()}, before the first line; give what was uncleared then in bank.csv"
    yield Item(title, BANK_AND_BOOK, OPENING, day, "", told, cents, cents, _age(day, as_of))


def _timing(cents: int) -> str:
    return UNPRESENTED if cents < 0 else OUTSTANDING


def _age(day: date, as_of: date) -> int:
    return (as_of - day).days


def _record(entry: Entry) -> str:
    return f"{entry.kind}:{entry.id}" if entry.kind else ""
