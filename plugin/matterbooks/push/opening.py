"""What is dated before QuickBooks' opening balances end: it may be in them already, so that a person has to say.

Actionstep: only what is posted after connecting is pushed; an old invoice that is moved back to draft and posted again
goes. Its date can still lie before the day from which QuickBooks' own balances begin.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Invoice
from matterbooks.push.desk import Desk
from matterbooks.push.recipe import Hold
from matterbooks.store import audit
from matterbooks.values import Held

CONFIRMED = "not_in_opening_balances"
"""The event of the audit with which a person says so."""


def opening_date(desk: Desk) -> date:
    """The first day that is not in QuickBooks' opening balances: as the firm says, else the day of connecting."""
    return desk.mapping.opening_date or desk.connection.started_at.date()


def subject(document: Document) -> str:
    """The record in the audit."""
    return f"{document.ref.kind} {document.ref.id}"


def hold(session: Session, desk: Desk, document: Document) -> Hold | None:
    """Why a record of the time before waits for a person; None where it may go."""
    opening = opening_date(desk)
    if document.date >= opening:
        return None
    if isinstance(document, Invoice) and document.open_balance not in (None, document.total):
        return Hold(
            Held.BEFORE_START_UNCONFIRMED,
            f"It is dated before {opening}, the first day that is not in QuickBooks' opening balances, and a part of "
            "it is paid. Remove its payments, post it again and enter them anew, or mark it as handled outside.",
        )
    since = desk.connection.started_at
    if audit.happened(session, desk.firm, CONFIRMED, subject(document), since):
        return None
    return Hold(
        Held.BEFORE_START_UNCONFIRMED,
        f"It is dated before {opening}, the first day that is not in QuickBooks' opening balances: it may be in them "
        "already. Say that it is not, link it to what QuickBooks has, or mark it as handled outside.",
    )
