"""Open invoices or credit memos of one customer, the oldest first, as lines of a payment."""

from matterbooks.sandbox.books.open_items import RECEIVABLE
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record


def lines(work: Work, kind: str, like: Record, cents: int) -> list[Record]:
    """Up to `cents` shared out over what is open of `kind` with the customer and in the currency of `like`."""
    shared = []
    records = work.draft.of_party(kind, reference(like, "CustomerRef"))
    for record in sorted(records, key=lambda one: (one["TxnDate"], int(one["Id"]))):
        taken = min(cents, to_cents(record["Balance"])) if alike(record, like) else 0
        if taken > 0:
            cents -= taken
            shared.append(line(kind, record["Id"], taken))
    return shared


def line(kind: str, identifier: str, cents: int) -> Record:
    """A line of a payment."""
    return {"Amount": from_cents(cents), "LinkedTxn": [{"TxnId": identifier, "TxnType": kind}]}


def wanted(work: Work, payment: Record) -> bool:
    """Whether QuickBooks applies by itself what a payment on the usual account has left."""
    if work.preference("SalesFormsPrefs", "AutoApplyPayments") is not True:
        return False
    own = reference(payment, RECEIVABLE.own_account)
    return own in {"", work.control_account(RECEIVABLE.control, payment)}


def alike(one: Record, other: Record) -> bool:
    """Whether two transactions are of the same customer in the same currency."""
    return all(reference(one, name) == reference(other, name) for name in ("CustomerRef", "CurrencyRef"))
