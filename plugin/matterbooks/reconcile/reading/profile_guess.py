"""Guessing a column profile from the titles and the values of a file; whatever is guessed says how sure it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from matterbooks.reconcile.reading.amounts import decimal_mark, to_cents
from matterbooks.reconcile.reading.profile_words import (
    ACCOUNT,
    AMOUNT,
    OTHER_DATES,
    OTHER_MONEY,
    SIDE,
    SIDES,
    TITLES,
)
from matterbooks.reconcile.reading.profiles import Profile
from matterbooks.reconcile.reading.raw_ledger import RawLedger

CERTAIN, LIKELY, BY_VALUES = "certain", "likely", "by its values"
_DATE = re.compile(r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}([T ].*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}( .*)?")
_MOST_LOOKED_AT = 2_000
_DECISIVE = ("date", "debit", "credit", AMOUNT)
_NEEDED = ("transaction_id", "kind", "date")


@dataclass(frozen=True, slots=True)
class Guess:
    """A profile, and what a person has to know of it.

    sure: canonical column -> how sure; missing: what has to be said; kinds: word of the file -> kind; unknown_kinds:
    words that mean none yet.
    """

    profile: Profile
    sure: Mapping[str, str]
    missing: tuple[str, ...]
    kinds: Mapping[str, str]
    unknown_kinds: tuple[str, ...]


def guess(raw: RawLedger) -> Guess:
    """The likeliest profile of a file. Each title is used once; a title whose values do not fit is passed over."""
    frame = raw.frame.head(_MOST_LOOKED_AT)
    columns: dict[str, str] = {}
    sure: dict[str, str] = {}
    for how, fits in ((CERTAIN, _is_title), (LIKELY, _holds_title)):
        for target, words in TITLES.items():
            if target in columns or _has_already(target, columns):
                continue
            free = [title for title in map(str, frame.columns) if title not in (*columns.values(), "row")]
            found = [t for word in words for t in free if fits(t, word) and _values_fit(target, frame[t])]
            if how == LIKELY and target in _DECISIVE:
                found = _only(target, found)
            if found:
                columns[target], sure[target] = found[0], how
    if {ACCOUNT, "account_number"} <= columns.keys():
        columns["account_name"], sure["account_name"] = columns.pop(ACCOUNT), sure.pop(ACCOUNT)
    _by_values(frame, columns, sure)
    return checked(raw, Profile(columns, header=raw.header), sure)


def _only(target: str, titles: Iterable[str]) -> list[str]:
    """What decides figures or days is not guessed among several: one title that cannot mean another thing, or none."""
    others = OTHER_DATES if target == "date" else OTHER_MONEY
    found = [title for title in dict.fromkeys(titles) if not any(word in _plain(title).split() for word in others)]
    return found if len(found) == 1 else []


def checked(raw: RawLedger, profile: Profile, sure: Mapping[str, str]) -> Guess:
    """What is still missing in a profile for this file."""
    told = {*profile.columns, *profile.fixed}
    missing = [name for name in _NEEDED if name not in told]
    if AMOUNT not in told and not {"debit", "credit"} <= told:
        missing.append("debit and credit, or amount")
    if not {ACCOUNT, "account_number", "account_name"} & told:
        missing.append("account")
    title = profile.columns.get("kind")
    words = [str(word) for word in raw.frame[title].unique() if word] if title in raw.frame else []
    kinds = {word: profile.kind_of(word) for word in words}
    known = {word: kind for word, kind in kinds.items() if kind is not None}
    told_by = {name: sure.get(name, "as you said") for name in profile.columns}
    return Guess(profile, told_by, (*missing,), known, tuple(word for word in words if word not in known))


def _has_already(target: str, columns: Mapping[str, str]) -> bool:
    """Amounts are read in one way only, and an account by one text or by number and name."""
    both_sides = target in (AMOUNT, SIDE) and {"debit", "credit"} <= columns.keys()
    return both_sides or (target == "account_name" and ACCOUNT in columns)


def _is_title(title: str, word: str) -> bool:
    return _plain(title) == word


def _holds_title(title: str, word: str) -> bool:
    return len(word) > 2 and re.search(rf"\b{re.escape(word)}\b", _plain(title)) is not None


def _plain(title: str) -> str:
    return " ".join(title.replace("_", " ").replace("#", " no ").replace(".", " ").casefold().split())


def _values_fit(target: str, values: pd.Series[str]) -> bool:
    filled = values[values != ""]
    if target in ("date", "due_date"):
        return _share(filled, lambda text: _DATE.fullmatch(text) is not None)
    if target in ("debit", "credit", AMOUNT):
        mark = decimal_mark(filled)
        return _share(filled, lambda text: to_cents(text, mark) is not None)
    if target == SIDE:
        return len(filled) > 0 and _share(filled, lambda text: text.casefold().rstrip(".") in SIDES)
    if target == "transaction_id":
        return len(filled) == len(values)
    if target in ("posted_at", "modified_at"):
        return len(filled) > 0 and _share(filled, lambda text: ":" in text)
    if target == "account":
        return _share(filled, lambda text: to_cents(text) is None or text.isdigit())
    return True


def _share(values: Iterable[str], fits: Callable[[str], bool]) -> bool:
    """Whether nine in ten values fit."""
    told = [fits(value) for value in values]
    return 10 * sum(told) >= 9 * len(told)


def _ambiguous(target: str, frame: pd.DataFrame) -> bool:
    """Whether several columns hold days: which is the posting's has to be said."""
    return target == "date" and sum(_is_dated(frame[str(title)]) for title in frame.columns if title != "row") > 1


def _is_dated(values: pd.Series[str]) -> bool:
    return bool((values != "").any()) and _values_fit("date", values)


def _by_values(frame: pd.DataFrame, columns: dict[str, str], sure: dict[str, str]) -> None:
    """The only column of dates, and the only one of sides, whatever their titles."""
    for target in ("date", SIDE):
        if target in columns or _has_already(target, columns) or _ambiguous(target, frame):
            continue
        free = [title for title in map(str, frame.columns) if title not in (*columns.values(), "row")]
        found = [title for title in free if (frame[title] != "").any() and _values_fit(target, frame[title])]
        if len(found) == 1:
            columns[target], sure[target] = found[0], BY_VALUES
