"""What a person decides about one record: it is new, it was dealt with by hand, or QuickBooks has it already."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from matterbooks.ledger.documents import Ref
from matterbooks.push.confirming import confirm_new
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.existing import link_existing
from matterbooks.push.matching import PARTIES
from matterbooks.push.outside import handle_outside
from matterbooks.push.party_links import link_party
from matterbooks.store import activity
from matterbooks.values import Kind, Permission, ReferenceKind
from matterbooks.web import notes
from matterbooks.web.guard import needs
from matterbooks.web.host import host


@needs(Permission.PUSH)
def decide(kind: str, host_id: str) -> ResponseReturnValue:
    """POST do=new, outside (with a reason) or link (with the QuickBooks id); back to the record, told what happened."""
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
    return redirect(url_for("matterbooks.record", kind=kind, host_id=host_id))


def _decided(ref: Ref, what: str) -> str:
    here = host()
    match what:
        case "new":
            return _confirmed(ref)
        case "outside":
            handle_outside(here.context, ref.firm, [ref], request.form.get("reason", ""), here.actor())
            return "Marked as handled outside. It is not sent as it stands."
        case "link":
            link_existing(here.context, ref.firm, ref, request.form.get("quickbooks_id", ""), here.actor())
            return "Linked. Whatever waited for it goes on."
    raise DecisionRefusedError("Nothing was decided: press one of the buttons.")


def _relinked(firm: str, kind: ReferenceKind, key: str) -> str:
    here = host()
    link_party(here.context, firm, kind, key, request.form.get("quickbooks_id", ""), here.actor())
    return "Linked. Retry the records that were held for it."


def _confirmed(ref: Ref) -> str:
    here = host()
    with here.store.read() as session:
        row = activity.latest_of(session, ref.firm, ref.kind, ref.id)
    if row is None or not confirm_new(here.context, ref.firm, [row.id], here.actor()):
        raise DecisionRefusedError("The record does not wait for that any more.")
    return "Noted: it is not in the opening balances. It is on its way."
