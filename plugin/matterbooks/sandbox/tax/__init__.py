"""Tax of one transaction.

In the US one code stands for the whole form and TAX or NON on each line, or QuickBooks works the rate out by address;
elsewhere each line has a real code, whose sales or purchase rates count. Outside the US amounts of lines are net in
every mode and ``TaxInclusiveAmt`` holds the gross (Intuit: GlobalTaxCalculation), and a ``TxnTaxDetail.TaxLine`` that
is sent overrides what would be computed.
"""

from collections.abc import Sequence
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import american, automated, by_code
from matterbooks.sandbox.tax.accounts import require_accounts, tax_postings
from matterbooks.sandbox.tax.codes import default_code, line_code, rates_of
from matterbooks.sandbox.tax.journal import journal_postings, journal_tax
from matterbooks.sandbox.tax.terms import NOTHING, PURCHASE, SALES, Taxed, detail_of, is_automated

__all__ = [
    "PURCHASE",
    "SALES",
    "Taxed",
    "default_code",
    "detail_of",
    "journal_postings",
    "journal_tax",
    "line_code",
    "rates_of",
    "tax_postings",
    "taxed",
]
OVERRIDES = ("DefaultTaxCodeRef", "TaxReviewStatus", "UseAutomatedSalesTax")


def taxed(work: Work, record: Record, lines: Sequence[Record], side: str = SALES, discount: Decimal = NOTHING) -> Taxed:
    """The tax on the taxable `lines` of `record`, each of which holds its detail under its DetailType.

    `side` says whether a code's sales or purchase rates count; `discount` is what is taken off the whole form, which
    lowers the tax only with ``ApplyTaxAfterDiscount``. Raises: ServiceFault as the rules of the country demand.
    """
    _refuse_unsupported(record)
    before_tax = discount if record.get("ApplyTaxAfterDiscount") is True else NOTHING
    if not work.is_us():
        done = by_code.taxed(work, record, lines, side, before_tax)
    elif side == PURCHASE:
        done = american.untaxed(work, record, lines)
    elif is_automated(work):
        done = automated.taxed(work, record, lines, before_tax)
    else:
        done = american.taxed(work, record, lines, before_tax)
    require_accounts(work, done.detail, side)
    return done


def _refuse_unsupported(record: Record) -> None:
    """Raise: ServiceFault 5030 for what would change the tax in QuickBooks and does not here."""
    detail: Record = record.get("TxnTaxDetail") or {}
    asked = {
        "TaxExemptionRef": record.get("TaxExemptionRef"),
        "ShippingTaxIncludedInTotalTax": record.get("ShippingTaxIncludedInTotalTax"),
        **{f"TxnTaxDetail.{name}": detail.get(name) for name in OVERRIDES},
    }
    for name, value in asked.items():
        if value:
            raise faults.not_in_sandbox(f"the field {name}")
