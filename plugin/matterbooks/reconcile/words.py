"""What each cause means and what mends it, in the words that an accountant reads."""

from __future__ import annotations

from matterbooks.reconcile.causes.words_in_both import IN_BOTH
from matterbooks.reconcile.causes.words_on_one_side import ON_ONE_SIDE
from matterbooks.reconcile.causes.words_parts import CRITICAL, ERROR, INFORMATION, WARNING, CauseWords
from matterbooks.values import Cause

__all__ = ["ACTIONS", "CRITICAL", "ERROR", "INFORMATION", "WARNING", "WORDS", "CauseWords", "spoken"]


def spoken(word: str) -> str:
    """`locked_but_changed_in_quickbooks` as people read it."""
    return word.replace("_", " ").replace("quickbooks", "QuickBooks")


WORDS: dict[Cause, CauseWords] = {**ON_ONE_SIDE, **IN_BOTH}
"""Cause -> words, for every cause there is."""

ACTIONS: dict[Cause, str] = {
    Cause.HELD_MAPPING: "re-map",
    Cause.HELD_PERIOD: "re-push",
    Cause.FAILED: "re-push",
    Cause.LOCKED_BUT_GONE: "unlock",
    Cause.NEVER_QUEUED: "re-push",
    Cause.MISSING_IN_QUICKBOOKS: "re-push",
    Cause.HALF_TRANSFER: "re-push",
    Cause.ENTERED_IN_QUICKBOOKS: "link",
    Cause.VOIDED_IN_QUICKBOOKS: "unlock",
    Cause.UNLOCKED_AND_FORGOTTEN: "re-push",
    Cause.CHANGED_WHILE_LOCKED: "unlock",
    Cause.OLDER_MAPPING_VERSION: "re-map",
    Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: "unlock",
    Cause.WRONG_BANK: "re-map",
    Cause.WRONG_ACCOUNT: "re-map",
    Cause.REFUND_OR_WRITE_OFF_NOT_PUSHED: "re-push",
}
"""Cause -> what the plugin can do about it once a person ticked it; the others are mended by hand."""
