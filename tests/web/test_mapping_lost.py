"""Accounts that become inactive, renamed, merged or deleted in QuickBooks: the row turns red, holds, and lets go."""

from __future__ import annotations

from dataclasses import replace

import requests

from matterbooks.ledger.documents import Ref
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.store import connections
from matterbooks.values import Held, OperationState
from tests.web.forms import choose, fields, rows
from tests.web.practice import Browser, Practice
from tests.web.test_mapping import FORM, account, entered, send


def fees(practice: Practice) -> QuickBooksAccount:
    """The account that fees are mapped to."""
    return practice.catalogue().by_id[practice.mapping().accounts["4000"]]


def edit(practice: Practice, browser: Browser, token: int = 0, **changes: str | bool) -> str:
    """Edit that account in QuickBooks, after as many edits, and refresh; gives the mapping screen as it is then."""
    target = fees(practice)
    body = {"Id": target.id, "SyncToken": str(token), "sparse": True, "AccountType": target.type, "Name": "Legal Fees"}
    practice.by_hand("Account", body | changes)
    browser.post("/refresh", {"back": "mapping"})
    return browser.get("/mapping").text


def close_books(practice: Practice, day: str) -> None:
    """Set the closing date of the company, as its administrator does."""
    prefs = {"realmId": practice.realm, "AccountingInfoPrefs": {"BookCloseDate": day}}
    requests.post(f"{practice.sandbox.url}/sandbox/preferences", json=prefs, timeout=5).raise_for_status()


def red_row(page: str) -> str:
    """The row of fees, which is red."""
    row = page.split('id="row-account-4000"')
    assert "mb-bad-row" in row[0].rsplit("<div", 1)[1]
    return row[1].split('id="row-account-4100"')[0]


def held(practice: Practice) -> Ref:
    """A bill that waits for the row of fees."""
    ref = practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    assert practice.operation(ref).reason == Held.MAPPING
    return ref


def test_an_inactive_account_holds_until_it_is_active_again_without_retyping(
    practice: Practice, mapped: Browser
) -> None:
    page = edit(practice, mapped, Active=False)
    assert "is inactive in QuickBooks or was merged into another" in red_row(page)
    ref = held(practice)
    assert "Holds 1 document." in red_row(mapped.get("/mapping").text)
    page = edit(practice, mapped, token=1, Active=True)
    assert "1 held record goes on." in page
    assert "mb-bad-row" not in page
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE
    assert practice.mapping().version == 1


def test_an_inactive_account_lets_go_once_another_is_chosen(practice: Practice, mapped: Browser) -> None:
    edit(practice, mapped, Active=False)
    ref = held(practice)
    send(mapped, choose(entered(mapped), "account", "4000", account(practice, "Sales of Product Income")))
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_a_renamed_account_says_its_new_name_and_holds_until_the_mapping_is_saved(
    practice: Practice, mapped: Browser
) -> None:
    page = edit(practice, mapped, Name="Sundry income")
    assert "Legal Fees, to which Fees is mapped, is now called Sundry income in QuickBooks" in red_row(page)
    ref = held(practice)
    assert "now called Sundry income" in practice.operation(ref).words
    assert send(mapped, entered(mapped)).status_code == 302
    page = mapped.get("/mapping").text
    assert "1 record that waited goes on." in page
    assert "mb-bad-row" not in page
    assert "<ins>Sundry income (renamed in QuickBooks)</ins>" in mapped.get("/mapping/history").text
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_a_rename_that_is_taken_back_lets_go_by_itself(practice: Practice, mapped: Browser) -> None:
    edit(practice, mapped, Name="Sundry income")
    ref = held(practice)
    assert "1 held record goes on." in edit(practice, mapped, token=1)
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_an_account_that_quickbooks_no_longer_has_keeps_its_name_on_the_row(
    practice: Practice, mapped: Browser
) -> None:
    gone, connection = fees(practice), practice.connection()
    assert connection is not None
    rest = tuple(one for one in practice.catalogue().accounts if one.id != gone.id)
    with practice.mount.store.begin() as session:
        connections.save_catalogue(session, connection.id, replace(practice.catalogue(), accounts=rest))
    page = mapped.get("/mapping").text
    assert "is not in the QuickBooks company: choose another" in red_row(page)
    assert "Legal Fees (not in QuickBooks)" in red_row(page)
    assert rows(fields(page, FORM), "account")["4000"] == gone.id
    ref = held(practice)
    send(mapped, choose(entered(mapped), "account", "4000", account(practice, "Sales of Product Income")))
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_a_period_that_was_opened_lets_go_by_a_refresh(practice: Practice, mapped: Browser) -> None:
    close_books(practice, "2026-03-31")
    mapped.post("/refresh")
    ref = practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    assert practice.operation(ref).reason == Held.PERIOD
    mapped.post("/refresh")
    assert practice.operation(ref).state == OperationState.HELD
    close_books(practice, "2026-01-31")
    mapped.post("/refresh")
    assert "1 held record goes on." in mapped.get("/").text
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE


def test_a_row_that_is_red_may_stay_red_through_a_save_of_others(practice: Practice, mapped: Browser) -> None:
    edit(practice, mapped, Active=False)
    form = choose(entered(mapped), "account", "4100", account(practice, "Sales of Product Income"))
    assert send(mapped, form).status_code == 302
    assert "inactive in QuickBooks" in red_row(mapped.get("/mapping").text)
    assert practice.mapping().accounts["4000"] == fees(practice).id


def test_a_row_that_a_held_document_waits_for_is_on_the_screen_though_nothing_else_asks_for_it(
    practice: Practice, mapped: Browser
) -> None:
    bill = practice.paper().bill("1001", "100.00")
    lines = tuple(replace(line, account="6000") for line in bill.lines)
    postings = tuple(replace(one, account="6000") if one.account == "4000" else one for one in bill.postings)
    ref = practice.post(replace(bill, lines=lines, postings=postings))
    practice.drain()
    page = mapped.get("/mapping").text
    assert "Rent is not mapped: documents that are held use it." in page
    assert 'href="#row-account-6000"' in page
    assert "Needed: documents that are held use it; holds 1 document." in page
    send(mapped, choose(entered(mapped), "account", "6000", account(practice, "Legal Fees")))
    practice.drain()
    assert practice.operation(ref).state == OperationState.DONE
