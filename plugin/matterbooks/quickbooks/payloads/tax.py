"""Sales tax on a bill: the host's own figures, so that receivable and tax equal the bill to the cent.

United States: TAX or NON on each line, an explicit total, no GlobalTaxCalculation (Intuit: it is a fault there).
Elsewhere: a real tax code on each line and the host's tax for each rate, which overrides QuickBooks' own arithmetic.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matterbooks.errors import MatterbooksError, MissingRowsError, PushError
from matterbooks.ledger.documents import Invoice
from matterbooks.mapping.accounts import Catalogue, QuickBooksTaxCode, TaxRate
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads.body import ref_to
from matterbooks.quickbooks.payloads.lines import Group, apportion, to_cents

_PSEUDO = ("TAX", "NON")


def line_tax(document: Invoice, group: Group, mapping: Mapping, catalogue: Catalogue) -> dict[str, Any]:
    """The fields of one SalesItemLineDetail."""
    if catalogue.company.is_us:
        return {"TaxCodeRef": ref_to("NON" if _us_code(group, mapping) == "NON" else "TAX")}
    if not _taxed(document, catalogue):
        return {}
    code = _code(group, mapping, catalogue)
    gross = {"TaxInclusiveAmt": to_cents(group.net + group.tax)} if document.tax_inclusive else {}
    return {"TaxCodeRef": ref_to(code.id)} | gross


def header_tax(
    document: Invoice, groups: tuple[Group, ...], sign: int, mapping: Mapping, catalogue: Catalogue
) -> dict[str, Any]:
    """The fields of the document itself."""
    total = to_cents(sign * document.tax)
    if catalogue.company.is_us:
        return _us_header(groups, total, mapping)
    if not _taxed(document, catalogue):
        return {}
    return {
        "GlobalTaxCalculation": "TaxInclusive" if document.tax_inclusive else "TaxExcluded",
        "TxnTaxDetail": {"TotalTax": total, "TaxLine": _tax_lines(groups, total, mapping, catalogue)},
    }


def _us_header(groups: tuple[Group, ...], total: Decimal, mapping: Mapping) -> dict[str, Any]:
    used = {_us_code(group, mapping) for group in groups} - {"NON"}
    if not used:
        if total:
            raise MissingRowsError("The bill has sales tax, and its tax code is mapped to NON. Map it to TAX.")
        return {}
    real = sorted(used - set(_PSEUDO))
    if len(real) > 1:
        raise PushError("QuickBooks takes one sales tax code for a whole bill in the United States. Split the bill.")
    named = {"TxnTaxCodeRef": ref_to(real[0])} if real else {}
    return {"TxnTaxDetail": named | {"TotalTax": total}}


def _us_code(group: Group, mapping: Mapping) -> str:
    found = mapping.tax_codes.get(group.tax_code or "", "")
    if found:
        return found
    if group.tax:
        raise _unmapped(group)
    return "NON"


def _taxed(document: Invoice, catalogue: Catalogue) -> bool:
    if catalogue.company.uses_sales_tax:
        return True
    if document.tax:
        raise PushError(f"The {document.ref} has tax, and sales tax is off in QuickBooks. Switch it on there.")
    return False


def _code(group: Group, mapping: Mapping, catalogue: Catalogue) -> QuickBooksTaxCode:
    found = catalogue.tax_code(mapping.tax_codes.get(group.tax_code or "", ""))
    if found is None:
        raise _unmapped(group)
    return found


def _unmapped(group: Group) -> MatterbooksError:
    if group.tax_code is None:
        return PushError("A line has no tax code, and QuickBooks wants one on every line. Give it the code of 0 %.")
    return MissingRowsError(f"Tax code {group.tax_code} is not mapped to a QuickBooks tax code. Map it and save.")


def _tax_lines(
    groups: tuple[Group, ...], total: Decimal, mapping: Mapping, catalogue: Catalogue
) -> list[dict[str, Any]]:
    taxes: dict[str, Decimal] = {}
    bases: dict[str, Decimal] = {}
    for group in groups:
        for rate, share in _shares(group, _code(group, mapping, catalogue)):
            taxes[rate.id] = taxes.get(rate.id, Decimal(0)) + share
            bases[rate.id] = bases.get(rate.id, Decimal(0)) + group.net
    amounts = apportion(taxes.values(), total)
    return [_tax_line(rate_id, amount, bases[rate_id]) for rate_id, amount in zip(taxes, amounts, strict=True)]


def _shares(group: Group, code: QuickBooksTaxCode) -> list[tuple[TaxRate, Decimal]]:
    """The group's tax, split over the rates of its code as they stand to each other."""
    combined = sum((rate.rate for rate in code.sales_rates), Decimal(0))
    if not combined:
        if group.tax:
            raise MissingRowsError(f"Tax code {group.tax_code} has tax, and is mapped to {code.name}, which has none.")
        return [(rate, Decimal(0)) for rate in code.sales_rates]
    return [(rate, group.tax * rate.rate / combined) for rate in code.sales_rates]


def _tax_line(rate_id: str, amount: Decimal, base: Decimal) -> dict[str, Any]:
    detail = {"TaxRateRef": ref_to(rate_id), "PercentBased": False, "NetAmountTaxable": base}
    return {"Amount": amount, "DetailType": "TaxLineDetail", "TaxLineDetail": detail}
