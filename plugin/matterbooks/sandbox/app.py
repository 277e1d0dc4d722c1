"""The Flask application of a sandbox, and what happens around every request: log, trouble, faults, headers."""

from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox import api, control, control_look, exchange_rates, faults, oauth_views
from matterbooks.sandbox.clock import envelope_time
from matterbooks.sandbox.oauth import OAuthError
from matterbooks.sandbox.pages.blueprint import bp as pages
from matterbooks.sandbox.reports.blueprint import bp as reports
from matterbooks.sandbox.state import State
from matterbooks.sandbox.trouble import Kind, Rule, Seen

DROP = "matterbooks.sandbox.drop"
"""The key in the WSGI environment that tells the server to close the connection without an answer."""
GATEWAY_HICCUP = "message=InternalServerError; errorCode=000500; statusCode: 500"


def create_app(state: State) -> Flask:
    """An application over `state`, reached in views as ``current_app.extensions["sandbox"]``."""
    app = Flask("matterbooks.sandbox")
    app.extensions["sandbox"] = state
    app.before_request(_before)
    app.after_request(_after)
    app.register_error_handler(faults.ServiceFault, api.fault_answer)
    app.register_error_handler(faults.GatewayFault, api.fault_answer)
    app.register_error_handler(faults.Throttled, api.fault_answer)
    app.register_error_handler(OAuthError, oauth_views.oauth_error)
    app.register_error_handler(control.RefusedError, control.refused)
    app.register_error_handler(Exception, _unexpected)
    for blueprint in (exchange_rates.bp, api.bp, oauth_views.bp, control.bp, control_look.bp, reports, pages):
        app.register_blueprint(blueprint)
    return app


def _is_watched() -> bool:
    return request.path.startswith(("/v3/", "/oauth2/", "/v2/", "/connect/", "/v1/", "/.well-known/"))


def _before() -> Response | None:
    if not _is_watched():
        return None
    state = api.state()
    g.seen = _seen(state)
    state.trouble.log.append(g.seen)
    rule = state.trouble.pick(g.seen)
    if rule is None:
        return None
    g.seen.trouble = rule.kind.value
    return _spoil(state, rule)


def _seen(state: State) -> Seen:
    parts = request.path.split("/")
    is_api = len(parts) > 4 and parts[1] == "v3"
    public = is_api or request.path.startswith("/.well-known/")
    return Seen(
        number=state.trouble.next_number(),
        time=envelope_time(state.now()),
        method=request.method,
        path=request.path,
        query=request.query_string.decode(errors="replace") if public else "",
        realm=parts[3] if is_api else "",
        entity=parts[4].lower() if is_api else request.path.rsplit("/", maxsplit=1)[-1].lower(),
        requestid=request.args.get("requestid", ""),
        body=request.get_data(as_text=True) if public else "",
        tid=f"1-{state.token(8).lower()}-{state.token(24).lower()}",
    )


def _spoil(state: State, rule: Rule) -> Response | None:
    """Carry a rule out; None where the work is to go on."""
    if rule.kind is Kind.DELAY:
        state.sleep(rule.seconds)
    elif rule.kind is Kind.TOKEN:
        g.token_is_dead = True
    elif rule.kind is Kind.DROP_BEFORE:
        g.drop = True
        return Response(status=502)
    elif rule.kind is Kind.LOSE_ANSWER:
        g.drop = True
    elif rule.kind is Kind.FAULT:
        raise _fault(rule)
    elif rule.kind is Kind.STATUS:
        return _status(rule)
    return None


def _fault(rule: Rule) -> faults.ServiceFault:
    known: dict[str, faults.ServiceFault] = {
        "6190": faults.company_status(),
        "6210": faults.period_closed(),
        "5010": faults.stale(),
        "610": faults.not_found(),
        "10000": faults.application_error(),
    }
    problem = faults.Problem(rule.code, rule.message or "Fault by a trouble rule", rule.message or "Trouble rule")
    return known.get(rule.code, faults.ServiceFault(problem)) if not rule.message else faults.ServiceFault(problem)


def _status(rule: Rule) -> Response:
    if rule.status == 429:
        raise faults.Throttled
    if rule.status == 403:
        raise faults.GatewayFault(403, "500", GATEWAY_HICCUP, None, "SERVICE")
    return Response(f"<html><body><h1>HTTP Status {rule.status}</h1></body></html>", rule.status, mimetype="text/html")


def _after(response: AnyResponse) -> AnyResponse:
    seen: Any = g.get("seen")
    if seen is not None:
        response.headers["intuit_tid"] = seen.tid
        response.headers["QBO-Version"] = "sandbox"
        seen.status = response.status_code
        if g.get("drop"):
            seen.status, seen.dropped = 0, True
            request.environ[DROP] = True
    return response


def _unexpected(error: Exception) -> AnyResponse | HTTPException:
    """Fault 10000 for a defect of ours in the API (its traceback goes to the error log); other pages as Flask does."""
    if isinstance(error, HTTPException):
        if request.path.startswith("/v3/"):
            return api.fault_answer(faults.unsupported_operation(f"{request.method} {request.path}"))
        return error
    api.log_defect(error)
    return api.fault_answer(faults.application_error(type(error).__name__))
