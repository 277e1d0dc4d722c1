"""The words all tax rules share: the two sides, the result of taxing a form, and what a company has switched on."""

from dataclasses import dataclass
from decimal import Decimal

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record

SALES, PURCHASE = "Sales", "Purchase"
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Taxed:
    """A form's lines after tax, the detail to store, and the mode (empty in the US)."""

    lines: list[Record]
    detail: Record
    mode: str


def detail_of(line: Record) -> Record:
    """The part of a line that its DetailType names."""
    detail: Record = line[line["DetailType"]]
    return detail


def gross_of(line: Record) -> Decimal | None:
    """The gross that a line states, if it does: 0 is what client libraries send that leave it to QuickBooks."""
    return detail_of(line).get("TaxInclusiveAmt") or None


def stated_tax(line: Record) -> int | None:
    """The cents of tax that a line states itself, if it does."""
    stated = detail_of(line).get("TaxAmount")
    return None if stated is None else to_cents(Decimal(stated))


def untold(line: Record) -> Record:
    """`line` without the tax it states, which an answer holds for the whole form alone (Intuit: recorded bills)."""
    kept = {name: value for name, value in detail_of(line).items() if name != "TaxAmount"}
    return {**line, line["DetailType"]: kept}


def uses_tax(work: Work) -> bool:
    """Whether tax is set up at all (Intuit: TaxPrefs.UsingSalesTax)."""
    return work.preference("TaxPrefs", "UsingSalesTax") is True


def is_automated(work: Work) -> bool:
    """Whether QuickBooks works tax out by address, which only American companies have (TaxPrefs.PartnerTaxEnabled)."""
    return work.is_us() and uses_tax(work) and work.preference("TaxPrefs", "PartnerTaxEnabled") is True


def tax_line(rate: Record, cents: int, base: int) -> Record:
    """A line of ``TxnTaxDetail``: `cents` of tax by `rate` on `base` cents."""
    detail = {
        "TaxRateRef": {"value": rate["Id"]},
        "PercentBased": True,
        "TaxPercent": rate["RateValue"],
        "NetAmountTaxable": from_cents(base),
    }
    return {"Amount": from_cents(cents), "DetailType": "TaxLineDetail", "TaxLineDetail": detail}
