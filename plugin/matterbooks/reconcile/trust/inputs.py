"""What a trust reconciliation is given besides the two books: bank statements and lists of the client ledgers.

Money is whole cents. On a statement, in the cash book and on a client's ledger money held is positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

STATEMENT, CASH_BOOK = "balance", "cash_book"
"""Kinds of balance: what the bank says, and what the trust cash book said at the end of a day."""


class Line(NamedTuple):
    """One line of a bank statement, or one item that is not on it yet; row: in the file, or the entry's number."""

    file: str
    row: int
    account: str
    date: date
    cents: int
    reference: str = ""
    description: str = ""


class Balance(NamedTuple):
    """A balance at the end of a day; kind: STATEMENT or CASH_BOOK."""

    file: str
    row: int
    account: str
    date: date
    cents: int
    kind: str = STATEMENT


class MatterBalance(NamedTuple):
    """One row of a matter trial list: what is held for a matter at the end of `as_of` (None: not told)."""

    file: str
    row: int
    as_of: date | None
    client: str
    matter: str
    description: str
    account: str
    cents: int


@dataclass(frozen=True, slots=True)
class TrustFile:
    """One file as read. form: "bank.csv", "CSV", "OFX 1", "OFX 2", "CAMT.053" or "matter trial list".

    columns: our word -> the column it was read from, where columns were guessed; totals_checked: how many totals or
    running balances in the file agree with its rows.
    """

    path: str
    sha256: str
    form: str
    rows: int
    columns: Mapping[str, str] = field(default_factory=dict)
    totals_checked: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one bank file says; starts: account -> the first day that its lines cover."""

    file: TrustFile
    lines: tuple[Line, ...] = ()
    balances: tuple[Balance, ...] = ()
    uncleared: tuple[Line, ...] = ()
    starts: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatterList:
    """One matter trial list."""

    file: TrustFile
    rows: tuple[MatterBalance, ...]


@dataclass(frozen=True, slots=True)
class TrustInputs:
    """Everything that was given about trust; jurisdiction: as in `jurisdictions`, "" if not told."""

    statements: tuple[Statement, ...] = ()
    lists: tuple[MatterList, ...] = ()
    jurisdiction: str = ""

    @property
    def files(self) -> tuple[TrustFile, ...]:
        """Every file, in the order given."""
        return (*(statement.file for statement in self.statements), *(found.file for found in self.lists))

    @property
    def lines(self) -> tuple[Line, ...]:
        """Lines of all statements."""
        return tuple(line for statement in self.statements for line in statement.lines)

    @property
    def balances(self) -> tuple[Balance, ...]:
        """Balances of all statements."""
        return tuple(balance for statement in self.statements for balance in statement.balances)

    @property
    def uncleared(self) -> tuple[Line, ...]:
        """Items that earlier reconciliations left uncleared."""
        return tuple(line for statement in self.statements for line in statement.uncleared)

    @property
    def matters(self) -> tuple[MatterBalance, ...]:
        """Rows of all matter trial lists."""
        return tuple(row for found in self.lists for row in found.rows)
