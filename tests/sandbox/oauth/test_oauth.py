"""Consent, tokens, refresh and revocation, by plain requests and by Intuit's own client library."""

import pytest
import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Client
from tests.sandbox.connecting import APP, BACK, ask, consent, exchanged, token

SPELLINGS = ["openid_sandbox_configuration", "openid_sandbox_configuration/", "openid_configuration"]
INTUIT_PATHS = {
    "authorization_endpoint": "/connect/oauth2",
    "token_endpoint": "/oauth2/v1/tokens/bearer",
    "revocation_endpoint": "/v2/oauth2/tokens/revoke",
    "userinfo_endpoint": "/v1/openid_connect/userinfo",
    "jwks_uri": "/op/v1/jwks",
    "issuer": "/op/v1",
}


@pytest.mark.parametrize("path", SPELLINGS)
def test_discovery_names_intuits_paths_under_its_own_address(
    web: requests.Session, sandbox: Sandbox, path: str
) -> None:
    document = web.get(f"{sandbox.url}/.well-known/{path}", allow_redirects=False, timeout=TIMEOUT).json()
    assert {name: document[name] for name in INTUIT_PATHS} == {n: sandbox.url + p for n, p in INTUIT_PATHS.items()}


def test_a_consent_gives_code_state_and_realm_and_the_code_gives_tokens(
    web: requests.Session, sandbox: Sandbox
) -> None:
    back = consent(web, sandbox)
    assert (back["state"], back["realmId"]) == ("s-1", sandbox.realms[0])
    tokens = token(web, sandbox, grant_type="authorization_code", code=back["code"], redirect_uri=BACK)
    assert (tokens["status"], tokens["token_type"], tokens["expires_in"]) == (200, "bearer", 3600)
    assert tokens["x_refresh_token_expires_in"] == 8_726_400
    assert "x_refresh_token_hard_expires_in" not in tokens


def test_the_person_chooses_among_companies(web: requests.Session, sandbox: Sandbox) -> None:
    second = sandbox.add_company("AU", "empty", "Second Pty Ltd")
    page = web.get(f"{sandbox.url}/connect/oauth2", params=ask(), timeout=TIMEOUT)
    assert "Second Pty Ltd" in page.text
    assert consent(web, sandbox, realm=second.realm_id)["realmId"] == second.realm_id


def test_cancel_comes_back_as_access_denied(web: requests.Session, sandbox: Sandbox) -> None:
    assert consent(web, sandbox, decision="cancel") == {"error": "access_denied", "state": "s-1"}


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "state", "response_type"])
def test_a_consent_page_lacking_a_parameter_says_so_and_sends_nobody_away(
    web: requests.Session, sandbox: Sandbox, name: str
) -> None:
    answer = web.get(f"{sandbox.url}/connect/oauth2", params=ask(**{name: ""}), timeout=TIMEOUT)
    assert answer.status_code == 400
    assert name in answer.text


def test_an_unknown_scope_comes_back_as_invalid_scope(web: requests.Session, sandbox: Sandbox) -> None:
    answer = web.get(f"{sandbox.url}/connect/oauth2", params=ask(scope="x"), allow_redirects=False, timeout=TIMEOUT)
    assert "error=invalid_scope" in answer.headers["Location"]


