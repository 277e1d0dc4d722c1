"""What a document becomes: document + terms + what is linked already -> the bodies of its unit. Pure.

Read `recipes` for the kinds, then `body` for the values. A body is frozen at claim, and never cut anew while its
outcome is unknown.
"""

from __future__ import annotations

from matterbooks.quickbooks.payloads.body import (
    Asked,
    Body,
    LinkedRecord,
    Parent,
    Part,
    References,
    Wanted,
    marker,
    marker_of,
    thaw,
)
from matterbooks.quickbooks.payloads.party import reference_body
from matterbooks.quickbooks.payloads.recipes import parts
from matterbooks.quickbooks.payloads.terms import Terms

__all__ = [
    "Asked",
    "Body",
    "LinkedRecord",
    "Parent",
    "Part",
    "References",
    "Terms",
    "Wanted",
    "marker",
    "marker_of",
    "parts",
    "reference_body",
    "thaw",
]
