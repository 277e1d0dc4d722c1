"""Each ticked row held against its record as it is now: what would be done, or why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from matterbooks.actions.standing import Standing, standing_of
from matterbooks.actions.whose import refuse_stranger
from matterbooks.ledger.documents import Ref
from matterbooks.locks.unlock import Choice, plan_unlock
from matterbooks.push.context import Context
from matterbooks.reconcile.actions import DELETE_COPY, Mend
from matterbooks.reconcile.ticked import Ticked, TickedRow
from matterbooks.store import audit
from matterbooks.values import Kind

BEGUN, CARRIED_OUT = "action_begun", "action_carried_out"
"""Events of the audit; the subject names run, record and mend, so that nothing is carried out twice."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One row: the record, its state now, and why it cannot be done ("" where it can); done: it was, by this run.

    links: ids of its live links, operations: ids of what is held of it.
    """

    row: TickedRow
    ref: Ref
    run_id: str
    state: str
    why_not: str = ""
    done: bool = False
    links: tuple[int, ...] = ()
    operations: tuple[int, ...] = ()

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        row = self.row
        return " ".join(filter(None, (self.run_id, row.mend.value, row.kind, row.ledger_id, row.choice)))

    @property
    def can_be_done(self) -> bool:
        """Whether it is to be done now."""
        return not (self.done or self.why_not)


def plan(context: Context, ticked: Ticked, firm: str | None = None) -> list[Planned]:
    """What would be done, row by row. Changes nothing; raises ActionsRefusedError for a workbook of somebody else."""
    refuse_stranger(context, ticked, firm)
    with context.store.read() as session:
        rows = [_planned(context, session, ticked.firm, ticked.run_id, row) for row in ticked.rows]
    for choice in ("delete", "keep"):
        rows = _unlockable(context, rows, choice)
    return rows


def choice_of(row: TickedRow) -> Choice:
    """What becomes of the copy."""
    return "delete" if row.choice == DELETE_COPY else "keep"


def unlocks(rows: Iterable[Planned], choice: Choice) -> list[Planned]:
    """The rows that are to be unlocked this way."""
    return [
        each for each in rows if each.can_be_done and each.row.mend is Mend.UNLOCK and choice_of(each.row) == choice
    ]


def looked_at_again(context: Context, each: Planned) -> Planned:
    """The same row against its record as it is by now: somebody may have been faster while a person decided."""
    with context.store.read() as session:
        return _planned(context, session, each.ref.firm, each.run_id, each.row)


def _planned(context: Context, session: Session, firm: str, run_id: str, row: TickedRow) -> Planned:
    if row.kind not in set(Kind):
        words = f"no record of the practice is of the kind {row.kind!r}"
        return Planned(row, Ref(firm, Kind.GENERAL_JOURNAL, row.ledger_id), run_id, "", words)
    ref = Ref(firm, Kind(row.kind), row.ledger_id)
    now = standing_of(context, session, ref)
    known = Planned(
        row, ref, run_id, now.state, links=tuple(link.id for link in now.linked),
        operations=tuple(held.id for held in now.held),
    )  # fmt: skip
    if audit.happened(session, firm, CARRIED_OUT, known.subject):
        return replace(known, done=True)
    if _FINISHED[row.mend](row, now) and audit.happened(session, firm, BEGUN, known.subject):
        return replace(known, done=True)
    return replace(known, why_not=_changed(row, now) or _WHY_NOT[row.mend](now))


def _changed(row: TickedRow, now: Standing) -> str:
    if row.state and row.state != now.state:
        return f"it was {row.state} at the run and is {now.state or 'unknown'} now: export and reconcile again"
    if row.mend is Mend.UNLOCK and row.quickbooks_id and row.quickbooks_id not in now.ids:
        was = f"{row.quickbooks_type} {row.quickbooks_id}"
        return f"its copy was {was} at the run and is {now.copies or 'none'} now: export and reconcile again"
    return ""


def _why_not_pushed(now: Standing) -> str:
    if now.held:
        return ""
    if now.linked:
        return f"it is in QuickBooks as {now.copies}"
    if now.under_way:
        return "it is on its way already"
    if not now.posted:
        return "it is not posted in the practice: post it there, which sends it"
    return "" if now.flows else "records of its kind are not sent: look at the switches under Admin > Accounting"


def _why_not_unlocked(now: Standing) -> str:
    if not now.linked:
        return "it is not linked to a record of QuickBooks any more"
    return "it is being unlocked already" if now.being_unlocked else ""


def _why_not_linked(now: Standing) -> str:
    return f"it is in QuickBooks as {now.copies}" if now.linked else ""


def _why_not_outside(now: Standing) -> str:
    return "" if now.held else "it is not held, so nothing has to be decided about it"


_WHY_NOT = {
    Mend.RE_PUSH: _why_not_pushed,
    Mend.UNLOCK: _why_not_unlocked,
    Mend.LINK: _why_not_linked,
    Mend.HANDLED_OUTSIDE: _why_not_outside,
}


_FINISHED: dict[Mend, Callable[[TickedRow, Standing], bool]] = {
    Mend.RE_PUSH: lambda _row, now: not now.held and (now.under_way or bool(now.linked)),
    Mend.UNLOCK: lambda row, now: now.being_unlocked or row.quickbooks_id not in (*now.ids, ""),
    Mend.LINK: lambda row, now: row.choice in now.ids,
    Mend.HANDLED_OUTSIDE: lambda _row, now: not now.held and "handled_outside" in now.state,
}
"""Whether a record stands as it would had it been done; with its beginning in the audit, an interrupted run did it."""


def _unlockable(context: Context, rows: Sequence[Planned], choice: Choice) -> list[Planned]:
    """Take out what the plan of unlocking refuses, and then what cannot be unlocked without that."""
    told = list(rows)
    while wanted := unlocks(told, choice):
        ids = [link for each in wanted for link in each.links]
        why = plan_unlock(context, wanted[0].ref.firm, ids, choice).why
        if not why:
            break
        refused = {each.subject: " ".join(why[link] for link in each.links if link in why) for each in wanted}
        told = [replace(each, why_not=refused.get(each.subject) or each.why_not) for each in told]
    return told
