"""What a reconciler found of a seeded ledger, against the ledger's key.

Links are pairs of transaction ids; entries that say the same may stand in each other's place. An exception is a
transaction told of; a fault is found where one of its records is told of, whatever is said about it. `causes` is
stricter and only we can be asked: found for what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from matterbooks.reconcile.result import Result
from tests.accuracy.generate import Truth
from tests.accuracy.scoring import score

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall of each, 0 to 1; causes is null for those that tell none."""

    links: tuple[float, float]
    faults: tuple[float, float]
    causes: tuple[float, float] | None = None


def of_ours(key: Truth, result: Result) -> Scores:
    """Score a result by its matches, its findings, and their causes."""
    linked = set(zip(result.matches["ledger_id"], result.matches["quickbooks_id"], strict=True))
    told = {identity for each in result.findings for identity in (*each.ledger_ids, *each.quickbooks_ids)}
    strict = score(key, result)
    return Scores(_of_links(key, linked), _of_exceptions(key, told), (strict.precision, strict.recall))


def of_joined(key: Truth, joined: pd.DataFrame) -> Scores:
    """Score a baseline's frame."""
    return Scores(_of_links(key, pairs(joined)), _of_exceptions(key, exceptions(joined)))


def pairs(joined: pd.DataFrame) -> set[Pair]:
    """Which transactions the frame holds to be the same."""
    both = joined.dropna(subset=["id_l", "id_q"])
    return set(zip(both["id_l"], both["id_q"], strict=True))


def exceptions(joined: pd.DataFrame) -> set[str]:
    """Ids, of either side, that have no partner or one of another amount."""
    odd = joined[~(joined["cents_l"] == joined["cents_q"])]
    return set(odd["id_l"].dropna()) | set(odd["id_q"].dropna())


def _of_links(key: Truth, found: set[Pair]) -> tuple[float, float]:
    told, true = ({(one, key.alike.get(other, other)) for one, other in each} for each in (found, key.links))
    right = len(told & true)
    return right / max(len(told), 1), right / max(len(true), 1)


def _of_exceptions(key: Truth, told: set[str]) -> tuple[float, float]:
    faulty = _union(fault.ledger_ids | fault.quickbooks_ids for fault in key.faults)
    found = sum(1 for fault in key.faults if told & (fault.ledger_ids | fault.quickbooks_ids))
    return len(told & faulty) / max(len(told), 1), found / max(len(key.faults), 1)


def _union(sets: Iterable[frozenset[str]]) -> set[str]:
    return set().union(*sets)
