"""The client ledgers: what each held at the beginning, what moved, what it holds, and when it was overdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

import pandas as pd

from matterbooks.reconcile.normalise import client_key, mapped, party_key
from matterbooks.reconcile.trust.books import TrustBooks, until
from matterbooks.reconcile.trust.given import Given
from matterbooks.reconcile.trust.inputs import MatterBalance
from matterbooks.reconcile.trust.result import ClientInQuickBooks, ClientLedger, Overdrawn

Key: TypeAlias = str
"""A ledger's key: its matter, or its client where no matter is named."""


class Ledgers(NamedTuple):
    """Every ledger; opened: whether the opening balances are known, so that a day's balance is."""

    ledgers: tuple[ClientLedger, ...]
    overdrawn: tuple[Overdrawn, ...]
    opened: bool


def client_ledgers(moves: pd.DataFrame, given: Given) -> Ledgers:
    """Every client ledger as of the day; moves: `books.client_moves`.

    Opening balances come from the list of an earlier day, or are carried back from the closing one.
    """
    rows = until(moves, given.as_of, given.opened_on)
    rows = rows.assign(key=_keys(rows["matter"], rows["client"]))
    moved = {str(key): int(cents) for key, cents in rows.groupby("key")["cents"].sum().items()}
    opening = _opening(given, moved)
    listed = _sums(given.listed) if given.listed is not None else None
    names = _names(rows, given)
    ledgers = tuple(_ledger(key, names[key], opening, moved, listed) for key in sorted(names))
    overdrawn = tuple(_overdrawn(rows, opening, names, given.opened_on)) if opening is not None else ()
    return Ledgers(ledgers, overdrawn, opening is not None)


def clients_in_quickbooks(books: TrustBooks, first: date | None, last: date) -> tuple[ClientInQuickBooks, ...]:
    """What each client's trust liability moved on either side; clients as both sides write them alike."""
    ours = _by_client(books.ledger, "party", first, last)
    theirs = _by_client(books.quickbooks, "name", first, last)
    names = {**theirs[1], **ours[1]}
    return tuple(
        ClientInQuickBooks(names[key], ours[0].get(key, 0), theirs[0].get(key, 0))
        for key in sorted(names)
        if ours[0].get(key, 0) or theirs[0].get(key, 0)
    )


def _by_client(
    postings: pd.DataFrame, name: str, first: date | None, last: date
) -> tuple[Mapping[str, int], Mapping[str, str]]:
    owed = until(postings[postings["side"] == "liability"], last)
    if first is not None:
        owed = owed[owed["date"] >= pd.Timestamp(first)]
    keyed = owed.assign(key=mapped(owed[name], client_key), client=mapped(owed[name], _client))
    sums = {str(key): -int(cents) for key, cents in keyed.groupby("key")["cents"].sum().items()}
    names = keyed.drop_duplicates("key")[["key", "client"]].itertuples(index=False, name=None)
    return sums, {str(key): str(client) or "no name" for key, client in names}


def _client(name: str) -> str:
    return name.partition(":")[0]


def _keys(matters: pd.Series[str], clients: pd.Series[str]) -> pd.Series[str]:
    return matters.where(matters != "", mapped(clients, party_key))


def _key(row: MatterBalance) -> Key:
    return row.matter or party_key(row.client)


def _sums(rows: tuple[MatterBalance, ...]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for row in rows:
        sums[_key(row)] = sums.get(_key(row), 0) + row.cents
    return sums


def _opening(given: Given, moved: Mapping[Key, int]) -> dict[Key, int] | None:
    if given.opened_on is not None:
        return _sums(given.opened)
    if given.listed is None:
        return None
    closing = _sums(given.listed)
    return {key: closing.get(key, 0) - moved.get(key, 0) for key in closing.keys() | moved.keys()}


def _names(rows: pd.DataFrame, given: Given) -> dict[Key, tuple[str, str, str]]:
    """Key -> client, matter, description; as a list says it, else as the ledger does."""
    firsts = rows.drop_duplicates("key")[["key", "client", "matter"]].itertuples(index=False, name=None)
    names = {str(key): (str(client), str(matter), "") for key, client, matter in firsts}
    for row in (*given.opened, *(given.listed or ())):
        names[_key(row)] = (row.client or names.get(_key(row), ("", "", ""))[0], row.matter, row.description)
    return names


def _ledger(
    key: Key,
    name: tuple[str, str, str],
    opening: Mapping[Key, int] | None,
    moved: Mapping[Key, int],
    listed: Mapping[Key, int] | None,
) -> ClientLedger:
    begun = None if opening is None else opening.get(key, 0)
    moves = moved.get(key, 0)
    closing = None if begun is None else begun + moves
    return ClientLedger(*name, begun, moves, closing, None if listed is None else listed.get(key, 0))


def _overdrawn(
    rows: pd.DataFrame,
    opening: Mapping[Key, int],
    names: Mapping[Key, tuple[str, str, str]],
    opened_on: date | None,
) -> Iterator[Overdrawn]:
    """Ledgers below zero at the end of some day; a receipt and a payment of one day count together."""
    daily = rows.groupby(["key", "date"])["cents"].sum().reset_index()
    daily = pd.concat([_begun(opening, opened_on), daily], ignore_index=True).sort_values(["key", "date"])
    begun = 0 if opened_on is not None else daily["key"].map(opening).fillna(0).astype("int64")
    daily = daily.assign(balance=daily.groupby("key")["cents"].cumsum() + begun)
    for key in sorted(set(daily.loc[daily["balance"] < 0, "key"])):
        days = daily[daily["key"] == key]
        below = days[days["balance"] < 0]
        worst = below.loc[below["balance"].idxmin()]
        after = days[days["date"] > below["date"].iloc[-1]]
        good = after["date"].iloc[0].date() if len(after) else None
        paid = rows[(rows["key"] == key) & (rows["cents"] < 0) & rows["date"].isin(below["date"])]
        records = tuple(dict.fromkeys(f"{kind}:{id_}" for kind, id_ in zip(paid["kind"], paid["id"], strict=True)))
        client, matter, _ = names[key]
        first = below["date"].iloc[0].date()
        yield Overdrawn(client, matter, first, int(worst["balance"]), worst["date"].date(), good, records)


def _begun(opening: Mapping[Key, int], opened_on: date | None) -> pd.DataFrame:
    """What each ledger began with, as a first movement; nothing where it was carried back to an unknown day."""
    begun = opening if opened_on is not None else {}
    keys, cents = pd.Series(list(begun), dtype="str"), pd.Series(list(begun.values()), dtype="int64")
    day = "1970-01-01" if opened_on is None else opened_on.isoformat()
    return pd.DataFrame({"key": keys, "cents": cents}).assign(date=pd.Timestamp(day).as_unit("ns"))
