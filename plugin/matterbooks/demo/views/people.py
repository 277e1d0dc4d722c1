"""Clients, suppliers and matters."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from matterbooks.demo.chart import RECEIVABLE
from matterbooks.demo.database import db
from matterbooks.demo.practice.books import JournalLine
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import Record, TrustShare

blueprint = Blueprint("people", __name__)


@blueprint.get("/clients")
def clients() -> ResponseReturnValue:
    """Every client with what is receivable from it."""
    query = select(Contact).where(Contact.is_client).order_by(Contact.name)
    return render_template("clients.html", clients=db.session.scalars(query).all(), receivable=_receivable())


@blueprint.get("/clients/<int:key>")
def client(key: int) -> ResponseReturnValue:
    """One client or supplier: matters and records."""
    found = db.session.get(Contact, key) or abort(404)
    query = select(Record).where(Record.contact_id == key).order_by(Record.date.desc(), Record.id.desc())
    records = db.session.scalars(query).all()
    owed = _receivable().get(key, Decimal(0))
    return render_template("client.html", client=found, records=records, owed=owed, trust=_trust())


@blueprint.get("/matters")
def matters() -> ResponseReturnValue:
    """Every matter with what it holds in trust."""
    found = db.session.scalars(select(Matter).order_by(Matter.number)).all()
    return render_template("matters.html", matters=found, trust=_trust())


@blueprint.get("/matters/<int:key>")
def matter(key: int) -> ResponseReturnValue:
    """One matter: its records, and its trust money movement by movement."""
    found = db.session.get(Matter, key) or abort(404)
    query = select(Record).where(Record.matter_id == key).order_by(Record.date.desc(), Record.id.desc())
    shares = select(TrustShare).join(Record, TrustShare.record_id == Record.id).where(TrustShare.matter_id == key)
    moved = db.session.scalars(shares.order_by(Record.date, Record.id)).all()
    return render_template("matter.html", matter=found, records=db.session.scalars(query).all(), moved=moved)


def _receivable() -> dict[int, Decimal]:
    """Client's key -> what it owes."""
    query = select(JournalLine.contact_id, func.sum(JournalLine.amount)).where(JournalLine.account_code == RECEIVABLE)
    return {key: owed for key, owed in db.session.execute(query.group_by(JournalLine.contact_id)) if key is not None}


def _trust() -> dict[int, Decimal]:
    """Matter's key -> what it holds in trust."""
    query = select(TrustShare.matter_id, func.sum(TrustShare.amount)).group_by(TrustShare.matter_id)
    return {row[0]: row[1] for row in db.session.execute(query)}
