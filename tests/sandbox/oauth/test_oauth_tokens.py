"""The token endpoint fact by fact: clients, refusals, lives, id tokens, user info, revocation."""

from datetime import timedelta

import jwt
import pytest
import requests

from matterbooks.sandbox.oauth.authorization import HARD_LIFE
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Client, Json
from tests.sandbox.connecting import APP, BACK, consent, exchanged, token

ALL = "com.intuit.quickbooks.accounting openid profile email phone address"
BEARER, REVOKE = "oauth2/v1/tokens/bearer", "v2/oauth2/tokens/revoke"
DAY = 86_400


def setting(web: requests.Session, sandbox: Sandbox, **values: object) -> None:
    answer = web.post(f"{sandbox.url}/sandbox/oauth", json=values, timeout=TIMEOUT)
    assert answer.ok, answer.text


def refreshed(web: requests.Session, sandbox: Sandbox, value: str) -> Json:
    return token(web, sandbox, grant_type="refresh_token", refresh_token=value)


@pytest.mark.parametrize("way", ["basic", "form"])
def test_a_client_names_itself_by_basic_or_in_the_form(web: requests.Session, sandbox: Sandbox, way: str) -> None:
    form = {"grant_type": "authorization_code", "code": consent(web, sandbox)["code"], "redirect_uri": BACK}
    named = {} if way == "basic" else {"client_id": APP[0], "client_secret": APP[1]}
    answer = web.post(
        f"{sandbox.url}/{BEARER}", data={**form, **named}, auth=APP if way == "basic" else None, timeout=TIMEOUT
    )
    assert answer.status_code == 200
    assert set(answer.json()) == {
        "token_type",
        "access_token",
        "refresh_token",
        "expires_in",
        "x_refresh_token_expires_in",
    }
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("header", ["", "Basic", "Basic !!", "Basic Og==", "Bearer abc"])
def test_a_client_that_does_not_name_itself_is_a_401(web: requests.Session, sandbox: Sandbox, header: str) -> None:
    answer = web.post(
        f"{sandbox.url}/{BEARER}",
        data={"grant_type": "refresh_token", "refresh_token": "x"},
        headers={"Authorization": header},
        timeout=TIMEOUT,
    )
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


def test_a_suspended_app_is_no_longer_authorized(web: requests.Session, sandbox: Sandbox) -> None:
    setting(web, sandbox, clients={APP[0]: {"secret": APP[1], "suspended": True}})
    answer = refreshed(web, sandbox, "x")
    assert (answer["status"], answer["error"]) == (400, "unauthorized_client")


@pytest.mark.parametrize("lacking", ["code", "redirect_uri", "refresh_token"])
def test_a_missing_field_is_an_invalid_request(web: requests.Session, sandbox: Sandbox, lacking: str) -> None:
    form = {"grant_type": "authorization_code", "code": "c", "redirect_uri": BACK}
    form = {"grant_type": "refresh_token"} if lacking == "refresh_token" else {**form, lacking: ""}
    answer = token(web, sandbox, None, **form)
    assert (answer["status"], answer["error"]) == (400, "invalid_request")
    assert lacking in answer["error_description"]


def test_every_answer_has_its_intuit_tid(web: requests.Session, sandbox: Sandbox) -> None:
    paths = ["connect/oauth2", "op/v1/jwks", ".well-known/openid_configuration", "v1/openid_connect/userinfo"]
    answers = [web.get(f"{sandbox.url}/{path}", timeout=TIMEOUT) for path in paths]
    answers += [web.post(f"{sandbox.url}/{path}", timeout=TIMEOUT) for path in (BEARER, REVOKE)]
    assert [answer.status_code for answer in answers] == [400, 200, 200, 401, 401, 401]
    assert len({answer.headers["intuit_tid"] for answer in answers}) == len(answers)