def test_a_code_works_once(web: requests.Session, sandbox: Sandbox) -> None:
    code = consent(web, sandbox)["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    assert token(web, sandbox, None, **form)["status"] == 200
    second = token(web, sandbox, None, **form)
    assert (second["status"], second["error"]) == (400, "invalid_grant")


def test_a_code_expires_and_is_bound_to_its_redirect_address(web: requests.Session, sandbox: Sandbox) -> None:
    code = consent(web, sandbox)["code"]
    assert token(web, sandbox, grant_type="authorization_code", code=code, redirect_uri="https://b")["status"] == 400
    sandbox.state.now.advance(601)
    assert token(web, sandbox, grant_type="authorization_code", code=code, redirect_uri=BACK)["status"] == 400


@pytest.mark.parametrize(
    ("rotation", "hours", "same"), [("always", 0, False), ("daily", 1, True), ("daily", 25, False), ("never", 25, True)]
)
def test_a_refresh_rotates_as_it_is_set(
    web: requests.Session, sandbox: Sandbox, rotation: str, hours: int, same: bool
) -> None:
    web.post(f"{sandbox.url}/sandbox/oauth", json={"rotation": rotation}, timeout=TIMEOUT)
    old = exchanged(web, sandbox)["refresh_token"]
    sandbox.state.now.advance(hours * 3600)
    new = token(web, sandbox, grant_type="refresh_token", refresh_token=old)
    assert (new["refresh_token"] == old) is same
    again = token(web, sandbox, grant_type="refresh_token", refresh_token=old)
    assert again["status"] == (200 if same else 400)
    if not same:
        assert (again["error"], again["error_description"]) == ("invalid_grant", "Incorrect or invalid refresh token")


def test_a_refresh_token_ends_after_its_101_days(web: requests.Session, sandbox: Sandbox) -> None:
    old = exchanged(web, sandbox)["refresh_token"]
    sandbox.state.now.advance(8_726_400)
    assert token(web, sandbox, grant_type="refresh_token", refresh_token=old)["error"] == "invalid_grant"


def test_the_hard_end_is_told_only_when_asked_for(web: requests.Session, sandbox: Sandbox) -> None:
    old = exchanged(web, sandbox)["refresh_token"]
    header = {"x-include-refresh-token-hard-expires-in": "true"}
    new = token(web, sandbox, header, grant_type="refresh_token", refresh_token=old)
    assert 5 * 365 * 86400 - 60 < new["x_refresh_token_hard_expires_in"] <= 5 * 365 * 86400


def test_another_apps_refresh_token_and_a_user_who_left_are_refused(web: requests.Session, sandbox: Sandbox) -> None:
    foreign = sandbox.tokens(client_id="another")["refresh_token"]
    answer = token(web, sandbox, grant_type="refresh_token", refresh_token=foreign)
    assert answer["error_description"] == "Incorrect Token type or clientID"
    own = exchanged(web, sandbox)["refresh_token"]
    web.post(f"{sandbox.url}/sandbox/oauth", json={"user_left": sandbox.realms[0]}, timeout=TIMEOUT)
    left = token(web, sandbox, grant_type="refresh_token", refresh_token=own)
    assert (left["error"], left["x_error_reason"]) == ("invalid_grant", "user_not_in_realm")


def test_unknown_grants_and_clients_are_refused(web: requests.Session, sandbox: Sandbox) -> None:
    assert token(web, sandbox, grant_type="password")["error"] == "unsupported_grant_type"
    assert token(web, sandbox)["error"] == "invalid_request"
    web.post(f"{sandbox.url}/sandbox/oauth", json={"clients": {"an-app": "other"}}, timeout=TIMEOUT)
    answer = token(web, sandbox, grant_type="refresh_token", refresh_token="x")
    assert (answer["status"], answer["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_the_connection(us: Client, kind: str) -> None:
    answer = us.session.post(
        f"{us.sandbox.url}/v2/oauth2/tokens/revoke",
        json={"token": us.tokens[kind]},
        auth=(us.tokens["client_id"], us.tokens["client_secret"]),
        timeout=TIMEOUT,
    )
    assert (answer.status_code, answer.content) == (200, b"")
    assert us.get("companyinfo/" + us.realm).status_code == 401


def test_an_expired_access_token_gets_the_gateways_lower_case_fault(us: Client) -> None:
    us.sandbox.state.now.advance(3600)
    answer = us.get("query", query="select * from Account")
    body = answer.json()
    error = body["fault"]["error"][0]
    assert (answer.status_code, error["code"], body["fault"]["type"]) == (401, "3200", "AUTHENTICATION")
    assert error["message"] == "message=AuthenticationFailed; errorCode=003200; statusCode=401"
    assert error["detail"].startswith("Token expired")
    assert isinstance(body["time"], int)


@pytest.mark.parametrize(
    ("header", "detail"),
    [("Bearer short", "Malformed bearer token: too short or too long"), ("", None), ("Basic abc", None)],
)
def test_a_missing_or_malformed_token_is_refused(us: Client, header: str, detail: str | None) -> None:
    us.session.headers["Authorization"] = header
    answer = us.post("invoice", {})
    assert (answer.status_code, answer.json()["fault"]["error"][0]["detail"]) == (401, detail)


def test_a_token_of_another_company_is_forbidden(us: Client) -> None:
    us.realm = us.sandbox.add_company("US", "empty").realm_id
    answer = us.get("preferences")
    fault = answer.json()["fault"]
    assert (answer.status_code, fault["error"][0]["code"], fault["type"]) == (403, "3100", "SERVICE")


def test_intuits_own_library_connects_refreshes_asks_who_and_revokes(web: requests.Session, sandbox: Sandbox) -> None:
    discovery = f"{sandbox.url}/.well-known/openid_sandbox_configuration"
    with AuthClient(*APP, BACK, discovery) as app:
        scopes = [Scopes.ACCOUNTING, Scopes.OPENID, Scopes.EMAIL]
        address = app.get_authorization_url(scopes, state_token="s-1")
        assert address.startswith(f"{sandbox.url}/connect/oauth2?")
        assert web.get(address, timeout=TIMEOUT).status_code == 200
        back = consent(web, sandbox, scope=" ".join(one.value for one in scopes))
        app.get_bearer_token(back["code"], realm_id=back["realmId"])
        assert app.id_token is not None
        first = app.access_token
        app.refresh()
        assert app.access_token != first
        assert app.get_user_info().json()["email"] == "sam.owner@example.com"
        assert app.revoke() is True
        with pytest.raises(AuthClientError) as caught:
            app.refresh()
        assert caught.value.status_code == 400
        assert caught.value.intuit_tid


def test_another_kind_of_answer_than_a_code_is_refused(web: requests.Session, sandbox: Sandbox) -> None:
    answer = web.get(f"{sandbox.url}/connect/oauth2", params=ask(response_type="token"), timeout=TIMEOUT)
    assert (answer.status_code, "response_type" in answer.text) == (400, True)
