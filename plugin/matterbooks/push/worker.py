"""The worker: drains every connected firm, over and over, until it is told to stop.

It holds no work of its own: the outbox is the only truth, and a wake may be lost, doubled or late with no harm. Any
number of workers may run, in threads or on many machines.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from matterbooks.push.context import Context
from matterbooks.push.pump import drain
from matterbooks.store import connections

IDLE_SECONDS = 1.0

log = logging.getLogger("matterbooks.worker")


@dataclass(frozen=True, slots=True)
class Round:
    """One round over every firm: how many operations were worked on, and the firms that could not be."""

    worked: int
    failed: tuple[str, ...]


def drain_all(context: Context, stopped: Callable[[], bool] = lambda: False) -> Round:
    """One round over every firm with a live connection; what goes wrong for one is logged and holds up no other."""
    with context.store.read() as session:
        firms = connections.firms(session)
    worked, failed = 0, []
    for firm in firms:
        try:
            worked += drain(context, firm, stopped)
        except Exception:
            log.exception("firm %s could not be worked on; the next round goes on from what the outbox says", firm)
            failed.append(firm)
    return Round(worked, tuple(failed))


def run(context: Context, wake: threading.Event, stopped: Callable[[], bool]) -> None:
    """Drain until `stopped` answers yes, waiting at most a second between rounds or until `wake` is set."""
    while not stopped():
        wake.clear()
        try:
            worked = drain_all(context, stopped).worked
        except Exception:
            log.exception("a round failed; the next one goes on from what the outbox says")
            worked = 0
        if not worked and not stopped():
            wake.wait(IDLE_SECONDS)


class EmbeddedWorker:
    """A worker in a thread of the web process, for a small firm without a second process. Started on request only.

    When the process ends, the operation in hand is finished first.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Start the thread once; called from the process that is to run it, after any fork."""
        with self._starting:
            if not self.running:
                self._stop.clear()
                self._thread = threading.Thread(
                    target=run, args=(self._context, self._wake, self._stop.is_set), name="matterbooks", daemon=True
                )
                self._thread.start()
                atexit.unregister(self.stop)
                atexit.register(self.stop)

    @property
    def running(self) -> bool:
        """Whether the thread runs in this process."""
        return self._thread is not None and self._thread.is_alive()

    def wake(self) -> None:
        """There is work; look now rather than in a second."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the operation in hand and end the thread."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
