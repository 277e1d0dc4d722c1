"""Unlock: pick linked records, choose what becomes of their copies, look at the plan, then let it run."""

from __future__ import annotations

from typing import Literal

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from matterbooks.locks.unlock import UnlockPlan, UnlockRefusedError, plan_unlock, unlockable
from matterbooks.locks.unlock import unlock as carry_out
from matterbooks.store import links as stored
from matterbooks.store.models import Link
from matterbooks.values import Kind, LinkState, Permission
from matterbooks.web import notes
from matterbooks.web.guard import needs
from matterbooks.web.host import Host, host

Choice = Literal["delete", "keep"]
MOST = 200


@needs(Permission.UNLOCK)
def unlock() -> ResponseReturnValue:
    """GET: the linked records, with that of `kind` and `id` ticked. POST `do=plan`: what would happen.

    POST `do=unlock`: it happens.
    """
    if request.method != "POST":
        return _pick()
    chosen = _numbers(request.form.getlist("link"))
    choice: Choice = "keep" if request.form.get("choice") == "keep" else "delete"
    reason = request.form.get("reason", "").strip()
    if errors := _errors(chosen, reason):
        return _pick(errors, 400)
    return _run(chosen, choice, reason) if request.form.get("do") == "unlock" else _plan(chosen, choice, reason)


def _errors(chosen: list[int], reason: str) -> dict[str, str]:
    found = {}
    if not chosen:
        found["records"] = "Tick at least one record."
    if not reason:
        found["reason"] = "Give a reason: it is kept with the record."
    if request.form.get("choice") not in ("delete", "keep"):
        found["choice"] = "Choose what becomes of the copy in QuickBooks."
    return found


def _pick(errors: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    here, firm = host(), host().firm_of()
    asked = request.values.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else None
    with here.store.read() as session:
        listed = unlockable(session, firm, kind, MOST)
        asked_for = _asked_for(session, firm, kind)
    ticked = set(request.form.getlist("link")) | {str(link.id) for link in asked_for}
    links = {link.id: link for link in (*asked_for, *listed)}.values()
    page = render_template(
        "matterbooks/unlock.html",
        links=sorted(links, key=lambda link: str(link.id) not in ticked),
        kind=kind.value if kind else "",
        ticked=ticked,
        errors=errors or {},
        choice=request.form.get("choice", ""),
        reason=request.form.get("reason", ""),
        most=MOST,
    )
    return page, status


def _asked_for(session: Session, firm: str, kind: Kind | None) -> list[Link]:
    """What the page was opened for: the links of the form, of `link`, or that of the record `kind` and `id`."""
    found = list(stored.live_by_id(session, firm, _numbers(request.values.getlist("link"))))
    if kind is not None and (host_id := request.args.get("id", "")):
        found += [link for link in [stored.live(session, firm, kind, host_id)] if link is not None]
    return [link for link in found if link.state != LinkState.UNLOCKED]


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]


def _plan(chosen: list[int], choice: Choice, reason: str) -> ResponseReturnValue:
    here = host()
    plan = plan_unlock(here.context, here.firm_of(), chosen, choice)
    return _show_plan(plan, chosen, reason, 409 if plan.refusals else 200)


def _run(chosen: list[int], choice: Choice, reason: str) -> ResponseReturnValue:
    here, firm = host(), host().firm_of()
    try:
        plan = carry_out(here.context, firm, chosen, choice, reason, here.actor())
    except UnlockRefusedError:
        return _plan(chosen, choice, reason)
    here.wake(firm)
    done = "given back for editing" if choice == "keep" else "given back as soon as QuickBooks has deleted its copy"
    count = len(plan.steps)
    notes.say("done", f"{count} {'record is' if count == 1 else 'records are'} {done}.")
    return redirect(_afterwards(here, firm, plan))


def _afterwards(here: Host, firm: str, plan: UnlockPlan) -> str:
    """The record's own page, which tells how far it is; for several records, the list."""
    if len(plan.steps) > 1:
        return url_for("matterbooks.activity")
    with here.store.read() as session:
        link = session.get_one(Link, plan.steps[0].link_id)
    return url_for("matterbooks.record", kind=link.kind, host_id=link.host_id)


def _show_plan(plan: UnlockPlan, chosen: list[int], reason: str, status: int) -> ResponseReturnValue:
    page = render_template("matterbooks/unlock_plan.html", plan=plan, chosen=chosen, reason=reason)
    return page, status
