"""How alike an account of the practice and one of QuickBooks are, by name and type; numbers and history come later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from matterbooks.mapping.meaning import GENERIC, Meaning, meaning
from matterbooks.mapping.sides import Opposite, Practice, holds_trust, is_trust
from matterbooks.mapping.vocabulary import Ideas, vocabulary


class Level(IntEnum):
    """NEAR: something is shared. MEANING: another name for the same. WORDS: the same words."""

    NONE = 0
    NEAR = 1
    MEANING = 2
    WORDS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """score from 0 to 1. opposed: the names contradict each other. within: one says all that the other says."""

    level: Level
    score: float
    opposed: bool = False
    within: bool = False


NOTHING = Likeness(Level.NONE, 0.0)

_BARE = frozenset({"receivable", "payable", "bank", "card"})
"""Lenses through which a name may say no more than the type does."""

_PAIRS = """domestic international | recovered recoverable | recovered unbilled | long short | gain loss |
operating trust | operating savings | associate support | associate officer | support officer | accumulated prepaid"""
_OPPOSED = {
    one: frozenset(other for pair in _PAIRS.split("|") if one in pair.split() for other in pair.split() if other != one)
    for one in _PAIRS.replace("|", " ").split()
}
"""Idea -> those that it excludes."""

_PLAIN = frozenset({"operating", "trust", "credit_card"})
"""Ideas that say no more of a bank or a card than its kind."""

_BRANDED, _LIKELIER = Likeness(Level.NEAR, 0.5), 0.2
_SIMILAR = 0.84
_NARROWER, _WIDER, _SPELLED = 0.55, 0.4, 0.85
_MOST_OF_NEAR = 0.86
_APART, _CONTRADICTED = 0.8, 0.45
_LITTLE = 0.35
_COMMON_WORDS = 0.02


def likeness(left: Practice, right: Opposite) -> Likeness:
    """How alike two accounts are; the better of leaf alone and leaf with its parents."""
    lens = right.lens or left.lenses[0]
    mine, (leaf, path) = left.seen_as(lens), right.meanings(lens)
    if lens == "bank" and holds_trust(left) != is_trust(right):
        return NOTHING
    whole = _compare(mine, path, lens in _BARE)
    if lens in _BARE and left.role and whole.score < _BRANDED.score and only_branded(mine.ideas, path.ideas):
        return replace(_BRANDED, score=_BRANDED.score + _LIKELIER * _share(mine.words, path.words))
    if leaf is path:
        return whole
    part = _compare(mine, leaf, False)
    if part.level > Level.NEAR and not _explained(leaf.ideas, right, lens):
        part = Likeness(Level.NEAR, _MOST_OF_NEAR - 0.06, part.opposed)
    return max(whole, part, key=lambda one: (one.level, one.score))


def differ_in_a_marker(left: Practice, right: Opposite) -> bool:
    """Whether one of two names for the same thing is told only by its type, as depreciation that is accumulated."""
    lens = right.lens or left.lenses[0]
    words = left.seen_as(lens).words ^ right.meanings(lens)[1].words
    return not vocabulary().markers.isdisjoint(words)


def named_alike(left: str, right: str) -> float:
    """How alike two names are of which nothing else is known, from 0 to 1; tax codes are compared so."""
    return _share(meaning(left, "liability").words, meaning(right, "liability").words)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _explained(leaf: Ideas, right: Opposite, lens: str) -> bool:
    """Whether a leaf can be understood without its parents: they are groups, or wider words for the same."""
    if not leaf - GENERIC:
        return False
    above = right.parents(lens)
    wider = frozenset(idea for one in leaf for idea in vocabulary().broader.get(one, ()))
    return not above - leaf - wider - GENERIC - vocabulary().groups


@lru_cache(maxsize=65536)
def _compare(left: Meaning, right: Meaning, bare: bool) -> Likeness:
    a, b = left.ideas, right.ideas
    if left.words == right.words and (left.words or bare):
        return Likeness(Level.WORDS, 1.0, within=True)
    if a == b and (a - GENERIC or bare or (left.words & right.words and a)):
        return Likeness(Level.MEANING, 0.93, within=True)
    return _near(a, b, _share(left.words, right.words)) if a and b else NOTHING


def only_branded(a: Ideas, b: Ideas) -> bool:
    """Whether one name says no more than its kind, and the other only what nobody could know, as a bank's name."""
    mine, theirs = a - _PLAIN, b - _PLAIN
    told = mine | theirs
    return not (mine and theirs) and not told & vocabulary().known and not any(map(_in_series, told))


def _near(a: Ideas, b: Ideas, same_words: float) -> Likeness:
    common = a & b
    only_a, only_b = a - common, b - common
    score = 2.0 * _weight(common)
    rest_a, rest_b = set(only_a), set(only_b)
    for mine in sorted(only_a) if only_b else ():
        similar, theirs = max((_similar(mine, one), one) for one in only_b)
        if similar:
            score += similar * (_weight((mine,)) + (_weight((theirs,)) if theirs in rest_b else 0))
            rest_a.discard(mine)
            rest_b.discard(theirs)
    if not score:
        return NOTHING
    apart = bool(rest_a - GENERIC) and bool(rest_b - GENERIC)
    opposed = _contradict(only_a, only_b)
    score *= (_APART if apart else 1) * (_CONTRADICTED if opposed else 1) / (_weight(a) + _weight(b))
    return Likeness(Level.NEAR, min(score + _COMMON_WORDS * same_words, _MOST_OF_NEAR), opposed, not apart)


def _contradict(only_a: Ideas, only_b: Ideas) -> bool:
    if not vocabulary().markers.isdisjoint(only_a | only_b):
        return True
    if any(not only_b.isdisjoint(_OPPOSED[idea]) for idea in only_a if idea in _OPPOSED):
        return True
    return any(map(_tells_apart, only_a)) and any(map(_tells_apart, only_b))


def _tells_apart(idea: str) -> bool:
    return idea.isdigit() or len(idea) == 1


def _in_series(idea: str) -> bool:
    """Whether it counts several of a kind, as "office 1" or "trust B"; longer numbers are those of bank accounts."""
    return len(idea) == 1 or (idea.isdigit() and len(idea) < 3)


def _weight(ideas: Iterable[str]) -> float:
    return sum([_LITTLE if idea in GENERIC else 1.0 for idea in ideas])


@lru_cache(maxsize=65536)
def _similar(mine: str, theirs: str) -> float:
    """How far one idea may stand for another: the wider for the narrower, or one word in two spellings."""
    broader = vocabulary().broader
    if theirs in broader.get(mine, ()):
        return _NARROWER
    if mine in broader.get(theirs, ()):
        return _WIDER
    return _SPELLED if spelled_alike(mine, theirs) else 0.0


def spelled_alike(left: str, right: str) -> bool:
    """Whether two words are one with a slip of the pen, or one cut short."""
    short, long = sorted((left, right), key=len)
    if len(short) < 4 or short[:2] != long[:2] or short.isdigit() or {short, long} <= vocabulary().known:
        return False
    return long.startswith(short) or SequenceMatcher(None, left, right).ratio() >= _SIMILAR