def test_an_access_token_lives_sixty_minutes(us: Client) -> None:
    us.sandbox.state.now.stop()
    us.sandbox.state.now.advance(3599)
    late = Client(us.sandbox)
    assert us.get("preferences").status_code == 200
    us.sandbox.state.now.advance(1)
    assert us.get("preferences").status_code == 401
    assert late.get("preferences").status_code == 200
    late.session.close()


def test_each_refresh_gives_the_refresh_token_its_whole_life_again(web: requests.Session, sandbox: Sandbox) -> None:
    setting(web, sandbox, rotation="never")
    value = exchanged(web, sandbox)["refresh_token"]
    for _ in range(3):
        sandbox.state.now.advance(100 * DAY)
        again = refreshed(web, sandbox, value)
        assert (again["status"], again["x_refresh_token_expires_in"]) == (200, 8_726_400)


def test_a_consent_ends_after_five_years_however_often_it_is_refreshed(web: requests.Session, sandbox: Sandbox) -> None:
    sandbox.state.now.stop()
    value = exchanged(web, sandbox)["refresh_token"]
    end = sandbox.state.now() + HARD_LIFE
    while end - sandbox.state.now() > timedelta(days=90):
        sandbox.state.now.advance(90 * DAY)
        again = refreshed(web, sandbox, value)
        value = again["refresh_token"]
    left = int((end - sandbox.state.now()).total_seconds())
    assert again["x_refresh_token_expires_in"] == left < 8_726_400
    sandbox.state.now.advance(left)
    assert refreshed(web, sandbox, value)["error_description"] == "Incorrect or invalid refresh token"


def test_the_hard_end_comes_with_a_code_too_and_only_for_the_word_true(web: requests.Session, sandbox: Sandbox) -> None:
    sandbox.state.now.stop()
    form = {"grant_type": "authorization_code", "redirect_uri": BACK}
    name = "x-include-refresh-token-hard-expires-in"
    asked = token(web, sandbox, {name: "true"}, code=consent(web, sandbox)["code"], **form)
    assert asked["x_refresh_token_hard_expires_in"] == 5 * 365 * DAY
    asked = token(web, sandbox, {name: "false"}, code=consent(web, sandbox)["code"], **form)
    assert "x_refresh_token_hard_expires_in" not in asked


def test_an_access_token_is_no_refresh_token(web: requests.Session, sandbox: Sandbox) -> None:
    tokens = exchanged(web, sandbox)
    assert refreshed(web, sandbox, tokens["access_token"])["error_description"] == "Incorrect Token type or clientID"


def test_a_user_who_left_is_refused_in_the_recorded_words_until_they_are_back(
    web: requests.Session, sandbox: Sandbox
) -> None:
    value = exchanged(web, sandbox)["refresh_token"]
    setting(web, sandbox, user_left=sandbox.realms[0])
    assert refreshed(web, sandbox, value) == {
        "status": 400,
        "error": "invalid_grant",
        "error_description": "Unauthorized Request: User is not a member of the specified Realm",
        "x_error_reason": "user_not_in_realm",
        "x_error_reason_detail": "The user is not in the specified realm",
    }
    setting(web, sandbox, user_returned=sandbox.realms[0])
    assert refreshed(web, sandbox, value)["status"] == 200


def test_a_refusal_may_come_without_any_description(web: requests.Session, sandbox: Sandbox) -> None:
    setting(web, sandbox, terse=True)
    assert refreshed(web, sandbox, "unknown") == {"status": 400, "error": "invalid_grant"}


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
@pytest.mark.parametrize("way", ["json", "data"])
def test_revoking_either_token_ends_the_whole_connection(
    web: requests.Session, sandbox: Sandbox, kind: str, way: str
) -> None:
    tokens = exchanged(web, sandbox)
    where = f"{sandbox.url}/{REVOKE}"
    answer = (
        web.post(where, json={"token": tokens[kind]}, auth=APP, timeout=TIMEOUT)
        if way == "json"
        else web.post(where, data={"token": tokens[kind]}, auth=APP, timeout=TIMEOUT)
    )
    assert (answer.status_code, answer.content) == (200, b"")
    assert isinstance(sandbox.state.oauth.connection(tokens["access_token"]), str)
    assert refreshed(web, sandbox, tokens["refresh_token"])["error"] == "invalid_grant"


