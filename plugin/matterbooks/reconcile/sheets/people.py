"""Whose records a finding is about: kinds, clients and matters, a few by name and then how many more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.words import spoken

SHOWN = 3


class Whose(NamedTuple):
    """Texts by finding id."""

    kinds: dict[str, str]
    clients: dict[str, str]
    matters: dict[str, str]


def whose(result: Result) -> Whose:
    """Kinds (as the ledger calls them, else QuickBooks), clients and matters of every finding that has records."""
    ours = result.ledger.loc[result.ledger["finding"] != "", ["finding", "id", "kind", "party"]]
    theirs = result.quickbooks.loc[result.quickbooks["finding"] != "", ["finding", "kind", "party"]]
    both = pd.concat([ours, theirs])
    kinds = _named(theirs, "kind") | _named(ours, "kind")
    return Whose(
        {finding: spoken(text) for finding, text in kinds.items()}, _named(both, "party"), _matters(result, ours)
    )


def _matters(result: Result, ours: pd.DataFrame) -> dict[str, str]:
    rows = result.inputs.ledger[["transaction_id", "kind", "matter"]]
    rows = rows[rows["matter"] != ""].drop_duplicates().rename(columns={"transaction_id": "id"})
    return _named(ours.merge(rows, on=["id", "kind"]), "matter")


def _named(rows: pd.DataFrame, column: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    named = rows.loc[rows[column] != "", ["finding", column]].drop_duplicates()
    for finding, text in named.itertuples(index=False, name=None):
        found.setdefault(finding, []).append(text)
    return {finding: listed(texts) for finding, texts in found.items()}


def listed(texts: Iterable[str], shown: int = SHOWN) -> str:
    """The first few texts, and how many more there are."""
    texts = list(texts)
    more = [f"and {len(texts) - shown} more"] if len(texts) > shown else []
    return ", ".join([*texts[:shown], *more])
