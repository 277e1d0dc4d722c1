"""Two accounts of the same transactions side by side: which accounts differ, by how much, and in which way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.transactions import Integers, Side


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs per case.

    frame, index case: difference (the fields of amount, account, date, tax, party that differ, comma between), detail
    (words), moved_from and moved_to (one account's amount that stands on one other, whole; else ""), amount (flag: the
    totals differ), largest (cents of the largest change), control_only (flag: nothing but receivable, payable and tax
    accounts differ).
    """

    frame: pd.DataFrame


def posts_by_case(side: Side, case_of: Integers, cases: Integers) -> pd.DataFrame:
    """The postings of these cases from one side: case, account, cents."""
    of_posts = case_of[side.posts["t"].to_numpy()]
    rows = side.posts.assign(case=of_posts)[np.isin(of_posts, cases)]
    return rows.groupby(["case", "account"])["cents"].sum().reset_index()


def changes_between(
    one: pd.DataFrame,
    other: pd.DataFrame,
    chart: Chart,
    words: tuple[str, str],
    date: pd.Series[bool],
    party: pd.Series[bool],
) -> Changes:
    """Compare two sets of case, account, cents; date and party (index: every case) tell whether those differ too."""
    changed = differing(one, other)
    frame = _summary(changed, chart).reindex(date.index)
    debits = [side["cents"].clip(lower=0).groupby(side["case"]).sum() for side in (one, other)]
    frame["amount"] = debits[0].reindex(date.index, fill_value=0) != debits[1].reindex(date.index, fill_value=0)
    frame["account"] = (frame["elsewhere"].eq(True)) | (frame["largest"].notna() & ~frame["amount"])
    frame = frame.assign(date=date, party=party, tax=frame["tax"].eq(True), control_only=frame["control_only"].eq(True))
    frame["difference"] = _fields(frame)
    frame["detail"] = _text(_told(changed, words).reindex(frame.index))
    frame = frame.assign(moved_from=_text(frame["moved_from"]), moved_to=_text(frame["moved_to"]))
    return Changes(frame)


def differing(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Accounts on which two sets of case, account, cents differ: case, account, one, other, change (other less one)."""
    both = one.merge(other, on=["case", "account"], how="outer", suffixes=("_one", "_other"))
    both = both.rename(columns={"cents_one": "one", "cents_other": "other"})
    both[["one", "other"]] = both[["one", "other"]].fillna(0).astype("int64")
    both["change"] = both["other"] - both["one"]
    return both[both["change"] != 0].sort_values(["case", "account"]).reset_index(drop=True)


def money(cents: int) -> str:
    """Cents as people read them: 1,234.50."""
    whole, rest = divmod(abs(int(cents)), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}"


def _summary(changed: pd.DataFrame, chart: Chart) -> pd.DataFrame:
    accounts = changed["account"].unique()
    control = {a: chart.is_tax(a) or chart.is_receivable(a) or chart.is_payable(a) for a in accounts}
    rows = changed.assign(
        size=changed["change"].abs(),
        control=changed["account"].map(control).astype("bool"),
        tax=changed["account"].isin(chart.tax),
        elsewhere=(changed["one"] == 0) | (changed["other"] == 0),
    )
    by_case = rows.groupby("case")
    found = by_case.agg(
        largest=("size", "max"), control_only=("control", "all"), tax=("tax", "any"), elsewhere=("elsewhere", "any")
    )
    return found.join(_moved(rows))


def _moved(rows: pd.DataFrame) -> pd.DataFrame:
    """From which account to which: the one that is left empty, and the one that gained as much."""
    by_case = rows.groupby("case")["change"]
    pairs = rows[(by_case.transform("size") == 2) & (by_case.transform("sum") == 0)]
    left = pairs[pairs["other"] == 0].drop_duplicates("case").set_index("case")["account"]
    gained = pairs[pairs["other"] != 0].drop_duplicates("case").set_index("case")["account"]
    return pd.DataFrame({"moved_from": left, "moved_to": gained}).dropna()


def _fields(frame: pd.DataFrame) -> pd.Series[str]:
    words = pd.Series("", index=frame.index, dtype="str")
    for name in ("amount", "account", "date", "tax", "party"):
        words += pd.Series(np.where(frame[name], f"{name},", ""), index=frame.index, dtype="str")
    return words.str.rstrip(",")


def _text(texts: pd.Series[str]) -> pd.Series[str]:
    """Absent texts as empty ones, also where the column holds none at all."""
    return texts.astype("object").fillna("").astype("str")


def _told(changed: pd.DataFrame, words: tuple[str, str]) -> pd.Series[str]:
    """For each case, account by account: `Fees: pushed -1,100.00, QuickBooks holds -1,000.00`."""
    texts = [
        f"{account}: {words[0]} {money(before)}, {words[1]} {money(after)}"
        for account, before, after in zip(changed["account"], changed["one"], changed["other"], strict=True)
    ]
    told = pd.Series(texts, index=changed["case"], dtype="str")
    return told.groupby(level=0).agg("; ".join)
