"""Trouble carried out around a request: before the work, and on the answer after it."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox import faults
from matterbooks.sandbox.oauth.authorization import OAuthError
from matterbooks.sandbox.seen import Seen
from matterbooks.sandbox.state import State
from matterbooks.sandbox.trouble.faults import fault
from matterbooks.sandbox.trouble.latency import CutAnswer
from matterbooks.sandbox.trouble.rules import Kind, Rule

DROP = "matterbooks.sandbox.drop"
"""The key in the WSGI environment that tells the server to close the connection without an answer."""
SLOW = "matterbooks.sandbox.slow"
"""The key under which a :class:`Slow` tells the server to send the answer in pieces."""
GATEWAY_HICCUP = "message=InternalServerError; errorCode=000500; statusCode: 500"
THROTTLED, FORBIDDEN, TIMEOUT = 429, 403, 504


class Slow(NamedTuple):
    """An answer in so many pieces, each sent after `seconds` of `sleep`."""

    pieces: int
    seconds: float
    sleep: Callable[[float], None]


def before(state: State, seen: Seen) -> Response | None:
    """Wait, and carry out the rule that hits this request, if any; None where the work is to go on."""
    rule = state.trouble.pick(seen, state.now())
    if rule is not None:
        seen.trouble = rule.kind.value
    _wait(state, rule)
    return None if rule is None else _spoil(state, rule)


def _wait(state: State, rule: Rule | None) -> None:
    """Take the time of the settings and of a delay; what would run too long is cut off after its work."""
    usual = state.latency
    seconds = usual.seconds + (state.trouble.chance(usual.random_seconds) if usual.random_seconds else 0)
    if rule is not None and rule.kind is Kind.DELAY:
        seconds += rule.seconds + (state.trouble.chance(rule.random_seconds) if rule.random_seconds else 0)
    if seconds > usual.cut_seconds:
        seconds = usual.cut_seconds
        g.drop = usual.cut_answer is CutAnswer.DROP
        g.instead = TIMEOUT
    if seconds > 0:
        state.sleep(seconds)


def _spoil(state: State, rule: Rule) -> Response | None:
    match rule.kind:
        case Kind.TOKEN:
            g.token_is_dead = True
        case Kind.LOSE_ANSWER:
            g.drop = True
        case Kind.DROP_BEFORE:
            g.drop = True
            return Response(status=502)
        case Kind.SLOW_BODY:
            request.environ[SLOW] = Slow(rule.pieces, rule.seconds, state.sleep)
        case Kind.FAULT:
            raise fault(rule.code, rule.message, rule.detail, rule.status)
        case Kind.OAUTH:
            raise OAuthError(rule.code, rule.detail, rule.status or (401 if rule.code == "invalid_client" else 400))
        case Kind.STATUS if rule.late:
            g.instead = rule.status or 500
        case Kind.STATUS:
            return _status(rule.status or 500)
    return None


def _status(status: int) -> Response:
    if status == THROTTLED:
        raise faults.Throttled
    if status == FORBIDDEN:
        raise faults.GatewayFault(FORBIDDEN, "500", GATEWAY_HICCUP, None, "SERVICE")
    return _error_page(status)


def _error_page(status: int) -> Response:
    return Response(f"<html><body><h1>HTTP Status {status}</h1></body></html>", status, mimetype="text/html")


def after(response: AnyResponse, seen: Seen) -> AnyResponse:
    """The answer that the client gets in the end; `seen` is told what it was."""
    if g.get("instead"):
        response = _error_page(g.instead)
    seen.status = response.status_code
    if g.get("drop"):
        seen.status, seen.dropped = 0, True
        request.environ[DROP] = True
    return response
