"""Unlock: pick linked records, choose what becomes of their copies, look at the plan, then let it run."""

from __future__ import annotations

from typing import Literal

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matterbooks.locks.unlock import UnlockPlan, UnlockRefusedError, plan_unlock, unlockable
from matterbooks.locks.unlock import unlock as carry_out
from matterbooks.values import Kind, Permission
from matterbooks.web import notes
from matterbooks.web.guard import needs
from matterbooks.web.host import host

Choice = Literal["delete", "keep"]
MOST = 200


@needs(Permission.UNLOCK)
def unlock() -> ResponseReturnValue:
    """GET: the linked records, with that of `kind` and `id` ticked. POST `do=plan`: what would happen.

    POST `do=unlock`: it happens.
    """
    if request.method != "POST":
        return _pick()
    chosen = [int(text) for text in request.form.getlist("link") if text.isdecimal() and len(text) < 19]
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
    kind = asked if asked in set(Kind) else None
    with here.store.read() as session:
        links = unlockable(session, firm, kind, MOST)
    wanted = request.args.get("id", "")
    ticked = set(request.values.getlist("link")) | {str(link.id) for link in links if link.host_id == wanted}
    page = render_template(
        "matterbooks/unlock.html",
        links=sorted(links, key=lambda link: str(link.id) not in ticked),
        kind=kind or "",
        ticked=ticked,
        errors=errors or {},
        choice=request.form.get("choice", ""),
        reason=request.form.get("reason", ""),
        most=MOST,
    )
    return page, status


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
    return redirect(url_for("matterbooks.activity"))


def _show_plan(plan: UnlockPlan, chosen: list[int], reason: str, status: int) -> ResponseReturnValue:
    page = render_template("matterbooks/unlock_plan.html", plan=plan, chosen=chosen, reason=reason)
    return page, status
