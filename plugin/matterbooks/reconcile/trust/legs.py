"""The legs side by side, per trust bank and in total, and the items that explain why two of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from matterbooks.reconcile.trust.accounts import TrustAccount
from matterbooks.reconcile.trust.books import FIRMS_OWN
from matterbooks.reconcile.trust.cash_book import CashBook
from matterbooks.reconcile.trust.clients import Ledgers
from matterbooks.reconcile.trust.given import BankAccount, Given
from matterbooks.reconcile.trust.one_sided import LEDGER
from matterbooks.reconcile.trust.quickbooks_legs import QuickBooksLeg
from matterbooks.reconcile.trust.result import (
    ALL_ACCOUNTS,
    BOOK_AND_CLIENTS,
    LIST_DIFFERS,
    ONE_SIDED,
    OWN_MONEY,
    UNLOCATED,
    ClientLedger,
    Item,
    Legs,
    OneSided,
    total_item,
)


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
            told.append(
                total_item(
                    BOOK_AND_CLIENTS, ONE_SIDED, record.date, record.number, words, record.cents, given.as_of, key
                )
            )
    if given.opened_on is not None and given.listed is not None:
        told.extend(_list_items(ledgers.ledgers, given))
    comparable = bool(total.opened) == ledgers.opened
    rest = total.cash_book - total.clients - sum(item.cents for item in told) if comparable else 0
    if rest:
        words = "the list's total and the cash books' balance differ, and no record of the period tells why"
        told.append(total_item(BOOK_AND_CLIENTS, UNLOCATED, given.as_of, "", words, rest, given.as_of))
    yield from told


def firms_own_in_clients(ledgers: Ledgers, own: int) -> int:
    """How much of the client ledgers' sum is the firm's own money: none where the closing list leaves it out."""
    ledger, named = _firms_own(ledgers.ledgers)
    left_out = ledger is not None and ledger.listed is not None and named is None
    return 0 if left_out else own


def _firms_own(ledgers: Sequence[ClientLedger]) -> tuple[ClientLedger | None, ClientLedger | None]:
    """The ledger of the firm's own money, unless the list names it so; and what the list calls it, told by amount."""
    own = next((ledger for ledger in ledgers if ledger.client == FIRMS_OWN and not ledger.listed), None)
    if own is None or own.listed is None:
        return own, None
    without_matter = (ledger for ledger in ledgers if not ledger.matter and ledger is not own and ledger.listed)
    return own, next(
        (other for other in without_matter if (other.listed or 0) - (other.closing or 0) == own.closing), None
    )


def _list_items(ledgers: Sequence[ClientLedger], given: Given) -> Iterator[Item]:
    """Ledgers that the closing list shows otherwise; the firm's own money may stand in it under any name, or not."""
    differ = {ledger: (ledger.closing or 0) - (ledger.listed or 0) for ledger in ledgers}
    own, named = _firms_own(ledgers)
    if own is not None:
        more = differ.pop(own)
        if named is not None:
            del differ[named]
        elif more:
            words = "put into a trust bank and marked so; the list of client ledgers does not show it"
            yield total_item(BOOK_AND_CLIENTS, OWN_MONEY, None, "", words, more, given.as_of)
    for ledger, more in differ.items():
        if more:
            name = f"{ledger.client} {ledger.matter}".strip()
            yield total_item(BOOK_AND_CLIENTS, LIST_DIFFERS, given.as_of, ledger.matter, name, more, given.as_of)


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
