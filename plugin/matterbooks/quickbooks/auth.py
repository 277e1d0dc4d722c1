"""Signing in at Intuit: the only importer of intuitlib, wrapped so that its traps cannot close.

Known of intuitlib 1.2.7, from its source: no timeout anywhere, a network call in the constructor, a guessable
`state`, every key of an answer set as an attribute of the session, exceptions that hold the secret, and tokens set
*before* an exception is raised. Hence: one client for each operation, four verbs, and no state kept on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError

from matterbooks.errors import AuthUnavailableError, ConfigurationError, ConnectError, ReconnectNeededError
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.environment import Environment
from matterbooks.quickbooks.session import harden

__all__ = ["App", "AuthUnavailableError", "Tokens", "authorise_url", "exchange", "refresh", "revoke"]

_TIMEOUT = (5, 30)
_DISCOVERY_KEPT = timedelta(hours=24)
_ACCESS_SECONDS = 3600
_REFRESH_SECONDS = 8_726_400
_ANSWERED = frozenset(
    {"access_token", "refresh_token", "expires_in", "x_refresh_token_expires_in", "x_refresh_token_hard_expires_in",
     "realm_id", "state_token"}
)  # fmt: skip
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "revocation_endpoint")

_discovered: dict[str, tuple[datetime, requests.Response]] = {}


@dataclass(frozen=True, slots=True)
class App:
    """Our registration at Intuit; redirect_uri must equal the registered one to the letter."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    environment: Environment


@dataclass(frozen=True, slots=True)
class Tokens:
    """What Intuit gave. hard_expires_at ends every renewal (Intuit: five years), None where it was not told."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_expires_at: datetime
    refresh_expires_at: datetime
    hard_expires_at: datetime | None = None


def authorise_url(app: App, state: str, now: datetime) -> str:
    """Where to send the administrator's browser. `state` is ours: unguessable, once only, bound to the session."""
    if not state:
        raise ValueError("an empty state protects nobody")
    with _client(app, now) as client:
        return str(client.get_authorization_url([Scopes.ACCOUNTING], state))


def exchange(app: App, code: str, realm: str, now: datetime) -> Tokens:
    """The tokens for a code from the callback. Raises ConnectError where the code is spent or not ours."""
    with _client(app, now) as client:
        trouble = _attempt(lambda: client.get_bearer_token(code, realm_id=realm))
        found = _tokens(client, "", now)
    if found is None:
        raise _spent_code() if isinstance(trouble, ReconnectNeededError) else trouble or _no_tokens()
    return found


def refresh(app: App, refresh_token: str, now: datetime) -> Tokens:
    """New tokens for a refresh token; the caller stores them before use, since the old one may be dead already.

    Raises ReconnectNeededError (invalid_grant), AuthUnavailableError (try later) or ConfigurationError (our keys).
    """
    with _client(app, now) as client:
        trouble = _attempt(lambda: client.refresh(refresh_token=refresh_token))
        found = _tokens(client, refresh_token, now)
    if found is None:
        raise trouble or _no_tokens()
    return found


def revoke(app: App, token: str, now: datetime) -> None:
    """End the connection at Intuit; either token ends it whole. A token that is dead already is a success."""
    with _client(app, now) as client:
        trouble = _attempt(lambda: client.revoke(token=token))
    if trouble is not None and not isinstance(trouble, ReconnectNeededError):
        raise trouble


