"""The legs side by side, per trust bank and in total, and the items that explain why two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.trust.accounts import TrustAccount
from matterbooks.reconcile.trust.books import FIRMS_OWN, TrustBooks, until
from matterbooks.reconcile.trust.cash_book import CashBook
from matterbooks.reconcile.trust.clients import Ledgers
from matterbooks.reconcile.trust.given import BankAccount, Given
from matterbooks.reconcile.trust.one_sided import LEDGER
from matterbooks.reconcile.trust.result import (
    ALL_ACCOUNTS,
    BOOK_AND_CLIENTS,
    BOOK_AND_QUICKBOOKS,
    CLIENTS_AND_QUICKBOOKS,
    FOUND,
    LIST_DIFFERS,
    ONE_SIDED,
    OPENING,
    OWN_MONEY,
    UNLOCATED,
    ClientLedger,
    Item,
    Legs,
    OneSided,
)


@dataclass(frozen=True, slots=True)
class QuickBooksLeg:
    """What QuickBooks holds on some accounts (money held positive): balance, None where only movements are known."""

    moved: int
    balance: int | None

    @property
    def figure(self) -> int:
        """The balance, or else the movements."""
        return self.moved if self.balance is None else self.balance


def quickbooks_leg(inputs: Inputs, books: TrustBooks, paths: Iterable[str], as_of: date, sign: int) -> QuickBooksLeg:
    """QuickBooks' movements and balance on these accounts; sign: 1 for banks, -1 for what is owed."""
    wanted = sorted(set(paths))
    rows = books.quickbooks[books.quickbooks["account"].isin(wanted)]
    moved = _sum(until(rows, as_of, _before(inputs.start)))
    printed = inputs.trial_balance
    if printed is None:
        return QuickBooksLeg(sign * moved, None)
    day = trial_balance_day(inputs)
    since = _sum(until(rows, as_of)) - (_sum(until(rows, day)) if day else _sum(until(rows, as_of)))
    return QuickBooksLeg(sign * moved, sign * (sum(printed.get(path, 0) for path in wanted) + since))


def trial_balance_day(inputs: Inputs) -> date | None:
    """The day of the trial balance that the run uses."""
    days = [file.period[1] for file in inputs.files if file.report == "trial_balance" and file.period[1]]
    return inputs.end if inputs.end in days else max(days, default=None)


def account_legs(bank: BankAccount, book: CashBook, leg: QuickBooksLeg | None) -> Legs:
    """One trust bank; leg: None where it shares its QuickBooks account with another."""
    return Legs(
        account=bank.account.title,
        statement_date=bank.balance.date if bank.balance else None,
        statement=bank.balance.cents if bank.balance else None,
        unpresented=book.unpresented,
        outstanding=book.outstanding,
        cash_book=book.balance,
        clients=None,
        bank_in_quickbooks=None if leg is None else leg.figure,
        owed_in_quickbooks=None,
        opened=_opened(book),
        balanced=leg is not None and leg.balance is not None,
    )


def total_legs(rows: Sequence[Legs], ledgers: Ledgers, given: Given, bank: QuickBooksLeg, owed: QuickBooksLeg) -> Legs:
    """All trust banks together; a leg is known where it is known for every bank."""
    statements = [row.statement for row in rows]
    known = [cents for cents in statements if cents is not None]
    return Legs(
        account=ALL_ACCOUNTS,
        statement_date=given.as_of if known else None,
        statement=sum(known) if known and len(known) == len(rows) else None,
        unpresented=sum(row.unpresented for row in rows),
        outstanding=sum(row.outstanding for row in rows),
        cash_book=sum(row.cash_book for row in rows),
        clients=clients_total(ledgers, given),
        bank_in_quickbooks=bank.figure,
        owed_in_quickbooks=owed.figure,
        opened="; ".join(dict.fromkeys(row.opened for row in rows if row.opened)) if all_opened(rows) else "",
        balanced=bank.balance is not None,
    )


def all_opened(rows: Sequence[Legs]) -> bool:
    """Whether every cash book's opening balance is known."""
    return bool(rows) and all(row.opened for row in rows)


def clients_total(ledgers: Ledgers, given: Given) -> int:
    """The client ledgers' sum: as the closing list says, else opening and movements, else movements only."""
    if given.listed is not None:
        return sum(row.cents for row in given.listed)
    return sum(ledger.held for ledger in ledgers.ledgers)


