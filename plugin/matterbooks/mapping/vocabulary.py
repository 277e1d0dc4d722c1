"""What accounts of law firms are called: `data/account-names.txt`, read once.

A lens is what an account is for the reader of its name: "rent" of an income account is rent received, of a cost rent
paid. An idea is one thing that a name speaks of, as "telephone" or "accumulated".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from matterbooks.mapping.tables import Lines, table

LENSES = ("bank", "receivable", "asset", "payable", "card", "liability", "equity", "income", "cost")

Words = tuple[str, ...]
Ideas = frozenset[str]

_STOP = frozenset(["and", "or", "of", "the", "for", "on", "in", "to", "from", "by", "with", "an", "per", "at"])
_SHORTHAND: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\ba\s*/\s*c\b"), "account"),
    (re.compile(r"\ba\s*/\s*d\b"), "accumulated depreciation"),
    (re.compile(r"\ba\s*/\s*r\b"), "receivable"),
    (re.compile(r"\ba\s*/\s*p\b"), "payable"),
    (re.compile(r"\bm\s*/\s*v\b"), "motor vehicle"),
    (re.compile(r"\bo\s*/\s*d\b"), "overdraft"),
    (re.compile(r"\be\s*&\s*o\b"), "errors omissions"),
    (re.compile(r"\bacc\b\.?(?=\s+(dep|amort))"), "accumulated"),
    (re.compile(r"['’]"), ""),
    (re.compile(r"\b(?:[a-z]\.){2,}"), lambda found: found[0].replace(".", "") + " "),
    (re.compile(r"(\d),(?=\d{3}\b)"), r"\1"),
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_IN_BRACKETS = re.compile(r"\(([a-z]{2,})\)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """names: lens -> words of a name -> its ideas; anyhow: the same for words in any order.

    broader: idea -> ideas that may stand in for it; known: every idea of any name; generic: ideas that many accounts
    share; markers: those of which one alone makes another account of a name; groups: what parents of accounts are
    called; longest: words in the longest name.
    """

    spellings: dict[str, str]
    names: dict[str, dict[Words, Ideas]]
    anyhow: dict[str, dict[frozenset[str], Ideas]]
    broader: dict[str, frozenset[str]]
    known: Ideas
    generic: Ideas
    markers: Ideas
    groups: Ideas
    longest: int


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that is shipped."""
    sections = table("account-names.txt")
    spellings = {_stem(other): word for word, others in sections["spellings"] for other in others}
    names = {lens: _names([*sections["anywhere"], *sections.get(lens, [])], spellings) for lens in LENSES}
    kinds = dict(sections["words"])
    wider = defaultdict(set)
    for wide, narrow in sections["broader"]:
        for idea in narrow:
            wider[idea].add(wide)
    return Vocabulary(
        spellings,
        names,
        {lens: {frozenset(words): ideas for words, ideas in table.items()} for lens, table in names.items()},
        {idea: frozenset(wide) for idea, wide in wider.items()},
        frozenset(idea for table in names.values() for ideas in table.values() for idea in ideas),
        frozenset(kinds["generic"]),
        frozenset(kinds["markers"]),
        frozenset(kinds["groups"]),
        max(len(words) for table in names.values() for words in table),
    )


def words_of(name: str, spellings: dict[str, str]) -> Words:
    """The words of a name in one spelling and one number, without fillers and without its initials in brackets."""
    text = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    for pattern, plain in _SHORTHAND:
        text = pattern.sub(plain, text)
    for inside in _IN_BRACKETS.finditer(text):
        if inside[1] in _initials(text[: inside.start()]):
            text = text.replace(inside[0], " ")
    stems = (_stem(word) for word in _WORD.findall(text) if word not in _STOP)
    return tuple(spellings.get(stem, stem) for stem in stems)


def _initials(text: str) -> str:
    return "".join(word[0] for word in _WORD.findall(text) if word not in _STOP)


def _names(lines: Lines, spellings: dict[str, str]) -> dict[Words, Ideas]:
    return {words_of(name, spellings): frozenset(meaning.split("+")) for meaning, names in lines for name in names}


def _stem(word: str) -> str:
    """One form of singular and plural, of British and American endings."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else _singular(word)
    if word.endswith("our") and len(word) > 4 and word not in {"hour", "tour", "four"}:
        word = word[:-3] + "or"
    return word.replace("isation", "ization").replace("ised", "ized").replace("ising", "izing")


def _singular(word: str) -> str:
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