class _Client(AuthClient):  # type: ignore[misc]  # intuitlib has no types
    """intuitlib's client with timeouts, a kept discovery document, and attributes that answers cannot overwrite."""

    def __init__(self, app: App, now: datetime) -> None:
        self._environment = app.environment
        self._now = now
        super().__init__(app.client_id, app.client_secret, app.redirect_uri, app.environment.discovery_url)
        self.include_refresh_token_hard_expires_in = True
        self._sealed = True

    def __setattr__(self, name: str, value: object) -> None:
        if name in _ANSWERED or "_sealed" not in self.__dict__:
            super().__setattr__(name, value)

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        """As requests', bounded in time and place."""
        if url == self._environment.discovery_url:
            return self._discover(url)
        return self._bounded(method, url, **options)

    def _discover(self, url: str) -> requests.Response:
        known = _discovered.get(url)
        if known is not None and timedelta(0) <= self._now - known[0] < _DISCOVERY_KEPT:
            return known[1]
        response = self._bounded("GET", url)
        if response.status_code == 200:
            self._check_endpoints(response)
            _discovered[url] = (self._now, response)
        return response

    def _bounded(self, method: str, url: str, **options: Any) -> requests.Response:
        harden(self, self._environment)  # here, because the constructor calls the network before it returns
        bounds = {"timeout": _TIMEOUT, "allow_redirects": False}
        response: requests.Response = super().request(method, url, **(options | bounds))
        return response

    def _check_endpoints(self, response: requests.Response) -> None:
        document = wire.decode(response.content)
        if not all(self._environment.owns(str(document.get(name, ""))) for name in _ENDPOINTS):
            raise ValueError("the discovery document names a foreign address")


def _client(app: App, now: datetime) -> _Client:
    """Build a client, which asks Intuit for its addresses at most once a day."""
    built: list[_Client] = []
    trouble = _attempt(lambda: built.append(_Client(app, now)))
    if trouble is not None:
        raise AuthUnavailableError(f"Intuit's list of sign-in addresses cannot be read. {_LATER}")
    return built[0]


def _attempt(verb: Callable[[], object]) -> Exception | None:
    """Run one verb of intuitlib; its exceptions hold secrets, so that none of them leaves this function."""
    try:
        verb()
    except AuthClientError as refused:
        return _refusal(refused.status_code, refused.content)
    except requests.RequestException as trouble:
        return AuthUnavailableError(f"Intuit's sign-in did not answer ({type(trouble).__name__}). {_LATER}")
    except Exception as trouble:  # whatever intuitlib meets in an answer, its tokens may have been set before
        return AuthUnavailableError(f"Intuit's sign-in answered in a new way ({type(trouble).__name__}). {_LATER}")
    return None


def _refusal(status: int, content: bytes) -> Exception:
    error = _error_word(content)
    if error == "invalid_grant":
        return ReconnectNeededError(
            "Intuit no longer accepts this firm's sign-in. An administrator connects to QuickBooks again; "
            "everything waits and nothing is lost."
        )
    if error in ("invalid_client", "unauthorized_client") or status == 401:
        return ConfigurationError(
            "Intuit does not accept our own keys. Check MATTERBOOKS_CLIENT_ID and MATTERBOOKS_CLIENT_SECRET, "
            "and that they are the keys of this environment."
        )
    if status >= 500 or status == 429 or status < 400:
        return AuthUnavailableError(f"Intuit's sign-in answered HTTP {status}. {_LATER}")
    return ConnectError(f"Intuit refused the sign-in (HTTP {status}, {error or 'no reason given'}). Connect again.")


def _error_word(content: bytes) -> str:
    try:
        word = str(wire.decode(content).get("error", ""))
    except ValueError:
        return ""
    return word if word.isascii() and word.replace("_", "").isalpha() and len(word) < 40 else ""


def _tokens(client: _Client, kept_refresh: str, now: datetime) -> Tokens | None:
    """What intuitlib set on itself, whether or not it raised afterwards."""
    access, renewed = client.access_token, client.refresh_token or kept_refresh
    if not (isinstance(access, str) and isinstance(renewed, str) and access and renewed):
        return None
    hard = _seconds(client.x_refresh_token_hard_expires_in, 0)
    return Tokens(
        access,
        renewed,
        now + timedelta(seconds=_seconds(client.expires_in, _ACCESS_SECONDS)),
        now + timedelta(seconds=_seconds(client.x_refresh_token_expires_in, _REFRESH_SECONDS)),
        now + timedelta(seconds=hard) if hard else None,
    )


def _seconds(value: object, otherwise: int) -> int:
    """A life in seconds as answered, or Intuit's documented one: a token is never lost for a bad number beside it."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _spent_code() -> ConnectError:
    return ConnectError("Intuit did not accept the answer to this sign-in: it was used or is too old. Connect again.")


def _no_tokens() -> AuthUnavailableError:
    return AuthUnavailableError(f"Intuit's sign-in answered without tokens. {_LATER}")


_LATER = "It is tried again later; nothing is lost."
