"""In both, from the figures alone: the ledger against QuickBooks, where no link tells which side changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.linked_facts import is_renamed, other_party
from matterbooks.reconcile.compare import changes_between, posts_by_case
from matterbooks.reconcile.match import BY_LINK
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.reconcile.transactions import Integers, summed
from matterbooks.values import Cause

ROUNDING_CENTS = 1
"""At most so many cents per line of the practice ledger are a rounding difference."""


def verdict_of_figures(scene: Scene) -> pd.DataFrame:
    """One row per case, matched by its figures, in which something differs."""
    pairs = scene.pairs[scene.pairs["rule"] != BY_LINK]
    if pairs.empty:
        return verdicts(np.array([], dtype=np.int64), "")
    facts = _facts(scene, pairs)
    cases = facts.index[(facts["here"] != facts["there"]) | facts["dates_differ"] | facts["party_differs"]]
    facts = facts.loc[cases]
    wanted = cases.to_numpy(dtype=np.int64)
    changes = changes_between(
        posts_by_case(scene.ledger, scene.ledger_case, wanted),
        posts_by_case(scene.books, scene.books_case, wanted),
        scene.chart,
        ("the ledger holds", "QuickBooks holds"),
        facts["dates_differ"],
        facts["party_differs"],
    ).frame
    cause = pd.Series(_cause(facts, changes), index=cases, dtype="str")
    moved = changes["moved_from"] + " -> " + changes["moved_to"]
    group = moved.where(cause == Cause.WRONG_ACCOUNT, facts["name"].where(cause == Cause.CUSTOMER_RENAMED, ""))
    return verdicts(wanted, cause, group, changes["detail"], changes["difference"])


def _cause(facts: pd.DataFrame, changes: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    same = facts["here"] == facts["there"]
    tests = {
        Cause.VOIDED_IN_QUICKBOOKS: facts["there"] == 0,
        Cause.DAY_MONTH_SWAPPED: same & facts["swapped"],
        Cause.SIGN: facts["here"] == -facts["there"],
        Cause.ROUNDING: changes["control_only"] & (changes["largest"] <= ROUNDING_CENTS * facts["lines"]),
        Cause.WRONG_ACCOUNT: changes["moved_from"] != "",
        Cause.SPLIT_DIFFERENTLY: ~same & ~changes["amount"],
        Cause.AMOUNT: ~same,
        Cause.DATE_SHIFT: facts["dates_differ"],
        Cause.CUSTOMER_RENAMED: facts["renamed"],
    }
    flags = [test.to_numpy(dtype=np.bool_) for test in tests.values()]
    return np.select(flags, [cause.value for cause in tests], default=Cause.WRONG_CUSTOMER.value)


def _facts(scene: Scene, pairs: pd.DataFrame) -> pd.DataFrame:
    """Index case: vectors here and there, lines of the ledger's side, names, and what differs besides the amounts."""
    here = scene.ledger.heads.iloc[pairs["ledger"].to_numpy()].reset_index(drop=True)
    there = scene.books.heads.iloc[pairs["quickbooks"].to_numpy()].reset_index(drop=True)
    rows = pd.DataFrame({
        "case": pairs["case"].to_numpy(), "dates_differ": here["date"] != there["date"],
        "swapped": _swapped(here["date"], there["date"]), "party_differs": other_party(here, there),
    })  # fmt: skip
    names = pd.DataFrame({"case": rows["case"], "name": here["party"], "their_name": there["party"]})
    facts = rows.groupby("case").any().join(names.groupby("case").first())
    facts["renamed"] = is_renamed(facts) & facts["party_differs"]
    cases = np.asarray(facts.index, dtype=np.int64)
    return facts.assign(
        here=_total(scene.ledger.heads["vector"], scene.ledger_case, cases),
        there=_total(scene.books.heads["vector"], scene.books_case, cases),
        lines=_total(scene.ledger.heads["lines"], scene.ledger_case, cases),
    )


def _total(values: pd.Series[int], case_of: Integers, cases: Integers) -> Integers:
    mine = np.isin(case_of, cases)
    return summed(np.asarray(values, dtype=np.int64)[mine], np.searchsorted(cases, case_of[mine]), len(cases))


def _swapped(one: pd.Series[pd.Timestamp], other: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
    """Day and month changed places."""
    crossed = (one.dt.day == other.dt.month) & (one.dt.month == other.dt.day)
    return crossed & (one.dt.year == other.dt.year) & (one != other)
