"""Checks of what the QuickBooks company is: its country, plan, subscription and currencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matterbooks.ledger.source import Books
from matterbooks.mapping.accounts import Company
from matterbooks.mapping.check import BAD, NOTE, OK, Check
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.needed import any_on
from matterbooks.values import Switch

COUNTRIES = {"US": "United States", "AU": "Australia", "NZ": "New Zealand", "GB": "United Kingdom", "CA": "Canada"}
"""Countries whose sales tax this release was tried with."""

PAID = frozenset({"SUBSCRIBED", "PAID"})
SMALLEST = ("simple start", "easystart")
"""Plans that may lack suppliers' invoices and classes, by a part of their name (Intuit: OfferingSku, fault 5030)."""


def checks(company: Company, books: Books, currencies: Sequence[str], mapping: Mapping) -> Iterator[Check]:
    """Each check in order."""
    yield _country(company)
    yield _plan(company, mapping)
    yield _subscription(company)
    yield _home_currency(company, books.base_currency)
    yield _currencies(company, currencies)


def _country(company: Company) -> Check:
    if company.country in COUNTRIES:
        return Check("Country", OK, COUNTRIES[company.country])
    mend = "Sales tax was not tried there: compare the first bills of each kind with what the practice posted."
    return Check("Country", NOTE, company.country or "Not told", mend)


def _plan(company: Company, mapping: Mapping) -> Check:
    name = company.edition or "Not told"
    if not any(word in name.lower() for word in SMALLEST) or not any_on(mapping, {Switch.SUPPLIER}):
        return Check("Plan", OK, name)
    mend = (
        "Where QuickBooks refuses them, switch supplier invoices off on the mapping screen, or move the company to a "
        "plan that keeps them."
    )
    return Check("Plan", NOTE, f"{name}: the smallest plan may keep no supplier invoices", mend)


def _subscription(company: Company) -> Check:
    status = company.subscription
    if not status or status.upper() in PAID:
        return Check("Subscription", OK, status.capitalize() or "Not told")
    mend = "Once it has ended QuickBooks takes nothing more: renew it under Account and settings > Billing."
    return Check("Subscription", NOTE, f"QuickBooks calls it {status.lower().replace('_', ' ')}", mend)


def _home_currency(company: Company, base: str) -> Check:
    if company.home_currency == base:
        return Check("Home currency", OK, f"{base}, as in the practice")
    found = f"{company.home_currency} in QuickBooks, {base} in the practice"
    return Check("Home currency", BAD, found, f"Connect a company whose home currency is {base}; it cannot be changed.")


def _currencies(company: Company, currencies: Sequence[str]) -> Check:
    foreign = [code for code in currencies if code != company.home_currency]
    if foreign and not company.multi_currency:
        mend = (
            "In QuickBooks: Account and settings > Advanced > Currency > Multicurrency; then choose Check again. It "
            "cannot be undone there."
        )
        return Check("Multicurrency", BAD, f"Off, and the practice uses {', '.join(foreign)}", mend)
    return Check("Multicurrency", OK, "On" if company.multi_currency else "Off, and not needed")
