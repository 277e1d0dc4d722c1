"""Things go wrong by hand on both sides; the notebook finds them, the accountant ticks, and the next run ties.

The company is spoiled on its own pages, the practice in its own application and database; nothing reaches in between.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
import requests
from click.testing import CliRunner
from flask import Flask
from mechanicalsoup import StatefulBrowser
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from matterbooks.cli import main
from matterbooks.commands import group
from matterbooks.demo.database import db
from matterbooks.demo.mounting import books
from matterbooks.demo.practice.kinds import Bill
from matterbooks.demo.refs import FIRM
from matterbooks.demo.services import documents
from matterbooks.demo.services.work import Work
from matterbooks.push.pump import drain
from matterbooks.sandbox.server import Sandbox
from tests.actions.ticking import rows, tick, ticked
from tests.demo.connected import connect_and_map
from tests.demo.office import CLOCK, Visitor, opened
from tests.demo.practice import NOW, Outbox, new_document
from tests.reconcile.notebook.executing import ran_here
from tests.reconcile.workbook.opening import table

MARCH = ("2026-03-01", "2026-03-31")


@dataclass
class Scenery:
    """The practice application, its company, and a folder for the accountant."""

    app: Flask
    sandbox: Sandbox
    folder: Path
    database: Path

    def bill(self, net: str, *, past_the_plugin: bool = False) -> tuple[str, str]:
        """Post a bill in the application, or by a script that only knows its database; its key and number."""
        if past_the_plugin:
            engine = create_engine(f"sqlite:///{self.database}")
            with Session(engine) as session:
                found = _issued(Work(session, Outbox(), CLOCK()), net)
            engine.dispose()
            return found
        with self.app.app_context():
            found = _issued(Work(db.session(), books, CLOCK()), net)
            db.session.remove()
            return found

    def push(self) -> None:
        """Let the worker work."""
        with self.app.app_context():
            drain(replace(self.app.extensions["matterbooks"].context, sleep=CLOCK.advance), FIRM)

    def page(self, number: str) -> StatefulBrowser:
        """A bookkeeper's browser at the page of an invoice of the company."""
        realm = self.sandbox.realms[0]
        invoices = self.sandbox.company(realm).entities("Invoice")
        (identity,) = (each["Id"] for each in invoices if each["DocNumber"] == number)
        browser = StatefulBrowser(raise_on_404=True, soup_config={"features": "html.parser"})
        browser.open(f"{self.sandbox.url}/app/{realm}/transactions/Invoice/{identity}")
        return browser

    def found(self, run: str) -> tuple[str, Path]:
        """Export and download, run the month-end notebook; what it printed, and its workbook."""
        folder = self.folder / run
        command = ["export", "--out", str(folder), "--from", MARCH[0], "--to", MARCH[1]]
        answer = self.app.test_cli_runner().invoke(group, command)
        assert answer.exit_code == 0, answer.output
        realm = self.sandbox.realms[0]
        for name in ("JournalReport", "TrialBalance"):
            asked = {"start": MARCH[0], "end": MARCH[1]}
            report = requests.get(f"{self.sandbox.url}/app/{realm}/reports/{name}.csv", params=asked, timeout=30)
            (folder / f"{name}.csv").write_bytes(report.content)
        workbook = self.folder / f"{run}.xlsx"
        start, end = MARCH
        words = ran_here(
            "month_end", folder=str(folder), start=start, end=end, previous="none", workbook=str(workbook)
        )  # fmt: skip
        return words, workbook

    def actions(self, workbook: Path, *options: str, ends: int = 0) -> str:
        """`flask matterbooks actions FILE ...`; what it printed, and that it ended so."""
        answer = self.app.test_cli_runner().invoke(group, ["actions", str(workbook), *options])
        assert answer.exit_code == ends, answer.output
        return answer.output


