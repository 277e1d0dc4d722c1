"""Where an app alone talks: tokens, revocation, the keys of id tokens, and who consented."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.faults import realm_fault, token_fault
from matterbooks.sandbox.oauth.apps import OPENID, OAuthError
from matterbooks.sandbox.oauth.authorization import ACCESS_LIFE, HARD_LIFE
from matterbooks.sandbox.oauth.connections import Connection, Grant
from matterbooks.sandbox.oauth.views import issuer

bp = Blueprint("oauth_tokens", __name__)
HARD_HEADER = "x-include-refresh-token-hard-expires-in"
PERSON = "1f8b2a64-0000-4000-8000-000000000001"
ABOUT: dict[str, dict[str, Any]] = {
    "profile": {"givenName": "Sam", "familyName": "Owner"},
    "email": {"email": "sam.owner@example.com", "emailVerified": True},
    "phone": {"phoneNumber": "+1 6505550100", "phoneNumberVerified": False},
    "address": {
        "address": {
            "streetAddress": "123 Sierra Way",
            "locality": "San Pablo",
            "region": "CA",
            "postalCode": "87999",
            "country": "US",
        }
    },
}
"""What each OpenID scope tells about the one person who lives here."""


@bp.post("/oauth2/v1/tokens/bearer")
def tokens() -> Response:
    """A code or a refresh token exchanged for tokens."""
    client, oauth = _client(), state().oauth
    match request.form.get("grant_type", ""):
        case "authorization_code":
            code, address = _needed("code"), _needed("redirect_uri")
            grant = oauth.exchange(client, code, address)
            return _answer(grant, _id_token(grant.connection))
        case "refresh_token":
            return _answer(oauth.refresh(client, _needed("refresh_token")), {})
        case "":
            raise OAuthError("invalid_request", "grant_type is required")
    raise OAuthError("unsupported_grant_type")


def _needed(name: str) -> str:
    """A field of the form. Raises: OAuthError invalid_request if it is missing."""
    value = request.form.get(name, "")
    if not value:
        raise OAuthError("invalid_request", f"{name} is required")
    return value


def _answer(grant: Grant, more: dict[str, str]) -> Response:
    body: dict[str, Any] = {
        "token_type": "bearer",
        "access_token": grant.access_token,
        "refresh_token": grant.refresh_token,
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "x_refresh_token_expires_in": grant.refresh_seconds,
        **more,
    }
    if request.headers.get(HARD_HEADER, "").lower() == "true":
        body["x_refresh_token_hard_expires_in"] = state().oauth.seconds(grant.connection.since + HARD_LIFE)
    answer = jsonify(body)
    answer.headers["Cache-Control"] = "no-cache, no-store"
    answer.headers["Pragma"] = "no-cache"
    return answer


def _id_token(connection: Connection) -> dict[str, str]:
    """An id token if ``openid`` was consented to; only with a code, not at a refresh (assumed)."""
    if not connection.allows(OPENID):
        return {}
    now = int(state().now().timestamp())
    claims = {
        "sub": PERSON,
        "aud": [connection.client_id],
        "realmid": connection.realm_id,
        "auth_time": int(connection.since.timestamp()),
        "iss": issuer(),
        "iat": now,
        "exp": now + int(ACCESS_LIFE.total_seconds()),
    }
    return {"id_token": state().signer.signed(claims)}


@bp.get("/op/v1/jwks")
def jwks() -> Response:
    """The key that id tokens are signed with."""
    return jsonify({"keys": [state().signer.public]})


@bp.post("/v2/oauth2/tokens/revoke")
def revoke() -> Response:
    """End a connection by either of its tokens, which JSON or a form names."""
    client = _client()
    token = _in_body("token")
    if not token:
        raise OAuthError("invalid_request", "token is required")
    state().oauth.revoke(client, token)
    return Response(status=200)


@bp.get("/v1/openid_connect/userinfo")
def userinfo() -> Response:
    """Who consented, as far as the scopes tell; 403 without ``openid`` (assumed)."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    connection = state().oauth.connection(token)
    if scheme.lower() != "bearer" or isinstance(connection, str):
        raise token_fault(connection if isinstance(connection, str) else None)
    if not connection.allows(OPENID):
        raise realm_fault()
    told = {name: value for scope, part in ABOUT.items() if connection.allows(scope) for name, value in part.items()}
    return jsonify({"sub": PERSON, **told})


def _client() -> str:
    """The client of a request, by Basic, form or JSON. Raises: OAuthError invalid_client, unauthorized_client."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    identifier, secret = _in_body("client_id"), _in_body("client_secret")
    if scheme.lower() == "basic":
        try:
            identifier, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise OAuthError("invalid_client", status=401) from None
    state().oauth.apps.check(identifier, secret)
    return identifier


def _in_body(name: str) -> str:
    body = request.get_json(silent=True) if request.is_json else request.form
    return str(body.get(name, "")) if isinstance(body, Mapping) else ""


def oauth_error(error: OAuthError) -> AnyResponse:
    """A refusal as the token endpoint sends it; a terse one without any description, as some were recorded."""
    body = {"error": error.body["error"]} if state().oauth.terse else error.body
    answer = jsonify(body)
    answer.status_code = error.status
    return answer
