"""The mapping screen of a firm with 400 practice accounts and 350 QuickBooks accounts: how long the server takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from statistics import median

from werkzeug.test import TestResponse

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.sandbox.server import Sandbox
from matterbooks.store import connections
from tests.clock import Clock
from tests.databases import Databases
from tests.web.forms import as_data, fields, put
from tests.web.practice import Browser, Practice, make_practice

PRACTICE, QUICKBOOKS = 400, 350
RUNS = 5
_TYPES = ("Expense",) * 6 + ("Income",) * 2 + ("Other Current Asset", "Other Current Liability")
_ROLES = {
    "Expense": Role.EXPENSE, "Income": Role.INCOME, "Other Current Asset": Role.ASSET,
    "Other Current Liability": Role.LIABILITY,
}  # fmt: skip
_NAMES = files("matterbooks.mapping") / "data" / "account-names.txt"
FORM = "mapping-form"


def figures(folder: Path, ring_setting: str) -> Iterator[str]:
    """One line for each state of the screen, beside the overview of the same firm, which shows no chart."""
    with Sandbox(country="AU", seed_company="empty") as sandbox:
        databases = Databases(folder)
        company = sandbox.add_company("AU", "sample", "Bench")
        url = databases.migrated("sqlite")
        practice = make_practice(url, ring_setting, Clock(), sandbox, company.realm_id)
        browser = practice.browser()
        browser.connect()
        long_charts(practice)
        yield from _lines(browser)
        practice.mount.store.dispose()
        databases.close()


def long_charts(practice: Practice) -> None:
    """Give both sides charts of this length, with names that a firm would give."""
    named = list(islice(_named(), PRACTICE))
    more = (HostAccount(str(7000 + n), here, _ROLES[type_], str(7000 + n)) for n, (here, _, type_) in enumerate(named))
    practice.ledger.chart = [*practice.ledger.chart, *more][:PRACTICE]
    catalogue, connection = practice.catalogue(), practice.connection()
    if connection is None:
        raise SystemExit("the practice is not connected")
    there = (QuickBooksAccount(f"L{n}", name, name, type_) for n, (_, name, type_) in enumerate(named))
    whole = (*catalogue.accounts, *there)[:QUICKBOOKS]
    with practice.mount.store.begin() as session:
        connections.save_catalogue(session, connection.id, replace(catalogue, accounts=whole))


def _named() -> Iterator[tuple[str, str, str]]:
    """One thing under two names that firms give it, with a type; numbered where the words run out."""
    lines = [line.partition(": ")[2].split(" | ") for line in _NAMES.read_text(encoding="utf-8").splitlines()]
    pairs = [(names[0], names[1]) for names in lines if len(names) > 1]
    for n, (here, there) in enumerate((here + mark, there + mark) for mark in ("", " 2") for here, there in pairs):
        yield here.capitalize(), there.capitalize(), _TYPES[n % len(_TYPES)]


def _lines(browser: Browser) -> Iterator[str]:
    def press(do: str, path: str = "/mapping") -> TestResponse:
        return browser.client.post(f"/accounting{path}", data=as_data(put(form, "do", do)))

    base = _timed(lambda: browser.get("/"))[0]
    form = [*fields(browser.get("/mapping").text, FORM), ("switch", "supplier")]
    yield _line("nothing mapped", base, lambda: press("show"))
    yield _line("all suggested", base, lambda: press("", "/mapping/suggest"))
    form = fields(press("", "/mapping/suggest").text, FORM)
    if press("save").status_code != 302:
        raise SystemExit("the suggested mapping was not saved")
    yield _line("saved", base, lambda: browser.get("/mapping"))
    yield _line("previewed", base, lambda: press("preview"))


def _line(state: str, base: float, work: Callable[[], TestResponse]) -> str:
    seconds, answer = _timed(work)
    size, options = len(answer.data) / 1000, answer.text.count("<option")
    return (
        f"{state:<16} {seconds * 1000:8.0f} ms {seconds / base:8.1f} x the overview {size:8.0f} kB {options:>7} options"
    )


def _timed(work: Callable[[], TestResponse]) -> tuple[float, TestResponse]:
    work()
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - began)
    return median(seconds), answer
