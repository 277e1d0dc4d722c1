"""Preflight: what passes, what has to be known, and what fails, each with its mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matterbooks.ledger.source import Books
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount
from matterbooks.mapping.check import Check, Verdict
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.preflight import checks
from matterbooks.mapping.rights import AREAS, Grant, Right
from matterbooks.values import Option, Switch
from tests.mapping.firm import CATALOGUE, CURRENCIES, TAX_CODES

BOOKS = Books("Ashgrove Legal", "AUD")
SEEN = tuple(Right(entity, Grant.SEEN) for area in AREAS for entity in area.entities)
COMPANY = replace(
    CATALOGUE.company,
    uses_sales_tax=True,
    purchase_numbers=True,
    clients_on_purchases=True,
    subscription="SUBSCRIBED",
)
GOOD = replace(CATALOGUE, company=COMPANY, rights=SEEN)
SALES = Mapping(version=1, switches=frozenset({Switch.SALES}))
EVERYTHING = Mapping(version=1, switches=frozenset(Switch), options=frozenset({Option.MATTERS_AS_CLASSES}))


def named(
    name: str,
    catalogue: Catalogue,
    mapping: Mapping = EVERYTHING,
    books: Books = BOOKS,
    currencies: tuple[str, ...] = CURRENCIES,
    entered: tuple[str, ...] = (),
) -> Check:
    """The check of this name."""
    found = checks(catalogue, books, TAX_CODES, currencies, mapping, entered)
    return next(check for check in found if check.name == name)


def with_settings(**company: Any) -> Catalogue:
    """A good company but for these settings."""
    return replace(GOOD, company=replace(GOOD.company, **company))


def with_right(entity: str, grant: Grant, words: str = "") -> Catalogue:
    """A good company but for this right."""
    others = tuple(right for right in SEEN if right.entity != entity)
    return replace(GOOD, rights=(*others, Right(entity, grant, words)))


@pytest.mark.parametrize("mapping", [Mapping(), SALES])
def test_a_company_as_it_should_be_passes_everything(mapping: Mapping) -> None:
    assert {check.verdict for check in checks(GOOD, BOOKS, TAX_CODES, CURRENCIES, mapping)} == {Verdict.PASSED}


@pytest.mark.parametrize(
    ("name", "settings", "verdict", "mend"),
    [
        ("Country", {"country": "FR"}, "warning", "was not tried there"),
        ("Plan", {"edition": "QuickBooks Online Simple Start"}, "warning", "switch supplier invoices off"),
        ("Subscription", {"subscription": "TRIAL_EXPIRED"}, "warning", "renew it"),
        ("Home currency", {"home_currency": "NZD"}, "failed", "home currency is AUD"),
        ("Document numbers", {"custom_numbers": False}, "failed", "Custom transaction numbers"),
        ("Numbers of purchases", {"purchase_numbers": False}, "warning", "stands in the memo"),
        ("Automatic application", {"auto_apply_credits": True}, "failed", "switch both off"),
        ("Automatic application", {"auto_apply_payments": True}, "failed", "switch both off"),
        ("Closing date", {"closing_date": date(2026, 6, 30)}, "warning", "are held"),
        ("Class tracking", {"class_tracking": False}, "failed", "Track classes"),
        ("Clients on purchases", {"clients_on_purchases": False}, "warning", "by customer"),
        ("Sales tax", {"uses_sales_tax": False}, "failed", "Set up sales tax"),
        ("Sales tax", {"automated_sales_tax": True}, "warning", "compare the first bills"),
    ],
)
def test_a_setting_that_would_hurt_says_what_mends_it(
    name: str, settings: dict[str, Any], verdict: str, mend: str
) -> None:
    check = named(name, with_settings(**settings))
    assert check.verdict == verdict
    assert mend in check.mend


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Plan", {"edition": "QuickBooks Online Simple Start"}),
        ("Numbers of purchases", {"purchase_numbers": False}),
        ("Class tracking", {"class_tracking": False}),
        ("Clients on purchases", {"clients_on_purchases": False}),
    ],
)
def test_a_setting_that_nothing_needs_passes(name: str, settings: dict[str, Any]) -> None:
    assert named(name, with_settings(**settings), SALES).verdict is Verdict.PASSED


def test_before_the_first_mapping_everything_counts_as_needed() -> None:
    assert named("Plan", with_settings(edition="QuickBooks Online Simple Start"), Mapping()).verdict is Verdict.WARNING
    refused = with_right("BillPayment", Grant.UNSEEN)
    assert named("Right: payments to suppliers", refused, Mapping()).verdict is Verdict.FAILED


def test_a_closing_date_that_the_practice_keeps_too_passes() -> None:
    books = replace(BOOKS, lockout=date(2026, 6, 30))
    closed = with_settings(closing_date=date(2026, 6, 30))
    assert named("Closing date", closed, books=books).verdict is Verdict.PASSED


def test_a_foreign_currency_needs_multicurrency() -> None:
    assert named("Multicurrency", GOOD, currencies=("AUD", "USD")).verdict is Verdict.FAILED
    on = with_settings(multi_currency=True)
    assert named("Multicurrency", on, currencies=("AUD", "USD")).verdict is Verdict.PASSED


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize(("name", "kind"), [("Receivables", "Accounts Receivable"), ("Payables", "Accounts Payable")])
def test_the_ledgers_need_exactly_one_account_each(name: str, kind: str, count: int) -> None:
    others = tuple(account for account in GOOD.accounts if account.type != kind)
    made = tuple(QuickBooksAccount(f"9{number}", f"A {number}", f"A {number}", kind) for number in range(count))
    assert named(name, replace(GOOD, accounts=(*others, *made))).verdict is Verdict.FAILED


def test_a_right_that_was_only_asked_about_says_what_that_does_not_prove() -> None:
    check = named("Right: payments by clients", GOOD)
    assert check.verdict is Verdict.PASSED
    assert check.found == "Payments by clients can be seen; whether they may be entered shows with the first"


def test_a_record_that_was_taken_proves_the_right_to_enter_it() -> None:
    check = named("Right: clients and bills", GOOD, entered=("Customer", "Item", "Invoice"))
    assert check.found == (
        "Clients, products and services and bills were entered; credit notes can be seen; whether they may be entered "
        "shows with the first"
    )
    assert named("Right: payments by clients", GOOD, entered=("Payment",)).found == "Payments by clients were entered"


@pytest.mark.parametrize(("grant", "verb"), [(Grant.UNSEEN, "see"), (Grant.NOT_ENTERED, "enter")])
def test_a_refused_right_names_the_kind_and_the_mend(grant: Grant, verb: str) -> None:
    check = named("Right: payments by clients", with_right("Payment", grant))
    assert check.verdict is Verdict.FAILED
    assert f"may not {verb} payments by clients: those records are held" in check.found
    assert "administrator of QuickBooks connects again" in check.mend
    assert named("Right: clients and bills", with_right("Payment", grant)).verdict is Verdict.PASSED


def test_what_fails_stands_first_and_what_passes_last() -> None:
    found = checks(with_right("Payment", Grant.UNSEEN), BOOKS, TAX_CODES, ("AUD", "USD"), EVERYTHING)
    order = [check.verdict for check in found]
    assert order == sorted(order, key=["failed", "warning", "passed"].index)
    assert order[0] is Verdict.FAILED


def test_a_refused_right_that_nothing_needs_is_a_note() -> None:
    check = named("Right: suppliers and their invoices", with_right("Bill", Grant.UNSEEN), SALES)
    assert check.verdict is Verdict.WARNING
    assert "not needed while none is sent" in check.found


def test_a_right_that_could_not_be_asked_is_a_note_with_the_reason() -> None:
    check = named("Right: transfers and journals", with_right("Transfer", Grant.UNKNOWN, "QuickBooks did not answer"))
    assert (check.verdict, check.found) == (Verdict.WARNING, "Could not be asked: QuickBooks did not answer")
    never = named("Right: transfers and journals", replace(GOOD, rights=()))
    assert (never.verdict, never.found) == (Verdict.WARNING, "Not asked yet")
