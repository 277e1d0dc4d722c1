"""Suggestions for two charts of accounts, each with its reason; whoever asks decides what to take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matterbooks.mapping.alone import Alone
from matterbooks.mapping.candidates import Candidates
from matterbooks.mapping.choosing import Rivals, chosen
from matterbooks.mapping.evidence import History, Pair, numbering, pairs_of, same_number
from matterbooks.mapping.likeness import Level
from matterbooks.mapping.sides import Opposite, Practice

CONFIDENT = 80
"""Percent from which a suggestion is taken with all the others by one key."""

_UNSURE = 75
"""The most percent of a suggestion that a person should look at."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row that may be right. confidence is in percent; confident says that it can be taken unseen."""

    host_code: str
    quickbooks_id: str
    confidence: int
    confident: bool
    reason: str


def suggestions(
    lefts: Sequence[Practice], rights: Sequence[Opposite], history: History, taken: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """The best account for each, the surest first. taken: ids that are not offered, yet count as rivals."""
    candidates, only = Candidates(rights), Alone(lefts, rights)
    near = {left.code: candidates.of(left, history.get(left.code, ())) for left in lefts}
    numbers = numbering((left, right) for left in lefts for right in near[left.code] if same_number(left, right))
    pairs = [
        pair
        for left in lefts
        for pair in pairs_of(left, near[left.code], only, numbers, history.get(left.code, Counter()))
    ]
    found = chosen([pair for pair in pairs if pair.opposite.account.id not in taken])
    rivals = Rivals(pairs, found, numbers)
    told = (_told(pair, rivals.sure(pair)) for pair in found.values())
    return tuple(sorted(told, key=lambda one: (-one.confidence, one.host_code)))


def _told(pair: Pair, sure: bool) -> Suggestion:
    percent = round(100 * pair.score)
    percent = max(percent, CONFIDENT) if sure else min(percent, _UNSURE)
    return Suggestion(pair.practice.code, pair.opposite.account.id, percent, sure, _reason(pair))


def _reason(pair: Pair) -> str:
    account, documents = pair.opposite.account, "document" if pair.total == 1 else "documents"
    said = (
        f"{pair.posted} of {pair.total} earlier {documents} posted there" if pair.posted else "",
        f"the same number {account.number}" if pair.same_number else "",
        _name_reason(pair),
        "" if pair.good else f"but of type {account.type}",
    )
    return ", ".join(part for part in said if part) or f"of type {account.type}"


def _name_reason(pair: Pair) -> str:
    alike, named = pair.likeness, pair.opposite.account
    if pair.alone:
        return f"the only one of type {named.type}"
    if alike.level is Level.WORDS:
        return "the same name"
    if alike.level is Level.MEANING:
        return "another name for the same"
    return "a similar name" if alike.score >= 0.5 else "a name that shares something with it" if alike.score else ""
