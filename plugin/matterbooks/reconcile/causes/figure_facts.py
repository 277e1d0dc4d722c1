"""What can be told of the cases whose two sides are set against each other: vectors, lines, dates and names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.narrowing import as_returned, differing_pairs, parties_differ, renamed_pairs
from matterbooks.reconcile.match import BY_LINK
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Flags, Integers, summed

BY_SUM = ("one against several", "several against one")
"""Rules under which the parties cannot be compared, and all else agrees."""


def pairs_by_figures(scene: Scene) -> pd.DataFrame:
    """Pairs matched by their figures, and linked ones in which QuickBooks holds what it answered with."""
    rules = scene.pairs["rule"]
    wanted: Flags = ~rules.isin((BY_LINK, *BY_SUM)).to_numpy()
    if scene.known is not None:
        wanted |= np.isin(scene.pairs["case"].to_numpy(), as_returned(scene, scene.known))
    return scene.pairs[wanted]


def figure_facts(scene: Scene, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row (index case) for each case in which something differs.

    here, there: vectors; lines: of the ledger's side; dates_differ, swapped (day and month), party_differs, renamed;
    name, their_name: the parties.
    """
    renamed = renamed_pairs(scene, pairs)
    kept = differing_pairs(scene, pairs)
    pairs, renamed = pairs[kept], renamed[kept]
    here = scene.ledger.heads.iloc[pairs["ledger"].to_numpy()].reset_index(drop=True)
    there = scene.books.heads.iloc[pairs["quickbooks"].to_numpy()].reset_index(drop=True)
    rows = pd.DataFrame({
        "case": pairs["case"].to_numpy(), "dates_differ": here["date"] != there["date"],
        "swapped": _swapped(here["date"], there["date"]), "party_differs": parties_differ(scene, pairs),
        "renamed": renamed,
    })  # fmt: skip
    names = pd.DataFrame({"case": rows["case"], "name": here["party"], "their_name": there["party"]})
    facts = rows.groupby("case").any().join(names.groupby("case").first())
    cases = np.asarray(facts.index, dtype=np.int64)
    facts = facts.assign(
        here=_total(scene.ledger.heads["vector"], scene.ledger_case, cases),
        there=_total(scene.books.heads["vector"], scene.books_case, cases),
        lines=_total(scene.ledger.heads["lines"], scene.ledger_case, cases),
    )
    return facts[(facts["here"] != facts["there"]) | facts["dates_differ"] | facts["party_differs"]].copy()


def _total(values: pd.Series[int], case_of: Integers, cases: Integers) -> Integers:
    mine = np.isin(case_of, cases)
    return summed(np.asarray(values, dtype=np.int64)[mine], np.searchsorted(cases, case_of[mine]), len(cases))


def _swapped(one: pd.Series[pd.Timestamp], other: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
    """Day and month changed places."""
    crossed = (one.dt.day == other.dt.month) & (one.dt.month == other.dt.day)
    return crossed & (one.dt.year == other.dt.year) & (one != other)
