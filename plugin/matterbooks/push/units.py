"""The operations of one record: each of its parts once, in their order, and made anew only when all were undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Ref
from matterbooks.push.figures import figures_of
from matterbooks.quickbooks.payloads.payment import ALLOCATIONS
from matterbooks.store import edges, links, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Action, OperationState

Step = tuple[str, Action]
"""The name of a part, and whether it makes a QuickBooks record or changes one."""


def generation_for(session: Session, ref: Ref, rows: Sequence[Operation]) -> int:
    """The generation to plan into: another one once a part that was done is no longer in QuickBooks."""
    if not rows:
        return 1
    done = (row for row in rows if row.state == OperationState.DONE and row.part != ALLOCATIONS)
    outside = links.handled_outside(session, ref.firm, ref.kind, ref.id, rows[0].generation) is not None
    gone = outside or any(not _stands(session, row) for row in done)
    return rows[0].generation + 1 if gone else rows[0].generation


def as_planned(rows: Sequence[Operation]) -> list[Step]:
    """The parts of a record whose recipe cannot be told: those that it had, or the one that every record has."""
    return [(row.part, Action(row.action)) for row in rows] or [("", Action.CREATE)]


def place(session: Session, document: Document, steps: Sequence[Step], now: datetime) -> list[Operation]:
    """The operations that are still to be carried out, in order, each waiting for the one before it.

    What was sent and definitely refused gets another revision. Parts that the document no longer has are cancelled.
    """
    ref = document.ref
    rows = outbox.unit_of(session, ref.firm, ref.kind, ref.id)
    generation = generation_for(session, ref, rows)
    if rows and generation > rows[0].generation:
        links.end_handled_outside(session, ref.firm, ref.kind, ref.id, rows[0].generation, now)
    here = {row.part: row for row in rows if row.generation == generation}
    named = {name for name, _ in steps}
    _cancel(rows, kept={row.id for name, row in here.items() if name in named}, now=now)
    unit = next((row.unit_id for row in here.values()), None)
    planned: list[Operation] = []
    before: Operation | None = None
    for step in steps:
        row = here.get(step[0]) or _new(session, ref, step, generation, unit, now)
        unit = row.unit_id
        if row.state != OperationState.DONE:
            _prepare(session, document, row)
            if before is not None:
                edges.add_edges(session, row, [before])
            planned.append(row)
        before = row
    session.flush()
    return planned


def _new(session: Session, ref: Ref, step: Step, generation: int, unit: int | None, now: datetime) -> Operation:
    part, action = step
    return outbox.add_operation(
        session,
        firm=ref.firm,
        kind=ref.kind,
        host_id=ref.id,
        generation=generation,
        action=action,
        now=now,
        part=part,
        unit_id=unit,
    )


def _prepare(session: Session, document: Document, row: Operation) -> None:
    if row.first_sent_at is not None:
        row.revision += 1
        row.first_sent_at = None
    row.code = ""
    figures_of(document).write(row)
    edges.drop_edges(session, row)


def _cancel(rows: Iterable[Operation], kept: set[int], now: datetime) -> None:
    for row in rows:
        if row.id not in kept and row.state in outbox.PENDING:
            outbox.release(row, OperationState.CANCELLED, not_before=now)


def _stands(session: Session, row: Operation) -> bool:
    link = links.latest(session, row.firm, row.kind, row.host_id, row.part)
    return link is not None and link.operation_id == row.id and link.state in links.LIVE
