"""`matterbooks suggest`: which QuickBooks account stands for each account of the practice, from two CSV files."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from matterbooks.errors import FileRefusedError
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.chart_file import Line, read_chart
from matterbooks.mapping.requirements import NEVER
from matterbooks.mapping.sides import Opposite, Practice, opposite
from matterbooks.mapping.suggesting import Suggestion, suggestions
from matterbooks.mapping.type_words import practice_kind, quickbooks_type

_NOTHING = "nothing in QuickBooks is enough like it"
_GONE = re.compile(r"\(deleted(-\d+)?\)\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d[\d.-]*\d)\s+(?:[-·:]\s*)?(?=\D)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one practice account; confidence from 0 to 1."""

    practice: str
    quickbooks: str | None
    confidence: float
    confident: bool
    reason: str


def answers(practice: Sequence[Line], quickbooks: Sequence[Line]) -> list[Answer]:
    """One answer for each practice account, in their order."""
    lefts = [_practice(line) for line in practice]
    rights = [_opposite(line) for line in quickbooks if not _GONE.search(line.name)]
    asked = [left for left in lefts if left.role not in NEVER]
    found = {one.host_code: one for one in suggestions(asked, rights, {})}
    names = {right.account.id: right.account.path for right in rights}
    return [_answer(line, left, found.get(left.code), names) for line, left in zip(practice, lefts, strict=True)]


def main(
    practice: Path, quickbooks: Path, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None
) -> int:
    """Print the answers; return 0, or 2 after one line on `err` that names file, row and way out."""
    try:
        found = answers(read_chart(practice), read_chart(quickbooks))
    except FileRefusedError as refused:
        print(refused, file=err or sys.stderr)
        return 2
    print(_as_json(found) if as_json else _as_table(found), file=out or sys.stdout)
    return 0


def _practice(line: Line) -> Practice:
    number, name = _number_and_name(line)
    role, types = practice_kind(line.type, name)
    return Practice(str(line.row), name, number, role, types)


def _opposite(line: Line) -> Opposite:
    number, _ = _number_and_name(line)
    leaf = _NUMBERED.sub("", line.name.rpartition(":")[2].strip(), count=1)
    return opposite(QuickBooksAccount(str(line.row), leaf, line.name, quickbooks_type(line.type), line.type, number))


def _number_and_name(line: Line) -> tuple[str, str]:
    """The number from its column, or from the beginning of the name."""
    leading = _NUMBERED.match(line.name)
    if leading is None or (line.number and line.number != leading[1]):
        return line.number, line.name
    return leading[1], line.name[leading.end() :]


def _answer(line: Line, left: Practice, found: Suggestion | None, names: dict[str, str]) -> Answer:
    if found is not None:
        return Answer(line.name, names[found.quickbooks_id], found.confidence / 100, found.confident, found.reason)
    never = NEVER.get(left.role) if left.role else None
    return Answer(line.name, None, 0.0, False, f"not mapped: {never}" if never else _NOTHING)


def _as_json(found: Sequence[Answer]) -> str:
    rows = [
        {
            "practice": one.practice,
            "quickbooks": one.quickbooks,
            "confidence": one.confidence,
            "confident": one.confident,
            "reason": one.reason,
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _as_table(found: Sequence[Answer]) -> str:
    rows = [("Practice", "QuickBooks", "Sure", "Why")]
    rows += [(one.practice, one.quickbooks or "-", "yes" if one.confident else "", one.reason) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = (
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows
    )
    sure = sum(one.confident for one in found)
    offered = sum(one.quickbooks is not None for one in found)
    return "\n".join([*lines, "", f"{len(found)} accounts, {offered} with a suggestion, {sure} of them sure."])
