"""The dashboard, and Admin."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from matterbooks.demo.chart import PAYABLE, RECEIVABLE, TRUST_LIABILITY
from matterbooks.demo.database import db
from matterbooks.demo.practice.kinds import Bill, CreditNote, Payment, SupplierInvoice
from matterbooks.demo.practice.people import User
from matterbooks.demo.practice.records import POSTED, Record
from matterbooks.demo.services.ledger import accounts_of_role, balances
from matterbooks.demo.views.web import administrators_only, now

blueprint = Blueprint("home", __name__)
_MONTH = (("Billed", Bill), ("Received", Payment), ("Credited", CreditNote), ("Bought", SupplierInvoice))


@blueprint.get("/")
def dashboard() -> ResponseReturnValue:
    """A month's figures, the balances, and what was posted last."""
    today = now().date()
    first = _month()
    month = [(label, *_posted(shape, first)) for label, shape in _MONTH]
    held = balances(db.session())
    owed = [
        ("Receivable from clients", held.get(RECEIVABLE, Decimal(0))),
        ("Bills overdue", _overdue(today)),
        ("Payable to suppliers", -held.get(PAYABLE, Decimal(0))),
        ("Held in trust for clients", -held.get(TRUST_LIABILITY, Decimal(0))),
    ]
    banks = [(one, held.get(one.code, Decimal(0))) for one in accounts_of_role(db.session(), "bank", "trust_bank")]
    latest = select(Record).where(Record.status == POSTED).order_by(Record.posted_at.desc(), Record.id.desc()).limit(8)
    return render_template(
        "dashboard.html",
        first=first,
        before=_first(first - dt.timedelta(days=1)),
        after=_following(first),
        month=month,
        owed=owed,
        banks=banks,
        latest=db.session.scalars(latest).all(),
    )


@blueprint.get("/admin")
@administrators_only
def admin() -> ResponseReturnValue:
    """What administrators look after; the way to matterbooks is among it."""
    return render_template("admin.html", users=db.session.scalars(select(User).order_by(User.name)).all())


def _month() -> dt.date:
    """The month that was asked for as 2026-03, else the last in which anything was posted."""
    try:
        return dt.date.fromisoformat(f"{request.args['month']}-01")
    except (KeyError, ValueError):
        last = db.session.scalar(select(func.max(Record.date)).where(Record.status == POSTED))
        return _first(last or now().date())


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _following(first: dt.date) -> dt.date:
    return _first(first + dt.timedelta(days=32))


def _posted(shape: type[Record], first: dt.date) -> tuple[int, Decimal]:
    """How many of the month there are, and what they come to."""
    within = (shape.status == POSTED, shape.date >= first, shape.date < _following(first))
    query = select(func.count(), func.sum(shape.amount)).where(*within)
    count, total = db.session.execute(query).one()
    return count, total or Decimal(0)


def _overdue(today: dt.date) -> Decimal:
    query = select(func.sum(Bill.amount), func.sum(Bill.settled)).where(Bill.status == POSTED, Bill.due < today)
    billed, settled = db.session.execute(query).one()
    return (billed or Decimal(0)) - (settled or Decimal(0))
