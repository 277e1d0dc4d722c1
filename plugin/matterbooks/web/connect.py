"""Accounting: the overview, connecting, the way back from Intuit, and disconnecting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from matterbooks.errors import ConnectError, MatterbooksError
from matterbooks.mapping.check import Check, Verdict
from matterbooks.mapping.preflight import checks
from matterbooks.push import connecting, preflight
from matterbooks.store import activity, connections, mappings
from matterbooks.store.entered import entered_since
from matterbooks.store.models import Connection
from matterbooks.values import Permission
from matterbooks.web import notes, quickbooks_pages
from matterbooks.web.facts import live_connection, practice, realm_of, seal_trouble
from matterbooks.web.guard import allowed, needs
from matterbooks.web.host import Host, host

_BROWSER = "matterbooks_browser"
_DIVISION = "matterbooks_division"
_UNEXPECTED = "Something unexpected stopped the connecting, and nothing was connected. Connect again."
_CONNECTED_ONLY = "The firm is connected. Something unexpected stopped the checks: choose Check again."
_NEXT = {
    "matterbooks.mapping": "Next, map the practice's accounts to its accounts.",
    "matterbooks.accounting": "Preflight found what would hold records: mend that first, then map the accounts.",
}


@dataclass(frozen=True, slots=True)
class Life:
    """One of the three limits of a connection; days is None where Intuit told none, negative once it is over."""

    name: str
    ends: datetime | None
    days: int | None
    explained: str


@needs(Permission.VIEW)
def accounting() -> ResponseReturnValue:
    """The firm's connection and what stands in its way, or the button that makes one."""
    here, firm = host(), host().firm_of()
    with here.store.read() as ours:
        connection = connections.live(ours, firm)
        former = connections.latest(ours, firm) if connection is None else None
        queue = activity.queue(ours, firm)
    if connection is None:
        retainers = here.source.retainers(here.public_session(), firm)
        divisions = here.source.divisions(here.public_session(), firm)
        return render_template(
            "matterbooks/connect.html", former=former, retainers=retainers, divisions=divisions, may=_may()
        )
    realm = realm_of(here, connection)
    return render_template(
        "matterbooks/accounting.html",
        connection=connection,
        catalogue=connections.catalogue_of(connection),
        checks=_checks(here, firm, connection),
        lives=_lives(connection, here.context.clock()),
        queue=queue,
        seal_trouble=seal_trouble(here, connection),
        company_url=quickbooks_pages.company_url(here.context.app.environment, realm),
        may=_may(),
    )


@needs(Permission.VIEW, posting=Permission.CONNECT)
def connect() -> ResponseReturnValue:
    """POST: to Intuit, to ask. Anything else: to the overview, where the button is."""
    if request.method != "POST":
        return redirect(url_for("matterbooks.accounting"))
    here = host()
    browser = session.setdefault(_BROWSER, here.context.new_id() + here.context.new_id())
    session[_DIVISION] = division = request.form.get("division", "")
    try:
        address = connecting.begin(
            here.context, firm=here.firm_of(), user_id=here.actor(), browser=browser, division=division
        )
    except MatterbooksError as trouble:
        notes.say("problem", str(trouble))
        return redirect(url_for("matterbooks.accounting"))
    return redirect(address, code=302)


def callback() -> ResponseReturnValue:
    """Intuit's answer. Always a redirect, since the address holds a secret that no page may show (Intuit)."""
    here, target = host(), "matterbooks.accounting"
    if not allowed(Permission.CONNECT):
        notes.say("problem", "Nothing was connected: log in as somebody who may connect the firm, and connect again.")
        return redirect(url_for(target))
    browser, division, connection = session.pop(_BROWSER, ""), session.pop(_DIVISION, ""), None
    try:
        connection = connecting.finish(
            here.context,
            firm=here.firm_of(),
            params=request.args.to_dict(),
            user_id=here.actor(),
            browser=browser,
            division=division,
        )
        here.wake(connection.firm)
        target = _first_after(here, connection.firm)
    except MatterbooksError as trouble:
        notes.say("problem", str(trouble))
    except Exception as trouble:  # the page of an unexpected error would show the address
        current_app.logger.error("matterbooks: connecting failed (%s)", type(trouble).__name__)
        notes.say("problem", _UNEXPECTED if connection is None else _CONNECTED_ONLY)
    else:
        notes.say("done", f"Connected to {connection.company_name}. {_NEXT[target]}")
    return redirect(url_for(target))


def _first_after(here: Host, firm: str) -> str:
    """Where a person goes on once connected: to what fails in preflight, else to the mapping."""
    connection = live_connection(here, firm)
    found = () if connection is None else _checks(here, firm, connection)
    fails = any(check.verdict is Verdict.FAILED for check in found)
    return "matterbooks.accounting" if fails else "matterbooks.mapping"


@needs(Permission.CONNECT)
def disconnect() -> ResponseReturnValue:
    """GET: what disconnecting means. POST: it is done."""
    here, firm = host(), host().firm_of()
    if request.method == "POST":
        notes.say("done", connecting.disconnect(here.context, firm, here.actor()))
        return redirect(url_for("matterbooks.accounting"))
    with here.store.read() as ours:
        connection, queue = connections.live(ours, firm), activity.queue(ours, firm)
    if connection is None:
        raise ConnectError("The firm is not connected to QuickBooks, so there is nothing to disconnect.")
    return render_template("matterbooks/disconnect.html", connection=connection, queue=queue)


@needs(Permission.MAP)
def refresh_accounts() -> ResponseReturnValue:
    """Read the company again and what its user may do there, then go back to where the button was."""
    here = host()
    firm = here.firm_of()
    checked = preflight.check_again(here.context, firm, here.actor())
    catalogue, released = checked.catalogue, checked.released
    active = sum(account.active for account in catalogue.accounts)
    if released:
        here.wake(firm)
    goes = f" {released} held {'record goes' if released == 1 else 'records go'} on." if released else ""
    read = f"{active} accounts, {len(catalogue.tax_codes)} tax codes"
    notes.say("done", f"Read {catalogue.company.name} again: {read}.{goes}")
    back = "matterbooks.mapping" if request.form.get("back") == "mapping" else "matterbooks.accounting"
    return redirect(url_for(back))


def _may() -> dict[str, bool]:
    return {permission.value: allowed(permission) for permission in Permission}


def _checks(here: Host, firm: str, connection: Connection) -> tuple[Check, ...]:
    catalogue = connections.catalogue_of(connection)
    if catalogue is None:
        return ()
    known = practice(here, firm)
    with here.store.read() as ours:
        mapping = mappings.current(ours, firm, connection.realm_hash)
        entered = entered_since(ours, firm, connection.realm_hash, connection.connected_at)
    return checks(catalogue, known.books, known.tax_codes, known.currencies, mapping, entered)


def _lives(connection: Connection, now: datetime) -> tuple[Life, ...]:
    limits = (
        ("Access", connection.access_expires_at, "is renewed by itself, every hour"),
        ("Sign-in", connection.refresh_expires_at, "is renewed with every use; without any use it ends"),
        ("Consent", connection.hard_expires_at, "an administrator connects again before it ends (five years)"),
    )
    return tuple(Life(name, ends, (ends - now).days if ends else None, words) for name, ends, words in limits)
