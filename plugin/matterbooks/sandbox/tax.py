"""Sales tax of one transaction: nothing of its own in the US, by code and rate elsewhere.

Amounts of lines are net in every mode; ``TaxInclusiveAmt`` holds the gross (Intuit: GlobalTaxCalculation).
A ``TxnTaxDetail.TaxLine`` that is sent overrides what would be computed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work

SALES, PURCHASE = "Sales", "Purchase"
US_CODES = frozenset({"TAX", "NON"})
MODES = ("TaxExcluded", "TaxInclusive", "NotApplicable")
NO_CODE = {
    "CA": "Make sure all your transactions have a GST/HST rate before you save.",
    "AU": "Make sure all your transactions have a GST rate before you save.",
    "NZ": "Make sure all your transactions have a GST rate before you save.",
    "GB": "Make sure all your transactions have a VAT rate before you save.",
}
"""Only the Canadian text was recorded; the others are assumed after it."""


@dataclass(frozen=True, slots=True)
class Taxed:
    """A form's lines after tax, the detail to store, and the mode (empty in the US)."""

    lines: list[Record]
    detail: Record
    mode: str


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


def taxed(work: Work, record: Record, lines: Sequence[Record], side: str = SALES) -> Taxed:
    """The tax on the taxable `lines` of `record`, each of which holds its detail under its DetailType.

    `side` says whether a code's sales or purchase rates count. Raises: ServiceFault as the rules of the country demand.
    """
    given: Record = record.get("TxnTaxDetail") or {}
    if work.is_us():
        return _american(record, lines, given)
    mode = record.get("GlobalTaxCalculation") or "TaxExcluded"
    if mode not in MODES:
        raise faults.invalid_enumeration(mode, "GlobalTaxCalculation")
    if mode == "NotApplicable":
        if given.get("TaxLine") or given.get("TotalTax"):
            raise faults.tax_detail_not_allowed()
        return Taxed(list(lines), {"TotalTax": Decimal("0.00")}, mode)
    for line in lines:
        if not reference(detail_of(line), "TaxCodeRef"):
            raise faults.business(NO_CODE[work.company.country])
    return _by_rate(work, lines, given, mode, side)


def _american(record: Record, lines: Sequence[Record], given: Record) -> Taxed:
    if record.get("GlobalTaxCalculation"):
        raise faults.business("GlobalTaxCalculation is not supported for US companies.", "GlobalTaxCalculation")
    total = rounded(Decimal(given.get("TotalTax", 0)))
    if total < 0:
        raise faults.business("Tax amount must be 0 or greater.")
    kept = {"TxnTaxCodeRef": given["TxnTaxCodeRef"]} if given.get("TxnTaxCodeRef") else {}
    return Taxed(list(lines), {**kept, "TotalTax": total}, "")


def detail_of(line: Record) -> Record:
    """The part of a line that its DetailType names."""
    detail: Record = line[line["DetailType"]]
    return detail


def rates_of(work: Work, code: str, side: str = SALES) -> list[Record]:
    """The rates that a tax code adds up on one side."""
    tax_code = work.draft.get("TaxCode", code) or {}
    details = tax_code.get(f"{side}TaxRateList", {}).get("TaxRateDetail", [])
    found = [work.draft.get("TaxRate", detail["TaxRateRef"]["value"]) for detail in details]
    return [rate for rate in found if rate is not None]


def _by_rate(work: Work, lines: Sequence[Record], given: Record, mode: str, side: str) -> Taxed:
    nets: dict[str, int] = defaultdict(int)
    for line in lines:
        for rate in rates_of(work, reference(detail_of(line), "TaxCodeRef"), side):
            nets[rate["Id"]] += to_cents(line["Amount"])
    if given.get("TaxLine"):
        taxes = _overriding(work, given["TaxLine"])
    elif mode == "TaxInclusive":
        taxes = _inside(work, lines, side)
    else:
        taxes = {one: _share(work, one, net) for one, net in nets.items()}
    done = [_with_gross(work, line, side) for line in lines] if mode == "TaxInclusive" else list(lines)
    return Taxed(done, _detail(work, taxes, nets), mode)