def test_one_app_cannot_revoke_anothers_tokens(web: requests.Session, sandbox: Sandbox) -> None:
    tokens = exchanged(web, sandbox)
    where = f"{sandbox.url}/{REVOKE}"
    for body, auth, status in (
        ({"token": tokens["refresh_token"]}, ("another", "secret"), 400),
        ({"token": "never given"}, APP, 400),
        ({}, APP, 400),
        ([], APP, 400),
        ({"token": tokens["refresh_token"]}, None, 401),
    ):
        assert web.post(where, json=body, auth=auth, timeout=TIMEOUT).status_code == status
    assert refreshed(web, sandbox, tokens["refresh_token"])["status"] == 200


def test_after_a_disconnect_inside_quickbooks_neither_token_works(web: requests.Session, sandbox: Sandbox) -> None:
    tokens = exchanged(web, sandbox)
    setting(web, sandbox, disconnect=sandbox.realms[0])
    assert isinstance(sandbox.state.oauth.connection(tokens["access_token"]), str)
    assert refreshed(web, sandbox, tokens["refresh_token"])["error"] == "invalid_grant"


def test_an_id_token_is_signed_and_names_company_and_app(web: requests.Session, sandbox: Sandbox) -> None:
    tokens = exchanged(web, sandbox, scope=ALL)
    key = jwt.PyJWKClient(f"{sandbox.url}/op/v1/jwks").get_signing_key_from_jwt(tokens["id_token"])
    claims = jwt.decode(
        tokens["id_token"], key.key, algorithms=["RS256"], audience=APP[0], issuer=f"{sandbox.url}/op/v1"
    )
    assert (claims["realmid"], claims["exp"] - claims["iat"]) == (sandbox.realms[0], 3600)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(tokens["id_token"][:-8] + "AAAAAAAA", key.key, algorithms=["RS256"], audience=APP[0])


def test_user_info_tells_as_much_as_was_consented_to(web: requests.Session, sandbox: Sandbox) -> None:
    where = f"{sandbox.url}/v1/openid_connect/userinfo"

    def told(scope: str) -> requests.Response:
        bearer = exchanged(web, sandbox, scope=scope)["access_token"]
        return web.get(where, headers={"Authorization": f"Bearer {bearer}"}, timeout=TIMEOUT)

    everything = told(ALL).json()
    assert (everything["givenName"], everything["emailVerified"]) == ("Sam", True)
    assert {"sub", "phoneNumber", "address"} <= set(everything)
    assert set(told("openid email").json()) == {"sub", "email", "emailVerified"}
    assert told("com.intuit.quickbooks.accounting").status_code == 403


def test_no_code_token_or_secret_ever_stands_in_the_log(web: requests.Session, sandbox: Sandbox) -> None:
    code = consent(web, sandbox, scope=ALL)["code"]
    tokens = token(web, sandbox, grant_type="authorization_code", code=code, redirect_uri=BACK)
    again = refreshed(web, sandbox, tokens["refresh_token"])
    form = {"client_id": APP[0], "client_secret": APP[1], "grant_type": "refresh_token"}
    web.post(f"{sandbox.url}/{BEARER}", data={**form, "refresh_token": again["refresh_token"]}, timeout=TIMEOUT)
    web.post(f"{sandbox.url}/{REVOKE}", json={"token": tokens["access_token"]}, auth=APP, timeout=TIMEOUT)
    log = web.get(f"{sandbox.url}/sandbox/log", timeout=TIMEOUT)
    assert len(log.json()) == 6
    secrets = [code, APP[1], tokens["access_token"], tokens["refresh_token"], tokens["id_token"], again["access_token"]]
    assert [secret for secret in secrets if secret in log.text] == []
