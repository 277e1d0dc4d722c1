"""Bank lines against cash-book entries: one to one, one to many, many to one, and what is left on either side.

Rules in order, strongest first: reference and amount; amount within a few days (a name in the description decides
between equals); a cheque that is presented late; one deposit slip for several receipts, and the reverse, where only
one combination fits; and last, the same item under two amounts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple, TypeVar

from matterbooks.reconcile.normalise import party_key
from matterbooks.reconcile.trust.inputs import Line

EARLY_DAYS, LATE_DAYS, CHEQUE_DAYS = 3, 10, 180
"""The bank may show an item this long before and after the cash book; a cheque may be presented this late."""

MOST_TOGETHER, MOST_CANDIDATES = 6, 12
_WORD = re.compile(r"[A-Z0-9][A-Z0-9/_.-]*")
_DIGITS = re.compile(r"\d{3,}")
_SHORTEST_NAME = 4


class Entry(NamedTuple):
    """One entry of a trust cash book; cents: what it adds to the bank. kind: "" where an earlier list brought it."""

    kind: str
    id: str
    number: str
    date: date
    party: str
    memo: str
    cents: int


class Pair(NamedTuple):
    """Lines and entries that are the same movement; difference: what the bank has more than the cash book, in cents."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    rule: str
    difference: int = 0


class BankMatch(NamedTuple):
    """The pairs, and what nothing corresponds to."""

    pairs: tuple[Pair, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]


Grade = tuple[int, ...]
Score = Callable[[Line, Entry], "Grade | None"]
Candidate = tuple[Grade, int, int]
L = TypeVar("L", Line, Entry)


def match_bank(lines: Sequence[Line], entries: Sequence[Entry]) -> BankMatch:
    """Match one account's lines with its entries; the result does not depend on the order of either."""
    left = sorted(lines, key=lambda line: (line.date, line.cents, line.reference, line.description, line.row))
    open_entries = sorted(entries)
    pairs: list[Pair] = []
    for rule, score in _SINGLE:
        _pair_up(rule, _equal(score, left, open_entries), left, open_entries, pairs)
    _group_lines(left, open_entries, pairs)
    _group_entries(left, open_entries, pairs)
    for rule, score in _DIFFERING:
        _pair_up(rule, _certain(score, left, open_entries), left, open_entries, pairs)
    return BankMatch(tuple(pairs), tuple(left), tuple(open_entries))


def _pair_up(
    rule: str, candidates: Iterable[Candidate], lines: list[Line], entries: list[Entry], pairs: list[Pair]
) -> None:
    """Take the best candidates first."""
    taken_lines: set[int] = set()
    taken_entries: set[int] = set()
    for _, at, to in sorted(candidates):
        if at not in taken_lines and to not in taken_entries:
            taken_lines.add(at)
            taken_entries.add(to)
            pairs.append(Pair((lines[at],), (entries[to],), rule, lines[at].cents - entries[to].cents))
    lines[:] = [line for at, line in enumerate(lines) if at not in taken_lines]
    entries[:] = [entry for to, entry in enumerate(entries) if to not in taken_entries]


def _equal(score: Score, lines: Sequence[Line], entries: Sequence[Entry]) -> Iterator[Candidate]:
    """Candidates of one amount."""
    places: dict[int, list[int]] = {}
    for to, entry in enumerate(entries):
        places.setdefault(entry.cents, []).append(to)
    for at, line in enumerate(lines):
        for to in places.get(line.cents, ()):
            if (grade := score(line, entries[to])) is not None:
                yield grade, at, to


def _certain(score: Score, lines: Sequence[Line], entries: Sequence[Entry]) -> Iterator[Candidate]:
    """Candidates of any amount that are each other's only one."""
    found = [
        (grade, at, to)
        for at, line in enumerate(lines)
        for to, entry in enumerate(entries)
        if (grade := score(line, entry)) is not None
    ]
    ours, theirs = Counter(at for _, at, _ in found), Counter(to for _, _, to in found)
    yield from (candidate for candidate in found if ours[candidate[1]] == theirs[candidate[2]] == 1)


def _by_reference(line: Line, entry: Entry) -> Grade | None:
    if line.cents != entry.cents or not _near(line, entry, CHEQUE_DAYS) or not _share_reference(line, entry):
        return None
    return (abs(_days(line, entry)),)


def _by_amount(line: Line, entry: Entry) -> Grade | None:
    if line.cents != entry.cents or not _near(line, entry, LATE_DAYS):
        return None
    return (0 if _names(line, entry) else 1, abs(_days(line, entry)))


