"""A practice application with the screens mounted, as the tests drive it: one firm, three people, a real company."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import requests
from flask import Flask
from flask.testing import FlaskClient
from flask_login import LoginManager, UserMixin
from flask_sqlalchemy import SQLAlchemy
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import URL
from sqlalchemy.orm import DeclarativeBase
from werkzeug.test import TestResponse

from matterbooks import Matterbooks
from matterbooks.ledger.documents import Document, Ref
from matterbooks.ledger.memory import MemoryLedger
from matterbooks.ledger.source import Books, HostAccount, HostTaxCode, Role
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.mount import Mount
from matterbooks.push.enqueue import enqueue
from matterbooks.push.pump import drain
from matterbooks.quickbooks import wire
from matterbooks.sandbox.server import Sandbox
from matterbooks.store import connections, mappings, outbox
from matterbooks.store.models import Connection, Operation
from matterbooks.values import Permission
from tests.clock import Clock
from tests.push.office import Paper

FIRM = "ashgrove"
CHART = (
    HostAccount("1000", "Office account", Role.BANK, "1000"),
    HostAccount("1010", "Savings account", Role.BANK, "1010"),
    HostAccount("1050", "Trust account", Role.TRUST_BANK, "1050"),
    HostAccount("1200", "Accounts receivable", Role.RECEIVABLE, "1200"),
    HostAccount("2000", "Accounts payable", Role.PAYABLE, "2000"),
    HostAccount("2200", "GST collected", Role.TAX, "2200"),
    HostAccount("2500", "Trust liability", Role.TRUST_LIABILITY, "2500"),
    HostAccount("4000", "Fees", Role.INCOME, "4000"),
    HostAccount("4100", "Disbursements recovered", Role.DISBURSEMENT_RECOVERY, "4100"),
    HostAccount("6000", "Rent", Role.EXPENSE, "6000"),
    HostAccount("6100", "Software", Role.EXPENSE, "6100"),
)
TAXES = (HostTaxCode("GST", "GST 10 %", Decimal(10)), HostTaxCode("FREE", "GST free", Decimal(0)))


class Base(DeclarativeBase):
    """The host's own tables, of which it has none."""


@dataclass
class User(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """Somebody who is logged in, and what they may do."""

    id: str
    permissions: frozenset[Permission]
    name: str = ""


USERS = {
    "admin": User("admin", frozenset(Permission)),
    "second": User("second", frozenset(Permission)),
    "clerk": User("clerk", frozenset({Permission.VIEW})),
    "nobody": User("nobody", frozenset()),
}


@dataclass
class Practice:
    """The application and everything behind it; `firm` is the one that requests are about."""

    app: Flask
    mount: Mount
    ledger: MemoryLedger
    clock: Clock
    sandbox: Sandbox
    realm: str
    firm: list[str] = field(default_factory=lambda: [FIRM])

    def browser(self, user: str = "admin") -> Browser:
        """A browser in which this person is logged in; "" for one in which nobody is."""
        client = self.app.test_client()
        if user:
            with client.session_transaction() as session:
                session["_user_id"] = user
        return Browser(client, self)

    def connection(self, firm: str = FIRM) -> Connection | None:
        """The firm's live connection."""
        with self.mount.store.read() as session:
            return connections.live(session, firm)

    def mapping(self) -> Mapping:
        """The mapping as saved."""
        connection = self.connection()
        assert connection is not None
        with self.mount.store.read() as session:
            return mappings.current(session, FIRM, connection.realm_hash)

    def catalogue(self) -> Catalogue:
        """The company as last read."""
        connection = self.connection()
        assert connection is not None
        catalogue = connections.catalogue_of(connection)
        assert catalogue is not None
        return catalogue

    def post(self, document: Document) -> Ref:
        """Post a record in the practice."""
        self.ledger.put(document)
        with self.mount.store.begin() as session:
            enqueue(session, self.ledger, document.ref, self.clock)
        return document.ref

    def drain(self) -> None:
        """Let the worker work until nothing can be done now."""
        drain(self.mount.context, FIRM)

    def operation(self, ref: Ref) -> Operation:
        """The operation on a record."""
        with self.mount.store.read() as session:
            row = outbox.latest(session, ref.firm, ref.kind, ref.id)
            assert row is not None
            return row

    def by_hand(self, entity: str, body: dict[str, Any]) -> dict[str, Any]:
        """Do in QuickBooks what a bookkeeper does there; gives the record."""
        token = self.sandbox.tokens(self.realm)["access_token"]
        answer = requests.post(
            f"{self.sandbox.url}/v3/company/{self.realm}/{entity.lower()}",
            data=wire.encode(body),
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            },
            timeout=5,
        )
        assert answer.ok, answer.text
        found: dict[str, Any] = wire.decode(answer.content)[entity]
        return found

    def paper(self) -> Paper:
        """Documents as the practice would post them."""
        return Paper(self.clock)


