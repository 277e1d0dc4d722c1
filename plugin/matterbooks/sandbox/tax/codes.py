"""Tax codes on lines: which fit the country, which are missing, and the rates a code adds up."""

from collections.abc import Mapping, Sequence

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.terms import PURCHASE, SALES, detail_of, is_automated

US_CODES = frozenset({"TAX", "NON"})
CUSTOM = "CustomSalesTax"
PSEUDO_CODES = ("TAX", "NON", CUSTOM)
"""What American companies list among their codes, and no form can name as its own (Intuit: seen in its sample)."""
NO_CODE: Mapping[str, str] = {
    "CA": "Make sure all your transactions have a GST/HST rate before you save.",
    "AU": "Make sure all your transactions have a GST rate before you save.",
    "NZ": "Make sure all your transactions have a GST rate before you save.",
    "GB": "Make sure all your transactions have a VAT rate before you save.",
}
"""The Canadian and the British text were recorded; the others are assumed after them."""
NO_CODE_BOUGHT = "All items need a tax rate. Please add one where it's missing."
"""Recorded for a British bill; assumed for Australia and New Zealand."""
WRONG_SIDE = (
    "We're sorry, QuickBooks encountered an error while calculating tax. "
    "Try reselecting the tax rate or reentering the product/service item and saving the form again."
)
"""Recorded for a code that cannot be worked out; assumed for one that has no rate on the form's side."""


def line_code(work: Work, detail: Record, default: str) -> Record:
    """`detail` of a line with a tax code that fits the country.

    Raises: ServiceFault 6100 for a US code other than TAX or NON, 2500 for one that does not exist.
    """
    code = reference(detail, "TaxCodeRef")
    if work.is_us():
        if code and code.upper() not in US_CODES:
            raise faults.us_tax_code(code)
        return {**detail, "TaxCodeRef": {"value": code.upper() or default}}
    if code and work.draft.get("TaxCode", code) is None:
        raise faults.invalid_reference("TaxCodes", code, "Line.SalesItemLineDetail.TaxCodeRef")
    return detail


def default_code(work: Work, item: Record) -> str:
    """The US code of a sales line that has none: by the item, and taxable in any case where tax is automated.

    (Intuit: automated sales tax takes a missing code for TAX since August 2018.)
    """
    return "TAX" if is_automated(work) or item.get("Taxable") else "NON"


def rates_of(work: Work, code: str, side: str = SALES) -> list[Record]:
    """The rates that a tax code adds up on one side."""
    tax_code = work.draft.get("TaxCode", code) or {}
    details = tax_code.get(f"{side}TaxRateList", {}).get("TaxRateDetail", [])
    found = [work.draft.get("TaxRate", detail["TaxRateRef"]["value"]) for detail in details]
    return [rate for rate in found if rate is not None]


def line_rates(work: Work, line: Record, side: str) -> list[Record]:
    """The rates of a line's own code. Raises: ServiceFault 610 for an inactive code, 6000 for one of the other side."""
    code = work.draft.get("TaxCode", reference(detail_of(line), "TaxCodeRef")) or {}
    if code.get("Active") is False:
        raise faults.not_found()
    rates = rates_of(work, code.get("Id", ""), side)
    if not rates and rates_of(work, code.get("Id", ""), SALES if side == PURCHASE else PURCHASE):
        raise faults.business(WRONG_SIDE)
    return rates


def require_codes(work: Work, lines: Sequence[Record], side: str) -> None:
    """Raise: ServiceFault 6000 for a line without a tax code, 2500 for a code that does not exist."""
    for line in lines:
        detail = detail_of(line)
        if not reference(detail, "TaxCodeRef"):
            country = work.company.country
            is_bought = side == PURCHASE and country != "CA"
            raise faults.business(NO_CODE_BOUGHT if is_bought else NO_CODE[country])
        line_code(work, detail, "")


def refuse_codes(lines: Sequence[Record]) -> None:
    """Raise: ServiceFault 6000 for a line with a tax code in a company that has no tax set up (text assumed)."""
    if any(reference(detail_of(line), "TaxCodeRef") for line in lines):
        raise faults.business("Sales tax is not switched on for this company.", "TaxCodeRef")
