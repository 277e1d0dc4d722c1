"""Which customer or vendor QuickBooks means when it says that something a record uses was made inactive.

Intuit: the fault names neither the field nor the id. A customer that was merged into another is inactive too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.errors import QuickBooksError
from matterbooks.push.ask import ask
from matterbooks.push.claim import Claim
from matterbooks.push.context import Context
from matterbooks.push.matching import PARTIES
from matterbooks.quickbooks import request, wire
from matterbooks.quickbooks.client import Answer, Outcome
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault
from matterbooks.store import links, outbox
from matterbooks.store.models import Link
from matterbooks.values import Held, OperationState

_FIELDS = frozenset({"CustomerRef", "VendorRef", "EntityRef", "Entity", "ParentRef"})


def name_culprit(context: Context, claim: Claim, outcome: Outcome) -> None:
    """After such a refusal was settled: ask for each party that was sent, and let the hold say which one it is."""
    if not isinstance(outcome, Fault) or outcome.cls is not FaultClass.BAD_REFERENCE:
        return
    with context.store.read() as session:
        parties = [link for id_ in _ids(claim) for link in _links(session, claim.firm, id_)]
    try:
        words = next((said for link in parties if (said := _trouble(context, link))), "")
    except QuickBooksError:
        return
    if words:
        _say(context, claim, f"{words} (Intuit {outcome.code})")


def _ids(claim: Claim) -> list[str]:
    return sorted(set(_parties(wire.decode(claim.frozen.body or b"{}"))))


def _parties(fields: dict[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, dict):
            found = str(value.get("value", "")) if name in _FIELDS else ""
            yield from [found] if found else _parties(value)
        elif isinstance(value, list):
            for one in value:
                yield from _parties(one) if isinstance(one, dict) else ()


def _links(session: Session, firm: str, id_: str) -> list[Link]:
    return [link for entity in sorted(set(PARTIES.values())) for link in links.live_on(session, firm, entity, id_)]


def _trouble(context: Context, link: Link) -> str:
    """What is wrong with this customer or vendor, without its name; empty where nothing is, or nobody can say."""
    outcome = ask(context, link.firm, request.read(link.quickbooks_type, link.quickbooks_id))
    match outcome:
        case Answer() if not outcome.body[link.quickbooks_type].get("Active", True):
            happened = "is inactive in QuickBooks: somebody made it so, or merged it into another. Make it active there"
        case Fault(status=400):
            happened = "is no longer in QuickBooks: it was merged into another or deleted. Restore it there"
        case _:
            return ""
    return (
        f"{link.quickbooks_type} {link.quickbooks_id} ({link.kind} {link.host_id} here) {happened}, or link it to "
        "another below. Then retry."
    )


def _say(context: Context, claim: Claim, words: str) -> None:
    """Only where the hold is still the one that this refusal made."""
    with context.store.begin() as session:
        row = outbox.held_by(session, claim.operation_id, claim.fence)
        if row is not None and row.state == OperationState.HELD and row.reason == Held.MAPPING:
            row.reason, row.words = Held.REFUSED, words
