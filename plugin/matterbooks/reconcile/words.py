"""What each cause means and what mends it, in the words that an accountant reads."""

from __future__ import annotations

from matterbooks.reconcile.causes.words_in_both import IN_BOTH
from matterbooks.reconcile.causes.words_on_one_side import ON_ONE_SIDE
from matterbooks.reconcile.causes.words_parts import CRITICAL, ERROR, INFORMATION, WARNING, CauseWords
from matterbooks.values import Cause

__all__ = ["CRITICAL", "ERROR", "INFORMATION", "WARNING", "WORDS", "CauseWords", "spoken"]


def spoken(word: str) -> str:
    """`locked_but_changed_in_quickbooks` as people read it."""
    return word.replace("_", " ").replace("quickbooks", "QuickBooks")


WORDS: dict[Cause, CauseWords] = {**ON_ONE_SIDE, **IN_BOTH}
"""Cause -> words, for every cause there is."""
