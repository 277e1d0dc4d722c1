"""Enter trust money and transfers between the firm's accounts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matterbooks.demo.database import db
from matterbooks.demo.practice.kinds import TrustEntry
from matterbooks.demo.practice.people import Matter
from matterbooks.demo.services import banking, trust
from matterbooks.demo.services.banking import NewTransfer
from matterbooks.demo.services.work import Work
from matterbooks.demo.views.forms import TransferForm, TrustForm
from matterbooks.demo.views.web import attempt, now

blueprint = Blueprint("moving", __name__)


@blueprint.route("/trust/new", methods=["GET", "POST"])
def new_trust() -> ResponseReturnValue:
    """A trust receipt, or a payment to the matter's client."""
    form = TrustForm(data={"date": now().date()})
    if form.validate_on_submit():
        made = attempt("{} was posted.", lambda work: _move_trust(work, form))
        if made is not None:
            return redirect(url_for("records.record", key=made.id))
    return render_template("form.html", form=form, title="New trust entry", button="Post")


@blueprint.route("/transfers/new", methods=["GET", "POST"])
def new_transfer() -> ResponseReturnValue:
    """A transfer between two accounts."""
    form = TransferForm(data={"date": now().date()})
    if form.validate_on_submit():
        entered = NewTransfer(
            form.date.data, form.source.data, form.target.data, form.amount.data, form.memo.data or ""
        )
        made = attempt("{} was posted.", lambda work: banking.transfer(work, entered))
        if made is not None:
            return redirect(url_for("records.record", key=made.id))
    return render_template("form.html", form=form, title="New bank transfer", button="Post")


def _move_trust(work: Work, form: TrustForm) -> TrustEntry:
    matter = db.session.get_one(Matter, form.matter.data)
    note = trust.TrustNote(form.date.data, form.memo.data or "", reference=form.reference.data or "")
    if form.way.data == "receipt":
        return trust.receive(work, matter, form.amount.data, note)
    return trust.pay_out(work, matter, matter.client, form.amount.data, note)
