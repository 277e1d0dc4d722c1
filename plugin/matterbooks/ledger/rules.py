"""What is pushed, what is not yet, and what never is (Actionstep: what flows to QuickBooks Online).

Pure rules over plain facts; each answer is recorded, so that a record that stays behind is never silence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from matterbooks.values import NEVER_PUSHED, Kind, Skipped, Switch

PUSHED = frozenset({Kind.SALES_INVOICE, Kind.SALES_CREDIT_NOTE, Kind.SALES_CREDIT_APPLIED, Kind.SALES_PAYMENT})
"""Kinds that this release sends; the others are skipped as not yet supported."""

_SALES = frozenset(
    {
        Kind.SALES_INVOICE,
        Kind.SALES_CREDIT_NOTE,
        Kind.SALES_CREDIT_APPLIED,
        Kind.SALES_PAYMENT,
        Kind.SALES_PAYMENT_FROM_TRUST,
        Kind.SALES_REFUND,
    }
)
_SUPPLIER = frozenset(
    {
        Kind.SUPPLIER_INVOICE,
        Kind.SUPPLIER_CREDIT_NOTE,
        Kind.SUPPLIER_CREDIT_APPLIED,
        Kind.SUPPLIER_PAYMENT,
        Kind.SUPPLIER_REFUND,
    }
)
_TRUST = frozenset(
    {
        Kind.TRUST_RECEIPT,
        Kind.TRUST_PAYMENT,
        Kind.TRUST_TRANSFER,
        Kind.TRUST_BANK_TRANSFER,
        Kind.TRUST_JOURNAL,
    }
)


def switch_of(kind: Kind) -> Switch | None:
    """The switch that lets this kind flow; None for transfers, which always do, and for what never does."""
    for switch, kinds in ((Switch.SALES, _SALES), (Switch.SUPPLIER, _SUPPLIER), (Switch.TRUST, _TRUST)):
        if kind in kinds:
            return switch
    return None


def skipped(
    kind: Kind,
    *,
    posted_at: datetime,
    division: str,
    started_at: datetime,
    connected_division: str,
    first_on: Callable[[Switch], datetime | None],
    is_on_at: Callable[[Switch, datetime], bool],
) -> Skipped | None:
    """Why a record stays behind, or None when it is to be pushed.

    started_at: when the connection began. first_on: when a switch was first switched on, None if never. A record posted
    before either is before the start; posted while the switch was off, it stays off.
    """
    if kind in NEVER_PUSHED:
        return Skipped.NEVER_PUSHED_KIND
    if posted_at < started_at:
        return Skipped.BEFORE_START
    if connected_division and division and division != connected_division:
        return Skipped.OTHER_DIVISION
    switch = switch_of(kind)
    if switch is not None and not is_on_at(switch, posted_at):
        began = first_on(switch)
        return Skipped.BEFORE_START if began is not None and posted_at < began else Skipped.SWITCH_OFF
    return None if kind in PUSHED else Skipped.NOT_YET_SUPPORTED
