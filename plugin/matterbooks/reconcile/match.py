"""Which transactions of the two sides are the same: ordered rules, strongest first, each pair with its rule.

Rules that compare whole account vectors pair identical entries by counting (the first with the first, n with m leaves
|n - m|); rules that compare less pair only where one candidate stands on either side. A key is never empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from matterbooks.reconcile.known import Known
from matterbooks.reconcile.match_rules import EMPTY, LAST_RULES, RULES, Rule, same_number
from matterbooks.reconcile.normalise import codes_of
from matterbooks.reconcile.transactions import Flags, Integers, Side

WINDOW_DAYS = 7
"""How far apart the dates of one transaction may lie where neither id nor number tells."""

BY_LINK = "link id"
BY_FORMER_LINK = "link id, link ended"
SUGGESTED_DAYS = 31
SUGGESTIONS = ("ledger", "quickbooks", "id")
PAIRS = ("ledger", "quickbooks", "rule", "confidence")


@dataclass(slots=True)
class _Matching:
    """Where the matching stands: what is still free on either side, and the pairs so far."""

    ledger: pd.DataFrame
    books: pd.DataFrame
    exact_only: Flags
    free_ledger: Flags
    free_books: Flags
    pairs: list[pd.DataFrame] = field(default_factory=list)

    def take(self, ledger: pd.Series[int], books: pd.Series[int], rule: str, confidence: float) -> None:
        """Record pairs and take both sides out of the running."""
        self.free_ledger[ledger.to_numpy()] = False
        self.free_books[books.to_numpy()] = False
        found = pd.DataFrame({"ledger": ledger.array, "quickbooks": books.array})
        self.pairs.append(found.assign(rule=rule, confidence=confidence)[list(PAIRS)])

    def open(self, *, rule_is_exact: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The heads still free, with their position as `t`; fewer of the ledger's where only sure pairs count."""
        ledger = self.free_ledger if rule_is_exact else self.free_ledger & ~self.exact_only
        return _at(self.ledger, ledger), _at(self.books, self.free_books)


