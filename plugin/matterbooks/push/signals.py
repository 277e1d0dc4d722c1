"""Signals (blinker) for hosts that want to show or count what happens. They notify only: answers change nothing.

Each is sent with the `Ref` as sender where there is one, and `operation_id`.
"""

from __future__ import annotations

from blinker import Namespace

from matterbooks.ledger.documents import Ref
from matterbooks.store.models import Operation
from matterbooks.values import Kind, OperationState

_signals = Namespace()

connected = _signals.signal("matterbooks.connected")
disconnected = _signals.signal("matterbooks.disconnected")
reconnect_needed = _signals.signal("matterbooks.reconnect_needed")
pushed = _signals.signal("matterbooks.pushed")
held = _signals.signal("matterbooks.held")
uncertain = _signals.signal("matterbooks.uncertain")
locked = _signals.signal("matterbooks.locked")
unlocked = _signals.signal("matterbooks.unlocked")

_BY_STATE = {OperationState.DONE: pushed, OperationState.HELD: held, OperationState.UNCERTAIN: uncertain}


def announce(row: Operation) -> None:
    """Tell whoever listens where an operation has come to, after our transaction has committed."""
    signal = _BY_STATE.get(OperationState(row.state))
    if signal is not None and row.kind in set(Kind):
        signal.send(Ref(row.firm, Kind(row.kind), row.host_id), operation_id=row.id)
