"""Where one record stands now, in the words in which the workbook said it at the run."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.push.context import Context
from matterbooks.push.enqueue import flows
from matterbooks.store import changes, links, outbox, whereabouts
from matterbooks.store.models import Link, Operation
from matterbooks.values import LinkState, OperationState


@dataclass(frozen=True, slots=True)
class Standing:
    """state: as links.csv tells it, "" where nothing is known; linked: its live links; held: what waits for a person.

    under_way: it is being pushed, or was saved and not looked at yet; flows: a push of it would be taken up.
    """

    state: str
    linked: tuple[Link, ...]
    held: tuple[Operation, ...]
    under_way: bool
    posted: bool
    flows: bool

    @property
    def copies(self) -> str:
        """Its copies in QuickBooks."""
        return ", ".join(f"{link.quickbooks_type} {link.quickbooks_id}" for link in self.linked)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its copies in QuickBooks."""
        return frozenset(link.quickbooks_id for link in self.linked)

    @property
    def being_unlocked(self) -> bool:
        """Whether a copy is being deleted."""
        return any(link.state == LinkState.UNLOCKED for link in self.linked)


def standing_of(context: Context, session: Session, ref: Ref) -> Standing:
    """The record as the plugin and the practice have it now."""
    told = [row.state for row in whereabouts.links_of(session, ref.firm, ref)]
    told += [row.state for row in whereabouts.creations_of(session, ref.firm, ref)]
    unit = outbox.unit_of(session, ref.firm, ref.kind, ref.id)
    moving = (OperationState.READY, OperationState.WAITING, *outbox.IN_FLIGHT)
    return Standing(
        state=", ".join(dict.fromkeys(told)),
        linked=tuple(links.live_parts(session, ref.firm, ref.kind, ref.id)),
        held=tuple(row for row in unit if row.state == OperationState.HELD),
        under_way=any(row.state in moving for row in unit) or changes.unplanned_of(session, ref),
        posted=context.source.document(session, ref) is not None,
        flows=flows(session, ref, context.clock()),
    )
