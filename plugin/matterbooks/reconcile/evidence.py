"""The sentences of a finding: which records, and how it is known."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from matterbooks.reconcile.compare import money

SHOWN = 3
"""How many records a sentence describes before it says how many more there are."""


def described(records: Sequence[tuple[str, str, pd.Timestamp, str, int, str]], place: str) -> str:
    """`sales invoice INV-1001 of 2026-03-04, Acme, 1,100.00 (ledger id 17); ... and 4 more`; "" for no records.

    records: kind, number, date, party, total in cents, id.
    """
    shown = [_one(place, *record) for record in records[:SHOWN]]
    more = [f"and {len(records) - SHOWN} more"] if len(records) > SHOWN else []
    return "; ".join([*shown, *more])


def details(texts: Sequence[str]) -> str:
    """The distinct details, the first few of them."""
    distinct = sorted({text for text in texts if text})
    more = [f"and {len(distinct) - SHOWN} more"] if len(distinct) > SHOWN else []
    return "; ".join([*distinct[:SHOWN], *more])


def sentences(*parts: str) -> str:
    """Join what is not empty into sentences."""
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('. ')}." for part in parts if part)


def _one(place: str, kind: str, number: str, day: pd.Timestamp, party: str, total: int, identity: str) -> str:
    title = " ".join(filter(None, [kind.replace("_", " "), number, f"of {day:%Y-%m-%d}"]))
    return f"{', '.join(filter(None, [title, party, money(total)]))} ({place} id {identity})"
