"""Where tax is booked: the account of the rate's agency, or the company's common one.

Intuit: ``<Agency> Payable``, otherwise "Sales Tax Payable" in the US and the global tax account elsewhere. What is sold
is credited with tax; what is bought is debited, by default to the same account.
"""

from collections.abc import Mapping
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.terms import PURCHASE, SALES

FIELD: Mapping[str, str] = {SALES: "TaxTrackedOnSalesAccountRef", PURCHASE: "TaxOnPurchasesAccountRef"}
COMMON: Mapping[bool, str] = {True: "SalesTaxPayable", False: "GlobalTaxPayable"}
"""The sub type of the common account: in the US, and elsewhere."""


def tax_postings(work: Work, detail: Record, side: str = SALES) -> list[tuple[str, int]]:
    """Account and cents of each tax line (or of a total without lines) of a stored ``TxnTaxDetail``.

    A positive amount is a credit on a sale and a debit on a purchase, as the total of the form's lines is.
    """
    if not detail.get("TaxLine"):
        total = to_cents(Decimal(detail.get("TotalTax", 0)))
        return [(common_account(work), total)] if total else []
    return [(account_of(work, line, side), to_cents(line["Amount"])) for line in detail["TaxLine"]]


def account_of(work: Work, line: Record, side: str) -> str:
    """The account of a tax line. Raises: ServiceFault 6470 if neither the agency nor the company has one."""
    rate = work.draft.get("TaxRate", reference(line["TaxLineDetail"], "TaxRateRef")) or {}
    agency = work.draft.get("TaxAgency", reference(rate, "AgencyRef")) or {}
    return reference(agency, FIELD[side]) or common_account(work)


def common_account(work: Work) -> str:
    """The company's own tax account. Raises: ServiceFault 6470 if it has none."""
    for account in work.draft.all("Account"):
        if account.get("AccountSubType") == COMMON[work.is_us()] and account.get("Active", True):
            return str(account["Id"])
    raise faults.no_tax_account()


def require_accounts(work: Work, detail: Record, side: str) -> None:
    """Raise: ServiceFault 6470 where tax would be booked to an account that is missing or inactive."""
    for identifier, _ in tax_postings(work, detail, side):
        account = work.draft.get("Account", identifier)
        if account is None or account.get("Active") is False:
            raise faults.no_tax_account()
