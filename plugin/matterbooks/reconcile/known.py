"""What the plugin knows of each record (`links.csv`), set beside the transactions of both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.kinds import CLASS_OF_ENTITY
from matterbooks.reconcile.normalise import mapped
from matterbooks.reconcile.transactions import Flags, Integers, Side, vector_of
from matterbooks.values import LinkState

LIVE = (LinkState.LINKED, LinkState.DIFFERS, LinkState.UNLOCKED, LinkState.CHANGED, LinkState.GONE)
"""States of a link whose QuickBooks record is meant to stand."""

_POST = re.compile(r"(.+?)=(-?\d+)(?:;|$)")


@dataclass(frozen=True, slots=True)
class Known:
    """Links with their places on both sides.

    rows: LINKS_COLUMNS (text; money also in cents) with `ledger` and `quickbooks` (positions in the heads, -1 where the
    files hold no such record), `live` and `version` (int). pushed: ledger (position), account, cents as sent, summed
    over the parts of a record.
    """

    rows: pd.DataFrame
    pushed: pd.DataFrame

    def has_live(self, size: int) -> Flags:
        """Which of the ledger's transactions QuickBooks is meant to hold."""
        return _flags(self.rows.loc[self.rows["live"], "ledger"], size)

    def names(self, size: int) -> Flags:
        """Which QuickBooks records any link names."""
        return _flags(self.rows["quickbooks"], size)

    def pushed_vectors(self, size: int) -> tuple[Integers, Flags]:
        """The vector as pushed of each ledger transaction, and whether it is known."""
        at = np.asarray(self.pushed["ledger"], dtype=np.int64)
        return vector_of(self.pushed, at, size), _flags(self.pushed["ledger"], size)


def known_links(links: pd.DataFrame | None, ledger: Side, books: Side, chart: Chart) -> Known | None:
    """Place every row of `links.csv`; None without the file."""
    if links is None:
        return None
    rows = links.reset_index(drop=True).copy()
    rows["ledger"] = _ledger_places(rows, ledger.heads)
    rows["quickbooks"] = _quickbooks_places(rows, books.heads)
    rows["live"] = (rows["quickbooks_id"] != "") & rows["state"].isin([*LIVE, "done"])
    rows["version"] = pd.to_numeric(rows["mapping_version"], errors="coerce").fillna(0).astype("int64")
    rows["sort"] = rows["transaction_id"].str.zfill(40) + rows["part"].str.zfill(8) + rows["generation"].str.zfill(8)
    rows = rows.sort_values(["sort", "kind", "quickbooks_id"]).drop(columns="sort").reset_index(drop=True)
    return Known(rows, _pushed(rows, chart))


def parse_posts(text: str) -> list[tuple[str, int]]:
    """`Accounts Receivable=110000;Fees=-110000` -> account and cents; names may hold `=` and `;`."""
    return [(account, int(cents)) for account, cents in _POST.findall(text)]


def _flags(places: pd.Series[int], size: int) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    at = np.asarray(places, dtype=np.int64)
    flags[at[at >= 0]] = True
    return flags


def _ledger_places(rows: pd.DataFrame, heads: pd.DataFrame) -> Integers:
    """By kind and id; by id alone where the row names no kind and the id is one record's."""
    index = pd.Index(heads["kind"] + "\x1f" + heads["id"])
    places = np.asarray(index.get_indexer(pd.Index(rows["kind"] + "\x1f" + rows["transaction_id"])), dtype=np.int64)
    single = heads["id"][~heads["id"].duplicated(keep=False)]
    by_id = rows["transaction_id"].map(pd.Series(single.index, index=single.array))
    found = by_id.notna() & (rows["kind"] == "")
    places[found.to_numpy()] = by_id[found].to_numpy(dtype=np.int64)
    return places


def _quickbooks_places(rows: pd.DataFrame, heads: pd.DataFrame) -> Integers:
    """By QuickBooks' own id, provided that the record is of the kind that was pushed."""
    places = np.asarray(pd.Index(heads["id"]).get_indexer(pd.Index(rows["quickbooks_id"])), dtype=np.int64)
    places[(rows["quickbooks_id"] == "").to_numpy()] = -1
    pushed = mapped(rows["quickbooks_type"], lambda entity: CLASS_OF_ENTITY.get(entity, ""))
    printed = heads["nature"].reindex(places).fillna("").to_numpy(dtype=str)
    other = (pushed.to_numpy(dtype=str) != printed) & (pushed != "").to_numpy() & (printed != "")
    return np.where(other, -1, places)


def _pushed(rows: pd.DataFrame, chart: Chart) -> pd.DataFrame:
    live = rows[rows["live"] & (rows["ledger"] >= 0) & (rows["pushed_posts"] != "")]
    parsed = [parse_posts(text) for text in live["pushed_posts"]]
    flat = [post for posts in parsed for post in posts]
    repeated = np.repeat(live["ledger"].to_numpy(), [len(posts) for posts in parsed])
    accounts = pd.Series([account for account, _ in flat], dtype="str")
    frame = pd.DataFrame({
        "ledger": repeated.astype(np.int64),
        "account": mapped(accounts, lambda path: chart.aligned.get(path, path)),
        "cents": np.array([cents for _, cents in flat], dtype=np.int64),
    })  # fmt: skip
    sums = frame.groupby(["ledger", "account"], as_index=False)["cents"].sum()
    found: pd.DataFrame = sums.loc[sums["cents"] != 0].reset_index(drop=True)
    return found
