"""What stands before the API: the throttles, and the refusals that never reach it, as JSON or in their XML form."""

from datetime import datetime
from xml.sax.saxutils import escape

from flask import Response, current_app, g, request

from matterbooks.sandbox.api import answers
from matterbooks.sandbox.api.markup import NAMESPACE
from matterbooks.sandbox.clock import envelope_time
from matterbooks.sandbox.company import Answer
from matterbooks.sandbox.faults import GatewayFault, Problem, ServiceFault, Throttled
from matterbooks.sandbox.state import State
from matterbooks.sandbox.trouble.limits import Kind

TOO_MANY, FORBIDDEN = 429, 403
LIMIT_REACHED = "The request limit was reached.  Try again later"


def _state() -> State:
    found: State = current_app.extensions["sandbox"]
    return found


def admit(realm: str, client: str) -> None:
    """Count a request against the limits. Raises: Throttled."""
    path = request.path
    kind = Kind.BATCH if path.endswith("/batch") else Kind.REPORT if "/reports/" in path else Kind.PLAIN
    limits = _state().limits
    if not limits.admit(realm, client, kind, _state().now()):
        raise Throttled
    g.admitted = (limits, realm, client)


def leave(error: BaseException | None = None) -> None:
    """The request of this context is over."""
    del error
    if "admitted" in g:
        limits, realm, client = g.pop("admitted")
        limits.leave(realm, client)


def refused(fault: GatewayFault) -> Response:
    """A bad token or a wrong company: the lower-case frame, or its XML form where JSON was not asked for (Intuit)."""
    now = _state().now()
    if "json" in request.headers.get("Accept", "").lower():
        return answers.respond(Answer(fault.status, answers.encode(fault.body(now)), answers.JSON))
    text = _xml(now, fault.kind, Problem(fault.code, fault.message, fault.detail or ""))
    return Response(text, fault.status, content_type=answers.XML)


def throttled(fault: Throttled) -> Response:
    """XML whatever was asked for (Intuit: recorded); by settings JSON, the 403 of 2016, and ``Retry-After``."""
    del fault
    limits, now = _state().limits, _state().now()
    status = FORBIDDEN if limits.old_form else TOO_MANY
    message = f"message=ThrottleExceeded; errorCode=003001; statusCode={status}"
    problem = Problem("3001", message, LIMIT_REACHED)
    if limits.as_json:
        body = ServiceFault(problem, kind="SERVICE").body(now)
        response = answers.respond(Answer(status, answers.encode(body), answers.JSON))
    else:
        response = Response(_xml(now, "SERVICE", problem), status, content_type=answers.XML)
    if limits.retry_after:
        response.headers["Retry-After"] = str(limits.retry_after)
    return response


def _xml(now: datetime, kind: str, problem: Problem) -> str:
    detail = f"<Detail>{escape(problem.detail)}</Detail>" if problem.detail else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<IntuitResponse time="{envelope_time(now)}" xmlns="{NAMESPACE}">'
        f'<Fault type="{kind}"><Error code="{problem.code}">'
        f"<Message>{escape(problem.message)}</Message>{detail}"
        "</Error></Fault></IntuitResponse>"
    )
