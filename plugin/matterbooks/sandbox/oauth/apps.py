"""The apps that may connect: anybody, unless some are registered; then those, as they were registered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ACCOUNTING, PAYMENT = "com.intuit.quickbooks.accounting", "com.intuit.quickbooks.payment"
OPENID = "openid"
OPEN_SCOPES = frozenset({ACCOUNTING, PAYMENT, OPENID, "profile", "email", "phone", "address"})
"""What every app may ask for; the others need a partner tier (Intuit), so a registration that names them."""


class OAuthError(Exception):
    """A refusal in OAuth's own shape."""

    def __init__(self, error: str, description: str = "", status: int = 400, extra: Mapping[str, str] | None = None):
        """Carry the body's parts."""
        self.status = status
        self.body = {"error": error, **({"error_description": description} if description else {}), **(extra or {})}
        super().__init__(error)


@dataclass(frozen=True, slots=True)
class App:
    """A registered app. Without `redirect_uris` any address is its own; a `suspended` one gets no tokens."""

    secret: str
    redirect_uris: tuple[str, ...] = ()
    scopes: frozenset[str] = OPEN_SCOPES
    suspended: bool = False

    @classmethod
    def of(cls, given: object) -> "App":
        """From the control API: the secret alone, or ``{secret, redirect_uris?, scopes?, suspended?}``.

        Raises: ValueError, KeyError, TypeError for anything else.
        """
        if isinstance(given, str):
            return cls(given)
        if not isinstance(given, dict) or set(given) - set(cls.__slots__):
            raise ValueError(given)
        values: dict[str, Any] = given
        return cls(
            str(values["secret"]),
            tuple(map(str, values.get("redirect_uris", ()))),
            frozenset(map(str, values.get("scopes", OPEN_SCOPES))),
            bool(values.get("suspended", False)),
        )


@dataclass(slots=True)
class Apps:
    """The registered apps by client id."""

    known: dict[str, App]

    def check(self, client_id: str, secret: str) -> None:
        """Raise: OAuthError invalid_client (401) for an empty or wrong pair, unauthorized_client for a suspended one.

        What earns an app ``unauthorized_client`` at Intuit is not published (assumed: keys that were switched off).
        """
        app = self.known.get(client_id)
        wrong = (app is None or app.secret != secret) if self.known else not (client_id and secret)
        if wrong:
            raise OAuthError("invalid_client", status=401)
        if app is not None and app.suspended:
            raise OAuthError("unauthorized_client")

    def accepts_redirect(self, client_id: str, address: str) -> bool:
        """Whether an address is registered, letter by letter; of an app without any, every address is."""
        if not self.known:
            return True
        app = self.known.get(client_id)
        return app is not None and (not app.redirect_uris or address in app.redirect_uris)

    def may_ask(self, client_id: str, scope: str) -> bool:
        """Whether every word of a scope is one that the app may ask for, and there is one."""
        app = self.known.get(client_id)
        words = set(scope.split())
        return bool(words) and words <= (app.scopes if app else OPEN_SCOPES)
