"""One thing that is wrong with one row of a mapping, and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """refused: not saved. crucial: saved, and documents wait. warning: worth a look. note: may well be meant so."""

    REFUSED = "refused"
    CRUCIAL = "crucial"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one row, in words that name the row and the way out."""

    section: str
    host_code: str
    words: str
    severity: Severity
