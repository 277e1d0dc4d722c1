"""Automated sales tax (the US): QuickBooks finds the rate by address, and puts its own code in place of any sent.

The address is the form's shipping address, by default the customer's, or else the company's own (Intuit). A total that
is sent is honoured and divided among the rates of that code (Intuit). Each destination gets a code of its own, so that
codes of one state have the same name (Intuit: many codes with duplicate names).
"""

from collections.abc import Sequence
from decimal import Decimal

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.system_accounts import open_once
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.accounts import COMMON, FIELD
from matterbooks.sandbox.tax.american import by_rates, checked, is_any_taxable, taxable
from matterbooks.sandbox.tax.codes import rates_of
from matterbooks.sandbox.tax.states import HOME, Local, State, state_of
from matterbooks.sandbox.tax.terms import NOTHING, SALES, Taxed

AT_HOME = frozenset({"", "US", "USA", "UNITED STATES"})


def taxed(work: Work, record: Record, lines: Sequence[Record], discount: Decimal) -> Taxed:
    """Tax where the form is sent, unless the customer is exempt. Raises: ServiceFault 6000, see ``american``."""
    total = checked(work, record).get("TotalTax")
    address = _address(work, record)
    state = None if _is_exempt(work, record) else _state(address)
    if state is None and not total:
        return Taxed(list(lines), {"TotalTax": NOTHING}, "")
    code = _code(work, state, address.get("PostalCode", "")) if state else ""
    named = {"TxnTaxCodeRef": {"value": code}} if code and is_any_taxable(lines) else {}
    detail = by_rates(rates_of(work, code), taxable(lines, discount), total, is_any=is_any_taxable(lines))
    return Taxed(list(lines), {**named, **detail}, "")


def _is_exempt(work: Work, record: Record) -> bool:
    """Whether the customer is marked as exempt, with a reason."""
    customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
    return customer.get("Taxable") is False and bool(customer.get("TaxExemptionReasonId"))


def _address(work: Work, record: Record) -> Record:
    """The shipping address, sent or the customer's; the company's own where there is none or it names no state.

    (Intuit; that an address without a state does not count is assumed.)
    """
    customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
    info = next(iter(work.draft.all("CompanyInfo")), {})
    sent = record.get("ShipAddr") or customer.get("ShipAddr")
    for address in (sent, info.get("LegalAddr"), info.get("CompanyAddr")):
        if address and (address.get("CountrySubDivisionCode") or not _is_american(address)):
            return dict(address)
    return {"CountrySubDivisionCode": HOME}


def _is_american(address: Record) -> bool:
    return str(address.get("Country", "")).upper() in AT_HOME


def _state(address: Record) -> State | None:
    return state_of(address["CountrySubDivisionCode"]) if _is_american(address) else None


def _code(work: Work, state: State, postal_code: str) -> str:
    """The code of a destination, made when it is first needed."""
    place = f"Automated sales tax, {state.name} {postal_code}".strip()
    for code in work.draft.all("TaxCode"):
        if code["Name"] == state.name and code["Description"] == place:
            return str(code["Id"])
    agency = _agency(work, state)
    rates = [_rate(work, rate, agency) for rate in state.rates]
    listed = [{"TaxRateRef": {"value": one}, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": 0} for one in rates]
    made = {
        "Id": work.draft.next_id("TaxCode"),
        "Name": state.name,
        "Description": place,
        "Active": True,
        "Taxable": True,
        "TaxGroup": True,
        f"{SALES}TaxRateList": {"TaxRateDetail": listed},
        "PurchaseTaxRateList": {"TaxRateDetail": []},
    }
    return str(work.save("TaxCode", made)["Id"])


def _agency(work: Work, state: State) -> str:
    for agency in work.draft.all("TaxAgency"):
        if agency["DisplayName"] == state.agency:
            return str(agency["Id"])
    account = f"{state.agency} Payable"
    open_once(work, account, "Other Current Liability", COMMON[True])
    made = {
        "Id": work.draft.next_id("TaxAgency"),
        "DisplayName": state.agency,
        "TaxTrackedOnSales": True,
        "TaxTrackedOnPurchases": False,
        FIELD[SALES]: {"value": work.draft.find("Account", account)[0]["Id"]},
    }
    return str(work.save("TaxAgency", made)["Id"])


def _rate(work: Work, rate: Local, agency: str) -> str:
    for known in work.draft.all("TaxRate"):
        if known["Name"] == rate.name and reference(known, "AgencyRef") == agency:
            return str(known["Id"])
    made = {
        "Id": work.draft.next_id("TaxRate"),
        "Name": rate.name,
        "Description": rate.name,
        "Active": True,
        "RateValue": Decimal(rate.percent),
        "AgencyRef": {"value": agency},
        "SpecialTaxType": "NONE",
        "DisplayType": "ReadOnly",
    }
    return str(work.save("TaxRate", made)["Id"])
