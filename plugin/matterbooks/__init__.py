"""Push a law practice's ledger into QuickBooks Online, one way and exactly once, and prove that both books agree.

The public names are loaded on first use, so that the command line starts without Flask or pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Matterbooks", "Ref", "__version__", "keep_host_tables"]

if TYPE_CHECKING:
    from matterbooks.extension import Matterbooks
    from matterbooks.host_migrations import keep_host_tables
    from matterbooks.ledger.documents import Ref

_HOMES = {
    "Matterbooks": "matterbooks.extension",
    "keep_host_tables": "matterbooks.host_migrations",
    "Ref": "matterbooks.ledger.documents",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