def reconciled(folder: Path) -> int:
    """How `matterbooks reconcile` ends over the same files."""
    given = {name: str(folder / f"{name}.csv") for name in ("ledger", "links", "mapping")}
    options = [word for name, path in given.items() for word in (f"--{name}", path)]
    for name in ("JournalReport", "TrialBalance"):
        options += ["--quickbooks", str(folder / f"{name}.csv")]
    options += ["--books", str(folder / "books.json"), "--from", MARCH[0], "--to", MARCH[1]]
    return CliRunner().invoke(main, ["reconcile", *options]).exit_code


def _issued(work: Work, net: str) -> tuple[str, str]:
    bill = documents.issue(work, Bill, new_document(work, net))
    work.session.commit()
    return str(bill.id), bill.number


@pytest.fixture
def scenery(tmp_path: Path) -> Iterator[Scenery]:
    """Connected and mapped, nothing posted yet."""
    CLOCK.now = NOW + dt.timedelta(hours=1)
    with Sandbox(country="AU", seed_company="sample") as sandbox:
        settings = {"MATTERBOOKS_ENVIRONMENT": sandbox.url, "MATTERBOOKS_CLOCK": "tests.demo.office:CLOCK"}
        with opened(tmp_path, DEMO_CLOCK=CLOCK, **settings) as app:
            with app.app_context():
                connect_and_map(app, sandbox)
            yield Scenery(app, sandbox, tmp_path, tmp_path / "practice.sqlite3")


def test_faults_on_both_sides_are_found_ticked_and_carried_out_and_the_next_run_ties(scenery: Scenery) -> None:
    (deleted, on_1), (changed, on_2), _ = (scenery.bill(net) for net in ("100.00", "200.00", "300.00"))
    scenery.push()

    page = scenery.page(on_1)
    page.select_form('form[action$="/delete"]')
    page.submit_selected()
    page = scenery.page(on_2)
    page.select_form("form.entry").set("line-0-amount", "150.00")
    page.submit_selected()
    forgotten, _ = scenery.bill("400.00", past_the_plugin=True)
    rule = {
        "kind": "fault",
        "entity": "invoice",
        "status": 400,
        "code": "6000",
        "message": "A business validation error",
    }
    requests.post(f"{scenery.sandbox.url}/sandbox/trouble", json=rule, timeout=5)
    refused, _ = scenery.bill("500.00")
    scenery.push()
    scenery.sandbox.state.trouble.rules = []

    words, workbook = scenery.found("before")
    told = {row["Ledger id"].value: row["Cause"].value for row in rows(openpyxl.load_workbook(workbook)["Actions"])}
    assert told == {
        deleted: "locked but gone",
        changed: "locked but changed in QuickBooks",
        forgotten: "never queued",
        refused: "failed",
    }
    assert "The books tie: every difference is explained and nothing is left." in words

    delete = "delete the copy in QuickBooks"
    unlocked = (tick(deleted, "unlock", delete), tick(changed, "unlock", delete))
    filled = ticked(workbook, *unlocked, tick(forgotten, "re-push"), tick(refused, "re-push"))
    assert "is of firm ashgrove, not of boxall" in scenery.actions(filled, "--yes", "--firm", "boxall", ends=2)
    assert {row["done"] for row in json.loads(scenery.actions(filled, "--json"))["rows"]} == {None}
    assert "4 ticked, 4 to be done" in scenery.actions(filled, "--yes", "--actor", "ana")
    scenery.push()
    clerk = Visitor.admin(scenery.app)
    for key in (deleted, changed):
        clerk.get(f"/records/{key}")
        clerk.post(f"/records/{key}/revert")
        clerk.post(f"/records/{key}/post")
        assert "was posted" in clerk.get(f"/records/{key}").text
    scenery.push()

    assert "4 ticked, 0 to be done" in scenery.actions(filled, "--yes")
    words, workbook = scenery.found("after")
    assert "The books tie: every difference is explained and nothing is left." in words
    assert reconciled(workbook.with_suffix("")) == 0
    assert table(openpyxl.load_workbook(workbook)["Findings"], "Id") == []
