"""What a trust reconciliation hands back: the legs, what makes them differ, every client's ledger, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.trust.due import Due

UNPRESENTED, OUTSTANDING = "payment not yet presented", "deposit not yet credited"
ONLY_ON_STATEMENT, OTHER_AMOUNT = "on the statement only", "another amount"
OPENING, UNLOCATED = "opening difference", "not located"
LIST_DIFFERS, ONE_SIDED = "list differs from the ledger", "only one side of trust moved"
FOUND, OWN_MONEY = "explained by a finding", "the firm's own money"

BANK_AND_BOOK, BOOK_AND_CLIENTS = "bank and cash book", "cash book and client ledgers"
BOOK_AND_QUICKBOOKS, CLIENTS_AND_QUICKBOOKS = "cash book and QuickBooks", "client ledgers and QuickBooks"
ALL_ACCOUNTS = "All trust accounts"


class Item(NamedTuple):
    """One reason why two legs differ. cents: what the first leg has more than the second; 0 for a matter of timing
    that the adjusted balance already holds (`amount` tells it). age: days to the day of the reconciliation.
    """

    account: str
    between: str
    what: str
    date: date | None
    reference: str
    told: str
    amount: int
    cents: int
    age: int | None = None
    record: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Legs:
    """One trust bank account, or all of them, in cents; None is not known.

    adjusted = statement + unpresented + outstanding (payments are negative). clients: the sum of the client ledgers;
    bank_in_quickbooks, owed_in_quickbooks: QuickBooks' trust bank and trust liability, both positive where money is
    held. opened: where the cash book's opening balance comes from; "" if from nowhere (movements only). balanced:
    whether the QuickBooks figures are balances, and not movements only.
    """

    account: str
    statement_date: date | None
    statement: int | None
    unpresented: int
    outstanding: int
    cash_book: int
    clients: int | None
    bank_in_quickbooks: int | None
    owed_in_quickbooks: int | None
    opened: str = ""
    balanced: bool = False

    @property
    def adjusted(self) -> int | None:
        """The bank's balance once everything that is on its way has arrived."""
        return None if self.statement is None else self.statement + self.unpresented + self.outstanding


def total_item(
    between: str, what: str, day: date | None, reference: str, told: str, cents: int, as_of: date, record: str = ""
) -> Item:
    """An item between two totals."""
    age = (as_of - day).days if day else None
    return Item(ALL_ACCOUNTS, between, what, day, reference, told, cents, cents, age, record)


class ClientLedger(NamedTuple):
    """One matter's ledger in cents; opening and closing are None where no list told them. listed: in the list."""

    client: str
    matter: str
    description: str
    opening: int | None
    moved: int
    closing: int | None
    listed: int | None

    @property
    def held(self) -> int:
        """What is held, as far as it is known."""
        return next((cents for cents in (self.closing, self.listed) if cents is not None), self.moved)


class ClientInQuickBooks(NamedTuple):
    """What one client's trust liability moved on either side in the period, in cents, money held positive."""

    client: str
    ledger: int
    quickbooks: int


class Overdrawn(NamedTuple):
    """A client ledger below zero. first: the first day; lowest: cents, on `on`; until: when it was made good."""

    client: str
    matter: str
    first: date
    lowest: int
    on: date
    until: date | None
    records: tuple[str, ...]


class OneSided(NamedTuple):
    """A record that moves the trust bank and the client ledgers by different sums: office money is in it.

    against: the other accounts that it posts to; case: the same number for both sides' records of one transaction.
    """

    side: str
    kind: str
    id: str
    number: str
    date: date
    party: str
    cents: int
    against: str
    case: int


@dataclass(frozen=True, slots=True)
class TrustResult:
    """One trust reconciliation as of the end of a day.

    accounts: one row of legs per trust bank; total: all of them. notes: assumptions that the reader should know.
    """

    as_of: date
    accounts: tuple[Legs, ...]
    total: Legs
    items: tuple[Item, ...]
    clients: tuple[ClientLedger, ...]
    in_quickbooks: tuple[ClientInQuickBooks, ...]
    overdrawn: tuple[Overdrawn, ...]
    one_sided: tuple[OneSided, ...]
    findings: tuple[Finding, ...]
    due: tuple[Due, ...]
    not_examined: tuple[str, ...]
    notes: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]]

    @property
    def is_empty(self) -> bool:
        """Whether there is no trust account at all."""
        return not self.accounts
