"""Asking what the user who connected may see: one batch of counts, which changes nothing in the company.

Intuit: up to 30 questions in a batch, each with its own answer or fault; a right that is missing is fault 5020, a part
of QuickBooks that the plan does not include 5030.
"""

from __future__ import annotations

from typing import Any

from matterbooks.mapping.rights import AREAS, Grant, Right
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.client import Answer, Client, Outcome
from matterbooks.quickbooks.faults import Fault, explain, read_fault
from matterbooks.quickbooks.query import count
from matterbooks.quickbooks.request import Request

DENIED = "5020"
NOT_IN_PLAN = "5030"
PROBED = tuple(entity for area in AREAS for entity in area.entities)


def probe(client: Client) -> tuple[Right, ...]:
    """One right for each kind of record that we may send. Never raises: what could not be asked is unknown."""
    return rights_of(client.send(questions()))


def questions() -> Request:
    """How many records of each kind there are, in one request."""
    items = [{"bId": str(place), "Query": count(entity)} for place, entity in enumerate(PROBED)]
    return Request("POST", "batch", (), wire.encode({"BatchItemRequest": items}))


def rights_of(outcome: Outcome) -> tuple[Right, ...]:
    """What the answer to `questions` tells."""
    if not isinstance(outcome, Answer):
        words = (
            explain(outcome).words if isinstance(outcome, Fault) else f"QuickBooks did not answer ({outcome.reason})"
        )
        return tuple(Right(entity, Grant.UNKNOWN, words) for entity in PROBED)
    listed = outcome.body.get("BatchItemResponse")
    rows = listed if isinstance(listed, list) else []
    answers = {str(row.get("bId", "")): row for row in rows if isinstance(row, dict)}
    return tuple(_right(entity, answers.get(str(place), {}), outcome) for place, entity in enumerate(PROBED))


def _right(entity: str, item: dict[str, Any], answer: Answer) -> Right:
    fault = read_fault(answer.status, item, "", answer.intuit_tid)
    if fault is not None and fault.code in (DENIED, NOT_IN_PLAN):
        return Right(entity, Grant.UNSEEN)
    if fault is not None:
        return Right(entity, Grant.UNKNOWN, explain(fault).words)
    if "QueryResponse" in item:
        return Right(entity, Grant.SEEN)
    return Right(entity, Grant.UNKNOWN, "QuickBooks left the question unanswered")
