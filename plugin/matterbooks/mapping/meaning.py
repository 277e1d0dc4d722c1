"""What the name of an account says: its words in one spelling, and the ideas they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from matterbooks.mapping.vocabulary import Ideas, Words, vocabulary, words_of

_ANY = frozenset({"account", "acc", "ledger", "gl", "control", "nominal", "total"})
_NATURE = {
    "bank": {"bank", "cash", "balance", "banking"},
    "receivable": {"receivable", "debtor", "trade", "customer", "client", "billed", "outstanding", "invoice", "other",
                   "fee", "sale", "legal", "matter"},
    "asset": {"asset", "cost", "original", "fixed", "current", "balance", "less", "noncurrent"},
    "payable": {"payable", "creditor", "trade", "supplier", "vendor", "other", "purchase", "general"},
    "card": {"card", "charge", "credit", "corporate", "company", "business", "firm", "office", "payable"},
    "liability": {"liability", "payable", "owing", "owed", "outstanding", "accrued", "accrual", "provision", "due",
                  "current", "noncurrent", "unpaid", "creditor"},
    "equity": {"equity"},
    "income": {"income", "revenue", "earned", "received", "receivable", "receipt", "billed", "rendered", "generated",
               "raised"},
    "cost": {"expense", "payable", "cost", "paid", "incurred", "expensed"},
}  # fmt: skip
"""Lens -> words that only say what kind of account it is."""

_FILLING = {
    "income": {"general", "charge", "charged", "invoiced"},
    "cost": {"charge", "payment", "premium", "fee", "general"},
}
"""Lens -> words that add nothing behind others."""

_WEAK = {lens: _ANY | words for lens, words in _NATURE.items()}
_NOISE = {lens: words | _FILLING.get(lens, set()) for lens, words in _WEAK.items()}

_KIND = {"cost": "expense"}

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
    counted = frozenset(words) - _WEAK[lens]
    ideas = known.anyhow[lens].get(frozenset(words)) or known.anyhow[lens].get(counted)
    plain = frozenset(words) - _ANY - {lens, _KIND.get(lens, lens)}
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
