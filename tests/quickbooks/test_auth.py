"""Signing in, with each trap of intuitlib sprung on purpose."""

from __future__ import annotations

import base64
import json
import logging
import socket
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from matterbooks.errors import AuthUnavailableError, ConfigurationError, ConnectError, ReconnectNeededError
from matterbooks.quickbooks import auth
from matterbooks.quickbooks.auth import App, Tokens
from matterbooks.quickbooks.environment import environment
from tests.quickbooks.server import Asked, Intuit, Reply, json_reply

DISCOVERY = "/.well-known/openid_sandbox_configuration/"
SECRET = "s3cr3t-of-ours"
GIVEN = {
    "token_type": "bearer",
    "access_token": "access-2",
    "refresh_token": "refresh-2",
    "expires_in": 3600,
    "x_refresh_token_expires_in": 8726400,
    "x_refresh_token_hard_expires_in": 157680000,
}


def discovery(base: str, **other: str) -> dict[str, str]:
    return {
        "issuer": "https://oauth.platform.intuit.com/op/v1",
        "authorization_endpoint": f"{base}/connect/oauth2",
        "token_endpoint": f"{base}/oauth2/v1/tokens/bearer",
        "revocation_endpoint": f"{base}/v2/oauth2/tokens/revoke",
        "userinfo_endpoint": f"{base}/userinfo",
        "jwks_uri": f"{base}/jwks",
    } | other


@pytest.fixture
def app(intuit: Intuit) -> App:
    intuit.always[DISCOVERY] = lambda _: json_reply(discovery(intuit.base))
    return App("our-id", SECRET, "https://firm.example/accounting/callback", environment(intuit.base))


def posted(intuit: Intuit) -> Asked:
    return next(asked for asked in intuit.asked if asked.method == "POST")


def test_the_address_asks_for_accounting_only_and_bears_our_state(app: App, now: datetime) -> None:
    asked = parse_qs(urlsplit(auth.authorise_url(app, "our-own-state", now)).query)
    assert asked["scope"] == ["com.intuit.quickbooks.accounting"]
    assert asked["state"] == ["our-own-state"]
    assert asked["redirect_uri"] == [app.redirect_uri]
    assert asked["response_type"] == ["code"]


def test_a_state_is_demanded(app: App, now: datetime) -> None:
    with pytest.raises(ValueError, match="empty state"):
        auth.authorise_url(app, "", now)


def test_a_code_is_exchanged_for_tokens_with_their_ends(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.says(json_reply(GIVEN))
    tokens = auth.exchange(app, "code-1", "4620816365", now)
    assert (tokens.access, tokens.refresh) == ("access-2", "refresh-2")
    assert tokens.access_expires_at == now + timedelta(hours=1)
    assert tokens.refresh_expires_at == now + timedelta(days=101)
    assert tokens.hard_expires_at == now + timedelta(days=1825)
    form = dict(parse_qsl(posted(intuit).body.decode()))
    assert form == {"grant_type": "authorization_code", "code": "code-1", "redirect_uri": app.redirect_uri}
    assert posted(intuit).headers["x-include-refresh-token-hard-expires-in"] == "true"


def test_a_refresh_sends_the_old_token_and_returns_the_new(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.says(json_reply(GIVEN))
    assert auth.refresh(app, "refresh-1", now).refresh == "refresh-2"
    assert dict(parse_qsl(posted(intuit).body.decode()))["refresh_token"] == "refresh-1"


def test_a_refresh_that_names_no_new_token_keeps_the_old(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.says(json_reply({"access_token": "access-2"}))
    tokens = auth.refresh(app, "refresh-1", now)
    assert tokens.refresh == "refresh-1"
    assert tokens.access_expires_at == now + timedelta(hours=1)
    assert tokens.hard_expires_at is None


def test_tokens_survive_an_exception_that_intuitlib_raises_after_setting_them(
    app: App, intuit: Intuit, now: datetime
) -> None:
    header = base64.b64encode(json.dumps({"kid": "k"}).encode()).decode()
    claims = {"iss": "https://oauth.platform.intuit.com/op/v1", "aud": ["our-id"], "exp": 10**11}
    id_token = f"{header}.{base64.b64encode(json.dumps(claims).encode()).decode()}.x"
    intuit.says(json_reply(GIVEN | {"id_token": "only.two"}), json_reply(GIVEN | {"id_token": id_token}))
    intuit.always["/jwks"] = lambda _: Reply(500)
    assert auth.refresh(app, "refresh-1", now).refresh == "refresh-2"
    assert auth.refresh(app, "refresh-1", now).refresh == "refresh-2"


def test_an_answer_cannot_overwrite_the_session(app: App, intuit: Intuit, now: datetime) -> None:
    poison = {"verify": False, "headers": {}, "auth": ["a", "b"], "token_endpoint": "http://evil.example", "request": 1}
    intuit.says(json_reply(poison | GIVEN))
    with auth._client(app, now) as client:
        client.refresh("refresh-1")
        assert client.verify is True
        assert client.token_endpoint.startswith(intuit.base)
        assert callable(client.request)
        assert client.refresh_token == "refresh-2"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"error": "invalid_grant"}, ReconnectNeededError),
        (400, {"error": "invalid_grant", "x_error_reason": "user_not_in_realm"}, ReconnectNeededError),
        (401, {"error": "invalid_client"}, ConfigurationError),
        (400, {"error": "unauthorized_client"}, ConfigurationError),
        (400, {"error": "invalid_request"}, ConnectError),
        (500, {}, AuthUnavailableError),
        (503, {"error": "temporarily_unavailable"}, AuthUnavailableError),
        (429, {}, AuthUnavailableError),
        (200, {}, AuthUnavailableError),
    ],
)
def test_each_refusal_has_its_own_error(
    app: App, intuit: Intuit, now: datetime, status: int, body: dict[str, str], error: type[Exception]
) -> None:
    intuit.says(json_reply(body, status))
    with pytest.raises(error) as raised:
        auth.refresh(app, "refresh-1", now)
    assert type(raised.value) is error