@dataclass
class Browser:
    """A person's browser without JavaScript: it keeps cookies, fills in forms, and goes to Intuit and back."""

    client: FlaskClient
    practice: Practice

    def get(self, path: str) -> TestResponse:
        """Open an address below `/accounting`."""
        return self.client.get(f"/accounting{path}")

    def token(self) -> str:
        """The CSRF token of this session, from a page that has a form."""
        for path in ("/", "/unlock", "/mapping"):
            if found := re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text):
                return found[1]
        raise AssertionError("no page of this person has a form")

    def post(self, path: str, data: dict[str, Any] | None = None, *, follow: bool = False) -> TestResponse:
        """Send a form of ours, with its token."""
        form = {"csrf_token": self.token(), **(data or {})}
        return self.client.post(f"/accounting{path}", data=form, follow_redirects=follow)

    def ask(self, **form: str) -> dict[str, str]:
        """Press Connect; what Intuit's consent page was asked, by name."""
        answer = self.post("/connect", form)
        assert answer.status_code == 302, answer.text
        page = requests.get(answer.location, timeout=5)
        assert page.ok
        found = re.findall(r'name="(client_id|scope|redirect_uri|state)" value="([^"]*)"', page.text)
        return dict(found)

    def decide(self, asked: dict[str, str], realm: str, decision: str = "connect") -> str:
        """Answer on the consent page; the address of our callback that Intuit sends the browser to."""
        answer = requests.post(
            f"{self.practice.sandbox.url}/connect/oauth2",
            data={**asked, "realm": realm, "decision": decision},
            allow_redirects=False,
            timeout=5,
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def come_back(self, location: str) -> TestResponse:
        """Follow Intuit's redirect to our callback, and no further."""
        parts = urlsplit(location)
        return self.client.get(f"{parts.path}?{parts.query}")

    def connect(self, realm: str | None = None) -> TestResponse:
        """The whole way: Connect, consent, back. Gives the callback's own answer."""
        return self.come_back(self.decide(self.ask(), realm or self.practice.realm))


class _Compiled(BytecodeCache):
    """Templates as compiled once, for the application of every test."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def make_practice(url: URL, ring_setting: str, clock: Clock, sandbox: Sandbox, realm: str) -> Practice:
    """An application on this database, for this company, at this clock's time."""
    app = Flask("practice")
    app.jinja_options = {"bytecode_cache": _COMPILED}
    app.config.update(
        SECRET_KEY="only for tests",
        SQLALCHEMY_DATABASE_URI=url.render_as_string(hide_password=False),
        MATTERBOOKS_CLIENT_ID="sandbox-client",
        MATTERBOOKS_CLIENT_SECRET="sandbox-secret",
        MATTERBOOKS_REDIRECT_URI="http://localhost/accounting/callback",
        MATTERBOOKS_ENVIRONMENT=sandbox.url,
        MATTERBOOKS_KEYS=ring_setting,
    )
    db = SQLAlchemy(model_class=Base)
    db.init_app(app)
    LoginManager(app).user_loader(USERS.get)
    ledger = MemoryLedger(chart=CHART, taxes=TAXES, own_books=Books("Ashgrove Legal", "AUD"))
    firm = [FIRM]
    Matterbooks(
        db,
        ledger=ledger,
        firm_of=lambda: firm[0],
        may=lambda user, action, _firm: action in getattr(user, "permissions", ()),
    ).init_app(app)
    mount: Mount = app.extensions["matterbooks"]
    mount.context = replace(mount.context, clock=clock, sleep=_passing(clock))
    return Practice(app, mount, ledger, clock, sandbox, realm, firm)


def _passing(clock: Clock) -> Callable[[float], None]:
    """Sleep by letting the clock pass, so that no test waits."""

    def sleep(seconds: float) -> None:
        clock.advance(seconds)

    return sleep
