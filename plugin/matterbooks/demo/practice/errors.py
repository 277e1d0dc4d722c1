"""What the practice refuses, in words that a person reads."""

from __future__ import annotations


class PracticeError(Exception):
    """Something that cannot be done as it is."""


class LockedRecordError(PracticeError):
    """An edit of a locked record, or of a locked period."""


class NotBalancedError(PracticeError):
    """Debits and credits differ."""


class NotPossibleError(PracticeError):
    """It would break the books: more than is open, a client's trust money overdrawn, a draft that is paid."""
