"""Unlocking is a plan, not a flag: who, why, and what becomes of the QuickBooks copy.

delete: the copy is deleted in QuickBooks first (unpaid, open period), then the record is given back; posted again it is
made anew, as the next generation. keep: the record is given back at once, two copies will exist, and the record needs
another number when it is posted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from matterbooks.errors import MatterbooksError
from matterbooks.ledger.documents import Ref
from matterbooks.push import signals
from matterbooks.push.context import Context
from matterbooks.push.deleting import children, request_deletion, why_never
from matterbooks.store import audit, connections, links
from matterbooks.store.models import Connection, Link
from matterbooks.values import EndedHow, Kind, LinkState

Choice = Literal["delete", "keep"]


class UnlockRefusedError(MatterbooksError):
    """The plan cannot be carried out as it stands; each reason names its record."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan, in words."""

    link_id: int
    words: str


@dataclass(frozen=True, slots=True)
class UnlockPlan:
    """What would happen, in order; with refusals nothing happens at all. why: link id -> its refusal."""

    choice: Choice
    steps: tuple[Step, ...]
    refusals: tuple[str, ...]
    why: Mapping[int, str]


def unlockable(session: Session, firm: str, kind: str | None = None, limit: int = 500) -> Sequence[Link]:
    """Linked records that can be picked, newest first."""
    kinds = [kind] if kind else [each.value for each in Kind]
    return [link for link in links.live_of_kinds(session, firm, kinds, limit) if link.state != LinkState.UNLOCKED]


def plan_unlock(context: Context, firm: str, link_ids: Iterable[int], choice: Choice) -> UnlockPlan:
    """What unlocking these records would do, children before what they depend on. Changes nothing."""
    with context.store.read() as session:
        return _plan(session, firm, link_ids, choice)


def unlock(context: Context, firm: str, link_ids: Iterable[int], choice: Choice, reason: str, actor: str) -> UnlockPlan:
    """Carry the plan out: give the records back, or send the deletions on their way, each with its line in the audit.

    Raises UnlockRefusedError, and does nothing, where one step cannot be done or the reason is missing.
    """
    if not reason.strip():
        raise UnlockRefusedError("Unlocking needs a reason: say what is wrong with the record.")
    with context.store.begin() as session:
        plan = _plan(session, firm, link_ids, choice)
        if plan.refusals:
            raise UnlockRefusedError(" ".join(plan.refusals))
        given_back = [_carry_out(context, session, step.link_id, choice, reason, actor) for step in plan.steps]
    for ref in given_back:
        if choice == "keep":
            signals.tell(signals.unlocked, ref)
    return plan


def _plan(session: Session, firm: str, link_ids: Iterable[int], choice: Choice) -> UnlockPlan:
    chosen = _whole_records(session, firm, link_ids)
    connection = connections.live(session, firm)
    ordered = sorted(chosen, key=lambda link: link.operation_id, reverse=True)
    picked = {link.operation_id for link in ordered}
    told = {link.id: _refusal(session, connection, link, picked, choice) for link in ordered}
    why = {link: words for link, words in told.items() if words}
    refusals = tuple(why.values()) if ordered else ("None of these records is linked any more; open the list again.",)
    return UnlockPlan(choice, tuple(Step(link.id, _words(link, choice)) for link in ordered), refusals, why)


def _whole_records(session: Session, firm: str, link_ids: Iterable[int]) -> Sequence[Link]:
    """These links, and the other records of QuickBooks that the same record of the practice became with them."""
    records = {(link.kind, link.host_id) for link in links.live_by_id(session, firm, link_ids)}
    return [link for kind, host_id in records for link in links.live_parts(session, firm, kind, host_id)]


def _words(link: Link, choice: Choice) -> str:
    named = f"{link.kind.replace('_', ' ')} {link.number or link.host_id}"
    copy = f"{link.quickbooks_type} {link.quickbooks_id}"
    if choice == "delete":
        return f"Delete {copy} in QuickBooks, then give {named} back for editing. Posted again, it is made anew."
    return (
        f"Give {named} back for editing and leave {copy} as it is. Two copies will exist once it is posted again, "
        "under another number; somebody has to deal with the one in QuickBooks."
    )


def _refusal(session: Session, connection: Connection | None, link: Link, picked: set[int], choice: Choice) -> str:
    """Why this record cannot be unlocked this way; empty when it can."""
    named = f"{link.kind.replace('_', ' ')} {link.number or link.host_id}"
    if link.state == LinkState.UNLOCKED:
        return f"{named} is being unlocked already."
    if choice == "keep":
        return ""
    if connection is None:
        return f"{named} cannot be deleted in QuickBooks while there is no connection."
    if why := why_never(session, link):
        return f"{named} cannot be unlocked by deleting its copy. {why}"
    others = [child for child in children(session, link) if child.id not in picked]
    if others:
        first = f"{others[0].kind.replace('_', ' ')} {others[0].number or others[0].host_id}"
        return f"{named} is paid or credited in QuickBooks by {first}: unlock that first, or together with it."
    catalogue = connections.catalogue_of(connection)
    closing = catalogue.company.closing_date if catalogue else None
    if closing is not None and link.date is not None and link.date <= closing:
        return f"{named} lies in the period that QuickBooks closed on {closing.isoformat()}."
    return ""


def _carry_out(context: Context, session: Session, link_id: int, choice: Choice, reason: str, actor: str) -> Ref:
    link, now = session.get_one(Link, link_id), context.clock()
    ref = Ref(link.firm, Kind(link.kind), link.host_id)
    link.unlocked_at, link.unlocked_by, link.unlock_reason = now, actor, reason
    if choice == "keep":
        link.state, link.ended_how, link.ended_at = LinkState.ENDED.value, EndedHow.KEPT.value, now
        context.source.unlock(session, ref)
    else:
        link.state = LinkState.UNLOCKED.value
        request_deletion(context, session, link)
    audit.record(
        session,
        firm=link.firm,
        actor=actor,
        event=f"unlocked_{choice}",
        subject=f"{link.kind} {link.host_id}",
        detail={"reason": reason, "quickbooks": f"{link.quickbooks_type} {link.quickbooks_id}"},
        now=now,
    )
    return ref
