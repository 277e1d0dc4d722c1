"""In both, from the figures alone: the ledger against QuickBooks, where no link tells which side changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.causes.figure_facts import figure_facts, pairs_by_figures
from matterbooks.reconcile.causes.rates import exchanged, realised, tax_rates
from matterbooks.reconcile.causes.special_accounts import chart_with_tax, is_bank
from matterbooks.reconcile.compare import changes_between, posts_by_case
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.values import Cause

ROUNDING_CENTS = 1
"""At most so many cents per line of the practice ledger are a rounding difference."""

_MOVED = (Cause.WRONG_ACCOUNT, Cause.WRONG_BANK)


def verdict_of_figures(scene: Scene) -> pd.DataFrame:
    """One row per case, matched by its figures, in which something differs."""
    facts = figure_facts(scene, pairs_by_figures(scene))
    if facts.empty:
        return verdicts(np.array([], dtype=np.int64), "")
    wanted = facts.index.to_numpy(dtype=np.int64)
    chart = chart_with_tax(scene)
    here = posts_by_case(scene.ledger, scene.ledger_case, wanted)
    there = posts_by_case(scene.books, scene.books_case, wanted)
    sides = ("the ledger holds", "QuickBooks holds")
    changes = changes_between(here, there, chart, sides, facts["dates_differ"], facts["party_differs"]).frame
    facts["banks"] = _between_banks(changes, chart)
    rates = pd.concat([each(scene, here, there, wanted) for each in (exchanged, realised)])
    facts["exchanged"] = facts.index.isin(rates.index)
    cause = pd.Series(_cause(facts, changes), index=facts.index, dtype="str")
    of_tax = facts.index[cause == Cause.WRONG_TAX].to_numpy(dtype=np.int64)
    said = (
        tax_rates(here, there, chart, of_tax),
        rates[rates.index.isin(facts.index[cause == Cause.EXCHANGE_DIFFERENCE])],
    )
    detail = _also(_detail(facts, changes, cause), pd.concat(said))
    difference = changes["difference"] + pd.Series(np.where(facts["exchanged"], ",currency", ""), index=facts.index)
    return verdicts(wanted, cause, _group(facts, changes, cause), detail, difference)


def _cause(facts: pd.DataFrame, changes: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    same = facts["here"] == facts["there"]
    tests = {
        Cause.VOIDED_IN_QUICKBOOKS: ~same & (facts["there"] == 0),
        Cause.DAY_MONTH_SWAPPED: same & facts["swapped"],
        Cause.SIGN: ~same & (facts["here"] == -facts["there"]),
        Cause.ROUNDING: changes["control_only"] & (changes["largest"] <= ROUNDING_CENTS * facts["lines"]),
        Cause.EXCHANGE_DIFFERENCE: facts["exchanged"],
        Cause.WRONG_TAX: changes["control_only"] & changes["tax"],
        Cause.WRONG_BANK: facts["banks"],
        Cause.WRONG_ACCOUNT: changes["moved_from"] != "",
        Cause.SPLIT_DIFFERENTLY: ~same & ~changes["amount"],
        Cause.AMOUNT: ~same,
        Cause.DATE_SHIFT: facts["dates_differ"],
        Cause.CUSTOMER_RENAMED: facts["renamed"],
    }
    flags = [test.to_numpy(dtype=np.bool_) for test in tests.values()]
    return np.select(flags, [cause.value for cause in tests], default=Cause.WRONG_CUSTOMER.value)


def _between_banks(changes: pd.DataFrame, chart: Chart) -> pd.Series[bool]:
    names = {*changes["moved_from"].unique(), *changes["moved_to"].unique()} - {""}
    banks = [name for name in names if is_bank(chart, name)]
    return changes["moved_from"].isin(banks) & changes["moved_to"].isin(banks)


def _group(facts: pd.DataFrame, changes: pd.DataFrame, cause: pd.Series[str]) -> pd.Series[str]:
    """One finding per pair of accounts, and per name; what else differs stays a finding of its own."""
    moved = changes["moved_from"] + " -> " + changes["moved_to"]
    named = facts["name"].where(cause == Cause.CUSTOMER_RENAMED, "")
    return moved.where(cause.isin(_MOVED), named)


def _detail(facts: pd.DataFrame, changes: pd.DataFrame, cause: pd.Series[str]) -> pd.Series[str]:
    moved = "what belongs on " + changes["moved_from"] + " stands on " + changes["moved_to"]
    renamed = facts["name"] + " is called " + facts["their_name"] + " in QuickBooks"
    told = changes["detail"].where(~cause.isin(_MOVED), moved)
    return told.where(cause != Cause.CUSTOMER_RENAMED, renamed).astype("str")


def _also(detail: pd.Series[str], said: pd.Series[str]) -> pd.Series[str]:
    """Say this first, of the cases that it is known of."""
    first = said.reindex(detail.index).astype("object").fillna("").astype("str")
    return first.where(first == "", first + "; ") + detail
