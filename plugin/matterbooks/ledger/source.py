"""Everything that matterbooks asks of a practice application: the one protocol a host developer implements.

The session is always passed in, so that a lock commits together with our own rows; an adapter that writes through
any other session is caught by the contract test in `matterbooks.ledger.testing`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from matterbooks.ledger.documents import Document, Posting, Ref

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Role(StrEnum):
    """What an account is in the practice ledger; requirements of the mapping are told by role."""

    BANK = "bank"
    TRUST_BANK = "trust_bank"
    TRUST_LIABILITY = "trust_liability"
    TRUST_TRANSFERS = "trust_transfers"
    STATUTORY_DEPOSIT = "statutory_deposit"
    FIRMS_INTEREST = "firms_interest"
    RECEIVABLE = "receivable"
    PAYABLE = "payable"
    INCOME = "income"
    DISBURSEMENT_RECOVERY = "disbursement_recovery"
    CLIENT_COSTS = "client_costs"
    EXPENSE = "expense"
    CREDIT_CARD = "credit_card"
    TAX = "tax"
    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INTERNAL = "internal"


TRUST_ROLES = frozenset(
    {Role.TRUST_BANK, Role.TRUST_LIABILITY, Role.TRUST_TRANSFERS, Role.STATUTORY_DEPOSIT, Role.FIRMS_INTEREST}
)
"""Roles of the accounts that hold client money, or say whose it is; a row is needed while trust is switched on."""


@dataclass(frozen=True, slots=True)
class HostAccount:
    """One account of the host's chart. `code` is what documents name it by; `in_use` says that documents post to it."""

    code: str
    name: str
    role: Role
    number: str = ""
    in_use: bool = True
    active: bool = True


@dataclass(frozen=True, slots=True)
class HostTaxCode:
    """One sales-tax code of the host; rate in percent."""

    code: str
    name: str
    rate: Decimal
    in_use: bool = True


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the firm; only one feeds QuickBooks."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Retainer:
    """A general retainer that is still configured; it blocks connecting until its balance is removed."""

    matter: str
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that was created, edited or removed, with the mark to go on from."""

    ref: Ref
    version: str
    mark: str


@dataclass(frozen=True, slots=True)
class LedgerTransaction:
    """A transaction of the practice ledger with its postings, for the canonical `ledger.csv`."""

    ref: Ref
    number: str
    date: dt.date
    postings: Sequence[Posting]
    currency: str
    posted_at: dt.datetime
    modified_at: dt.datetime
    party: str = ""
    memo: str = ""
    due: dt.date | None = None
    applied_to: Sequence[Ref] = ()
    division: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """What the host knows of its own books."""

    name: str
    base_currency: str
    lockout: dt.date | None = None
    trust_lockout: dt.date | None = None


class LedgerSource(Protocol):
    """Everything the plugin asks of a practice application. No method commits, flushes or calls the network."""

    def document(self, session: Session, ref: Ref) -> Document | None:
        """The record as it stands, or None when it no longer exists or is not posted."""

    def changed_since(self, session: Session, firm: str, mark: str, limit: int) -> Sequence[Changed]:
        """Records created, edited or removed after a mark ("" is the beginning), oldest first."""

    def accounts(self, session: Session, firm: str) -> Sequence[HostAccount]:
        """The host's chart of accounts, with a role for each."""

    def tax_codes(self, session: Session, firm: str) -> Sequence[HostTaxCode]:
        """The host's sales-tax codes; a host without tax answers none."""

    def currencies(self, session: Session, firm: str) -> Sequence[str]:
        """ISO codes in use, base currency first."""

    def divisions(self, session: Session, firm: str) -> Sequence[Division]:
        """The firm's divisions; none or one means that there is nothing to choose."""

    def retainers(self, session: Session, firm: str) -> Sequence[Retainer]:
        """General retainers that are still configured."""

    def books(self, session: Session, firm: str) -> Books:
        """The firm's name, base currency and lockout dates."""

    def transactions(
        self, session: Session, firm: str, start: dt.date | None, end: dt.date | None
    ) -> Sequence[LedgerTransaction]:
        """Every transaction dated within the period, both ends included; the whole ledger where they are None."""

    def opening_balances(self, session: Session, firm: str, on: dt.date) -> dict[str, Decimal]:
        """Account code -> balance at the start of that day, debit positive."""

    def lock(self, session: Session, ref: Ref, reason: str) -> None:
        """Refuse edits of this record from now on, saying why. Harmless when repeated, and for one that is gone."""

    def unlock(self, session: Session, ref: Ref) -> None:
        """Allow edits of this record again. Harmless when repeated, and for one that is gone."""
