"""Numbers and names in the one form under which both sides agree, whatever was padded, prefixed, cut or punctuated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl

Texts: TypeAlias = "pd.Series[str]"

NUMBER_LENGTH = 21
"""Intuit: a document number holds at most 21 characters; a longer one arrives cut."""

_PREFIX = r"^[A-Z]+[\s./#:_-]*(\d)"
_SUFFIX_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_UNSEEN = re.compile(r"[.'`\u00b4\u2018\u2019\u02bc]")
_NOT_WORD = re.compile(r"[^\w\s]|_")
_LEGAL_FORMS = frozenset({
    "co", "company", "corp", "corporation", "inc", "incorporated", "limited", "llc", "llp", "ltd", "plc", "proprietary",
    "pty",
})  # fmt: skip


def number_keys(numbers: Texts) -> Texts:
    """`INV-001001`, `1001` and ` inv 1001` are one number; so is a number cut at 21 characters."""
    cut = strings(numbers).str.to_uppercase().str.strip_chars().str.slice(0, NUMBER_LENGTH).str.strip_chars()
    bare = cut.str.replace(_PREFIX, "${1}")
    plain = bare.str.strip_chars_start("0").to_frame("plain").with_columns(bare=bare)
    keys = plain.select(pl.when(pl.col("plain") == "").then("bare").otherwise("plain").alias("key"))["key"]
    return pd.Series(keys.to_arrow(), index=numbers.index, dtype="str")


def party_key(name: str) -> str:
    """`Smith & Sons Pty. Ltd.`, `SMITH AND SONS PTY LIMITED` and `Smith and Sons (17)` are one name."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", name)).casefold().replace("&", " and ")
    words = _NOT_WORD.sub(" ", _SUFFIX_IN_BRACKETS.sub("", plain)).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def client_key(name: str) -> str:
    """The client of a `client:matter` customer (Intuit: a sub-customer prints its parents before colons)."""
    return party_key(name.partition(":")[0])


def strings(texts: Texts | pd.Index[str]) -> pl.Series:
    """The texts as Polars holds them, without copying a cell."""
    return pl.from_pandas(pd.Series(texts, dtype="str"))


def codes_of(texts: Texts) -> tuple[npt.NDArray[np.int64], pd.Index[str]]:
    """A number for each distinct text, and the texts by number."""
    codes, names = pd.factorize(texts)
    return codes.astype(np.int64), pd.Index(names)


def mapped(texts: Texts, form: Callable[[str], str]) -> Texts:
    """Apply a form to each distinct text once."""
    codes, names = codes_of(texts)
    forms = pd.Series([form(name) for name in names], dtype="str")
    return forms.take(codes).set_axis(texts.index)
