"""The office of the push tests: its firm, its company, its clock."""

from __future__ import annotations

from tests.push.conftest import office, paper, sandbox, unmapped_office

__all__ = ["office", "paper", "sandbox", "unmapped_office"]
