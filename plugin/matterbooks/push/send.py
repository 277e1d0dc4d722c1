"""Send: one request within its lease and the company's limits, and a line in the log for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from matterbooks.errors import AuthUnavailableError, ReconnectNeededError
from matterbooks.push.ask import client_for, wait_for_turn
from matterbooks.push.claim import Claim
from matterbooks.push.context import Context
from matterbooks.push.tokens import Access, access
from matterbooks.quickbooks.client import Answer, NotSent, Outcome, Silence
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault
from matterbooks.quickbooks.request import Request
from matterbooks.store.outbox import Frozen

NEEDED = timedelta(seconds=160)
"""What must be left of the lease: 30 s client, 120 s server limit (Intuit) and a margin."""

log = logging.getLogger("matterbooks.push")


def send(context: Context, claim: Claim, granted: Access) -> Outcome:
    """Send the claimed bytes; a refused token is renewed and the same bytes go once more."""
    outcome = _within_lease(context, claim, granted)
    if not (isinstance(outcome, Fault) and outcome.cls is FaultClass.UNAUTHORISED):
        return outcome
    try:
        granted = access(context, claim.firm, refused=granted.token)
    except (ReconnectNeededError, AuthUnavailableError):
        return outcome
    return _within_lease(context, claim, granted)


def _within_lease(context: Context, claim: Claim, granted: Access) -> Outcome:
    wait_for_turn(context, granted)
    context.failpoint("about to send")
    if claim.lease_until - context.clock() < NEEDED:
        return NotSent("the lease ran short before it was sent")
    outcome = client_for(context, granted).send(_request(claim.frozen))
    context.failpoint("sent")
    _log(claim, outcome)
    return outcome


def _request(frozen: Frozen) -> Request:
    return Request("POST", frozen.path, frozen.params, frozen.body)


def _log(claim: Claim, outcome: Outcome) -> None:
    """One line for each attempt: what happened, without names, amounts or secrets."""
    fields: dict[str, object] = {
        "event": "attempt",
        "operation": claim.operation_id,
        "attempt": claim.attempts,
        "request_id": claim.frozen.request_id,
        "path": claim.frozen.path,
        "outcome": type(outcome).__name__.lower(),
    }
    match outcome:
        case Answer():
            fields |= {"http_status": outcome.status, "intuit_tid": outcome.intuit_tid, "ms": outcome.took_ms}
        case Fault():
            fields |= {"http_status": outcome.status, "intuit_tid": outcome.intuit_tid, "code": outcome.code}
        case Silence():
            fields |= {"intuit_tid": outcome.intuit_tid, "reason": outcome.reason}
        case NotSent():
            fields |= {"reason": outcome.reason}
    log.info(
        "push attempt %s", " ".join(f"{key}={value}" for key, value in fields.items()), extra={"matterbooks": fields}
    )
