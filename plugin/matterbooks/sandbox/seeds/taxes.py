"""Puts a country's agencies, rates and codes into a new company, with the accounts that tax is booked to."""

from collections.abc import Sequence
from decimal import Decimal

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.system_accounts import open_once
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds.tax_seeds import AgencySeed, RateSeed, TaxSeed, TaxTable
from matterbooks.sandbox.seeds.tax_tables import TABLES
from matterbooks.sandbox.tax.codes import CUSTOM

LIABILITY = "Other Current Liability"
NO_TAXES = TaxTable()


def add_taxes(company: Company, seed: str) -> None:
    """The taxes of the company's country; an empty American company has none set up, as every new one there."""
    is_us = company.country == "US"
    table = NO_TAXES if is_us and seed == "empty" else TABLES[company.country]
    with company.work() as work:
        for number, agency in enumerate(table.agencies, start=1):
            work.save("TaxAgency", _agency(work, number, agency, is_us=is_us))
        for number, rate in enumerate(table.rates, start=1):
            work.save("TaxRate", _rate(number, rate))
        for number, code in enumerate(table.codes, start=table.first_code):
            work.save("TaxCode", _code(number, code, [one.name for one in table.rates]))
        if table.suspense:
            open_once(work, table.suspense, LIABILITY, "GlobalTaxSuspense")
    if is_us:
        _add_pseudo_codes(company)
    _count_on(company, table)
    _prefer(company, table)


def _agency(work: Work, number: int, agency: AgencySeed, *, is_us: bool) -> Record:
    account = str(agency.account_id) if agency.account_id else _opened(work, agency.account, is_us=is_us)
    bought = _opened_expense(work, agency.bought) if agency.bought else account
    return {
        "Id": str(number),
        "DisplayName": agency.name,
        "TaxTrackedOnSales": True,
        "TaxTrackedOnPurchases": not is_us and not agency.bought,
        "TaxTrackedOnSalesAccountRef": {"value": account},
        **({} if is_us else {"TaxOnPurchasesAccountRef": {"value": bought}}),
    }


def _opened(work: Work, name: str, *, is_us: bool) -> str:
    open_once(work, name, LIABILITY, "SalesTaxPayable" if is_us else "GlobalTaxPayable")
    return str(work.draft.find("Account", name)[0]["Id"])


def _opened_expense(work: Work, name: str) -> str:
    open_once(work, name, "Expense", "TaxesPaid")
    return str(work.draft.find("Account", name)[0]["Id"])


def _rate(number: int, rate: RateSeed) -> Record:
    return {
        "Id": str(number),
        "Name": rate.name,
        "Description": rate.name,
        "Active": True,
        "RateValue": Decimal(rate.percent),
        "AgencyRef": {"value": str(rate.agency)},
        "SpecialTaxType": rate.special,
        "DisplayType": "ReadOnly",
    }


def _code(number: int, code: TaxSeed, rates: Sequence[str]) -> Record:
    return {
        "Id": str(number),
        "Name": code.name,
        "Description": code.description or code.name,
        "Active": code.active,
        "Taxable": bool(code.sales or code.purchases),
        "TaxGroup": True,
        "SalesTaxRateList": _listed(code.sales, rates),
        "PurchaseTaxRateList": _listed(code.purchases, rates),
    }


def _listed(names: Sequence[str], rates: Sequence[str]) -> Record:
    ids = [str(rates.index(name) + 1) for name in names]
    return {
        "TaxRateDetail": [
            {"TaxRateRef": {"value": one}, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": 0} for one in ids
        ]
    }


def _add_pseudo_codes(company: Company) -> None:
    """TAX, NON and CustomSalesTax, which have no ``Active`` (Intuit: a query for active codes leaves them out)."""
    instant = stamp(company.now())
    for name in ("TAX", "NON", CUSTOM):
        kind = {"Taxable": name != "NON", "TaxGroup": name == CUSTOM}
        record = {"Id": name, "Name": name, "Description": name, **kind}
        meta = {"CreateTime": instant, "LastUpdatedTime": instant}
        company.store.put("TaxCode", {**record, "SyncToken": "0", "MetaData": meta})


def _count_on(company: Company, table: TaxTable) -> None:
    company.store.next_ids["TaxAgency"] = len(table.agencies) + 1
    company.store.next_ids["TaxRate"] = len(table.rates) + 1
    company.store.next_ids["TaxCode"] = len(table.codes) + table.first_code


def _prefer(company: Company, table: TaxTable) -> None:
    """Tell by the preferences whether there is tax.

    An American company with codes of its own has a usual one; one without will have its tax automated (Intuit).
    """
    prefs: Record = {"UsingSalesTax": bool(table.codes)}
    if company.country == "US":
        usual = {"TaxGroupCodeRef": {"value": str(table.first_code)}}
        prefs |= usual if table.codes else {"PartnerTaxEnabled": False}
    company.store.put("Preferences", {**company.preferences(), "TaxPrefs": prefs})
