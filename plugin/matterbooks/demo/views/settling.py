"""Receive and make payments, and set credit notes against documents."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matterbooks.demo.database import db
from matterbooks.demo.practice.kinds import (
    Bill,
    Cash,
    CreditNote,
    Document,
    Payment,
    SupplierCredit,
    SupplierInvoice,
    SupplierPayment,
)
from matterbooks.demo.practice.people import Contact
from matterbooks.demo.practice.records import POSTED
from matterbooks.demo.services import settling
from matterbooks.demo.services.settling import Money, Shares
from matterbooks.demo.services.work import Work
from matterbooks.demo.views.forms import CreditForm, PaymentForm, contact_choices, share_data
from matterbooks.demo.views.records import find
from matterbooks.demo.views.web import attempt, now

blueprint = Blueprint("settling", __name__)


@blueprint.route("/payments/new", methods=["GET", "POST"])
def new_payment() -> ResponseReturnValue:
    """First whose money it is, then how much and for what."""
    key = request.args.get("contact", type=int)
    if key is None:
        people = {"Clients": contact_choices(suppliers=False), "Suppliers": contact_choices(suppliers=True)}
        return render_template("payer.html", people=people)
    contact = db.session.get(Contact, key) or abort(404)
    open_ = _open(contact, Bill if contact.is_client else SupplierInvoice)
    form = PaymentForm(data=share_data(open_, now().date()))
    if form.validate_on_submit():
        made = attempt("{} was posted.", lambda work: _pay(work, contact, form))
        if made is not None:
            return redirect(url_for("records.record", key=made.id))
    return render_template("payment.html", form=form, contact=contact, rows=list(zip(form.shares, open_, strict=True)))


@blueprint.route("/records/<int:key>/apply", methods=["GET", "POST"])
def apply(key: int) -> ResponseReturnValue:
    """Set a credit note against open documents of the same contact."""
    credit = find(key)
    if not isinstance(credit, CreditNote | SupplierCredit):
        abort(404)
    open_ = _open(credit.party, Bill if isinstance(credit, CreditNote) else SupplierInvoice)
    form = CreditForm(data=share_data(open_, now().date()))
    if form.validate_on_submit():
        made = attempt(
            "{} was posted.", lambda work: settling.apply_credit(work, credit, form.date.data, _shares(form))
        )
        if made is not None:
            return redirect(url_for("records.record", key=made.id))
    return render_template("apply.html", form=form, credit=credit, rows=list(zip(form.shares, open_, strict=True)))


def _pay(work: Work, contact: Contact, form: PaymentForm) -> Cash:
    money = Money(
        contact,
        form.date.data,
        form.bank.data,
        form.amount.data,
        form.method.data,
        form.reference.data or "",
        form.memo.data or "",
    )
    shape = Payment if contact.is_client else SupplierPayment
    return settling.move_money(work, shape, money, _shares(form))


def _shares(form: CreditForm) -> Shares:
    return [(db.session.get_one(Document, key), amount) for key, amount in form.allocated().items()]


def _open(contact: Contact, shape: type[Document]) -> list[Document]:
    query = select(shape).where(shape.contact_id == contact.id, shape.status == POSTED, shape.settled < shape.amount)
    return list(db.session.scalars(query.order_by(shape.date, shape.id)))
