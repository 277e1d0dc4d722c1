"""Sweep: the third net. Walks the practice ledger and holds every record's version against what we know of it.

What was posted past `enqueue` and `watch` is enqueued now; what changed although it was locked is reported, for a
person. Every run walks the whole ledger: a mark kept between runs would miss what a raw statement changed behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.ledger.source import Changed
from matterbooks.push.context import Context
from matterbooks.push.enqueue import enqueue
from matterbooks.store import changes, connections, links, outbox
from matterbooks.store.models import Link, Operation
from matterbooks.values import Kind, LinkState

PAGE = 500


@dataclass(frozen=True, slots=True)
class ChangedUnderLock:
    """A record that is no longer as it was pushed, or is on its way, although it was locked."""

    ref: Ref
    words: str


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What one walk found. `enqueued` are on their way now, `changed` wait for a person."""

    looked_at: int
    enqueued: tuple[Ref, ...]
    changed: tuple[ChangedUnderLock, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def sweep(context: Context, firm: str) -> SweepReport:
    """Walk every record that the host knows of; records posted before the connection began are none of ours.

    A firm that is not connected has nothing to be compared with: its report is empty.
    """
    seen: set[Ref] = set()
    missing: list[Ref] = []
    changed: list[ChangedUnderLock] = []
    for page in _pages(context, firm):
        seen.update(row.ref for row in page)
        with context.store.read() as session:
            changed += _changed(context, session, page)
            candidates = [row.ref for row in page if _is_missing(session, row)]
            flowing = [ref for ref in candidates if _concerns_us(context, session, ref)]
        _enqueue(context, flowing)
        missing += flowing
    changed += _gone(context, firm, seen)
    return SweepReport(len(seen), tuple(dict.fromkeys(missing)), tuple(changed))


def _pages(context: Context, firm: str) -> Iterator[Sequence[Changed]]:
    """The host's records, oldest change first; a record that is told of twice is judged by the last."""
    mark = ""
    while True:
        with context.store.read() as session:
            if connections.live(session, firm) is None:
                return
            page = context.source.changed_since(session, firm, mark, PAGE)
        if not page:
            return
        mark = page[-1].mark
        yield list({row.ref: row for row in page}.values())


def _changed(context: Context, session: Session, page: Iterable[Changed]) -> Iterator[ChangedUnderLock]:
    for row in page:
        link = links.live(session, row.ref.firm, row.ref.kind, row.ref.id)
        operation = outbox.latest(session, row.ref.firm, row.ref.kind, row.ref.id)
        if link is not None:
            if row.version != link.document_version and link.state != LinkState.UNLOCKED:
                document = context.source.document(session, row.ref)
                yield ChangedUnderLock(row.ref, _words(link, "changed" if document is not None else "removed"))
        elif operation is not None and operation.state in outbox.IN_FLIGHT and _differs(row, operation):
            words = f"The {row.ref.kind.replace('_', ' ')} {operation.number} was changed on its way to QuickBooks."
            yield ChangedUnderLock(row.ref, words)


def _words(link: Link, what: str) -> str:
    return (
        f"The {link.kind.replace('_', ' ')} {link.number or link.host_id} was {what} although it is locked: "
        f"{link.quickbooks_type} {link.quickbooks_id} still is as it was pushed. Take that back, or unlock the record."
    )


def _is_missing(session: Session, row: Changed) -> bool:
    """Whether the host has a version of this record that nobody told us of."""
    ref = row.ref
    if links.live(session, ref.firm, ref.kind, ref.id) is not None or changes.unplanned_of(session, ref):
        return False
    operation = outbox.latest(session, ref.firm, ref.kind, ref.id)
    return operation is None or _differs(row, operation)


def _differs(row: Changed, operation: Operation) -> bool:
    return row.version != operation.document_version


def _concerns_us(context: Context, session: Session, ref: Ref) -> bool:
    """Whether to enqueue it: it stands and was posted since the connection began, or is gone and was pending."""
    document = context.source.document(session, ref)
    operation = outbox.latest(session, ref.firm, ref.kind, ref.id)
    if document is None:
        return operation is not None and operation.state in outbox.PENDING
    connection = connections.live(session, ref.firm)
    return connection is not None and document.posted_at >= connection.started_at


def _enqueue(context: Context, refs: Sequence[Ref]) -> None:
    if not refs:
        return
    with context.store.begin() as session:
        for ref in refs:
            enqueue(session, context.source, ref, context.clock)


def _gone(context: Context, firm: str, seen: set[Ref]) -> list[ChangedUnderLock]:
    """Linked records that the host no longer has, where it did not tell of their removal."""
    found = []
    with context.store.read() as session:
        for link in links.live_of_kinds(session, firm, list(Kind), limit=None):
            ref = Ref(firm, Kind(link.kind), link.host_id)
            if link.state != LinkState.UNLOCKED and ref not in seen and context.source.document(session, ref) is None:
                found.append(ChangedUnderLock(ref, _words(link, "removed")))
    return found
