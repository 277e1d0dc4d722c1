"""What QuickBooks has that may be a record of ours: looked for by number, and by date and amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Ref
from matterbooks.push.ask import ask
from matterbooks.push.context import Context
from matterbooks.push.decisions import DecisionRefusedError, desk_of, document_of
from matterbooks.push.matching import NUMBERS, Matching, copies_of, differences, meant_for
from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer
from matterbooks.quickbooks.figures import answered_total
from matterbooks.quickbooks.query import equals, select


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of QuickBooks that may be it; party is the name there, differing is empty where it can be linked."""

    entity: str
    id: str
    number: str
    date: str
    amount: Decimal
    party: str
    differing: tuple[str, ...]


def candidates(context: Context, firm: str, ref: Ref) -> tuple[Candidate, ...]:
    """What QuickBooks has under the record's number, or on its date with its amount; what can be linked first.

    Raises DecisionRefusedError as `link_existing` does.
    """
    with context.store.read() as session:
        meant = meant_for(session, desk_of(context, session, firm), document_of(context, session, ref))
    rows = {str(row["Id"]): row for text in _questions(meant) for row in _asked(context, firm, meant.entity, text)}
    with context.store.read() as session:
        found = [_candidate(session, meant, row) for row in rows.values() if meant.is_near(row)]
    return tuple(sorted(found, key=lambda one: (bool(one.differing), int(one.id))))


def _questions(meant: Matching) -> Iterable[str]:
    yield select(meant.entity, equals("TxnDate", meant.body.fields["TxnDate"]))
    for name in NUMBERS:
        if name in meant.body.fields:
            yield select(meant.entity, equals(name, meant.body.fields[name]))


def _asked(context: Context, firm: str, entity: str, text: str) -> list[dict[str, Any]]:
    outcome = ask(context, firm, request.query(text))
    if not isinstance(outcome, Answer):
        raise DecisionRefusedError("QuickBooks could not be asked just now. Try again in a minute.")
    rows: list[dict[str, Any]] = outcome.body.get("QueryResponse", {}).get(entity, [])
    return rows


def _candidate(session: Session, meant: Matching, row: dict[str, Any]) -> Candidate:
    copies = copies_of(session, meant, str(row["Id"]))
    party = row.get("CustomerRef") or row.get("VendorRef") or row.get("EntityRef") or {}
    return Candidate(
        meant.entity,
        str(row["Id"]),
        str(row.get("DocNumber") or row.get("PaymentRefNum") or ""),
        str(row.get("TxnDate", "")),
        answered_total(meant.entity, row),
        str(party.get("name", "")),
        (*differences(session, meant, row), *copies),
    )