def _share(work: Work, rate_id: str, cents: int) -> int:
    rate = work.draft.get("TaxRate", rate_id) or {}
    return to_cents(from_cents(cents) * Decimal(rate["RateValue"]) / 100)


def _overriding(work: Work, tax_lines: Sequence[Record]) -> dict[str, int]:
    taxes: dict[str, int] = defaultdict(int)
    for line in tax_lines:
        rate = reference(line.get("TaxLineDetail", {}), "TaxRateRef")
        if not rate:
            raise faults.ServiceFault(faults.missing("TxnTaxDetail.TaxLine.TaxLineDetail.TaxRateRef"))
        if work.draft.get("TaxRate", rate) is None:
            raise faults.invalid_reference("TaxRates", rate, "TxnTaxDetail.TaxLine.TaxLineDetail.TaxRateRef")
        taxes[rate] += to_cents(Decimal(line.get("Amount", 0)))
    return taxes


def _inside(work: Work, lines: Sequence[Record], side: str) -> dict[str, int]:
    """Tax by rate where the gross is given; a line without it is net, and taxed on top."""
    taxes: dict[str, int] = defaultdict(int)
    for line in lines:
        rates = rates_of(work, reference(detail_of(line), "TaxCodeRef"), side)
        tax = _line_tax(line, rates)
        for rate in rates[:-1]:
            part = _share(work, rate["Id"], to_cents(line["Amount"]))
            taxes[rate["Id"]] += part
            tax -= part
        if rates:
            taxes[rates[-1]["Id"]] += tax
    return taxes


def _line_tax(line: Record, rates: Sequence[Record]) -> int:
    net = to_cents(line["Amount"])
    gross = detail_of(line).get("TaxInclusiveAmt")
    if gross is not None:
        return to_cents(Decimal(gross)) - net
    percent = sum((Decimal(rate["RateValue"]) for rate in rates), Decimal())
    return to_cents(from_cents(net) * percent / 100)


def _with_gross(work: Work, line: Record, side: str) -> Record:
    detail = detail_of(line)
    rates = rates_of(work, reference(detail, "TaxCodeRef"), side)
    gross = from_cents(to_cents(line["Amount"]) + _line_tax(line, rates))
    return {**line, line["DetailType"]: {**detail, "TaxInclusiveAmt": gross}}


def _detail(work: Work, taxes: Mapping[str, int], nets: Mapping[str, int]) -> Record:
    tax_lines = []
    for rate_id, cents in taxes.items():
        rate = work.draft.get("TaxRate", rate_id) or {}
        tax_lines.append(
            {
                "Amount": from_cents(cents),
                "DetailType": "TaxLineDetail",
                "TaxLineDetail": {
                    "TaxRateRef": {"value": rate_id},
                    "PercentBased": True,
                    "TaxPercent": rate["RateValue"],
                    "NetAmountTaxable": from_cents(nets.get(rate_id, 0)),
                },
            }
        )
    return {"TotalTax": from_cents(sum(taxes.values())), "TaxLine": tax_lines}


def tax_postings(work: Work, detail: Record) -> list[tuple[str, int]]:
    """Liability account and cents of tax, one for each tax line (or one for a US total)."""
    if not detail.get("TaxLine"):
        total = to_cents(Decimal(detail.get("TotalTax", 0)))
        return [(work.default_account("Other Current Liability", "SalesTaxPayable"), total)] if total else []
    return [
        (_liability(work, line["TaxLineDetail"]["TaxRateRef"]["value"]), to_cents(line["Amount"]))
        for line in detail["TaxLine"]
    ]


def _liability(work: Work, rate_id: str) -> str:
    rate = work.draft.get("TaxRate", rate_id) or {}
    agency = reference(rate, "AgencyRef")
    if agency in work.company.tax_accounts:
        return work.company.tax_accounts[agency]
    return work.default_account("Other Current Liability", "GlobalTaxPayable")