def _late_cheque(line: Line, entry: Entry) -> Grade | None:
    if line.cents != entry.cents or line.cents > 0 or not _near(line, entry, CHEQUE_DAYS):
        return None
    return (0 if _names(line, entry) else 1, abs(_days(line, entry)))


def _other_amount(line: Line, entry: Entry) -> Grade | None:
    """The same number under another amount."""
    if (line.cents > 0) != (entry.cents > 0) or not _near(line, entry, LATE_DAYS) or not _same_number(line, entry):
        return None
    return (abs(_days(line, entry)),)


def _keyed_wrong(line: Line, entry: Entry) -> Grade | None:
    """The same way, the same days, and either the same name or two digits that changed places (nine divides it)."""
    if (line.cents > 0) != (entry.cents > 0) or not _near(line, entry, EARLY_DAYS):
        return None
    alike = _names(line, entry) or sorted(str(abs(line.cents))) == sorted(str(abs(entry.cents)))
    return (abs(_days(line, entry)),) if alike else None


_SINGLE: tuple[tuple[str, Score], ...] = (
    ("reference and amount", _by_reference), ("amount and date", _by_amount), ("amount, a late cheque", _late_cheque),
)  # fmt: skip
_DIFFERING: tuple[tuple[str, Score], ...] = (
    ("reference, other amount", _other_amount), ("date, other amount", _keyed_wrong),
)  # fmt: skip


def _group_lines(lines: list[Line], entries: list[Entry], pairs: list[Pair]) -> None:
    """One line of the statement that is several entries: a deposit slip, a batch of payments."""
    for line in list(lines):
        near = [entry for entry in entries if _same_way(line, entry) and _near(line, entry, LATE_DAYS)]
        together = _together(line.cents, near, line.date)
        if together:
            pairs.append(Pair((line,), together, "one line, several entries"))
            lines.remove(line)
            for entry in together:
                entries.remove(entry)


def _group_entries(lines: list[Line], entries: list[Entry], pairs: list[Pair]) -> None:
    """One entry that the bank shows as several lines."""
    for entry in list(entries):
        near = [line for line in lines if _same_way(line, entry) and _near(line, entry, LATE_DAYS)]
        together = _together(entry.cents, near, entry.date)
        if together:
            pairs.append(Pair(together, (entry,), "one entry, several lines"))
            entries.remove(entry)
            for line in together:
                lines.remove(line)


def _together(cents: int, near: Sequence[L], day: date) -> tuple[L, ...]:
    """The items of one day that come to the amount, or else the only combination that does; () if there is none."""
    for other in sorted({item.date for item in near}, key=lambda other: abs((other - day).days)):
        of_day = [item for item in near if item.date == other]
        if len(of_day) > 1 and sum(item.cents for item in of_day) == cents:
            return tuple(of_day)
    nearest = sorted(near, key=lambda item: abs((item.date - day).days))[:MOST_CANDIDATES]
    found = _combinations(cents, nearest)
    first = next(found, ())
    return first if first and next(found, None) is None else ()


def _combinations(cents: int, items: Sequence[L]) -> Iterator[tuple[L, ...]]:
    for size in range(2, min(MOST_TOGETHER, len(items)) + 1):
        for chosen in combinations(items, size):
            if sum(item.cents for item in chosen) == cents:
                yield chosen


def _days(line: Line, entry: Entry) -> int:
    return (line.date - entry.date).days


def _near(line: Line, entry: Entry, late: int) -> bool:
    return -EARLY_DAYS <= _days(line, entry) <= late


def _same_way(line: Line, entry: Entry) -> bool:
    return (line.cents > 0) == (entry.cents > 0)


def _share_reference(line: Line, entry: Entry) -> bool:
    """A run of three digits or more that both name, leading zeros aside."""
    ours = {found.lstrip("0") for found in _DIGITS.findall(f"{entry.number} {entry.memo}")}
    theirs = {found.lstrip("0") for found in _DIGITS.findall(f"{line.reference} {line.description}")}
    return bool((ours & theirs) - {""})


def _same_number(line: Line, entry: Entry) -> bool:
    number = _bare(entry.number)
    words = {_bare(word) for word in _WORD.findall(f"{line.reference} {line.description}".upper())}
    return len(number) > 2 and number in words


def _bare(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _names(line: Line, entry: Entry) -> bool:
    """Whether the description names the party, or as much of it as a bank has room for."""
    name, told = party_key(entry.party), party_key(line.description)
    return len(name) >= _SHORTEST_NAME and (name in told or (len(told) >= 10 and told in name))
