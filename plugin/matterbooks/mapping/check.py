"""A check of the QuickBooks company: what was found, whether that is as it should be, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """passed: as it should be. warning: works, and has to be known. failed: records will be held or wrong."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One setting or right: what was found and, where it is not as it should be, what mends it and where."""

    name: str
    verdict: Verdict
    found: str
    mend: str = ""


OK, NOTE, BAD = Verdict.PASSED, Verdict.WARNING, Verdict.FAILED
