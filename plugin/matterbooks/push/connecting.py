"""Connecting a firm to its QuickBooks company, and disconnecting.

The answer from Intuit comes through somebody's browser: nothing in it is believed before our own state is found, and
the company that it names is read with the new token before anything is bound to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from matterbooks.errors import (
    ConfigurationError,
    ConnectError,
    ConsentRefusedError,
    QuickBooksError,
    ReconnectNeededError,
    StateMismatchError,
    WrongCompanyError,
)
from matterbooks.ledger.source import Retainer
from matterbooks.mapping.accounts import Catalogue
from matterbooks.push import retry, signals
from matterbooks.push.context import Context
from matterbooks.push.preflight import read_company
from matterbooks.quickbooks import auth
from matterbooks.store import connections, oauth_states
from matterbooks.store.models import Connection


def begin(context: Context, *, firm: str, user_id: str, browser: str, division: str = "") -> str:
    """The address at Intuit to send this person's browser to.

    browser: the session's own secret. division: the one that is to be connected, where the firm has several. Raises
    ConnectError while general retainers stand in the way or no division is chosen, ConfigurationError
    where our registration is incomplete, AuthUnavailableError where Intuit does not answer.
    """
    _refuse_incomplete_registration(context)
    with context.store.read() as session:
        _refuse_retainers(context.source.retainers(session, firm))
        _refuse_unchosen_division(context, session, firm, division)
    now, state = context.clock(), f"{context.new_id()}{context.new_id()}".replace("-", "")
    address = auth.authorise_url(context.app, state, now)
    with context.store.begin() as session:
        oauth_states.ask(session, state=state, firm=firm, user_id=user_id, browser=browser, now=now)
    return address


def finish(
    context: Context, *, firm: str, params: Mapping[str, str], user_id: str, browser: str, division: str = ""
) -> Connection:
    """Bind the firm to the company that its administrator chose; params are those of the callback.

    division: as it was chosen when asking; "" leaves the one that was connected before.

    Raises StateMismatchError, ConsentRefusedError, WrongCompanyError or another ConnectError; nothing is bound then
    and a connection that stood before stands as it did.
    """
    _spend_state(context, firm, params.get("state", ""), user_id, browser)
    _refuse_error(params.get("error", ""))
    code, realm = params.get("code", ""), params.get("realmId", "")
    if not code or not (realm.isascii() and realm.isalnum()):
        raise ConnectError("Intuit's answer names no company, so nothing was connected. Connect again.")
    given = auth.exchange(context.app, code, realm, context.clock())
    catalogue = _read_chosen(context, realm, given.access)
    _refuse_other_currency(context, firm, catalogue)
    connection = _bind(context, firm, realm, given, catalogue, user_id, division)
    signals.tell(signals.connected, firm)
    return connection


def disconnect(context: Context, firm: str, actor: str) -> str:
    """End the connection: revoked at Intuit, tokens erased, links kept. Returns what happened, in words.

    Where Intuit cannot be told, the tokens are erased all the same and the words say so.
    """
    with context.store.read() as session:
        connection = connections.live(session, firm)
    if connection is None:
        raise ConnectError("The firm is not connected to QuickBooks, so there is nothing to disconnect.")
    trouble = _revoke(context, connection)
    with context.store.begin() as session:
        row = connections.by_id(session, connection.id, lock=True)
        if row is not None:
            connections.end(session, row, actor=actor, now=context.clock())
    signals.tell(signals.disconnected, firm)
    kept = "What was sent stays in QuickBooks, and is remembered here."
    if trouble:
        return (
            f"Disconnected from {connection.company_name}, and the sign-in is erased here. Intuit could not be told "
            f"({trouble}): end it there too, under Settings > Apps. {kept}"
        )
    return f"Disconnected from {connection.company_name}. {kept}"


def _refuse_incomplete_registration(context: Context) -> None:
    app = context.app
    if not (app.client_id and app.client_secret and app.redirect_uri):
        raise ConfigurationError(
            "The application is not registered at Intuit yet. Its operator sets MATTERBOOKS_CLIENT_ID, "
            "MATTERBOOKS_CLIENT_SECRET and MATTERBOOKS_REDIRECT_URI."
        )


def _refuse_retainers(retainers: Sequence[Retainer]) -> None:
    """Actionstep: general retainers are not supported; their balances are removed before connecting."""
    if retainers:
        listed = ", ".join(f"{retainer.matter} ({retainer.balance:,.2f})" for retainer in retainers)
        raise ConnectError(
            f"General retainers are still configured and QuickBooks cannot hold them: {listed}. Remove these balances, "
            "unconfigure the retainers, and connect then."
        )


def _refuse_unchosen_division(context: Context, session: Session, firm: str, division: str) -> None:
    """Actionstep: one division is connected, and no more."""
    offered = {each.code: each.name for each in context.source.divisions(session, firm)}
    former = connections.latest(session, firm)
    chosen = division or (former.division if former is not None else "")
    if len(offered) > 1 and chosen not in offered:
        raise ConnectError(
            f"The firm has {len(offered)} divisions, and one of them feeds QuickBooks: choose it, then connect. "
            "Records of the others stay behind, with that reason."
        )


def _spend_state(context: Context, firm: str, state: str, user_id: str, browser: str) -> None:
    """Committed on its own: whatever comes after, an answer is good once."""
    with context.store.begin() as session:
        asked_for = oauth_states.answer(session, state=state, user_id=user_id, browser=browser, now=context.clock())
    if asked_for != firm:
        raise StateMismatchError(
            "You asked Intuit for another firm than the one you are in now, so nothing was connected. "
            "Choose Connect to QuickBooks again in the firm that you mean."
        )


def _refuse_error(error: str) -> None:
    if error == "access_denied":
        raise ConsentRefusedError(
            "You did not agree at Intuit, so nothing was connected and nothing has changed. "
            "Choose Connect to QuickBooks whenever you want to."
        )
    if error:
        raise ConnectError("Intuit could not complete the sign-in, so nothing was connected. Connect again.")


def _read_chosen(context: Context, realm: str, token: str) -> Catalogue:
    """Read the company that the address names with the new token: a token for another company cannot."""
    try:
        return read_company(context, realm, token)
    except ReconnectNeededError as refused:
        raise WrongCompanyError(
            "QuickBooks does not let us read the company that this answer names, so nothing was connected. Connect "
            "again, and choose the company as a user who administers it."
        ) from refused


def _refuse_other_currency(context: Context, firm: str, catalogue: Catalogue) -> None:
    with context.store.read() as session:
        base = context.source.books(session, firm).base_currency
    company = catalogue.company
    if company.home_currency != base:
        raise WrongCompanyError(
            f"{company.name} keeps its books in {company.home_currency or 'no currency'} and the practice in {base}: "
            f"nothing was connected. Choose one whose home currency is {base}."
        )


def _bind(
    context: Context, firm: str, realm: str, given: auth.Tokens, catalogue: Catalogue, actor: str, division: str
) -> Connection:
    """Store the connection with the company as read; what a right or a setting of it held is planned anew.

    Where it is refused the new tokens are dropped and not revoked: that would end the sign-in of the firm which the
    company belongs to (Intuit: revoking either token ends the connection of app and company).
    """
    with context.store.begin() as session:
        connection = connections.establish(
            session,
            context.ring,
            firm=firm,
            realm=realm,
            environment=context.app.environment.name,
            tokens=given,
            company=catalogue.company,
            actor=actor,
            now=context.clock(),
            division=division,
        )
        connections.save_catalogue(session, connection.id, catalogue)
        retry.release_read(context, session, firm, actor)
        return connection


def _revoke(context: Context, connection: Connection) -> str:
    """Tell Intuit; returns why it could not be told, or nothing."""
    try:
        stored = connections.read_tokens(context.ring, connection)
        auth.revoke(context.app, stored.refresh, context.clock())
    except (QuickBooksError, ConnectError, ConfigurationError) as trouble:
        return str(trouble).rstrip(".")
    return ""
