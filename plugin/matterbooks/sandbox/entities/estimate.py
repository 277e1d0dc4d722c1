"""Estimates: forms that post nothing, and the invoices that are made of them."""

from collections.abc import Iterator
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.sales import SalesForm
from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.schema import Record

KIND = "Estimate"
NOT_SERVED = frozenset({"TimeActivity", "ReimburseCharge", "StatementCharge"})


class Estimate(SalesForm):
    """An offer. It becomes closed when an invoice names it."""

    name = KIND
    posts = False
    sign = 1

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Pending unless something else is said."""
        done = super().complete(work, record, old)
        rest = {name: value for name, value in done.items() if name != "Balance"}
        return {"TxnStatus": (old or {}).get("TxnStatus", "Pending"), **rest}

    def open_amount(self, work: Work, total: Decimal, old: Record | None) -> Decimal:
        """Nothing is owed for an offer."""
        del work, total, old
        return Decimal("0.00")

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """Nothing."""
        del work, record
        return []


def named(record: Record | None) -> list[Record]:
    """The links of an invoice to estimates."""
    return [link for link in (record or {}).get("LinkedTxn", []) if link.get("TxnType") == KIND]


def check(work: Work, links: list[Record]) -> None:
    """Raise: ServiceFault for a link that an invoice cannot have, or to an estimate that is not there."""
    for link in links:
        if link.get("TxnType") in NOT_SERVED:
            raise faults.not_in_sandbox(f"an invoice linked to a {link['TxnType']}")
        if link.get("TxnType") == KIND and work.draft.get(KIND, link.get("TxnId", "")) is None:
            detail = f"There is no estimate {link.get('TxnId', '')}"
            raise ServiceFault(Problem("620", "Txn ID Cannot Be Linked", detail, "LinkedTxn"))


def mark(work: Work, invoice: str, old: Record | None, new: Record | None) -> None:
    """Let the estimates of an invoice name it, and close them; those it let go are open again."""
    now = {link["TxnId"] for link in named(new)}
    own = {"TxnId": invoice, "TxnType": "Invoice"}
    for identifier in _either(old, new):
        estimate = work.draft.get(KIND, identifier)
        if estimate is not None:
            others = [link for link in estimate.get("LinkedTxn", []) if link != own]
            linked = [*others, own] if identifier in now else others
            status = "Closed" if linked else "Pending"
            if linked != estimate.get("LinkedTxn", []):
                work.save(KIND, {**estimate, "LinkedTxn": linked, "TxnStatus": status})


def _either(old: Record | None, new: Record | None) -> Iterator[str]:
    return iter(dict.fromkeys(link["TxnId"] for link in (*named(old), *named(new))))
