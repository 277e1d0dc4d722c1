"""Ask: a request that changes nothing, within the company's limits, with a token that works."""

from __future__ import annotations

from datetime import timedelta

from matterbooks.push.context import Context
from matterbooks.push.tokens import Access, access
from matterbooks.quickbooks.client import Client, Outcome
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault
from matterbooks.quickbooks.request import Request
from matterbooks.quickbooks.throttle import reserve
from matterbooks.store import connections


def ask(context: Context, firm: str, request: Request) -> Outcome:
    """Send a request that changes nothing: a read or a query."""
    granted = access(context, firm)
    wait_for_turn(context, granted)
    outcome = client_for(context, granted).send(request)
    if isinstance(outcome, Fault) and outcome.cls is FaultClass.UNAUTHORISED:
        granted = access(context, firm, refused=granted.token)
        outcome = client_for(context, granted).send(request)
    return outcome


def wait_for_turn(context: Context, granted: Access) -> None:
    """Keep to Intuit's limits per company, whichever worker sends."""
    with context.store.begin() as session:
        connection = connections.by_id(session, granted.connection_id, lock=True)
        if connection is None:
            return
        slot = reserve(connection.throttle_second_at, connection.throttle_minute_at, context.clock())
        connection.throttle_second_at, connection.throttle_minute_at = slot.second_at, slot.minute_at
    if slot.wait > timedelta(0):
        context.sleep(slot.wait.total_seconds())


def client_for(context: Context, granted: Access) -> Client:
    """What sends to this company with this token, on this thread's own HTTP session."""
    return Client(context.http(), context.app.environment, granted.realm, granted.token)
