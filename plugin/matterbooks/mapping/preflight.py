"""Settings of the QuickBooks company that would hurt: each passed or not, with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matterbooks.ledger.source import Books, HostTaxCode
from matterbooks.mapping.accounts import Catalogue, Company
from matterbooks.mapping.receivables import RECEIVABLE


class Verdict(StrEnum):
    """passed: as it should be. warning: works, and has to be known. failed: records will be held or wrong."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One setting: what was found and, where it is not as it should be, what mends it and where."""

    name: str
    verdict: Verdict
    found: str
    mend: str = ""


def checks(
    catalogue: Catalogue, books: Books, tax_codes: Sequence[HostTaxCode], currencies: Sequence[str]
) -> tuple[Check, ...]:
    """Every check, in the order in which they are shown."""
    company = catalogue.company
    return (
        _home_currency(company, books.base_currency),
        _numbers(company),
        _auto_apply(company),
        *_closing(company, books),
        _currencies(company, currencies),
        _tax(company, tax_codes),
        _receivable(catalogue),
    )


def _home_currency(company: Company, base: str) -> Check:
    if company.home_currency == base:
        return Check("Home currency", _OK, f"{base}, as in the practice")
    found = f"{company.home_currency} in QuickBooks, {base} in the practice"
    return Check(
        "Home currency", _BAD, found, f"Connect a company whose home currency is {base}; it cannot be changed."
    )


def _numbers(company: Company) -> Check:
    if company.custom_numbers:
        return Check("Document numbers", _OK, "QuickBooks keeps the practice's numbers")
    mend = "In QuickBooks: Account and settings > Sales > Custom transaction numbers > On."
    return Check("Document numbers", _BAD, "QuickBooks gives bills numbers of its own", mend)


def _auto_apply(company: Company) -> Check:
    on = [
        words
        for words, is_on in (("credits", company.auto_apply_credits), ("payments", company.auto_apply_payments))
        if is_on
    ]
    if not on:
        return Check("Automatic application", _OK, "QuickBooks applies nothing by itself")
    mend = "In QuickBooks: Account and settings > Advanced > Automation > switch both off."
    return Check("Automatic application", _BAD, f"QuickBooks applies {' and '.join(on)} by itself", mend)


def _closing(company: Company, books: Books) -> Iterator[Check]:
    if company.closing_date is None:
        yield Check("Closing date", _OK, "No period is closed")
        return
    found = f"Books are closed up to {company.closing_date:%d %B %Y}"
    if books.lockout is not None and books.lockout >= company.closing_date:
        yield Check("Closing date", _OK, f"{found}, and the practice is locked as far")
        return
    mend = "Records dated on or before that day are held. Lock the practice up to the same day."
    yield Check("Closing date", _NOTE, found, mend)


def _currencies(company: Company, currencies: Sequence[str]) -> Check:
    foreign = [code for code in currencies if code != company.home_currency]
    if foreign and not company.multi_currency:
        mend = "In QuickBooks: Account and settings > Advanced > Currency > Multicurrency. It cannot be undone there."
        return Check("Multicurrency", _BAD, f"Off, and the practice uses {', '.join(foreign)}", mend)
    return Check("Multicurrency", _OK, "On" if company.multi_currency else "Off, and not needed")


def _tax(company: Company, codes: Sequence[HostTaxCode]) -> Check:
    taxed = any(code.rate for code in codes)
    if taxed and not company.uses_sales_tax:
        mend = "In QuickBooks: Taxes > Set up sales tax; then read the company again here."
        return Check("Sales tax", _BAD, "Off, and the practice charges tax", mend)
    if taxed and company.automated_sales_tax:
        mend = "The practice's own tax is sent with every bill; compare the first bills of each kind."
        return Check("Sales tax", _NOTE, "QuickBooks computes tax by itself", mend)
    return Check("Sales tax", _OK, "On" if company.uses_sales_tax else "Off, and not needed")


def _receivable(catalogue: Catalogue) -> Check:
    home = catalogue.company.home_currency
    found = [account.path for account in catalogue.of_type(RECEIVABLE) if account.currency in ("", home)]
    if len(found) == 1:
        return Check("Receivables", _OK, found[0])
    if not found:
        return Check("Receivables", _BAD, "No receivable account", "Make one in QuickBooks: Chart of accounts > New.")
    mend = "Make all but one inactive in QuickBooks: bills go to one that nobody can choose."
    return Check("Receivables", _BAD, " and ".join(found), mend)


_OK, _NOTE, _BAD = Verdict.PASSED, Verdict.WARNING, Verdict.FAILED
