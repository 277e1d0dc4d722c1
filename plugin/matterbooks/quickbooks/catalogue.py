"""Reading the company: its name and settings, accounts, tax codes and rates, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from matterbooks.errors import QuickBooksError, ReconnectNeededError
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount, QuickBooksTaxCode, TaxRate
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.client import Answer, Client
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault, explain
from matterbooks.quickbooks.query import EVEN_INACTIVE, PAGE, select
from matterbooks.quickbooks.request import Request, company_info, preferences, query

_US_CODES = (QuickBooksTaxCode("TAX", "Taxable"), QuickBooksTaxCode("NON", "Not taxable"))

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

Row = dict[str, Any]


def read_catalogue(client: Client, now: datetime) -> Catalogue:
    """The company as it stands. Raises ReconnectNeededError where it may not be read, QuickBooksError otherwise."""
    company = _company(_one(client, company_info(client.realm), "CompanyInfo"), _preferences(client))
    accounts = tuple(_account(row) for row in _all(client, "Account", EVEN_INACTIVE))
    rates = {rate.id: rate for rate in map(_rate, _all(client, "TaxRate", EVEN_INACTIVE))}
    # No filter here: the pseudo codes TAX and NON have no Active property, so that any filter on it drops them.
    codes = tuple(_tax_code(row, rates) for row in _all(client, "TaxCode"))
    return Catalogue(company, accounts, _with_pseudo_codes(company, codes), now)


def rows_of(answer: Answer, entity: str) -> list[Row]:
    """The records of a query's answer; an empty answer has none."""
    found = answer.body.get("QueryResponse")
    listed = found.get(entity, []) if isinstance(found, dict) else []
    return [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []


def _preferences(client: Client) -> Row:
    return _one(client, preferences(), "Preferences")


def _company(info: Row, settings: Row) -> Company:
    books, sales, tax, currency = (
        _part(settings, name) for name in ("AccountingInfoPrefs", "SalesFormsPrefs", "TaxPrefs", "CurrencyPrefs")
    )
    closed = books.get("BookCloseDate")
    return Company(
        name=str(info.get("CompanyName", "")),
        country=str(info.get("Country", "")),
        home_currency=str(_part(currency, "HomeCurrency").get("value", "")),
        edition=_named_value(info, "OfferingSku"),
        subscription=_named_value(info, "SubscriptionStatus"),
        closing_date=date.fromisoformat(str(closed)[:10]) if closed else None,
        custom_numbers=_yes(sales.get("CustomTxnNumbers")),
        purchase_numbers=_named_value(_part(settings, "OtherPrefs"), "VendorAndPurchasesPrefs.UseCustomTxnNumbers")
        == "true",
        auto_apply_credits=_yes(sales.get("AutoApplyCredit")),
        auto_apply_payments=_yes(sales.get("AutoApplyPayments")),
        multi_currency=_yes(currency.get("MultiCurrencyEnabled")),
        clients_on_purchases=_yes(_part(settings, "VendorAndPurchasesPrefs").get("TrackingByCustomer")),
        class_tracking=_yes(books.get("ClassTrackingPerTxn")) or _yes(books.get("ClassTrackingPerTxnLine")),
        uses_sales_tax=_yes(tax.get("UsingSalesTax")),
        automated_sales_tax=_yes(tax.get("PartnerTaxEnabled")),
        fiscal_year_start_month=_month(info.get("FiscalYearStartMonth")),
    )


def _month(name: object) -> int:
    """1 to 12 (Intuit: the month is named in English, as `January`)."""
    return _MONTHS.index(name) + 1 if name in _MONTHS else 1


def _account(row: Row) -> QuickBooksAccount:
    return QuickBooksAccount(
        id=str(row["Id"]),
        name=str(row.get("Name", "")),
        path=str(row.get("FullyQualifiedName") or row.get("Name", "")),
        type=str(row.get("AccountType", "")),
        subtype=str(row.get("AccountSubType", "")),
        number=str(row.get("AcctNum", "")),
        currency=str(_part(row, "CurrencyRef").get("value", "")),
        active=_yes(row.get("Active", True)),
    )


def _rate(row: Row) -> TaxRate:
    return TaxRate(str(row["Id"]), str(row.get("Name", "")), wire.money(row.get("RateValue", 0)))


def _tax_code(row: Row, rates: dict[str, TaxRate]) -> QuickBooksTaxCode:
    return QuickBooksTaxCode(
        id=str(row["Id"]),
        name=str(row.get("Name", "")),
        sales_rates=_rates_of(row, "SalesTaxRateList", rates),
        active=_yes(row.get("Active", True)),
        purchase_rates=_rates_of(row, "PurchaseTaxRateList", rates),
    )


def _rates_of(row: Row, name: str, rates: dict[str, TaxRate]) -> tuple[TaxRate, ...]:
    listed = _part(row, name).get("TaxRateDetail") or []
    ids = [str(_part(detail, "TaxRateRef").get("value", "")) for detail in listed]
    return tuple(rates[id_] for id_ in ids if id_ in rates)


def _with_pseudo_codes(company: Company, codes: tuple[QuickBooksTaxCode, ...]) -> tuple[QuickBooksTaxCode, ...]:
    if not (company.is_us and company.uses_sales_tax):
        return codes
    present = {code.id for code in codes}
    return (*(code for code in _US_CODES if code.id not in present), *codes)


def _all(client: Client, entity: str, *conditions: str) -> Iterator[Row]:
    start = 1
    while True:
        rows = rows_of(_answer(client, query(select(entity, *conditions, start=start))), entity)
        yield from rows
        if len(rows) < PAGE:
            return
        start += PAGE


def _one(client: Client, request: Request, entity: str) -> Row:
    found = _answer(client, request).body.get(entity)
    if not isinstance(found, dict):
        raise QuickBooksError(f"QuickBooks answered without the company's {entity}. Read the company again.")
    return found


def _answer(client: Client, request: Request) -> Answer:
    outcome = client.send(request)
    if isinstance(outcome, Answer):
        return outcome
    if not isinstance(outcome, Fault):
        raise QuickBooksError(f"QuickBooks could not be read ({outcome.reason}). Try again in a minute.")
    words = f"The company could not be read: {explain(outcome).words}."
    if outcome.cls in (FaultClass.UNAUTHORISED, FaultClass.FORBIDDEN):
        raise ReconnectNeededError(words)
    raise QuickBooksError(words)


def _part(row: Row, name: str) -> Row:
    found = row.get(name)
    return found if isinstance(found, dict) else {}


def _named_value(row: Row, name: str) -> str:
    pairs = row.get("NameValue")
    return next((str(pair.get("Value", "")) for pair in pairs or [] if pair.get("Name") == name), "")


def _yes(value: object) -> bool:
    return value is True or value == "true"
