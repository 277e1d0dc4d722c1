"""Checks of how the QuickBooks company is set up: numbers, automation, closed periods, classes, tax, ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matterbooks.ledger.source import Books, HostTaxCode
from matterbooks.mapping.accounts import Catalogue, Company
from matterbooks.mapping.check import BAD, NOTE, OK, Check
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.needed import any_on
from matterbooks.mapping.receivables import RECEIVABLE
from matterbooks.values import Option, Switch

PAYABLE = "Accounts Payable"
_PURCHASES = frozenset({Switch.SUPPLIER, Switch.TRUST})


def checks(catalogue: Catalogue, books: Books, tax_codes: Sequence[HostTaxCode], mapping: Mapping) -> Iterator[Check]:
    """Each check in order."""
    company = catalogue.company
    yield _closing(company, books)
    yield _numbers(company)
    yield _purchase_numbers(company, mapping)
    yield _auto_apply(company)
    yield _classes(company, mapping)
    yield _clients_on_purchases(company, mapping)
    yield _tax(company, tax_codes)
    yield _ledger("Receivables", RECEIVABLE, "bills", catalogue)
    if any_on(mapping, {Switch.SUPPLIER}):
        yield _ledger("Payables", PAYABLE, "supplier invoices", catalogue)


def _closing(company: Company, books: Books) -> Check:
    if company.closing_date is None:
        return Check("Closing date", OK, "No period is closed")
    found = f"Books are closed up to {company.closing_date:%d %B %Y}"
    if books.lockout is not None and books.lockout >= company.closing_date:
        return Check("Closing date", OK, f"{found}, and the practice is locked as far")
    mend = (
        "Records dated on or before that day are held. Lock the practice up to the same day; to let one through, move "
        "the date in QuickBooks and choose Check again."
    )
    return Check("Closing date", NOTE, found, mend)


def _numbers(company: Company) -> Check:
    if company.custom_numbers:
        return Check("Document numbers", OK, "QuickBooks keeps the practice's numbers")
    mend = "In QuickBooks: Account and settings > Sales > Custom transaction numbers > On."
    return Check("Document numbers", BAD, "QuickBooks gives bills numbers of its own", mend)


def _purchase_numbers(company: Company, mapping: Mapping) -> Check:
    name = "Numbers of purchases"
    if company.purchase_numbers:
        return Check(name, OK, "QuickBooks keeps the practice's numbers")
    if not any_on(mapping, _PURCHASES):
        return Check(name, OK, "QuickBooks gives its own, and none are sent")
    mend = "The practice's number stands in the memo. To have it as the number, switch custom numbers on for expenses."
    return Check(name, NOTE, "QuickBooks gives payments and credits of suppliers numbers of its own", mend)


def _auto_apply(company: Company) -> Check:
    settings = (("credits", company.auto_apply_credits), ("payments", company.auto_apply_payments))
    on = [words for words, is_on in settings if is_on]
    if not on:
        return Check("Automatic application", OK, "QuickBooks applies nothing by itself")
    mend = "In QuickBooks: Account and settings > Advanced > Automation > switch both off."
    return Check("Automatic application", BAD, f"QuickBooks applies {' and '.join(on)} by itself", mend)


def _classes(company: Company, mapping: Mapping) -> Check:
    wanted = Option.MATTERS_AS_CLASSES in mapping.options
    if company.class_tracking:
        return Check("Class tracking", OK, "On" if wanted else "On, and not used here")
    if not wanted:
        return Check("Class tracking", OK, "Off, and not needed")
    mend = (
        "In QuickBooks: Account and settings > Advanced > Categories > Track classes; or switch Matters as classes off."
    )
    return Check("Class tracking", BAD, "Off, and matters are to be classes", mend)


def _clients_on_purchases(company: Company, mapping: Mapping) -> Check:
    name = "Clients on purchases"
    if company.clients_on_purchases:
        return Check(name, OK, "QuickBooks keeps the client on each line")
    if not any_on(mapping, {Switch.SUPPLIER}):
        return Check(name, OK, "Off, and not needed")
    mend = "In QuickBooks: Account and settings > Expenses > Track expenses and items by customer > On."
    return Check(name, NOTE, "Off: supplier invoices arrive without the client that each line is for", mend)


def _tax(company: Company, codes: Sequence[HostTaxCode]) -> Check:
    taxed = any(code.rate for code in codes)
    if taxed and not company.uses_sales_tax:
        mend = "In QuickBooks: Taxes > Set up sales tax; then choose Check again."
        return Check("Sales tax", BAD, "Off, and the practice charges tax", mend)
    if taxed and company.automated_sales_tax:
        mend = "The practice's own tax is sent with every bill; compare the first bills of each kind."
        return Check("Sales tax", NOTE, "QuickBooks computes tax by itself", mend)
    return Check("Sales tax", OK, "On" if company.uses_sales_tax else "Off, and not needed")


def _ledger(name: str, type_: str, what: str, catalogue: Catalogue) -> Check:
    home = catalogue.company.home_currency
    found = [account.path for account in catalogue.of_type(type_) if account.currency in ("", home)]
    if len(found) == 1:
        return Check(name, OK, found[0])
    if not found:
        return Check(name, BAD, f"No account of type {type_}", "Make one in QuickBooks: Chart of accounts > New.")
    mend = f"Make all but one inactive in QuickBooks: {what} go to one that nobody can choose."
    return Check(name, BAD, " and ".join(found), mend)
