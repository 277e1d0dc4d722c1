"""The mapping screen without JavaScript: entering, saving, warning, refusing, and two administrators at once."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from matterbooks.values import Held, OperationState, Switch
from tests.web.forms import Fields, as_data, choose, fields, ids, put, rows
from tests.web.practice import Browser, Practice

FORM = "mapping-form"


def entered(browser: Browser) -> Fields:
    """The mapping form as it stands on the page."""
    return fields(browser.get("/mapping").text, FORM)


def send(browser: Browser, form: Fields, do: str = "save", path: str = "/mapping") -> TestResponse:
    """Press a button of the form."""
    return browser.client.post(f"/accounting{path}", data=as_data(put(form, "do", do)))


def suggested(browser: Browser) -> Fields:
    """The form after Suggest rows."""
    return fields(send(browser, entered(browser), path="/mapping/suggest").text, FORM)


def account(practice: Practice, name: str) -> str:
    """The id of a QuickBooks account."""
    return next(one.id for one in practice.catalogue().accounts if one.path == name)


@pytest.fixture
def whole(practice: Practice, connected: Browser) -> Fields:
    """A form in which nothing is missing."""
    form = choose(suggested(connected), "account", "4000", account(practice, "Legal Fees"))
    return put(form, "bank_transfers_account", account(practice, "Operating Clearing"))


def test_the_four_parts_are_there(connected: Browser) -> None:
    page = connected.get("/mapping").text
    for words in ("Synchronization", "GL account map", "Sales tax map", "QuickBooks accounts"):
        assert f">{words}</h2>" in page
    assert "Currency map" not in page
    for words in ("Sales invoices", "Supplier invoices", "Trust transactions", "Bank transfers account"):
        assert words in page


def test_ids_are_unique_so_that_labels_and_links_lead_somewhere(connected: Browser, whole: Fields) -> None:
    send(connected, whole)
    found = ids(connected.get("/mapping").text)
    assert len(found) == len(set(found))


def test_required_rows_come_first_with_their_reason(connected: Browser) -> None:
    page = connected.get("/mapping").text
    assert list(rows(entered(connected), "account")) == ["1000", "1010", "1200", "4000", "4100"]
    assert "Needed: the lines of bills post here" in page


def test_switching_a_kind_on_shows_what_it_needs(connected: Browser) -> None:
    form = [*entered(connected), ("switch", "trust")]
    page = send(connected, form, "show").text
    assert {"1050", "2500"} <= rows(fields(page, FORM), "account").keys()


def test_suggestions_fill_what_is_certain_and_save_nothing(practice: Practice, connected: Browser) -> None:
    page = send(connected, entered(connected), path="/mapping/suggest").text
    form = rows(fields(page, FORM), "account")
    assert form["1200"] == account(practice, "Accounts Receivable (A/R)")
    assert "Suggested: " in page
    assert practice.mapping().version == 0


def test_one_suggestion_is_taken_alone(practice: Practice, connected: Browser) -> None:
    page = connected.get("/mapping").text
    assert "Perhaps Legal Fees" in page
    form = rows(fields(send(connected, entered(connected), "take:account:3").text, FORM), "account")
    assert form["4000"] == account(practice, "Legal Fees")
    assert form["1000"] == ""


def test_saving_makes_a_version_with_who_and_when(practice: Practice, connected: Browser, whole: Fields) -> None:
    answer = send(connected, whole)
    assert (answer.status_code, answer.location) == (302, "/accounting/mapping")
    page = connected.get("/mapping").text
    assert "Saved as version 1." in page
    assert "saved <time" in page
    assert "by user admin" in page
    saved = practice.mapping()
    assert saved.accounts["4000"] == account(practice, "Legal Fees")
    assert saved.switches == {Switch.SALES}


def test_a_mapped_account_is_crossed_out_with_a_word_for_those_who_cannot_see_it(
    connected: Browser, whole: Fields
) -> None:
    assert "<del>Legal Fees</del>" not in connected.get("/mapping").text
    send(connected, whole)
    assert '<del>Legal Fees</del><span class="mb-sr"> (mapped)</span>' in connected.get("/mapping").text


def test_a_row_is_added_and_removed_without_losing_what_was_entered(practice: Practice, connected: Browser) -> None:
    form = choose(entered(connected), "account", "4000", account(practice, "Legal Fees"))
    more = fields(send(connected, form, "add:account").text, FORM)
    assert rows(more, "account")["4000"] == account(practice, "Legal Fees")
    assert "" in rows(more, "account")
    fewer = fields(send(connected, more, "remove:account:5").text, FORM)
    assert rows(fewer, "account") == rows(form, "account")


def test_saving_without_a_crucial_row_keeps_the_rest_and_names_it(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    send(connected, choose(whole, "account", "4000", ""))
    assert practice.mapping().version == 1
    page = connected.get("/mapping").text
    assert "Fees is not mapped: the lines of bills post here." in page
    assert 'href="#row-account-4000"' in page


def test_a_held_bill_shows_beside_its_row_and_goes_on_once_it_is_mapped(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    send(connected, choose(whole, "account", "4000", ""))
    ref = practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    assert practice.operation(ref).reason == Held.MAPPING
    assert "holds 1 document." in connected.get("/mapping").text
    send(connected, choose(entered(connected), "account", "4000", account(practice, "Legal Fees")))
    assert "1 record that waited goes on." in connected.get("/mapping").text
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_types_that_cannot_go_together_are_refused_and_the_form_is_kept(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    wrong = choose(whole, "account", "1000", account(practice, "Legal Fees"))
    answer = send(connected, wrong)
    assert answer.status_code == 400
    assert "a bank is mapped to a bank" in answer.text
    assert rows(fields(answer.text, FORM), "account") == rows(wrong, "account")
    assert practice.mapping().version == 0


def test_a_row_without_its_practice_side_is_refused_and_kept(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    more = fields(send(connected, whole, "add:account").text, FORM)
    answer = send(connected, choose(more, "account", "", account(practice, "Rent")))
    assert answer.status_code == 400
    assert "no practice side" in answer.text


def test_one_account_in_two_rows_is_refused(practice: Practice, connected: Browser, whole: Fields) -> None:
    twice = [*whole, ("account_host", "4000"), ("account_quickbooks", account(practice, "Rent")), ("account_why", "")]
    answer = send(connected, twice)
    assert answer.status_code == 400
    assert "4000 is in two rows" in answer.text


def test_the_second_administrator_sees_the_difference_and_can_save_on_top(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    send(connected, whole)
    other = practice.browser()
    first, second = entered(connected), entered(other)
    send(connected, choose(first, "account", "4000", account(practice, "Sales of Product Income")))
    answer = send(other, choose(second, "account", "4100", account(practice, "Legal Fees")))
    assert answer.status_code == 409
    assert "admin saved version 2" in answer.text
    assert "<ins>Sales of Product Income</ins>" in answer.text
    assert practice.mapping().version == 2
    kept = fields(answer.text, FORM)
    assert rows(kept, "account")["4100"] == account(practice, "Legal Fees")
    assert send(other, kept).status_code == 302
    saved = practice.mapping()
    assert (saved.version, saved.accounts["4000"]) == (3, account(practice, "Sales of Product Income"))
    assert saved.accounts["4100"] == account(practice, "Legal Fees")


def test_history_tells_what_each_version_changed(practice: Practice, connected: Browser, whole: Fields) -> None:
    send(connected, whole)
    send(connected, choose(entered(connected), "account", "4000", account(practice, "Sales of Product Income")))
    page = connected.get("/mapping/history").text
    assert "Version 2" in page
    assert "<del>Legal Fees</del>" in page
    assert "<ins>Sales of Product Income</ins>" in page


def test_the_mapping_goes_out_as_csv_and_comes_back_as_unsaved_changes(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    send(connected, whole)
    csv = connected.get("/mapping/csv")
    assert csv.mimetype == "text/csv"
    assert "mapping-version-1.csv" in csv.headers["Content-Disposition"]
    edited = csv.text.replace(f",{account(practice, 'Legal Fees')},", f",{account(practice, 'Rent')},")
    form = {"csrf_token": connected.token(), "file": (io.BytesIO(edited.encode()), "edited.csv")}
    answer = connected.client.post("/accounting/mapping/csv", data=form)
    assert "edited.csv is shown below and not saved yet" in answer.text
    assert rows(fields(answer.text, FORM), "account")["4000"] == account(practice, "Rent")
    assert practice.mapping().version == 1


def test_a_file_that_is_no_mapping_is_refused_by_name_and_row(connected: Browser) -> None:
    content = b"section,host_code,quickbooks_id\naccount,4000,\n"
    form = {"csrf_token": connected.token(), "file": (io.BytesIO(content), "wrong.csv")}
    answer = connected.client.post("/accounting/mapping/csv", data=form)
    assert answer.status_code == 400
    assert "wrong.csv, row 2" in answer.text


def test_uploading_nothing_says_so(connected: Browser) -> None:
    assert "Choose the CSV file" in connected.post("/mapping/csv").text


def test_an_account_made_inactive_in_quickbooks_turns_its_row_red_and_stays_chosen(
    practice: Practice, connected: Browser, whole: Fields
) -> None:
    send(connected, whole)
    fees = next(one for one in practice.catalogue().accounts if one.path == "Legal Fees")
    body = {"Id": fees.id, "SyncToken": "0", "sparse": True, "Active": False, "Name": "Legal Fees"}
    practice.by_hand("Account", body | {"AccountType": fees.type})
    connected.post("/refresh", {"back": "mapping"})
    page = connected.get("/mapping").text
    assert "inactive in QuickBooks" in page
    assert rows(fields(page, FORM), "account")["4000"] == fees.id


def test_before_connecting_the_mapping_leads_to_the_button(admin: Browser) -> None:
    assert admin.get("/mapping").location == "/accounting/"


def test_a_second_currency_brings_its_own_part(practice: Practice, connected: Browser) -> None:
    practice.ledger.put(replace(practice.paper().bill("F1", "10.00"), currency="USD"))
    assert ">Currency map</h2>" in connected.get("/mapping").text
