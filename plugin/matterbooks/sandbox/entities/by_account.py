"""Rules for lines that name their account: a party beside a control account, no tax yet, an account at all."""

from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import rates_of
from matterbooks.sandbox.work import Work

NEEDS_CUSTOMER = "When you use Accounts Receivable, you must choose a customer in the Name field."
NEEDS_VENDOR = "When you use Accounts Payable, you must choose a vendor in the Name field."


def check_party(work: Work, account: str, party: str) -> None:
    """Raise: ServiceFault 6000 where accounts receivable or payable stand without a customer or vendor."""
    kind = work.account_type(account)
    if kind == "Accounts Receivable" and work.draft.get("Customer", party) is None:
        raise faults.business(NEEDS_CUSTOMER)
    if kind == "Accounts Payable" and work.draft.get("Vendor", party) is None:
        raise faults.business(NEEDS_VENDOR)


def refuse_tax(work: Work, detail: Record) -> None:
    """Refuse a line code that would bring tax: not in the sandbox yet."""
    code = reference(detail, "TaxCodeRef")
    if code and not work.is_us():
        if work.draft.get("TaxCode", code) is None:
            raise faults.invalid_reference("TaxCodes", code, "TaxCodeRef")
        if any(Decimal(rate["RateValue"]) for rate in rates_of(work, code)):
            raise faults.not_in_sandbox("tax on a line of this transaction")


def own_account(detail: Record, element: str) -> str:
    """The account of a line. Raises: ServiceFault 2020 naming `element` if there is none."""
    account = reference(detail, "AccountRef")
    if not account:
        raise faults.ServiceFault(faults.missing(element))
    return account