def match(ledger: Side, books: Side, known: Known | None, exact_only: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return PAIRS (positions in the heads), and SUGGESTIONS for what has several candidates or a doubtful one.

    exact_only: ledger transactions that should not be in QuickBooks at all; they match only what equals them wholly.
    """
    free_books = (books.heads["vector"] != 0).to_numpy() | (books.heads["number_key"] != "").to_numpy()
    state = _Matching(
        *_coded(ledger.heads, books.heads),
        exact_only,
        (ledger.heads["total"] != 0).to_numpy().copy(),
        free_books.copy(),
    )
    if known is not None:
        _by_link(state, known)
    for rule in RULES:
        _by_rule(state, rule)
    _by_window(state)
    for rule in LAST_RULES:
        _by_rule(state, rule)
    _by_sum(state)
    pairs = pd.concat(state.pairs, ignore_index=True) if state.pairs else _none()
    return pairs.astype({"ledger": "int64", "quickbooks": "int64"}), _suggestions(state)


def _by_link(state: _Matching, known: Known) -> None:
    rows = known.rows[known.rows["live"] & (known.rows["ledger"] >= 0) & (known.rows["quickbooks"] >= 0)]
    rows = rows.drop_duplicates(["ledger", "quickbooks"])
    state.take(rows["ledger"], rows["quickbooks"], BY_LINK, 1.0)
    former = known.rows[~known.rows["live"] & (known.rows["ledger"] >= 0) & (known.rows["quickbooks"] >= 0)]
    former = former[~known.has_live(len(state.ledger))[former["ledger"].to_numpy()]]
    former = former.drop_duplicates("ledger", keep="last").drop_duplicates("quickbooks", keep="last")
    state.take(former["ledger"], former["quickbooks"], BY_FORMER_LINK, 0.9)
    state.free_ledger &= ~known.has_live(len(state.ledger))
    state.free_books &= ~known.names(len(state.books))


def _by_rule(state: _Matching, rule: Rule) -> None:
    ledger, books = (_keyed(side, rule) for side in state.open(rule_is_exact=rule.exact))
    pairs = ledger.merge(books, on=[*rule.keys, "occurrence"])
    if rule.accept is not None:
        pairs = pairs[rule.accept(pairs)]
    state.take(pairs["t_x"], pairs["t_y"], rule.name, rule.confidence)


def _keyed(side: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """Rows that may take part, with keys that are unique: by an occurrence number, or because others are left out."""
    keys = list(rule.keys)
    for name in ("nature", *rule.filled):
        side = side[side[name] != EMPTY]
    extra = [name for name in ("number_key", "total") if name not in keys] if rule.accept else []
    side = side[["t", *keys, *extra]]
    if not rule.counted:
        side = side[~side.duplicated(keys, keep=False)]
    return side.assign(occurrence=side.groupby(keys).cumcount())


def _by_window(state: _Matching) -> None:
    """The nearest in time with the same vector, type and party, if each is the other's nearest; until none is left."""
    keys = ["nature", "vector", "party_key"]
    while True:
        ledger, books = state.open(rule_is_exact=False)
        ledger, books = ledger[ledger["party_key"] != EMPTY], books[books["party_key"] != EMPTY]
        there, back = _nearest(ledger, books, keys), _nearest(books, ledger, keys)
        mutual = there.merge(back.rename(columns={"t_x": "t_y", "t_y": "t_x"})[["t_x", "t_y"]], on=["t_x", "t_y"])
        mutual = mutual[same_number(mutual)]
        if mutual.empty:
            return
        state.take(mutual["t_x"], mutual["t_y"], "type, total and party within days", 0.75)


def _nearest(one: pd.DataFrame, other: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """For each row of `one` its nearest of `other` within the window: t_x, t_y, number_key_x, number_key_y."""
    columns = ["t", "date", "number_key", *keys]
    left = one[columns].rename(columns={"t": "t_x", "number_key": "number_key_x"}).sort_values(["date", "t_x"])
    right = other[columns].rename(columns={"t": "t_y", "number_key": "number_key_y"}).sort_values(["date", "t_y"])
    window = pd.Timedelta(days=WINDOW_DAYS)
    found = pd.merge_asof(left, right, on="date", by=keys, direction="nearest", tolerance=window)
    found = found[found["t_y"].notna()]
    return found[["t_x", "t_y", "number_key_x", "number_key_y"]].astype({"t_x": "int64", "t_y": "int64"})


_BOOKS_GROUPS = (("date", "number_key"), ("date", "nature", "party_key"), ("date", "nature", "total"))
_LEDGER_GROUPS = (("date", "kind", "party_key"), ("date", "party_key"), ("date", "kind"))


def _by_sum(state: _Matching) -> None:
    """One transaction here is several there (the two legs of a transfer), or several here are one there (a deposit)."""
    for keys in _BOOKS_GROUPS:
        ledger, books = state.open(rule_is_exact=False)
        found = _sums(books, keys).merge(_alone(ledger), on=["date", "vector"])
        members = books.assign(group=_groups(books, keys)).merge(found[["group", "t"]], on="group")
        state.take(members["t_y"], members["t_x"], "one against several", 0.7)
    for keys in _LEDGER_GROUPS:
        ledger, books = state.open(rule_is_exact=False)
        found = _sums(ledger, keys).merge(_alone(books), on=["date", "vector"])
        members = ledger.assign(group=_groups(ledger, keys)).merge(found[["group", "t"]], on="group")
        state.take(members["t_x"], members["t_y"], "several against one", 0.7)


def _suggestions(state: _Matching) -> pd.DataFrame:
    """What may be the same but is not sure enough: same type and total within a month, at most three candidates."""
    ledger, books = state.open(rule_is_exact=False)
    keys = ["nature", "total"]
    ledger, books = (side[["t", "id", "date", *keys]] for side in (ledger[ledger["nature"] != EMPTY], books))
    books = books[books.groupby(keys)["t"].transform("size") <= 3]
    found = ledger.merge(books, on=keys)
    found = found[(found["date_x"] - found["date_y"]).abs() <= pd.Timedelta(days=SUGGESTED_DAYS)]
    found = found.rename(columns={"t_x": "ledger", "t_y": "quickbooks", "id_y": "id"})
    return found[list(SUGGESTIONS)].sort_values(["ledger", "quickbooks"]).reset_index(drop=True)


def _groups(side: pd.DataFrame, keys: Sequence[str]) -> pd.Series[int]:
    """The number of each row's group; -1 where a key is empty."""
    filled = pd.Series(True, index=side.index)
    for key in set(keys) & {"number_key", "party_key", "nature"}:
        filled &= side[key] != EMPTY
    return side.groupby(list(keys)).ngroup().where(filled, -1)


def _sums(side: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Groups of at least two: group, date, vector (of the sum); only vectors that one group alone has on a date."""
    rows = side[["date", "vector"]].assign(group=_groups(side, keys))
    rows = rows[rows["group"] >= 0]
    sums = rows.groupby("group").agg(date=("date", "first"), vector=("vector", "sum"), n=("vector", "size"))
    sums = sums[(sums["n"] > 1) & (sums["vector"] != 0)].reset_index()
    return sums[~sums.duplicated(["date", "vector"], keep=False)][["group", "date", "vector"]]


def _alone(side: pd.DataFrame) -> pd.DataFrame:
    rows = side[["t", "date", "vector"]]
    return rows[~rows.duplicated(["date", "vector"], keep=False)]


def _coded(ledger: pd.DataFrame, books: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides' heads with each text as one number, the same on both, EMPTY for none: numbers join faster."""
    found = []
    columns = {}
    for name in ("kind", "nature", "number_key", "party_key"):
        texts = pd.concat([ledger[name], books[name]])
        columns[name] = np.where(texts == "", EMPTY, codes_of(texts)[0])
    days = (_swapped_days(ledger["date"]), _days(books["date"]))
    for heads, part, swapped in zip(
        (ledger, books), (slice(None, len(ledger)), slice(len(ledger), None)), days, strict=True
    ):
        numbers = {name: codes[part] for name, codes in columns.items()} | {"swapped": swapped}
        found.append(heads[["id", "date", "total", "vector"]].assign(**numbers))
    return found[0], found[1]


def _days(dates: pd.Series[pd.Timestamp]) -> Integers:
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _swapped_days(dates: pd.Series[pd.Timestamp]) -> Integers:
    """The day that a date is taken for where day and month are swapped; EMPTY where it can be no other."""
    day, month, year = (np.asarray(part, dtype=np.int64) for part in (dates.dt.day, dates.dt.month, dates.dt.year))
    firsts = ((year - 1970) * 12 + day - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.where((day <= 12) & (day != month), firsts + month - 1, EMPTY)


def _at(heads: pd.DataFrame, free: Flags) -> pd.DataFrame:
    return heads[free].assign(t=np.flatnonzero(free))


def _none() -> pd.DataFrame:
    return pd.DataFrame({"ledger": [], "quickbooks": [], "rule": [], "confidence": []}).astype(
        {"ledger": "int64", "quickbooks": "int64", "rule": "str", "confidence": "float64"}
    )
