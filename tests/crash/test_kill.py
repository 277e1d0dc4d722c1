"""The worker is killed at every step, and exactly one invoice is in the company each time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL

from matterbooks import Matterbooks
from matterbooks.mapping.mapping import Mapping
from matterbooks.sandbox.server import Sandbox
from matterbooks.sandbox.trouble.rules import Kind, Rule
from matterbooks.store.secrets import KeyRing
from matterbooks.values import Switch
from tests.hosts.connected import connect, save_mapping
from tests.hosts.tiny import FIRM, Base, Bill, TinyLedger, make_app, ref_of

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
STEPS = ("composed", "claimed", "about to send", "sent", "answered", "settled")
"""Failpoints of one push, in their order."""

CUSTOMER, INVOICE = 1, 3
"""The first request makes the client, the second the item, the third the invoice."""

DEATHS = ["planned:1", *(f"{step}:{number}" for step in STEPS for number in (CUSTOMER, INVOICE))]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all kills; each has a company of its own."""
    with Sandbox(seed_company="empty") as running:
        yield running


@dataclass
class Workshop:
    """A host with one posted bill, and workers that are started as processes."""

    environment: dict[str, str]
    sandbox: Sandbox
    realm: str

    def work(self, *, die_at: str = "", later: float = 0) -> int:
        """Run a worker until it has nothing to do, or dies; gives its exit status."""
        told = {"MATTERBOOKS_TEST_DIE_AT": die_at, "MATTERBOOKS_TEST_LATER": str(later)}
        command = [
            sys.executable,
            "-m",
            "flask",
            "--app",
            "tests.crash.host:create_app",
            "matterbooks",
            "worker",
            "--once",
        ]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment | told, check=False, capture_output=True, timeout=60
        ).returncode

    def invoices(self) -> list[str]:
        """The numbers of the company's invoices."""
        return [row["DocNumber"] for row in self.sandbox.company(self.realm).entities("Invoice")]

    def customers(self) -> int:
        """How many customers bear the client's name."""
        rows = self.sandbox.company(self.realm).entities("Customer")
        return sum(row["DisplayName"].startswith("Ada Lovelace") for row in rows)


def _post_a_bill(app: Flask, books: Matterbooks, number: str) -> None:
    with app.app_context():
        db = app.extensions["sqlalchemy"]
        bill = Bill(number=number, amount=Decimal("150.00"), posted_at=datetime.now(UTC))
        db.session.add(bill)
        db.session.flush()
        books.enqueue(ref_of(bill))
        books.enqueue(ref_of(bill))
        db.session.commit()


@pytest.fixture
def workshop(database: URL, ring_setting: str, sandbox: Sandbox) -> Iterator[Workshop]:
    """A connected, mapped host with one bill, enqueued twice."""
    sandbox.state.trouble.rules = []
    company = sandbox.add_company("US", "sample", "Tiny & Co")
    address = database.render_as_string(hide_password=False)
    environment = {
        **os.environ,
        "MATTERBOOKS_TEST_DATABASE": address,
        "MATTERBOOKS_TEST_QUICKBOOKS": sandbox.url,
        "MATTERBOOKS_TEST_KEYS": ring_setting,
    }
    app, db, books = make_app(
        {
            "SQLALCHEMY_DATABASE_URI": address,
            "MATTERBOOKS_ENVIRONMENT": sandbox.url,
            "MATTERBOOKS_KEYS": ring_setting,
        }
    )
    store = app.extensions["matterbooks"].store
    with app.app_context():
        Base.metadata.create_all(db.engine)
        catalogue = connect(
            store, KeyRing.from_setting(ring_setting), sandbox, company.realm_id, FIRM, datetime.now(UTC)
        )
        one = {kind: catalogue.of_type(kind)[0].id for kind in ("Bank", "Accounts Receivable", "Income")}
        accounts = {"1000": one["Bank"], "1200": one["Accounts Receivable"], "4000": one["Income"]}
        mapping = Mapping(switches=frozenset({Switch.SALES}), accounts=accounts)
        save_mapping(store, TinyLedger(), FIRM, mapping, datetime.now(UTC))
        _post_a_bill(app, books, "INV-1")
    yield Workshop(environment, sandbox, company.realm_id)
    store.dispose()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("death", DEATHS)
def test_killed_at_any_step_it_ends_with_one_client_and_one_invoice(workshop: Workshop, death: str) -> None:
    assert workshop.work(die_at=death) == -signal.SIGKILL
    assert workshop.work(later=400) == 0
    assert workshop.invoices() == ["INV-1"]
    assert workshop.customers() == 1


@pytest.mark.parametrize("step", ["abandoned noted", "about to look up", "looked up"])
def test_killed_again_while_asking_it_still_ends_with_one_invoice(workshop: Workshop, step: str) -> None:
    assert workshop.work(die_at=f"sent:{INVOICE}") == -signal.SIGKILL
    assert workshop.work(die_at=f"{step}:1", later=400) == -signal.SIGKILL
    assert workshop.work(later=1000) == 0
    assert workshop.invoices() == ["INV-1"]


def test_killed_after_an_answer_that_was_lost_it_ends_with_one_invoice(workshop: Workshop) -> None:
    workshop.sandbox.state.trouble.rules.append(Rule(Kind.LOSE_ANSWER, entity="invoice", method="POST"))
    assert workshop.work(die_at=f"answered:{INVOICE}") == -signal.SIGKILL
    assert workshop.invoices() == ["INV-1"], "the company did the work; only the answer was lost"
    assert workshop.work(later=400) == 0
    assert workshop.invoices() == ["INV-1"]


def test_two_workers_at_once_make_one_invoice(workshop: Workshop) -> None:
    command = [sys.executable, "-m", "flask", "--app", "tests.crash.host:create_app", "matterbooks", "worker", "--once"]
    running = [subprocess.Popen(command, cwd=ROOT, env=workshop.environment) for _ in range(2)]
    assert [worker.wait(timeout=60) for worker in running] == [0, 0]
    assert workshop.work() == 0
    assert workshop.invoices() == ["INV-1"]
    assert workshop.customers() == 1
