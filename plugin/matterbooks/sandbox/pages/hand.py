"""What a bookkeeper does by hand, by the same rules as the API: only the closing date warns instead of refusing."""

from collections.abc import Mapping
from typing import Any

from matterbooks.sandbox.api import service
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.pages.bodies import body
from matterbooks.sandbox.pages.form import Form
from matterbooks.sandbox.pages.shapes import SHAPES
from matterbooks.sandbox.schema import Record

NOTHING: frozenset[str] = frozenset()


def can_edit(kind: str) -> bool:
    """Whether the pages have a form for this kind."""
    return kind in SHAPES


def can_void(kind: str) -> bool:
    """Whether QuickBooks can void this kind."""
    return "void" in REGISTRY[kind].can


def save(company: Company, kind: str, form: Form, old: Mapping[str, Any]) -> str:
    """Enter a new `kind` that begins with `old`, or change `old`; answers the id. Raises: FormError, ServiceFault."""
    return str(_write(company, kind, body(company, kind, form, old), "")["Id"])


def delete(company: Company, kind: str, identifier: str, token: str) -> None:
    """Delete a transaction that still stands at `token`. Raises: ServiceFault."""
    _write(company, kind, {"Id": identifier, "SyncToken": token}, "delete")


def void(company: Company, kind: str, identifier: str, token: str) -> None:
    """Void a transaction that still stands at `token`. Raises: ServiceFault."""
    _write(company, kind, {"Id": identifier, "SyncToken": token}, "void")


def _write(company: Company, kind: str, record: Record, operation: str) -> dict[str, Any]:
    return service.write(company, REGISTRY[kind], record, operation, NOTHING, by_hand=True)
