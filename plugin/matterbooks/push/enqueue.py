"""Enqueue: the host's own unit of work notes that a record was saved, and locks it from that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.ledger.rules import switch_of
from matterbooks.ledger.source import LedgerSource
from matterbooks.store import changes, connections, links, switches
from matterbooks.values import NEVER_PUSHED

ON_ITS_WAY = "It is on its way to QuickBooks Online."


def enqueue(session: Session, source: LedgerSource, ref: Ref, clock: Callable[[], datetime]) -> bool:
    """Add a change row to the host's session and lock the record; both are committed with it, or not at all.

    Never commits, never calls the network, and holds no key that could fail the host's own save. A firm that was never
    connected leaves no trace. Returns whether the record was locked; what QuickBooks holds is locked already.
    """
    if not connections.any_ever(session, ref.firm):
        return False
    now = clock()
    changes.write(session, ref, now)
    locks = flows(session, ref, now) and links.live(session, ref.firm, ref.kind, ref.id) is None
    if locks:
        source.lock(session, ref, ON_ITS_WAY)
    return locks


def flows(session: Session, ref: Ref, now: datetime) -> bool:
    """Whether a record of this kind, saved now, is on its way to QuickBooks: firm connected, switch on."""
    if ref.kind in NEVER_PUSHED or connections.live(session, ref.firm) is None:
        return False
    switch = switch_of(ref.kind)
    return switch is None or switches.is_on_at(session, ref.firm, switch, now)
