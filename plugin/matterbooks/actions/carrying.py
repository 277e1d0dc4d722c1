"""Doing what a person agreed to: each record by the service that its screen would use, once, and told to the audit.

A record that cannot be done says why, and the others go on. What was interrupted is done by running it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matterbooks.actions.planning import BEGUN, CARRIED_OUT, Planned, looked_at_again, unlocks
from matterbooks.errors import MatterbooksError, PushError
from matterbooks.locks.unlock import Choice, unlock
from matterbooks.push import retry
from matterbooks.push.context import Context
from matterbooks.push.enqueue import enqueue
from matterbooks.push.existing import link_existing
from matterbooks.push.outside import handle_outside
from matterbooks.reconcile.actions import Mend
from matterbooks.store import audit

DONE_BEFORE = "done before, by this workbook"
OTHERS_CHANGED = "another record that was to be unlocked with it changed just now: give the workbook again"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row; done: it is as it was asked for, now or by an earlier run of the same workbook."""

    planned: Planned
    done: bool
    words: str


def carry_out(context: Context, planned: Sequence[Planned], actor: str) -> list[Outcome]:
    """Do what can be done, in the workbook's order, unlocking last; one outcome for each row."""
    found = {each.subject: Outcome(each, each.done, each.why_not or DONE_BEFORE) for each in planned}
    for each in planned:
        if each.can_be_done and each.row.mend is not Mend.UNLOCK:
            found[each.subject] = _alone(context, each, actor)
    for choice in ("delete", "keep"):
        for outcome in _together(context, unlocks(planned, choice), choice, actor):
            found[outcome.planned.subject] = outcome
    return [found[each.subject] for each in planned]


def _alone(context: Context, planned: Planned, actor: str) -> Outcome:
    each = looked_at_again(context, planned)
    if not each.can_be_done:
        return Outcome(each, each.done, each.why_not or DONE_BEFORE)
    _note(context, [each], BEGUN, actor)
    try:
        words = _do(context, each, actor)
    except MatterbooksError as refused:
        return Outcome(each, done=False, words=str(refused))
    context.failpoint("action_done")
    _note(context, [each], CARRIED_OUT, actor)
    return Outcome(each, done=True, words=words)


def _do(context: Context, each: Planned, actor: str) -> str:
    ref, row = each.ref, each.row
    if row.mend is Mend.LINK:
        link_existing(context, ref.firm, ref, row.choice, actor)
        return f"linked to QuickBooks id {row.choice}"
    if row.mend is Mend.HANDLED_OUTSIDE:
        handle_outside(context, ref.firm, [ref], _reason(each), actor)
        return "handled outside"
    if each.operations:
        sent = retry.retry(context, ref.firm, each.operations, actor) > 0
    else:
        with context.store.begin() as session:
            sent = enqueue(session, context.source, ref, context.clock)
    if not sent:
        raise PushError("It was not sent: something about it changed just now. Export and reconcile again.")
    return "on its way to QuickBooks"


def _together(context: Context, rows: Sequence[Planned], choice: Choice, actor: str) -> Iterable[Outcome]:
    """Unlocked in one plan: what depends on a record goes with it."""
    again = [looked_at_again(context, each) for each in rows]
    changed = [Outcome(each, each.done, each.why_not or DONE_BEFORE) for each in again if not each.can_be_done]
    if changed or not rows:
        return [*changed, *(Outcome(each, done=False, words=OTHERS_CHANGED) for each in again if each.can_be_done)]
    _note(context, rows, BEGUN, actor)
    ids = [link for each in rows for link in each.links]
    try:
        unlock(context, rows[0].ref.firm, ids, choice, _reason(*rows), actor)
    except MatterbooksError as refused:
        return [Outcome(each, done=False, words=str(refused)) for each in rows]
    context.failpoint("action_done")
    _note(context, rows, CARRIED_OUT, actor)
    words = "its copy is being deleted, then it is given back" if choice == "delete" else "given back, its copy stays"
    return [Outcome(each, done=True, words=words) for each in rows]


def _reason(*rows: Planned) -> str:
    """Why, for the record: the findings and the run that they are of."""
    findings = ", ".join(dict.fromkeys(f"{each.row.finding} ({each.row.cause})" for each in rows))
    return f"Ticked in the reconciliation {rows[0].run_id}: finding {findings}"


def _note(context: Context, rows: Sequence[Planned], event: str, actor: str) -> None:
    """Each row's line in the audit, once however often it is begun."""
    with context.store.begin() as session:
        for each in rows:
            row, firm = each.row, each.ref.firm
            if audit.happened(session, firm, event, each.subject):
                continue
            told = {"finding": row.finding, "cause": row.cause, "choice": row.choice, "state": each.state}
            audit.record(
                session, firm=firm, actor=actor, event=event, subject=each.subject, detail=told, now=context.clock()
            )
