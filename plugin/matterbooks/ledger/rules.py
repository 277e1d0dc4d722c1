"""What is pushed, and what never is (Actionstep: what flows to QuickBooks Online).

Pure rules over plain facts; each answer is recorded, so that a record that stays behind is never silence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from matterbooks.ledger.documents import BankTransfer, Header, PaymentFromTrust
from matterbooks.values import NEVER_PUSHED, Kind, Skipped, Switch

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
    if kind in _TRUST:
        return Switch.TRUST
    if kind.startswith("sales"):
        return Switch.SALES
    return Switch.SUPPLIER if kind.startswith("supplier") else None


def touches_trust(document: Header, is_trust: Callable[[str], bool]) -> bool:
    """Whether it moves client money. All trust transactions are pushed, also deposits, withdrawals and journals."""
    return any(posting.amount and is_trust(posting.account) for posting in document.postings)


def switches_for(document: Header, is_trust: Callable[[str], bool]) -> tuple[Switch, ...]:
    """The switches of which one has to be on; empty for transfers between business banks, and for what never flows.

    is_trust: whether an account of the host holds client money, or says whose it is.
    """
    touched = touches_trust(document, is_trust)
    if isinstance(document, PaymentFromTrust):
        return Switch.SALES, Switch.TRUST
    if document.ref.kind in NEVER_PUSHED:
        return (Switch.TRUST,) if touched else ()
    if isinstance(document, BankTransfer):
        within = touched and all(is_trust(code) for code in (document.from_account, document.to_account))
        return (Switch.TRUST,) if within else ()
    switch = switch_of(document.ref.kind)
    return () if switch is None else (switch,)


def skipped(
    document: Header,
    *,
    is_trust: Callable[[str], bool],
    started_at: datetime,
    connected_division: str,
    first_on: Callable[[Switch], datetime | None],
    is_on_at: Callable[[Switch, datetime], bool],
) -> Skipped | None:
    """Why a record stays behind, or None when it is to be pushed.

    started_at: when the connection began. first_on: when a switch was first switched on, None if never. A record posted
    before either is before the start; posted while the switch was off, it stays off.
    """
    switches, posted_at = switches_for(document, is_trust), document.posted_at
    if document.ref.kind in NEVER_PUSHED and not switches:
        return Skipped.NEVER_PUSHED_KIND
    if posted_at < started_at:
        return Skipped.BEFORE_START
    if connected_division and document.division and document.division != connected_division:
        return Skipped.OTHER_DIVISION
    if not switches or any(is_on_at(switch, posted_at) for switch in switches):
        return None
    began = [instant for switch in switches if (instant := first_on(switch)) is not None]
    return Skipped.BEFORE_START if began and posted_at < min(began) else Skipped.SWITCH_OFF
