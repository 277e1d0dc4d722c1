"""Signals (blinker) for hosts that want to show or count what happens, sent after our transaction has committed.

They notify only: what a receiver answers or raises changes nothing. The sender is the `Ref` of the record, with
`operation_id` where there is one; for a connection it is the firm.
"""

from __future__ import annotations

import logging

from blinker import NamedSignal, Namespace

from matterbooks.ledger.documents import Ref
from matterbooks.store.models import Operation
from matterbooks.values import Action, Kind, OperationState

_signals = Namespace()

connected = _signals.signal("matterbooks.connected")
disconnected = _signals.signal("matterbooks.disconnected")
reconnect_needed = _signals.signal("matterbooks.reconnect_needed")
pushed = _signals.signal("matterbooks.pushed")
held = _signals.signal("matterbooks.held")
uncertain = _signals.signal("matterbooks.uncertain")
locked = _signals.signal("matterbooks.locked")
unlocked = _signals.signal("matterbooks.unlocked")

log = logging.getLogger("matterbooks.signals")

_BY_STATE = {OperationState.DONE: pushed, OperationState.HELD: held, OperationState.UNCERTAIN: uncertain}


def announce(row: Operation) -> None:
    """Tell whoever listens where an operation has come to."""
    signal = _BY_STATE.get(OperationState(row.state))
    if signal is pushed and row.action == Action.DELETE:
        signal = unlocked
    if signal is not None and row.kind in set(Kind):
        tell(signal, Ref(row.firm, Kind(row.kind), row.host_id), operation_id=row.id)


def tell(signal: NamedSignal, sender: Ref | str, **facts: object) -> None:
    """Send a signal; a receiver that raises is logged, and the others are told all the same."""
    for receiver in () if signal.is_muted else signal.receivers_for(sender):
        try:
            receiver(sender, **facts)
        except Exception:
            log.exception("a receiver of %s failed; what it was told stands", signal.name)
