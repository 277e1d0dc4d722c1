"""What the name of an account says: its words in one spelling, and the ideas they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from matterbooks.mapping.vocabulary import Ideas, Words, vocabulary, words_of

_ANY = frozenset({"account", "acc", "ledger", "gl", "control", "nominal", "total"})
_NOISE = {
    "bank": _ANY | {"bank", "cash", "balance", "banking"},
    "receivable": _ANY
    | {"receivable", "debtor", "trade", "customer", "client", "billed", "outstanding", "invoice", "other", "fee",
       "sales", "sale", "legal", "matter"},
    "asset": _ANY | {"asset", "cost", "original", "fixed", "current", "balance", "less", "noncurrent"},
    "payable": _ANY | {"payable", "creditor", "trade", "supplier", "vendor", "other", "purchase", "general"},
    "card": _ANY | {"card", "credit", "corporate", "company", "business", "firm", "office", "payable"},
    "liability": _ANY
    | {"liability", "payable", "owing", "owed", "outstanding", "accrued", "accrual", "provision", "due", "current",
       "noncurrent", "unpaid"},
    "equity": _ANY | {"equity"},
    "income": _ANY | {"income", "revenue", "earned", "received", "receipt", "billed", "general"},
    "cost": _ANY
    | {"expense", "cost", "charge", "paid", "incurred", "expensed", "payment", "premium", "fee", "general"},
}  # fmt: skip
"""Lens -> words that add nothing to the name of such an account."""

_NATURE = {"cost": frozenset({"expense"}), "income": frozenset({"income"})}

GENERIC = vocabulary().generic
"""Ideas that many accounts share, and that alone make no two of them alike."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """words: as written, in one spelling. ideas: what they stand for, empty where the name is its type alone."""

    words: frozenset[str]
    ideas: Ideas


@lru_cache(maxsize=16384)
def meaning(name: str, lens: str) -> Meaning:
    """What this name says of an account that is seen through this lens."""
    words = _words(name)
    known = vocabulary()
    noise = _NOISE[lens]
    counted = frozenset(words) - noise
    ideas = known.anyhow[lens].get(frozenset(words)) or known.anyhow[lens].get(counted)
    plain = frozenset(words) - _ANY - _NATURE.get(lens, frozenset())
    return Meaning(plain, ideas if ideas is not None else _read(words, known.names[lens], noise))


@lru_cache(maxsize=16384)
def _words(name: str) -> Words:
    return words_of(name, vocabulary().spellings)


def _read(words: Words, names: dict[Words, Ideas], noise: frozenset[str]) -> Ideas:
    """The longest names that are known, from left to right, and every other word as an idea of its own."""
    found: set[str] = set()
    at = 0
    while at < len(words):
        length = _longest(words[at : at + vocabulary().longest], names)
        if length:
            found |= names[words[at : at + length]]
        elif words[at] not in noise:
            found.add(words[at])
        at += length or 1
    return frozenset(found)


def _longest(words: Words, names: dict[Words, Ideas]) -> int:
    return next((length for length in range(len(words), 0, -1) if words[:length] in names), 0)
