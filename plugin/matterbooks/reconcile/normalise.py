"""Numbers and names in the one form under which both sides agree, whatever was padded, prefixed, cut or punctuated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

import pandas as pd

Texts: TypeAlias = "pd.Series[str]"

NUMBER_LENGTH = 21
"""Intuit: a document number holds at most 21 characters; a longer one arrives cut."""

_PREFIX = re.compile(r"^[A-Z]+[\s./#:_-]*(?=\d)")
_SUFFIX_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_NOT_WORD = re.compile(r"[^\w\s]|_")
_LEGAL_FORMS = frozenset({
    "co", "company", "corp", "corporation", "inc", "incorporated", "limited", "llc", "llp", "ltd", "plc", "proprietary",
    "pty",
})  # fmt: skip


def number_key(number: str) -> str:
    """`INV-001001`, `1001` and ` inv 1001` are one number; so is a number cut at 21 characters."""
    cut = number.strip().upper()[:NUMBER_LENGTH].strip()
    bare = _PREFIX.sub("", cut)
    return bare.lstrip("0") or bare


def party_key(name: str) -> str:
    """`Smith & Sons Pty. Ltd.`, `SMITH AND SONS PTY LIMITED` and `Smith and Sons (17)` are one name."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ").replace(".", "").replace("'", "")
    words = _NOT_WORD.sub(" ", _SUFFIX_IN_BRACKETS.sub("", plain)).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def client_key(name: str) -> str:
    """The client of a `client:matter` customer (Intuit: a sub-customer prints its parents before colons)."""
    return party_key(name.partition(":")[0])


def mapped(texts: Texts, form: Callable[[str], str]) -> Texts:
    """Apply a form to each distinct text once."""
    return texts.map({text: form(text) for text in texts.unique()}).astype("str")
