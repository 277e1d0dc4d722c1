"""The story of a push, from a change to a link. Read this first.

    plan      the host's changes become operations, with what each waits for          (our transaction)
    compose   the document, the mapping and what is linked already become exact bytes (reads only)
    claim     the bytes are stored with a request id, a lease and a fence             (our transaction)
    send      one request, one of four outcomes                                       (no transaction)
    settle    a link, another try, a person, or: nobody knows                         (our transaction)

An operation whose outcome is unknown is looked up in QuickBooks once its request can no longer land: found, it is
adopted; not found, the same bytes go again with the same request id. Dying between any two steps loses nothing and
makes nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from matterbooks.errors import AuthUnavailableError, ConfigurationError, QuickBooksError, ReconnectNeededError
from matterbooks.push.claim import Claim, claim_again, claim_new, note_abandoned
from matterbooks.push.compose import compose
from matterbooks.push.context import Context
from matterbooks.push.culprit import name_culprit
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.look_up import look_up
from matterbooks.push.plan import plan
from matterbooks.push.recipe import Hold
from matterbooks.push.send import send
from matterbooks.push.settle import hold_unsent, set_aside, settle
from matterbooks.push.tokens import access
from matterbooks.store import outbox
from matterbooks.store.connections import ConnectionState
from matterbooks.store.models import Operation
from matterbooks.values import OperationState

log = logging.getLogger("matterbooks.push")


def drain(context: Context, firm: str, stopped: Callable[[], bool] = lambda: False) -> int:
    """Plan and push until nothing of this firm can be worked on now; returns how many operations were worked on.

    stopped: asked after every operation, so that a worker ends with the one in hand.

    Ends early, and without harm, when QuickBooks wants the firm to connect again or Intuit's sign-in is down.
    """
    worked = 0
    try:
        while not stopped() and _plan_and_step(context, firm):
            worked += 1
    except ReconnectNeededError:
        log.warning("firm has to connect again", extra={"matterbooks": {"event": "reconnect_needed"}})
    except AuthUnavailableError:
        log.warning("sign-in at Intuit is not available", extra={"matterbooks": {"event": "auth_unavailable"}})
    return worked


def _plan_and_step(context: Context, firm: str) -> bool:
    plan(context, firm)
    with context.store.read() as session:
        desk = read_desk(context, session, firm)
        row = outbox.next_claimable(session, firm, context.clock()) if desk and _may_send(context, desk) else None
    if desk is None or row is None:
        return False
    try:
        step(context, desk, row)
    except (QuickBooksError, ConfigurationError, SQLAlchemyError):
        raise
    except Exception as trouble:
        log.exception("operation %s could not be worked on and is set aside", row.id)
        set_aside(context, row, trouble)
    return True


def _may_send(context: Context, desk: Desk) -> bool:
    paused = desk.connection.paused_until
    return desk.connection.state == ConnectionState.ACTIVE and (paused is None or paused <= context.clock())


def step(context: Context, desk: Desk, row: Operation) -> None:
    """Bring one operation one step on."""
    match row.state:
        case OperationState.SENDING:
            note_abandoned(context, row)
        case OperationState.UNCERTAIN:
            look_up(context, desk, row)
        case _:
            _push(context, desk, row)


def _push(context: Context, desk: Desk, row: Operation) -> None:
    granted = access(context, row.firm)
    claim = claim_again(context, row) if row.first_sent_at is not None else _claim_composed(context, desk, row)
    if claim is None:
        return
    context.failpoint("claimed")
    outcome = send(context, claim, granted)
    context.failpoint("answered")
    settle(context, desk, claim, outcome)
    context.failpoint("settled")
    name_culprit(context, claim, outcome)


def _claim_composed(context: Context, desk: Desk, row: Operation) -> Claim | None:
    composed = compose(context, desk, row)
    context.failpoint("composed")
    if isinstance(composed, Hold):
        hold_unsent(context, row, composed)
        return None
    return claim_new(context, row, composed)
