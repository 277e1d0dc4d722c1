"""What mends each reason for which something is held: what to do, and the page that leads there. All can be retried."""

from __future__ import annotations

from dataclasses import dataclass

from matterbooks.values import Held


@dataclass(frozen=True, slots=True)
class Mend:
    """What a person does next, and the button beside Retry: label, endpoint and place; none where label is empty."""

    words: str
    label: str = ""
    endpoint: str = ""
    anchor: str = ""


_MENDS = {
    Held.MAPPING: Mend("Fill in the row, and it goes on by itself.", "Map account", "mapping", "problems"),
    Held.PERIOD: Mend(
        "Move the closing date in QuickBooks and choose Check again under Accounting, or date the record in an open "
        "period and post it again.",
        "Look at the closing date",
        "accounting",
        "settings",
    ),
    Held.REFUSED: Mend("Mend what QuickBooks complains of, here or there, then retry."),
    Held.POSTINGS_DIFFER: Mend(
        "Nothing was sent. Look at the mapping rows of its accounts and tax codes, then retry.",
        "Look at the mapping",
        "mapping",
        "problems",
    ),
    Held.HALF_TRANSFER: Mend("Look at both banks in QuickBooks: one half is there. Then retry the other."),
    Held.TRUST_WITHOUT_MATTER: Mend(
        "Name the matter in the practice, or mark the money as the firm's own, then retry."
    ),
    Held.BEFORE_START_UNCONFIRMED: Mend(
        "Look first whether QuickBooks' opening balances have it; each of these is a button on its own page."
    ),
    Held.PARENT_MISSING: Mend(
        "Its own page has a button for each of these.",
        "See what is held",
        "activity",
        "held",
    ),
    Held.PERMISSION: Mend(
        "Connect again as an administrator of QuickBooks; or give the user who connected the right there and choose "
        "Check again under Accounting. It then goes on by itself.",
        "Reconnect",
        "accounting",
        "company",
    ),
    Held.NOT_YET_SUPPORTED: Mend("This release does not send it. Enter it in QuickBooks where it matters there."),
}


def mend(reason: str) -> Mend | None:
    """What mends it; None for what is no reason to hold."""
    return _MENDS[Held(reason)] if reason in set(Held) else None
