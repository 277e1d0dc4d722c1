"""Intuit's OAuth addresses under this server's own: discovery, consent page, tokens, revocation, user info."""

import base64
import binascii
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox.api import state
from matterbooks.sandbox.faults import token_fault
from matterbooks.sandbox.oauth import HARD_LIFE, Grant, OAuthError

bp = Blueprint("oauth", __name__, template_folder="templates")
HARD_HEADER = "x-include-refresh-token-hard-expires-in"
CONSENT = ("client_id", "scope", "redirect_uri", "state")


@bp.get("/.well-known/openid_sandbox_configuration", strict_slashes=False)
@bp.get("/.well-known/openid_configuration", strict_slashes=False)
def discovery() -> Response:
    """The discovery document, every address under this server's own."""
    root = request.url_root.rstrip("/")
    return jsonify(
        {
            "issuer": f"{root}/op/v1",
            "authorization_endpoint": f"{root}/connect/oauth2",
            "token_endpoint": f"{root}/oauth2/v1/tokens/bearer",
            "userinfo_endpoint": f"{root}/v1/openid_connect/userinfo",
            "revocation_endpoint": f"{root}/v2/oauth2/tokens/revoke",
            "jwks_uri": f"{root}/op/v1/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile", "address", "phone"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
        }
    )


@bp.get("/op/v1/jwks")
def jwks() -> Response:
    """No keys: this server signs no id tokens."""
    return jsonify({"keys": []})


@bp.get("/connect/oauth2")
def consent() -> AnyResponse:
    """The consent page: which company, and Connect or Cancel."""
    asked = {name: request.args.get(name, "") for name in CONSENT}
    problem = _consent_problem(asked)
    if problem:
        return Response(render_template("sandbox/refused.html", problem=problem), status=400)
    if "com.intuit.quickbooks" not in asked["scope"] and "openid" not in asked["scope"]:
        return _back(asked, {"error": "invalid_scope"})
    companies = list(state().companies.values())
    return Response(render_template("sandbox/consent.html", asked=asked, companies=companies))


@bp.post("/connect/oauth2")
def decide() -> AnyResponse:
    """The person's answer, sent back to the app."""
    asked = {name: request.form.get(name, "") for name in CONSENT}
    problem = _consent_problem({**asked, "response_type": "code"})
    realm = request.form.get("realm", "")
    if request.form.get("decision") != "connect" and not problem:
        return _back(asked, {"error": "access_denied"})
    if not problem and realm not in state().companies:
        problem = "Choose one of the companies."
    if problem:
        return Response(render_template("sandbox/refused.html", problem=problem), status=400)
    code = state().oauth.authorize(asked["client_id"], realm, asked["scope"], asked["redirect_uri"])
    return _back(asked, {"code": code, "realmId": realm})


def _consent_problem(asked: dict[str, str]) -> str:
    for name in ("client_id", "redirect_uri", "state"):
        if not asked[name]:
            return f"The app did not send {name}. Start again from the app."
    if request.method == "GET" and request.args.get("response_type") != "code":
        return "The app must send response_type=code."
    if urlsplit(asked["redirect_uri"]).scheme not in {"http", "https"}:
        return "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section."
    clients = state().oauth.clients
    if clients and asked["client_id"] not in clients:
        return "The app is not registered here."
    return ""


def _back(asked: dict[str, str], answer: dict[str, str]) -> AnyResponse:
    sign = "&" if urlsplit(asked["redirect_uri"]).query else "?"
    return redirect(f"{asked['redirect_uri']}{sign}{urlencode({**answer, 'state': asked['state']})}")


@bp.post("/oauth2/v1/tokens/bearer")
def tokens() -> Response:
    """A code or a refresh token exchanged for tokens."""
    client = _client()
    grant_type = request.form.get("grant_type", "")
    oauth = state().oauth
    if grant_type == "authorization_code":
        grant = oauth.exchange(client, request.form.get("code", ""), request.form.get("redirect_uri", ""))
    elif grant_type == "refresh_token":
        grant = oauth.refresh(client, request.form.get("refresh_token", ""))
    elif not grant_type:
        raise OAuthError("invalid_request", "grant_type is required")
    else:
        raise OAuthError("unsupported_grant_type")
    return jsonify(token_body(grant, hard=request.headers.get(HARD_HEADER, "").lower() == "true"))


def token_body(grant: Grant, *, hard: bool = False) -> dict[str, Any]:
    """The token endpoint's answer."""
    oauth = state().oauth
    until = grant.connection.since + HARD_LIFE
    return {
        "token_type": "bearer",
        "access_token": grant.access_token,
        "refresh_token": grant.refresh_token,
        "expires_in": 3600,
        "x_refresh_token_expires_in": grant.refresh_seconds,
        **({"x_refresh_token_hard_expires_in": oauth.seconds(until)} if hard else {}),
    }


@bp.post("/v2/oauth2/tokens/revoke")
def revoke() -> Response:
    """End a connection by either of its tokens."""
    _client()
    body = request.get_json(silent=True) if request.is_json else request.form
    token = str((body or {}).get("token", ""))
    if not token:
        raise OAuthError("invalid_request", "token is required")
    state().oauth.revoke(token)
    return Response(status=200)


@bp.get("/v1/openid_connect/userinfo")
def userinfo() -> Response:
    """Who consented."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    connection = state().oauth.connection(token)
    if scheme.lower() != "bearer" or isinstance(connection, str):
        raise token_fault(connection if isinstance(connection, str) else None)
    who = {"sub": "1f8b2a64-0000-4000-8000-000000000001", "givenName": "Sam", "familyName": "Owner"}
    return jsonify({**who, "email": "sam.owner@example.com", "emailVerified": True})


def _client() -> str:
    """The client of a request, by Basic or by form. Raises: OAuthError invalid_client."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    identifier, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
    if scheme.lower() == "basic":
        try:
            identifier, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise OAuthError("invalid_client", status=401) from None
    state().oauth.check_client(identifier, secret)
    return identifier


def oauth_error(error: Any) -> AnyResponse:
    """A refusal as the token endpoint sends it."""
    answer = jsonify(error.body)
    answer.status_code = error.status
    return answer