@pytest.mark.parametrize("reply", [Reply(200, b"<html>"), Reply(hang_up=True), Reply(200, b"[]"), Reply(200, b'"x"')])
def test_an_answer_that_is_no_answer_is_tried_again_later(
    app: App, intuit: Intuit, now: datetime, reply: Reply
) -> None:
    intuit.says(reply)
    with pytest.raises(AuthUnavailableError):
        auth.refresh(app, "refresh-1", now)


@pytest.mark.parametrize("body", [{}, {"access_token": 7, "refresh_token": "r"}, {"access_token": "only"}])
def test_an_exchange_without_both_tokens_is_no_connection(
    app: App, intuit: Intuit, now: datetime, body: dict[str, object]
) -> None:
    intuit.says(json_reply(body))
    with pytest.raises(AuthUnavailableError, match="without tokens"):
        auth.exchange(app, "code-1", "1", now)


def test_a_redirect_is_not_followed_with_our_secret(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.says(Reply(307, b"", (("Location", f"{intuit.base}/elsewhere"),)))
    with pytest.raises(AuthUnavailableError):
        auth.refresh(app, "refresh-1", now)
    assert "/elsewhere" not in {asked.path for asked in intuit.asked}


def test_a_spent_code_asks_to_connect_again(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.says(json_reply({"error": "invalid_grant"}, 400))
    with pytest.raises(ConnectError, match="Connect again"):
        auth.exchange(app, "code-1", "1", now)


def test_a_revoke_sends_the_token_and_a_dead_one_is_a_success(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.says(Reply(200, b""), json_reply({"error": "invalid_grant"}, 400), Reply(503))
    auth.revoke(app, "refresh-1", now)
    assert json.loads(posted(intuit).body) == {"token": "refresh-1"}
    auth.revoke(app, "refresh-1", now)
    with pytest.raises(AuthUnavailableError):
        auth.revoke(app, "refresh-1", now)


def test_discovery_is_asked_once_a_day(app: App, intuit: Intuit, now: datetime) -> None:
    for at in (now, now + timedelta(hours=23), now + timedelta(hours=25)):
        auth.authorise_url(app, "state", at)
    assert [asked.path for asked in intuit.asked] == [DISCOVERY, DISCOVERY]


def test_discovery_that_names_a_foreign_address_is_refused(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.always[DISCOVERY] = lambda _: json_reply(discovery(intuit.base, token_endpoint="http://evil.example/t"))
    with pytest.raises(AuthUnavailableError):
        auth.authorise_url(app, "state", now)


def test_discovery_that_fails_is_not_kept(app: App, intuit: Intuit, now: datetime) -> None:
    intuit.always[DISCOVERY] = lambda _: Reply(503)
    with pytest.raises(AuthUnavailableError):
        auth.authorise_url(app, "state", now)
    intuit.always[DISCOVERY] = lambda _: json_reply(discovery(intuit.base))
    assert auth.authorise_url(app, "state", now)


def test_a_silent_intuit_does_not_hang(
    app: App, intuit: Intuit, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    auth.authorise_url(app, "state", now)
    monkeypatch.setattr(auth, "_TIMEOUT", (1, 0.05))
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        place = environment(f"http://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(AuthUnavailableError):
            auth.refresh(App("id", SECRET, "https://x", place), "refresh-1", now)


def test_a_netrc_does_not_replace_our_header(
    intuit: Intuit, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login thief password gotcha\n")
    monkeypatch.setenv("NETRC", str(netrc))
    intuit.always[DISCOVERY] = lambda _: json_reply(discovery(intuit.base))
    app = App("our-id", SECRET, "https://firm.example/cb", environment(intuit.base))
    intuit.says(json_reply(GIVEN))
    auth.refresh(app, "refresh-1", now)
    assert base64.b64decode(posted(intuit).headers["authorization"].split()[1]) == f"our-id:{SECRET}".encode()


def test_nothing_secret_is_shown_raised_or_logged(
    app: App, intuit: Intuit, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    intuit.says(json_reply({"error": "invalid_grant", "error_description": "refresh-1"}, 400))
    with pytest.raises(ReconnectNeededError) as raised:
        auth.refresh(app, "refresh-1", now)
    tokens = Tokens("access-2", "refresh-2", now, now, None)
    shown = f"{raised.value!r}{app!r}{tokens!r}{caplog.text}"
    assert not any(word in shown for word in (SECRET, "refresh-1", "access-2", "refresh-2"))
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None
