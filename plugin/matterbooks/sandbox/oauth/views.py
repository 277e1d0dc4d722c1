"""Where an app and a person meet: the discovery document, and the consent page that leads back to the app."""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.oauth.roles import Role

bp = Blueprint("oauth", __name__, template_folder="templates")
CONSENT = ("client_id", "scope", "redirect_uri", "state")
SCOPES = {
    "com.intuit.quickbooks.accounting": "reading and writing the books of one company",
    "com.intuit.quickbooks.payment": "taking payments (which this sandbox does not)",
    "openid": "knowing who you are",
    "profile": "your name",
    "email": "your e-mail address",
    "phone": "your telephone number",
    "address": "your postal address",
}
"""What a person reads about each scope; others are shown as they are."""
BAD_REDIRECT = "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section."


def root() -> str:
    """The address that the client reached us by, also through a proxy, without a final slash."""
    return request.url_root.rstrip("/")


def issuer() -> str:
    """Who signs the id tokens."""
    return f"{root()}/op/v1"


@bp.get("/.well-known/openid_sandbox_configuration", strict_slashes=False)
@bp.get("/.well-known/openid_configuration", strict_slashes=False)
def discovery() -> Response:
    """The discovery document, every address under this server's own."""
    here = root()
    return jsonify(
        {
            "issuer": issuer(),
            "authorization_endpoint": f"{here}/connect/oauth2",
            "token_endpoint": f"{here}/oauth2/v1/tokens/bearer",
            "userinfo_endpoint": f"{here}/v1/openid_connect/userinfo",
            "revocation_endpoint": f"{here}/v2/oauth2/tokens/revoke",
            "jwks_uri": f"{here}/op/v1/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile", "address", "phone"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
        }
    )


@bp.get("/connect/oauth2")
def consent() -> AnyResponse:
    """The consent page: which company, and Connect or Cancel."""
    asked = {name: request.args.get(name, "") for name in CONSENT}
    problem = _problem(asked)
    if not problem and request.args.get("response_type") != "code":
        problem = "The app must send response_type=code."
    if problem:
        return _refused(problem)
    if not state().oauth.apps.may_ask(asked["client_id"], asked["scope"]):
        return _back(asked, {"error": "invalid_scope"})
    companies = list(state().companies.values())
    return Response(
        render_template("sandbox/consent.html", asked=asked, companies=companies, scopes=SCOPES, roles=Role)
    )


@bp.post("/connect/oauth2")
def decide() -> AnyResponse:
    """The person's answer, sent back to the app."""
    asked = {name: request.form.get(name, "") for name in CONSENT}
    problem = _problem(asked)
    if problem:
        return _refused(problem)
    if not state().oauth.apps.may_ask(asked["client_id"], asked["scope"]):
        return _back(asked, {"error": "invalid_scope"})
    if request.form.get("decision") != "connect":
        return _back(asked, {"error": "access_denied"})
    realm = request.form.get("realm", "")
    if realm not in state().companies:
        return _refused("Choose one of the companies.")
    role = request.form.get("role", Role.ADMIN)
    if role not in set(Role):
        return _refused("Choose one of the roles.")
    code = state().oauth.authorize(asked["client_id"], realm, asked["scope"], asked["redirect_uri"], Role(role))
    return _back(asked, {"code": code, "realmId": realm})


def _problem(asked: dict[str, str]) -> str:
    """What is wrong with a request in which the app's address cannot be trusted; empty if nothing is."""
    for name in ("client_id", "redirect_uri", "state"):
        if not asked[name]:
            return f"The app did not send {name}. Start again from the app."
    apps = state().oauth.apps
    if apps.known and asked["client_id"] not in apps.known:
        return "The app is not registered here."
    address = urlsplit(asked["redirect_uri"])
    is_address = address.scheme in {"http", "https"} and bool(address.netloc) and not address.fragment
    if not is_address or not apps.accepts_redirect(asked["client_id"], asked["redirect_uri"]):
        return BAD_REDIRECT
    return ""


def _refused(problem: str) -> Response:
    return Response(render_template("sandbox/refused.html", problem=problem), status=400)


def _back(asked: dict[str, str], answer: dict[str, str]) -> AnyResponse:
    sign = "&" if urlsplit(asked["redirect_uri"]).query else "?"
    return redirect(f"{asked['redirect_uri']}{sign}{urlencode({**answer, 'state': asked['state']})}")
