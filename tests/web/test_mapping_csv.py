"""The mapping as CSV: every part of it goes out and comes back, and what a file gets wrong is named by its row."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from tests.web.forms import as_data, choose, fields, put, rows
from tests.web.practice import Browser, Practice
from tests.web.test_mapping import FORM, account, entered, send


def upload(browser: Browser, text: str) -> TestResponse:
    """Choose this file on the mapping screen."""
    form = {"csrf_token": browser.token(), "file": (io.BytesIO(text.encode()), "accountant.csv")}
    return browser.client.post("/accounting/mapping/csv", data=form)


@pytest.fixture
def full(practice: Practice, mapped: Browser) -> Browser:
    """A mapping with something in every part."""
    practice.ledger.put(replace(practice.paper().bill("F1", "10.00"), currency="USD"))
    form = choose(entered(mapped), "currency", "USD", "USD")
    assert send(mapped, put(form, "option", "itemised_lines")).status_code == 302
    return mapped


def test_every_part_goes_out_and_comes_back_unchanged(full: Browser) -> None:
    text = full.get("/mapping/csv").text
    for row in (
        "setting,sales,",
        "setting,itemised_lines,",
        "setting,bank_transfers_account,",
        "currency,USD,USD,,USD",
    ):
        assert f"\n{row}" in text.replace("\r", "")
    page = upload(full, text).text
    assert fields(page, FORM) == [(name, "" if name.endswith("_why") else value) for name, value in entered(full)]
    assert "data-mb-changed>0<" in page


def test_a_name_that_was_edited_without_its_id_is_pointed_out(practice: Practice, full: Browser) -> None:
    text = full.get("/mapping/csv").text.replace(",Legal Fees,", ",Consulting,")
    answer = upload(full, text)
    id_ = account(practice, "Legal Fees")
    assert f"The file calls {id_} Consulting, and QuickBooks calls it Legal Fees" in answer.text
    assert rows(fields(answer.text, FORM), "account")["4000"] == id_


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("currency,USD,,,USD,,,", "row 13: USD is there twice"),
        ("setting,colour,,,on,,,", "row 13: there is no setting"),
        ("account,6000,,,,,,", "row 13: host_code or quickbooks_id is empty"),
        ("account,6000", "row 13: it has 2 cells and not 8"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(practice: Practice, full: Browser, row: str, words: str) -> None:
    text = full.get("/mapping/csv").text
    assert text.count("\n") == 12
    answer = upload(full, f"{text}{row}\r\n")
    assert answer.status_code == 400
    assert f"accountant.csv, {words}" in answer.text.replace("&#39;", "'")


def test_rows_of_a_file_that_cannot_be_saved_are_shown_with_why(practice: Practice, full: Browser) -> None:
    rent = account(practice, "Rent")
    page = upload(full, f"{full.get('/mapping/csv').text}account,2200,,,{rent},,,\r\naccount,9999,,,nowhere,,,\r\n")
    assert page.status_code == 200
    form = fields(page.text, FORM)
    assert {"2200": rent, "9999": "nowhere"}.items() <= rows(form, "account").items()
    answer = full.client.post("/accounting/mapping", data=as_data(put(form, "do", "save")))
    assert answer.status_code == 400
    assert "GST collected never stands in this map" in answer.text
    assert "Account 9999 is no longer in the practice ledger" in answer.text


def test_amounts_below_zero_are_numbers_and_formulas_are_text(practice: Practice, full: Browser) -> None:
    note = practice.paper().credit_note("=1+1", "5.00")
    practice.post(note)
    practice.drain()
    form = choose(entered(full), "account", "4000", account(practice, "Rent"))
    text = full.client.post("/accounting/mapping/effect", data=as_data(form)).text
    assert ",'=1+1," in text
    assert "'-" not in text
