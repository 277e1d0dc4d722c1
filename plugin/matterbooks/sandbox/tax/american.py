"""Sales tax in the US with the company's own rates: one tax code for the whole form, TAX or NON on each line."""

from collections.abc import Sequence
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.bases import apportioned, bases, share
from matterbooks.sandbox.tax.codes import PSEUDO_CODES, rates_of
from matterbooks.sandbox.tax.terms import (
    NOTHING,
    Taxed,
    detail_of,
    is_automated,
    stated_tax,
    tax_line,
    untold,
    uses_tax,
)

NO_TAX_BOUGHT = "Sales tax cannot be tracked on purchases in the US."
NOT_SET_UP = "Sales tax is not switched on for this company."


def taxed(work: Work, record: Record, lines: Sequence[Record], discount: Decimal) -> Taxed:
    """Tax by the form's code on what is taxable; an explicit total is taken instead.

    A total of 0 is what clients send that leave the tax to QuickBooks, so it is none (assumed).
    Raises: ServiceFault 2500 or 610 for a code that is not there or inactive, 6000 (texts assumed) for
    GlobalTaxCalculation, for tax in a company that has none set up, and for tax on nothing taxable.
    """
    given = checked(work, record)
    total = given.get("TotalTax") or None
    if not uses_tax(work):
        if total:
            raise faults.business(NOT_SET_UP, "TxnTaxDetail.TotalTax")
        return Taxed(list(lines), {"TotalTax": NOTHING}, "")
    code = _form_code(work, record, given)
    named = {"TxnTaxCodeRef": {"value": code}} if code else {}
    detail = by_rates(rates_of(work, code), taxable(lines, discount), total, is_any=is_any_taxable(lines))
    return Taxed(list(lines), {**named, **detail}, "")


def untaxed(work: Work, record: Record, lines: Sequence[Record]) -> Taxed:
    """A purchase, on which the US has no sales tax (Intuit). Raises: ServiceFault 6000 if tax is sent (assumed)."""
    if checked(work, record).get("TotalTax"):
        raise faults.business(NO_TAX_BOUGHT, "TxnTaxDetail.TotalTax")
    if any(stated_tax(line) for line in lines):
        raise faults.business(NO_TAX_BOUGHT, "Line.TaxAmount")
    return Taxed([untold(line) for line in lines], {}, "")


def checked(work: Work, record: Record) -> Record:
    """The tax detail that was sent. Raises: ServiceFault 6000 for GlobalTaxCalculation or a negative total.

    Net amounts are what the US knows in any case: TaxExcluded changes nothing (Intuit: seen live, in a company without
    automated sales tax), and is refused with the others where tax is automated (Intuit: seen there).
    """
    mode = record.get("GlobalTaxCalculation")
    if mode and (mode != "TaxExcluded" or is_automated(work)):
        raise faults.business("GlobalTaxCalculation is not supported for US companies.", "GlobalTaxCalculation")
    given: Record = record.get("TxnTaxDetail") or {}
    if Decimal(given.get("TotalTax", 0)) < 0:
        raise faults.business("Tax amount must be 0 or greater.")
    return given


def is_any_taxable(lines: Sequence[Record]) -> bool:
    """Whether a line bears the code TAX."""
    return any(reference(detail_of(line), "TaxCodeRef") == "TAX" for line in lines)


def taxable(lines: Sequence[Record], discount: Decimal) -> int:
    """Cents of the lines with the code TAX, less their share of `discount`."""
    each = zip(lines, bases(lines, discount), strict=True)
    return sum(base for line, base in each if reference(detail_of(line), "TaxCodeRef") == "TAX")


def by_rates(rates: Sequence[Record], base: int, total: Decimal | None, *, is_any: bool) -> Record:
    """Total and tax lines of `base` cents by `rates`, or of an explicit `total`, divided as the rates stand."""
    if total and not is_any:
        raise faults.business("There is tax, and no line is taxable.", "TxnTaxDetail.TotalTax")
    if total is None:
        cents = [share(rate, base) for rate in rates]
        whole = sum(cents)
    else:
        whole = to_cents(rounded(Decimal(total)))
        cents = apportioned(whole, [Decimal(rate["RateValue"]) for rate in rates])
    listed = [tax_line(rate, one, base) for rate, one in zip(rates, cents, strict=True)] if is_any else []
    kept = listed if sum(cents) == whole else []
    return {"TotalTax": from_cents(whole), **({"TaxLine": kept} if kept else {})}


def _form_code(work: Work, record: Record, given: Record) -> str:
    """The code sent, else that of a taxable customer, else (for such a one) the company's own."""
    code = reference(given, "TxnTaxCodeRef")
    if not code:
        customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
        if customer.get("Taxable") is not True:
            return ""
        usual = reference({"Ref": work.preference("TaxPrefs", "TaxGroupCodeRef")}, "Ref")
        code = reference(customer, "DefaultTaxCodeRef") or usual
    found = work.draft.get("TaxCode", code) if code not in PSEUDO_CODES else None
    if code and found is None:
        raise faults.invalid_reference("TaxCodes", code, "TxnTaxDetail.TxnTaxCodeRef")
    if found and found.get("Active") is False:
        raise faults.not_found()
    return code
