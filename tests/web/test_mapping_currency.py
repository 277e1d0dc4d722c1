"""The currency part of the mapping screen: only where documents are in more than one, and each is only itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.ledger.documents import Ref
from matterbooks.store import connections
from matterbooks.values import Held
from tests.web.forms import choose, fields, rows
from tests.web.practice import Browser, Practice
from tests.web.test_mapping import FORM, entered, send


def multicurrency(practice: Practice, on: bool) -> None:
    """Switch multicurrency of the company on or off, as it is read."""
    connection = practice.connection()
    assert connection is not None
    catalogue = practice.catalogue()
    with practice.mount.store.begin() as session:
        company = replace(catalogue.company, multi_currency=on)
        connections.save_catalogue(session, connection.id, replace(catalogue, company=company))


@pytest.fixture
def foreign(practice: Practice, mapped: Browser) -> Ref:
    """A bill in US dollars, held."""
    ref = practice.post(replace(practice.paper().bill("F1", "10.00"), currency="USD"))
    practice.drain()
    assert practice.operation(ref).reason == Held.MAPPING
    return ref


def test_each_foreign_currency_has_a_row_and_the_base_currency_none(mapped: Browser, foreign: Ref) -> None:
    assert rows(entered(mapped), "currency") == {"USD": ""}
    page = mapped.get("/mapping").text
    assert "Needed: documents are in this currency; holds 1 document." in page
    assert "Perhaps USD: the same currency." in page


def test_the_same_currency_is_suggested_and_taken_with_the_others(mapped: Browser, foreign: Ref) -> None:
    taken = fields(send(mapped, entered(mapped), "take:currency:0").text, FORM)
    suggested = fields(send(mapped, entered(mapped), path="/mapping/suggest").text, FORM)
    assert rows(taken, "currency") == rows(suggested, "currency") == {"USD": "USD"}


def test_another_currency_is_refused(practice: Practice, mapped: Browser, foreign: Ref) -> None:
    answer = send(mapped, choose(entered(mapped), "currency", "USD", "AUD"))
    assert answer.status_code == 400
    assert "An amount in USD is never one in AUD" in answer.text
    assert practice.mapping().version == 1


def test_a_currency_that_is_off_in_quickbooks_is_saved_and_says_what_to_switch_on(
    practice: Practice, mapped: Browser, foreign: Ref
) -> None:
    multicurrency(practice, on=False)
    send(mapped, choose(entered(mapped), "currency", "USD", "USD"))
    assert practice.mapping().currencies == {"USD": "USD"}
    page = mapped.get("/mapping").text
    assert "switch multicurrency on in QuickBooks, add USD, then refresh" in page
    assert "1 record still waits for a row." in page
    multicurrency(practice, on=True)
    assert "switch multicurrency on" not in mapped.get("/mapping").text
