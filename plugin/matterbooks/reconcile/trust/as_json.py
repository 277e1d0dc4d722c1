"""The trust reconciliation for other programs: amounts in whole cents, days as ISO texts, absent as null."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from matterbooks.reconcile.trust.result import Legs, TrustResult


def trust_json(trust: TrustResult | None) -> dict[str, object] | None:
    """What stands under "trust" in the findings as JSON; null where there is no trust account."""
    if trust is None or trust.is_empty:
        return None
    return {
        "as_of": trust.as_of.isoformat(),
        "accounts": [_legs(row) for row in trust.accounts],
        "total": _legs(trust.total),
        "items": [_plain(item._asdict()) for item in trust.items],
        "overdrawn": [_plain(spell._asdict()) for spell in trust.overdrawn],
        "due": [_plain(due._asdict()) for due in trust.due],
        "notes": list(trust.notes),
    }


def _legs(row: Legs) -> dict[str, object]:
    return _plain({**asdict(row), "adjusted": row.adjusted})


def _plain(fields: dict[str, Any]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
