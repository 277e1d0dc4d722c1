"""The Flask application of a sandbox, and what happens around every request: log, trouble, faults, headers."""

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox import faults
from matterbooks.sandbox.api import attachments, documents, exchange_rates, gateway, tax_views
from matterbooks.sandbox.api import blueprint as api
from matterbooks.sandbox.clock import envelope_time
from matterbooks.sandbox.control import blueprint as control
from matterbooks.sandbox.control import look as control_look
from matterbooks.sandbox.control import settings as control_settings
from matterbooks.sandbox.control import trouble as control_trouble
from matterbooks.sandbox.control import webhooks as control_webhooks
from matterbooks.sandbox.oauth import token_views as oauth_token_views
from matterbooks.sandbox.oauth import views as oauth_views
from matterbooks.sandbox.oauth.authorization import OAuthError
from matterbooks.sandbox.pages.blueprint import bp as pages
from matterbooks.sandbox.pages.site import failed
from matterbooks.sandbox.reports.blueprint import bp as reports
from matterbooks.sandbox.seen import Seen
from matterbooks.sandbox.state import State
from matterbooks.sandbox.trouble import spoil

WATCHED = ("/v3/", "/oauth2/", "/v2/", "/connect/", "/v1/", "/op/", "/.well-known/")
"""Where Intuit's own addresses begin; the others are the sandbox's and know no trouble."""
BLUEPRINTS = (
    exchange_rates.bp,
    tax_views.bp,
    api.bp,
    attachments.bp,
    documents.bp,
    oauth_views.bp,
    oauth_token_views.bp,
    control.bp,
    control_settings.bp,
    control_trouble.bp,
    control_webhooks.bp,
    control_look.bp,
    reports,
    pages,
)


def create_app(state: State) -> Flask:
    """An application over `state`, reached in views as ``current_app.extensions["sandbox"]``."""
    app = Flask("matterbooks.sandbox")
    app.extensions["sandbox"] = state
    app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1, x_prefix=1)  # type: ignore[method-assign]
    app.before_request(_before)
    app.after_request(_after)
    app.teardown_request(gateway.leave)
    app.register_error_handler(faults.ServiceFault, api.fault_answer)
    app.register_error_handler(faults.GatewayFault, gateway.refused)
    app.register_error_handler(faults.Throttled, gateway.throttled)
    app.register_error_handler(OAuthError, oauth_token_views.oauth_error)
    app.register_error_handler(control.RefusedError, control.refused)
    app.register_error_handler(Exception, _unexpected)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _before() -> Response | None:
    if not request.path.startswith(WATCHED):
        return None
    state = api.state()
    g.seen = _seen(state)
    state.trouble.log.append(g.seen)
    return spoil.before(state, g.seen)


def _seen(state: State) -> Seen:
    parts = request.path.split("/")
    is_api = len(parts) > 4 and parts[1] == "v3"
    public = is_api or request.path.startswith("/.well-known/")
    return Seen(
        number=state.trouble.log.next_number(),
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


def _after(response: AnyResponse) -> AnyResponse:
    seen: Seen | None = g.get("seen")
    if seen is None:
        return response
    response = spoil.after(response, seen)
    response.headers["intuit_tid"] = seen.tid
    response.headers["QBO-Version"] = "sandbox"
    return response


def _unexpected(error: Exception) -> AnyResponse | HTTPException:
    """Fault 10000 for a defect of ours in the API (its traceback goes to the error log); other pages as Flask does."""
    if isinstance(error, HTTPException):
        if request.path.startswith("/v3/"):
            return api.fault_answer(faults.unsupported_operation(f"{request.method} {request.path}"))
        if request.path.startswith("/sandbox/"):
            return control.nothing_there(error)
        return failed(error) if request.path.startswith("/app/") else error
    api.log_defect(error)
    return api.fault_answer(faults.application_error(type(error).__name__))
