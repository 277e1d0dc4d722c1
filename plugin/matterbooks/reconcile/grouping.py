"""Rows -> transactions: which transaction each row belongs to, and one value of each column for each of them.

Nothing depends on the order of rows. Polars does the grouping of text, which pandas does a cell at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import polars as pl

from matterbooks.reconcile.normalise import Texts, codes_of, strings
from matterbooks.reconcile.transactions import Integers


@dataclass(frozen=True, slots=True)
class Grouping:
    """codes: the transaction of each row, 0..size-1, in natural order of ids (9 before 10), then of kinds.

    order: the rows, one transaction after the other; firsts: where each transaction begins in that order.
    """

    codes: Integers
    order: Integers
    firsts: Integers

    @property
    def size(self) -> int:
        """How many transactions there are."""
        return len(self.firsts)


def group_rows(ids: Texts, kinds: Texts) -> Grouping:
    """Rows with the same id and kind are one transaction."""
    id_codes, id_names = codes_of(ids)
    kind_codes, kind_names = codes_of(kinds)
    combined, distinct = pd.factorize(id_codes * len(kind_names) + kind_codes)
    names = pl.DataFrame({
        "id": strings(id_names.take(distinct // max(len(kind_names), 1))),
        "kind": strings(kind_names.take(distinct % max(len(kind_names), 1))),
    })  # fmt: skip
    order = names.select(pl.arg_sort_by(pl.col("id").str.len_chars(), "id", "kind")).to_series().to_numpy()
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    codes = places[combined]
    rows = np.argsort(codes, kind="stable")
    return Grouping(codes, rows, np.flatnonzero(np.diff(codes[rows], prepend=-1)))


def one_per_group(postings: pd.DataFrame, columns: dict[str, str], grouping: Grouping) -> pd.DataFrame:
    """One row per transaction: of each text column the last in the alphabet, under its new name; the earliest date."""
    texts = {name: _last_text(postings[column], grouping) for column, name in columns.items()}
    dates = postings["date"].to_numpy(dtype="datetime64[ns]")[grouping.order]
    earliest = np.minimum.reduceat(dates, grouping.firsts) if grouping.size else dates
    return pd.DataFrame({**texts, "date": earliest})


def naming_several(texts: Texts, grouping: Grouping) -> Integers:
    """The transactions whose rows name more than one text, empty ones apart."""
    order = grouping.order[(texts != "").to_numpy()[grouping.order]]
    return _several(texts.take(order), grouping.codes[order])


def _last_text(texts: Texts, grouping: Grouping) -> Texts:
    found = texts.take(grouping.order[grouping.firsts]).reset_index(drop=True)
    several = _several(texts.take(grouping.order), grouping.codes[grouping.order])
    if len(several):
        rows = np.flatnonzero(np.isin(grouping.codes, several))
        differing = pl.DataFrame({"t": grouping.codes[rows], "text": strings(texts.take(rows))})
        last = differing.group_by("t").agg(pl.col("text").max()).to_pandas().set_index("t")["text"]
        found.loc[last.index] = last
    return found


def _several(texts: Texts, codes: Integers) -> Integers:
    """The transactions in which neighbouring rows differ; both in the same order, transaction by transaction."""
    changes = (texts.array[1:] != texts.array[:-1]) & (codes[1:] == codes[:-1])
    return np.unique(codes[1:][np.asarray(changes, dtype=np.bool_)])
