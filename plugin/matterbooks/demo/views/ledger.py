"""The chart of accounts with its balances, and the register of one account."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matterbooks.demo.database import db
from matterbooks.demo.practice.books import Account, JournalEntry, JournalLine
from matterbooks.demo.services.ledger import balances

blueprint = Blueprint("ledger", __name__)


@blueprint.get("/ledger")
def chart() -> ResponseReturnValue:
    """The trial balance: every account, in debit or in credit."""
    accounts = db.session.scalars(select(Account).order_by(Account.code)).all()
    held = balances(db.session())
    debits = sum((amount for amount in held.values() if amount > 0), Decimal(0))
    return render_template("ledger.html", accounts=accounts, held=held, debits=debits, credits=debits - _sum(held))


@blueprint.get("/ledger/<code>")
def register(code: str) -> ResponseReturnValue:
    """Every line of one account by date, with the balance after it."""
    account = db.session.get(Account, code) or abort(404)
    query = (
        select(JournalLine)
        .join(JournalLine.entry)
        .where(JournalLine.account_code == code)
        .order_by(JournalEntry.date, JournalLine.id)
        .options(joinedload(JournalLine.entry).joinedload(JournalEntry.record), joinedload(JournalLine.contact))
    )
    lines = db.session.scalars(query).all()
    after = accumulate(line.amount for line in lines)
    rows = list(zip(lines, after, strict=True))
    return render_template("register.html", account=account, rows=rows)


def _sum(held: dict[str, Decimal]) -> Decimal:
    return sum(held.values(), Decimal(0))