def book_and_clients(total: Legs, ledgers: Ledgers, given: Given, mixed: Sequence[OneSided]) -> Iterator[Item]:
    """Why the cash books and the client ledgers differ; each item is what the cash books have more."""
    if total.clients is None:
        return
    told: list[Item] = []
    for record in mixed:
        if record.side == LEDGER and _counts(record.date, given):
            words = f"{record.kind.replace('_', ' ')} of {record.party or 'no client'} against {record.against}"
            key = f"{record.kind}:{record.id}"
            told.append(_item(BOOK_AND_CLIENTS, ONE_SIDED, record.date, record.number, words, record.cents, given, key))
    if given.opened_on is not None and given.listed is not None:
        told.extend(_list_items(ledgers.ledgers, given))
    comparable = bool(total.opened) == ledgers.opened
    rest = total.cash_book - total.clients - sum(item.cents for item in told) if comparable else 0
    if rest:
        words = "the list's total and the cash books' balance differ, and no record of the period tells why"
        told.append(_item(BOOK_AND_CLIENTS, UNLOCATED, given.as_of, "", words, rest, given))
    yield from told


def _list_items(ledgers: Sequence[ClientLedger], given: Given) -> Iterator[Item]:
    """Ledgers that the closing list shows otherwise; the firm's own money may stand in it under any name, or not."""
    differ = {ledger: (ledger.closing or 0) - (ledger.listed or 0) for ledger in ledgers}
    own = next((ledger for ledger in differ if ledger.client == FIRMS_OWN and ledger.listed == 0), None)
    if own is not None:
        named = next((other for other, more in differ.items() if not other.matter and more == -differ[own]), None)
        more = differ.pop(own)
        if named is not None:
            del differ[named]
        elif more:
            words = "put into a trust bank and marked so; the list of client ledgers does not show it"
            yield _item(BOOK_AND_CLIENTS, OWN_MONEY, None, "", words, more, given)
    for ledger, more in differ.items():
        if more:
            name = f"{ledger.client} {ledger.matter}".strip()
            yield _item(BOOK_AND_CLIENTS, LIST_DIFFERS, given.as_of, ledger.matter, name, more, given)


def against_quickbooks(
    between: str, ours: int, moved: int, leg: QuickBooksLeg, effects: Mapping[str, int], sign: int, *, known: bool,
    given: Given, own: int = 0,
) -> Iterator[Item]:  # fmt: skip
    """Why a leg of the practice and QuickBooks' differ: findings, the opening balance, and what is left.

    effects: finding id -> what its QuickBooks records post more on these accounts, debit positive; known: whether
    `ours` is a balance; own: the firm's own money in `ours`, which QuickBooks owes nobody.
    """
    if own:
        yield _item(
            between, OWN_MONEY, None, "", "put into a trust bank and marked so; no client is owed it", own, given
        )
    for finding, cents in effects.items():
        yield _item(between, FOUND, None, "", f"see finding {finding}", -sign * cents, given)._replace(finding=finding)
    movements = moved - leg.moved
    rest = movements + sign * sum(effects.values())
    if rest:
        yield _item(between, UNLOCATED, given.as_of, "", "movements that no finding explains", rest, given)
    opening = ours - own - leg.balance - movements if known and leg.balance is not None else 0
    if opening:
        words = "held before the first record of these files; QuickBooks' opening balances do not show it"
        yield _item(between, OPENING, None, "", words, opening, given)


def effects_on(paths: Iterable[str], findings: Sequence[Finding]) -> dict[str, int]:
    """Finding id -> its effect on these QuickBooks accounts, where it has one."""
    wanted = set(paths)
    sums = {f.id: sum(cents for path, cents in f.effects.items() if path in wanted) for f in findings}
    return {identity: cents for identity, cents in sums.items() if cents}


def moved_in_period(rows: pd.DataFrame, inputs: Inputs, as_of: date) -> int:
    """What these postings of the ledger move within the period, up to the day."""
    return _sum(until(rows, as_of, _before(inputs.start)))


def shared(accounts: Sequence[TrustAccount]) -> set[str]:
    """QuickBooks accounts that stand for several of the practice's."""
    paths = [account.path for account in accounts]
    return {path for path in paths if paths.count(path) > 1}


def _opened(book: CashBook) -> str:
    if book.opening is None:
        return ""
    on = f" of {book.opening.on.isoformat()}" if book.opening.on else ""
    return f"{book.opening.source}{on}"


def _counts(day: date, given: Given) -> bool:
    return day <= given.as_of and (given.opened_on is None or day > given.opened_on)


def _item(
    between: str, what: str, day: date | None, reference: str, told: str, cents: int, given: Given, record: str = ""
) -> Item:
    age = (given.as_of - day).days if day else None
    return Item(ALL_ACCOUNTS, between, what, day, reference, told, cents, cents, age, record)


def _sum(rows: pd.DataFrame) -> int:
    return int(rows["cents"].sum())


def _before(start: date | None) -> date | None:
    return None if start is None else date.fromordinal(start.toordinal() - 1)


BETWEEN_QUICKBOOKS = (BOOK_AND_QUICKBOOKS, CLIENTS_AND_QUICKBOOKS)
"""The two comparisons with QuickBooks."""
