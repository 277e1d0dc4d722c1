"""What every service works with, handed in once: the stores, the host's ledger, the clock, chance, HTTP and sleep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import requests

from matterbooks.ledger.source import LedgerSource
from matterbooks.quickbooks.auth import App
from matterbooks.store.engines import Store
from matterbooks.store.secrets import KeyRing


def no_failpoint(_name: str) -> None:
    """Pass every named point; tests hand in one that kills the process."""


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to every service below the web layer.

    new_id: a fresh random text of at most 36 characters, for request ids and states. failpoint: called by name at every
    boundary of a push.
    """

    store: Store
    source: LedgerSource
    ring: KeyRing
    app: App
    http: Callable[[], requests.Session]
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    sleep: Callable[[float], None]
    failpoint: Callable[[str], None] = no_failpoint
