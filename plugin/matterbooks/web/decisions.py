"""What a person decides about records: they are new, they were dealt with by hand, or QuickBooks has them already."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matterbooks.ledger.documents import Ref
from matterbooks.push.candidates import Candidate, candidates
from matterbooks.push.confirming import confirm_new
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.existing import link_existing
from matterbooks.push.figures import figures_of
from matterbooks.push.matching import PARTIES
from matterbooks.push.outside import handle_outside
from matterbooks.push.party_links import link_party
from matterbooks.store import activity, outbox
from matterbooks.store.models import Operation
from matterbooks.values import Kind, OperationState, Permission, ReferenceKind
from matterbooks.web import notes
from matterbooks.web.activity import Pages
from matterbooks.web.guard import needs
from matterbooks.web.host import host
from matterbooks.web.quickbooks_pages import record_in


@needs(Permission.PUSH)
def decide(kind: str, host_id: str) -> ResponseReturnValue:
    """POST do=new, outside (with a reason) or link (with `quickbooks_id`, or the address of its page there).

    Of a client, matter or supplier: which customer or vendor it is. Back to the record, told what happened.
    """
    here, firm = host(), host().firm_of()
    if kind not in {*Kind, *PARTIES}:
        abort(404)
    try:
        if kind in set(Kind):
            notes.say("done", _decided(Ref(firm, Kind(kind), host_id), request.form.get("do", "")))
        else:
            notes.say("done", _relinked(firm, ReferenceKind(kind), host_id))
        here.wake(firm)
    except DecisionRefusedError as refused:
        notes.say("problem", str(refused))
    return redirect(url_for(_next_page(firm, kind, host_id), kind=kind, host_id=host_id))


@needs(Permission.PUSH)
def decide_several() -> ResponseReturnValue:
    """POST do=new or outside (with a reason) for every `operation` of the form: all of them, or none."""
    here, firm = host(), host().firm_of()
    ids = [int(text) for text in request.form.getlist("operation") if text.isdecimal() and len(text) < 19]
    try:
        notes.say("done", _decided_several(firm, ids, request.form.get("do", "")))
        here.wake(firm)
    except DecisionRefusedError as refused:
        notes.say("problem", str(refused))
    return redirect(url_for("matterbooks.activity"))


@needs(Permission.PUSH)
def copies(kind: str, host_id: str) -> ResponseReturnValue:
    """What QuickBooks has that may be this record, each with a button that links it, or with what differs."""
    here, firm = host(), host().firm_of()
    if kind not in set(Kind):
        abort(404)
    ref = Ref(firm, Kind(kind), host_id)
    document = here.source.document(here.public_session(), ref)
    if document is None:
        abort(404)
    found, refused = _candidates(ref)
    return render_template(
        "matterbooks/copies.html",
        ref=ref,
        figures=figures_of(document),
        found=found,
        refused=refused,
        page_of=Pages(here, firm),
    )


def _candidates(ref: Ref) -> tuple[tuple[Candidate, ...], str]:
    try:
        return candidates(host().context, ref.firm, ref), ""
    except DecisionRefusedError as refused:
        return (), str(refused)


def _next_page(firm: str, kind: str, host_id: str) -> str:
    """The record's own page, once anything is planned for it."""
    with host().store.read() as session:
        known = activity.latest_of(session, firm, kind, host_id) is not None
    return "matterbooks.record" if known else "matterbooks.copies"


def _decided(ref: Ref, what: str) -> str:
    here = host()
    match what:
        case "new":
            return _confirmed(_held(ref))
        case "outside":
            handle_outside(here.context, ref.firm, [ref], request.form.get("reason", ""), here.actor())
            return "Marked as handled outside. It is not sent as it stands."
        case "link":
            entity, id_ = record_in(request.form.get("quickbooks_id", ""))
            link_existing(here.context, ref.firm, ref, id_, here.actor(), entity)
            return "Linked. Whatever waited for it goes on."
    raise DecisionRefusedError("Nothing was decided: press one of the buttons.")


def _decided_several(firm: str, ids: list[int], what: str) -> str:
    here, wanted = host(), set(ids)
    with here.store.read() as session:
        rows = [row for row in outbox.in_states(session, firm, (OperationState.HELD,)) if row.id in wanted]
    if what == "new":
        return _confirmed(rows)
    refs = {Ref(firm, Kind(row.kind), row.host_id) for row in rows if row.kind in set(Kind)}
    if rows and not refs:
        raise DecisionRefusedError(
            "Only what the practice posted can be handled outside. Retry these, or link each on its own page."
        )
    if what != "outside" or not refs:
        raise DecisionRefusedError("None of these records is held any more, so nothing was decided.")
    handle_outside(here.context, firm, refs, request.form.get("reason", ""), here.actor())
    return f"{_count(len(refs))} marked as handled outside, and not sent as they stand."


def _relinked(firm: str, kind: ReferenceKind, key: str) -> str:
    here = host()
    _, id_ = record_in(request.form.get("quickbooks_id", ""))
    link_party(here.context, firm, kind, key, id_, here.actor())
    return "Linked. Retry the records that were held for it."


def _confirmed(rows: Iterable[Operation]) -> str:
    here = host()
    count = confirm_new(here.context, here.firm_of(), [row.id for row in rows], here.actor())
    if not count:
        raise DecisionRefusedError("The record does not wait for that any more.")
    return f"Noted: {_count(count)} not in the opening balances. What nothing else holds is on its way."


def _count(count: int) -> str:
    return "1 record is" if count == 1 else f"{count} records are"


def _held(ref: Ref) -> list[Operation]:
    row = _latest(ref)
    return [] if row is None else [row]


def _latest(ref: Ref) -> Operation | None:
    with host().store.read() as session:
        return activity.latest_of(session, ref.firm, ref.kind, ref.id)
