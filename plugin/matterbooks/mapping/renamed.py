"""Accounts that were renamed in QuickBooks since the mapping was saved: still there, and perhaps no longer the same."""

from __future__ import annotations

from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.mapping import Mapping

_INACTIVE = " (deleted)"
"""What QuickBooks appends to the name of an account that is made inactive (Intuit)."""


def former_name(mapping: Mapping, account: QuickBooksAccount) -> str:
    """What the account was called when this version was saved; empty where it is called so still, or is not known.

    A parent that was renamed changes the full name of the accounts below it and not their own.
    """
    former = mapping.known_as.get(account.id, "")
    return former if former and _own(former) != _own(account.path) else ""


def _own(path: str) -> str:
    return path.rpartition(":")[2].removesuffix(_INACTIVE)
