"""What the activity screen shows: the latest operation of each record, totals of both sides, causes and attempts.

Reading only. Every query is of one firm; text that is searched for is never part of the SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from matterbooks.store.links import LIVE
from matterbooks.store.models import Attempt, Link, Operation
from matterbooks.values import Action, Kind, OperationState

PAGE_SIZE = 50
ON_THE_WAY = (OperationState.READY, OperationState.WAITING, OperationState.SENDING, OperationState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; empty is everything. text is found in number, party, id and words."""

    states: tuple[str, ...] = ()
    kind: str = ""
    text: str = ""
    dated_from: date | None = None
    dated_to: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of records: each as its latest operation, with its link where there is one."""

    rows: Sequence[tuple[Operation, Link | None]]
    total: int
    number: int

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class KindTotal:
    """One kind on both sides, in count and value (base currency), and where the rest stands."""

    kind: str
    posted: int
    posted_value: Decimal
    linked: int
    linked_value: Decimal
    on_the_way: int
    held: int
    skipped: int


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """Held operations with one cause; ids are what is retried together."""

    reason: str
    code: str
    words: str
    ids: tuple[int, ...]
    value: Decimal


def page(session: Session, firm: str, filters: Filters, number: int = 1) -> Page:
    """The records that fit, newest first; a page beyond the last one is the last."""
    fitting = _latest(firm).where(*_conditions(filters))
    total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    query = fitting.order_by(Operation.id.desc()).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = session.scalars(query).all()
    links = _links(session, firm, rows)
    return Page([(row, links.get((row.kind, row.host_id))) for row in rows], total, number)


def queue(session: Session, firm: str) -> dict[str, int]:
    """State -> how many of the records that `page` lists stand there; those given back for editing are not counted."""
    latest = _latest(firm).where(_listed(), ~_given_back()).subquery()
    rows = session.execute(select(latest.c.state, func.count()).group_by(latest.c.state))
    return {row[0]: row[1] for row in rows}


def _value_there(kind: ColumnElement[str]) -> ColumnElement[Decimal | None]:
    """What QuickBooks answered; a credit that was applied has a total of zero there, and is worth what it settles."""
    applied = kind.in_((Kind.SALES_CREDIT_APPLIED, Kind.SUPPLIER_CREDIT_APPLIED))
    return case((applied, Link.amount), else_=func.coalesce(Link.returned_total, Link.amount))


def totals(session: Session, firm: str) -> tuple[KindTotal, ...]:
    """Each kind with what was posted and what stands in QuickBooks, in the order of the kinds."""
    posted = (Operation.kind.in_(list(Kind)), Operation.state != OperationState.CANCELLED, ~_given_back())
    row = _latest(firm).where(*posted).subquery()
    same = and_(Link.firm == firm, Link.kind == row.c.kind, Link.host_id == row.c.host_id)
    live = and_(same, Link.part == "", Link.state.in_(LIVE))
    sent = case((Link.id.is_not(None), 1), else_=0)
    query = select(
        row.c.kind,
        func.count(),
        func.coalesce(func.sum(row.c.amount), 0),
        func.sum(sent),
        func.coalesce(func.sum(_value_there(row.c.kind)), 0),
        *(func.sum(case((row.c.state.in_(states), 1), else_=0)) for states in _STANDING),
    )
    found = session.execute(query.select_from(row).outerjoin(Link, live).group_by(row.c.kind)).all()
    by_kind = {each[0]: KindTotal(*each) for each in found}
    return tuple(by_kind[kind.value] for kind in Kind if kind.value in by_kind)


def causes(session: Session, firm: str, limit: int = 2000) -> tuple[CauseGroup, ...]:
    """Held operations by their cause, the largest group first."""
    query = select(Operation).where(Operation.firm == firm, Operation.state == OperationState.HELD)
    groups: dict[tuple[str, str, str], list[Operation]] = {}
    for row in session.scalars(query.order_by(Operation.id).limit(limit)):
        groups.setdefault((row.reason, row.code, row.words), []).append(row)
    found = (_group(key, rows) for key, rows in groups.items())
    return tuple(sorted(found, key=lambda group: -len(group.ids)))


def history(session: Session, firm: str, kind: str, host_id: str) -> Sequence[Operation]:
    """Every operation of one record, newest first."""
    query = select(Operation).where(Operation.firm == firm, Operation.kind == kind, Operation.host_id == host_id)
    return session.scalars(query.order_by(Operation.id.desc())).all()


def links_of(session: Session, firm: str, kind: str, host_id: str) -> Sequence[Link]:
    """Every link of one record, newest first; ended ones tell what became of earlier copies."""
    query = select(Link).where(Link.firm == firm, Link.kind == kind, Link.host_id == host_id)
    return session.scalars(query.order_by(Link.id.desc())).all()


def attempts(session: Session, firm: str, operation_ids: Sequence[int]) -> Sequence[Attempt]:
    """Every sending and look-up of these operations, newest first."""
    query = select(Attempt).where(Attempt.firm == firm, Attempt.operation_id.in_(operation_ids))
    return session.scalars(query.order_by(Attempt.id.desc())).all()


def latest_of(session: Session, firm: str, kind: str, host_id: str) -> Operation | None:
    """Where one record stands now."""
    return session.scalar(_latest(firm).where(Operation.kind == kind, Operation.host_id == host_id))


def _latest(firm: str) -> Select[Operation]:
    """One operation for each record: where its newest copy stands, and of its parts the one that needs somebody most.

    Of parts that stand alike it is the one that stands for the document, and a deletion rather than what it deletes.
    """
    place = func.row_number().over(
        partition_by=(Operation.kind, Operation.host_id),
        order_by=(
            Operation.generation.desc(),
            _URGENCY,
            case((Operation.action == Action.DELETE, 0), else_=1),
            case((Operation.part == "", 0), else_=1),
            Operation.id.desc(),
        ),
    )
    ranked = select(Operation.id, place.label("place")).where(Operation.firm == firm).subquery()
    return select(Operation).where(
        Operation.firm == firm, Operation.id.in_(select(ranked.c.id).where(ranked.c.place == 1))
    )


def _listed() -> ColumnElement[bool]:
    """Transactions; customers and items that are made on the way only where they need somebody."""
    return or_(Operation.kind.in_(list(Kind)), Operation.state.in_((OperationState.HELD, OperationState.UNCERTAIN)))


def _given_back() -> ColumnElement[bool]:
    """Records whose QuickBooks copy was deleted, and which were not posted again since."""
    return and_(Operation.action == Action.DELETE, Operation.state == OperationState.DONE)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Operation.kind == filters.kind if filters.kind else _listed()]
    if filters.states:
        found += [Operation.state.in_(filters.states), ~_given_back()]
    if filters.reason:
        found.append(Operation.reason == filters.reason)
    if filters.dated_from:
        found.append(Operation.date >= filters.dated_from)
    if filters.dated_to:
        found.append(Operation.date <= filters.dated_to)
    if filters.text:
        places = (Operation.number, Operation.party, Operation.host_id, Operation.words)
        found.append(or_(*(place.icontains(filters.text, autoescape=True) for place in places)))
    return found


def _links(session: Session, firm: str, rows: Sequence[Operation]) -> dict[tuple[str, str], Link]:
    """The newest link of each of these records, of several parts the one that stands for the document."""
    query = select(Link).where(Link.firm == firm, Link.host_id.in_({row.host_id for row in rows}))
    found = session.scalars(query.order_by(case((Link.part == "", 1), else_=0), Link.id))
    return {(link.kind, link.host_id): link for link in found}


def _group(key: tuple[str, str, str], rows: Sequence[Operation]) -> CauseGroup:
    value = sum((row.amount for row in rows if row.amount is not None and row.action == Action.CREATE), Decimal(0))
    return CauseGroup(*key, tuple(row.id for row in rows), value)


_URGENCY = case(
    *(
        (Operation.state == state, place)
        for place, state in enumerate(
            (
                OperationState.HELD,
                OperationState.UNCERTAIN,
                OperationState.SENDING,
                OperationState.READY,
                OperationState.WAITING,
                OperationState.DONE,
            )
        )
    ),
    else_=len(OperationState),
)
"""Of several operations of one generation, which is shown: whatever needs somebody, then whatever is on its way."""

_STANDING = (ON_THE_WAY, (OperationState.HELD,), (OperationState.SKIPPED,))
