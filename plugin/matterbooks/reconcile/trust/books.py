"""The trust postings of both books, and what they come to: cash books, client ledgers and the QuickBooks legs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.trust.accounts import BANK, LIABILITY, TrustAccount
from matterbooks.values import Kind

FIRMS_OWN = "The firm's own money in trust"
"""Whose ledger it is where the firm put money of its own into a trust bank, marked so."""

LEDGER_COLUMNS = ("kind", "id", "number", "date", "party", "matter", "memo", "account", "side", "cents")
BOOKS_COLUMNS = ("id", "date", "name", "account", "side", "cents")


@dataclass(frozen=True, slots=True)
class TrustBooks:
    """Both sides' postings on trust accounts, debit positive.

    ledger: LEDGER_COLUMNS, account as `TrustAccount.title`. quickbooks: BOOKS_COLUMNS, account as QuickBooks path.
    """

    accounts: tuple[TrustAccount, ...]
    ledger: pd.DataFrame
    quickbooks: pd.DataFrame

    @property
    def banks(self) -> tuple[TrustAccount, ...]:
        """The accounts that hold clients' money."""
        return tuple(account for account in self.accounts if account.side == BANK)

    @property
    def liabilities(self) -> tuple[TrustAccount, ...]:
        """The accounts that say whose it is."""
        return tuple(account for account in self.accounts if account.side == LIABILITY)


def trust_books(scene: Scene) -> TrustBooks:
    """The trust postings of both books."""
    accounts = scene.trust
    return TrustBooks(accounts, _of_ledger(scene.postings, accounts), _of_books(scene.inputs.quickbooks, accounts))


def _of_ledger(postings: pd.DataFrame, accounts: Sequence[TrustAccount]) -> pd.DataFrame:
    held = postings[postings["account"].isin([account.path for account in accounts])]
    keys = pd.DataFrame(
        [(account.number, account.name, account.title, account.side) for account in accounts],
        columns=["account_number", "account_name", "title", "side"],
    ).astype("str")
    numbered = held.merge(keys[keys["account_number"] != ""].drop(columns="account_name"), on="account_number")
    named = held[held["account_number"] == ""].merge(
        keys[keys["account_number"] == ""].drop(columns="account_number"), on="account_name"
    )
    found = pd.concat([numbered, named], ignore_index=True).drop(columns="account")
    renamed = found.rename(columns={"transaction_id": "id", "amount_cents": "cents", "title": "account"})
    return renamed[list(LEDGER_COLUMNS)]


def _of_books(postings: pd.DataFrame, accounts: Sequence[TrustAccount]) -> pd.DataFrame:
    sides = {account.path: account.side for account in accounts}
    held = postings[postings["account"].isin(list(sides))]
    found = held.rename(columns={"transaction_id": "id", "amount_cents": "cents"}).assign(
        side=held["account"].map(sides).astype("str")
    )
    return found[list(BOOKS_COLUMNS)].reset_index(drop=True)


def cash_entries(books: TrustBooks) -> pd.DataFrame:
    """The trust cash books: kind, id, number, date, party, memo, account, cents; one row per record and bank."""
    rows = books.ledger[books.ledger["side"] == BANK]
    keys = ["account", "kind", "id"]
    heads = rows.drop_duplicates(keys).drop(columns=["cents", "side", "matter"])
    sums = rows.groupby(keys, as_index=False)["cents"].sum()
    found = heads.merge(sums[sums["cents"] != 0], on=keys)
    return found.sort_values(["account", "date", "kind", "id"]).reset_index(drop=True)


def client_moves(books: TrustBooks) -> pd.DataFrame:
    """The client ledgers: client, matter, date, cents (money held is positive), kind, id; what comes to zero too.

    The firm's own money in trust is a ledger of its own, FIRMS_OWN, though no liability account says so.
    """
    owed = books.ledger[books.ledger["side"] == LIABILITY]
    owed = owed.assign(client=owed["party"], cents=-owed["cents"])
    own = books.ledger[books.ledger["kind"] == Kind.TRUST_OFFICE_TRANSFER]
    own = own.groupby(["kind", "id", "date"])["cents"].sum().reset_index()
    own = own[own["cents"] != 0].assign(client=FIRMS_OWN, matter="")
    columns = ["client", "matter", "date", "cents", "kind", "id"]
    return pd.concat([owed[columns], own[columns]], ignore_index=True)


def until(frame: pd.DataFrame, last: date, after: date | None = None) -> pd.DataFrame:
    """The rows dated after one day (None: from the beginning) and until another, both ends of days."""
    kept = frame["date"] <= pd.Timestamp(last)
    if after is not None:
        kept &= frame["date"] > pd.Timestamp(after)
    found: pd.DataFrame = frame.loc[kept]
    return found
