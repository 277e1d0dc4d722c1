"""Sales tax on an invoice: the host's own figures, so that what is owed and the tax equal the document to the cent.

United States: TAX or NON on each sales line, an explicit total, no GlobalTaxCalculation (Intuit: it is a fault there);
on purchases the tax is part of what was spent. Elsewhere: a real tax code on each line and the host's tax for each
rate, which overrides QuickBooks' own arithmetic.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matterbooks.errors import MatterbooksError, MissingRowsError, PushError
from matterbooks.ledger.documents import Invoice
from matterbooks.mapping.accounts import QuickBooksTaxCode, TaxRate
from matterbooks.quickbooks.payloads.body import ref_to
from matterbooks.quickbooks.payloads.lines import SUPPLIER, Group, apportion, as_posted, to_cents
from matterbooks.quickbooks.payloads.terms import Terms

_PSEUDO = ("TAX", "NON")


def line_tax(document: Invoice, group: Group, terms: Terms) -> dict[str, Any]:
    """The fields of one line's detail."""
    if terms.company.is_us:
        if _buying(document):
            return {}
        untaxed = _us_code(group, terms) == "NON" or not group.tax
        return {"TaxCodeRef": ref_to("NON" if untaxed else "TAX")}
    if not _taxed(document, terms):
        return {}
    code = _code(group, terms)
    gross = {"TaxInclusiveAmt": to_cents(group.net + group.tax)} if document.tax_inclusive else {}
    return {"TaxCodeRef": ref_to(code.id)} | gross


def header_tax(document: Invoice, groups: tuple[Group, ...], sign: int, terms: Terms) -> dict[str, Any]:
    """The fields of the document itself."""
    total = to_cents(sign * document.tax)
    if terms.company.is_us:
        return {} if _buying(document) else _us_header(groups, total, terms)
    if not _taxed(document, terms):
        return {}
    return {
        "GlobalTaxCalculation": "TaxInclusive" if document.tax_inclusive else "TaxExcluded",
        "TxnTaxDetail": {"TotalTax": total, "TaxLine": _tax_lines(document, groups, total, terms)},
    }


def spent(document: Invoice, groups: tuple[Group, ...], sign: int, terms: Terms) -> tuple[Decimal, ...]:
    """What each line of a supplier's document amounts to: its net, in the United States with its tax."""
    if not terms.company.is_us:
        return tuple(group.net for group in groups)
    return as_posted(document, groups, [group.net + group.tax for group in groups], terms, sign)


def _buying(document: Invoice) -> bool:
    return document.ref.kind in SUPPLIER


def _us_header(groups: tuple[Group, ...], total: Decimal, terms: Terms) -> dict[str, Any]:
    used = {_us_code(group, terms) for group in groups} - {"NON"}
    if not used:
        if total:
            raise MissingRowsError("The bill has sales tax, and its tax code is mapped to NON. Map it to TAX.")
        return {}
    real = sorted(used - set(_PSEUDO))
    if len(real) > 1:
        raise PushError("QuickBooks takes one sales tax code for a whole bill in the United States. Split the bill.")
    named = {"TxnTaxCodeRef": ref_to(real[0])} if real else {}
    return {"TxnTaxDetail": named | {"TotalTax": total}}


def _us_code(group: Group, terms: Terms) -> str:
    found = terms.mapping.tax_codes.get(group.tax_code or "", "")
    if found:
        return found
    if group.tax:
        raise _unmapped(group)
    return "NON"


def _taxed(document: Invoice, terms: Terms) -> bool:
    if terms.company.uses_sales_tax:
        return True
    if document.tax:
        raise MissingRowsError(
            f"The {document.ref} has tax, and sales tax is off in QuickBooks. Switch it on there and read the company "
            "again."
        )
    return False


def _code(group: Group, terms: Terms) -> QuickBooksTaxCode:
    found = terms.catalogue.tax_code(terms.mapping.tax_codes.get(group.tax_code or "", ""))
    if found is None:
        raise _unmapped(group)
    return found


def _unmapped(group: Group) -> MatterbooksError:
    if group.tax_code is None:
        return PushError("A line has no tax code, and QuickBooks wants one on every line. Give it the code of 0 %.")
    return MissingRowsError(f"Tax code {group.tax_code} is not mapped to a QuickBooks tax code. Map it and save.")


def _tax_lines(document: Invoice, groups: tuple[Group, ...], total: Decimal, terms: Terms) -> list[dict[str, Any]]:
    taxes: dict[str, Decimal] = {}
    bases: dict[str, Decimal] = {}
    for group in groups:
        for rate, share in _shares(document, group, _code(group, terms)):
            taxes[rate.id] = taxes.get(rate.id, Decimal(0)) + share
            bases[rate.id] = bases.get(rate.id, Decimal(0)) + group.net
    amounts = apportion(taxes.values(), total)
    return [_tax_line(rate_id, amount, bases[rate_id]) for rate_id, amount in zip(taxes, amounts, strict=True)]


def _shares(document: Invoice, group: Group, code: QuickBooksTaxCode) -> list[tuple[TaxRate, Decimal]]:
    """The group's tax, split over the rates of its code as they stand to each other."""
    rates = code.purchase_rates if _buying(document) else code.sales_rates
    combined = sum((rate.rate for rate in rates), Decimal(0))
    if not combined:
        if group.tax:
            side = "purchases" if _buying(document) else "sales"
            raise MissingRowsError(
                f"Tax code {group.tax_code} has tax, and is mapped to {code.name}, which has none on {side}. "
                "Map it to another."
            )
        return [(rate, Decimal(0)) for rate in rates]
    return [(rate, group.tax * rate.rate / combined) for rate in rates]


def _tax_line(rate_id: str, amount: Decimal, base: Decimal) -> dict[str, Any]:
    detail = {"TaxRateRef": ref_to(rate_id), "PercentBased": False, "NetAmountTaxable": base}
    return {"Amount": amount, "DetailType": "TaxLineDetail", "TaxLineDetail": detail}
