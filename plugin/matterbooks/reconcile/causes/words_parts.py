"""What words are made of: how grave a cause is, what is known, and what mends it."""

from __future__ import annotations

from typing import NamedTuple

INFORMATION, WARNING, ERROR, CRITICAL = "information", "warning", "error", "critical"
"""Severities, from what is only told to what endangers clients' money."""


class CauseWords(NamedTuple):
    """severity: information, warning, error or critical. meaning: what is known. mend: exact steps, and who acts."""

    severity: str
    meaning: str
    mend: str

    @property
    def acts(self) -> str:
        """Whom the mend names first: "accountant", "administrator", or "nobody"."""
        first = self.mend.partition(":")[0].casefold()
        return first if first in ("accountant", "administrator") else "nobody"
