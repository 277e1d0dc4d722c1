"""Who a line or a transaction is about: kinds of names, which share one number line, and what control accounts ask."""

from collections.abc import Callable

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.schema import Record

KINDS = ("Customer", "Vendor", "Employee")
NEEDS_CUSTOMER = "When you use Accounts Receivable, you must choose a customer in the Name field."
NEEDS_VENDOR = "When you use Accounts Payable, you must choose a vendor in the Name field."
NEEDS_SUPPLIER = "When you use Accounts Payable, you must choose a supplier/vendor in the Name field"
"""As recorded; American companies say "vendor"."""


def kind_of(get: Callable[[str, str], Record | None], identifier: str) -> str:
    """What kind of name an id is, empty if it is none. `get` finds a record by entity and id."""
    return next((kind for kind in KINDS if identifier and get(kind, identifier) is not None), "")


def check_kind(work: Work, said: str, identifier: str, element: str) -> None:
    """Raise: ServiceFault 2170 for a word that is no kind of name, 2500 where the id is not of that kind (assumed).

    A job is a customer. Case does not count, since deposits say CUSTOMER where purchases say Customer.
    """
    if not said or not identifier:
        return
    kind = "Customer" if said.casefold() == "job" else said.capitalize()
    if kind not in KINDS:
        raise faults.invalid_enumeration(said, f"{element}.type")
    if work.draft.get(kind, identifier) is None:
        raise faults.invalid_reference("Names", identifier, element)


def currency_of_party(work: Work, identifier: str) -> str:
    """The currency of a customer or vendor, empty for everybody else."""
    party = work.draft.get(kind_of(work.draft.get, identifier), identifier) if identifier else None
    return str(((party or {}).get("CurrencyRef") or {}).get("value", ""))


def check_party(work: Work, account: str, party: str) -> None:
    """Raise: ServiceFault 6000 where accounts receivable or payable stand without a customer or vendor."""
    kind = work.account_type(account)
    if kind == "Accounts Receivable" and work.draft.get("Customer", party) is None:
        raise faults.business(NEEDS_CUSTOMER)
    if kind == "Accounts Payable" and work.draft.get("Vendor", party) is None:
        raise faults.business(NEEDS_VENDOR if work.is_us() else NEEDS_SUPPLIER)
