"""The worker in a thread of the web process: only where it is asked for, never before a request, and it pushes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from matterbooks.mapping.mapping import Mapping
from matterbooks.push import signals
from matterbooks.sandbox.server import Sandbox
from matterbooks.values import Switch
from tests.extension.conftest import Host, Make
from tests.hosts.connected import connect, save_mapping
from tests.hosts.tiny import FIRM, TinyLedger

PATIENCE_SECONDS = 30
"""How long a test waits before it fails; it goes on as soon as the bill has arrived."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox; each test makes a company of its own."""
    with Sandbox(seed_company="empty") as running:
        yield running


@pytest.fixture
def office(make_host: Make, sandbox: Sandbox) -> Host:
    """A connected, mapped host with a worker of its own, which posts a bill when `/post` is opened."""
    host = make_host(
        {
            "MATTERBOOKS_EMBEDDED_WORKER": "1",
            "MATTERBOOKS_ENVIRONMENT": sandbox.url,
            "MATTERBOOKS_CLOCK": "matterbooks.settings:system_clock",
        }
    )
    host.clock.now = datetime.now(UTC)
    realm = sandbox.add_company("US", "sample", "Tiny & Co").realm_id
    catalogue = connect(host.mount.store, host.mount.settings.ring, sandbox, realm, FIRM, host.clock())
    one = {kind: catalogue.of_type(kind)[0].id for kind in ("Bank", "Accounts Receivable", "Income")}
    accounts = {"1000": one["Bank"], "1200": one["Accounts Receivable"], "4000": one["Income"]}
    mapping = Mapping(switches=frozenset({Switch.SALES}), accounts=accounts)
    save_mapping(host.mount.store, TinyLedger(), FIRM, mapping, host.clock())

    @host.app.get("/post")
    def post() -> str:
        host.clock.now = datetime.now(UTC)
        ref = host.add_bill()
        host.session.commit()
        return ref.id

    host.app.extensions["realm"] = realm
    return host


def test_a_posted_bill_is_pushed_without_a_second_process(office: Host, sandbox: Sandbox) -> None:
    """And its thread starts with the first request."""
    arrived = threading.Event()

    def note(*_sender: object, **_facts: object) -> None:
        arrived.set()

    assert not office.mount.worker.running
    with signals.pushed.connected_to(note):
        assert office.app.test_client().get("/post").status_code == 200
        assert office.mount.worker.running
        assert arrived.wait(PATIENCE_SECONDS)
    office.mount.worker.stop()
    company = sandbox.company(office.app.extensions["realm"])
    assert [row["DocNumber"] for row in company.entities("Invoice")] == ["INV-1"]
    assert office.bills() == {"INV-1": "It is in QuickBooks Online."}


def test_a_commit_wakes_it_so_that_nobody_waits_for_its_next_round(
    office: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Idle for an hour between rounds, it still pushes at once."""
    monkeypatch.setattr("matterbooks.push.worker.IDLE_SECONDS", 3600.0)
    arrived = threading.Event()

    def note(*_sender: object, **_facts: object) -> None:
        arrived.set()

    office.app.test_client().get("/accounting/healthz")
    with signals.pushed.connected_to(note):
        office.app.test_client().get("/post")
        assert arrived.wait(PATIENCE_SECONDS)


def test_a_script_that_commits_starts_no_thread(office: Host) -> None:
    """Only a web process that serves requests is to push; a script would die in the middle of it."""
    with office.app.app_context():
        office.add_bill()
        office.session.commit()
    assert not office.mount.worker.running


def test_without_the_setting_no_request_starts_it(host: Host) -> None:
    host.app.test_client().get("/accounting/healthz")
    assert not host.mount.worker.running


def test_stopping_ends_the_thread_and_the_next_request_starts_another(office: Host) -> None:
    client = office.app.test_client()
    client.get("/accounting/healthz")
    office.mount.worker.stop()
    assert not office.mount.worker.running
    client.get("/accounting/healthz")
    assert office.mount.worker.running
