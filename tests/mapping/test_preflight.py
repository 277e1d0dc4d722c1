"""Settings of the company: what passes, what has to be known, and what fails with its mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matterbooks.ledger.source import Books
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.preflight import Check, Verdict, checks
from tests.mapping.firm import CATALOGUE, CURRENCIES, TAX_CODES

BOOKS = Books("Ashgrove Legal", "AUD")
GOOD = replace(CATALOGUE, company=replace(CATALOGUE.company, uses_sales_tax=True))


def found(name: str, books: Books = BOOKS, currencies: tuple[str, ...] = CURRENCIES, **company: Any) -> Check:
    """The check of this name, for a company with these settings."""
    catalogue = replace(GOOD, company=replace(GOOD.company, **company))
    return next(check for check in checks(catalogue, books, TAX_CODES, currencies) if check.name == name)


def test_a_company_as_it_should_be_passes_everything() -> None:
    assert {check.verdict for check in checks(GOOD, BOOKS, TAX_CODES, CURRENCIES)} == {Verdict.PASSED}


@pytest.mark.parametrize(
    ("name", "settings", "verdict", "mend"),
    [
        ("Home currency", {"home_currency": "NZD"}, "failed", "home currency is AUD"),
        ("Document numbers", {"custom_numbers": False}, "failed", "Custom transaction numbers"),
        ("Automatic application", {"auto_apply_credits": True}, "failed", "switch both off"),
        ("Automatic application", {"auto_apply_payments": True}, "failed", "switch both off"),
        ("Closing date", {"closing_date": date(2026, 6, 30)}, "warning", "are held"),
        ("Sales tax", {"uses_sales_tax": False}, "failed", "Set up sales tax"),
        ("Sales tax", {"automated_sales_tax": True}, "warning", "compare the first bills"),
    ],
)
def test_a_setting_that_would_hurt_says_what_mends_it(
    name: str, settings: dict[str, Any], verdict: str, mend: str
) -> None:
    check = found(name, **settings)
    assert check.verdict == verdict
    assert mend in check.mend


def test_a_closing_date_that_the_practice_keeps_too_passes() -> None:
    books = replace(BOOKS, lockout=date(2026, 6, 30))
    assert found("Closing date", books, closing_date=date(2026, 6, 30)).verdict is Verdict.PASSED


def test_a_foreign_currency_needs_multicurrency() -> None:
    assert found("Multicurrency", currencies=("AUD", "USD")).verdict is Verdict.FAILED
    assert found("Multicurrency", currencies=("AUD", "USD"), multi_currency=True).verdict is Verdict.PASSED


@pytest.mark.parametrize("count", [0, 2])
def test_bills_need_exactly_one_receivable_account(count: int) -> None:
    others = tuple(account for account in GOOD.accounts if account.type != "Accounts Receivable")
    made = tuple(QuickBooksAccount(f"9{n}", f"A/R {n}", f"A/R {n}", "Accounts Receivable") for n in range(count))
    catalogue = replace(GOOD, accounts=(*others, *made))
    check = next(one for one in checks(catalogue, BOOKS, TAX_CODES, CURRENCIES) if one.name == "Receivables")
    assert check.verdict is Verdict.FAILED
