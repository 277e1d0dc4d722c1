"""Settling open items with each other: QuickBooks' payment of nothing, and lines added to a payment that is there.

Both post nothing. Intuit: the lines of a Payment or BillPayment link what it settles and the credits that it uses, all
with positive amounts, and the total is the cash that moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Allocation, CreditApplied, Header, Party, Ref
from matterbooks.ledger.source import Role
from matterbooks.quickbooks.payloads import header, who
from matterbooks.quickbooks.payloads.body import Body, LinkedRecord, Part, References, Settles, ref_to
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import Action, Kind

Line = dict[str, Any]
PAYMENTS = frozenset({Kind.SALES_PAYMENT, Kind.SALES_PAYMENT_FROM_TRUST, Kind.SUPPLIER_PAYMENT})


class Side(Enum):
    """Whose open items: clients' or suppliers'."""

    SALES = "Payment"
    SUPPLIER = "BillPayment"


def side_of(kind: Kind) -> Side:
    """The side that a kind of settlement is on."""
    return Side.SUPPLIER if kind.startswith("supplier") else Side.SALES


def credit_applied(document: CreditApplied, terms: Terms) -> tuple[Part, ...]:
    """A payment of nothing that links both; where a payment's rest is applied, a line more on that payment."""
    if not document.allocations or any(allocation.amount <= 0 for allocation in document.allocations):
        raise PushError(f"The {document.ref} sets nothing, or less, against an invoice. Correct its amounts.")
    if document.credit.kind in PAYMENTS:
        return (Part("", partial(_onto, document, document.credit), Action.UPDATE),)
    return (Part("", partial(_against_credit, document, terms)),)


def linked(amount: Decimal, record: LinkedRecord) -> Line:
    """One line of a payment."""
    return {"Amount": to_cents(amount), "LinkedTxn": [{"TxnId": record.id, "TxnType": record.type}]}


def settling(allocations: Sequence[Allocation], references: References) -> list[Line]:
    """A line for each invoice that something goes to."""
    return [linked(allocation.amount, references.link(allocation.ref)) for allocation in allocations]


def nothing_paid(
    document: Header, party: Party, terms: Terms, references: References, marker: str, lines: Sequence[Line]
) -> Body:
    """A payment of nothing with these lines, of the client or supplier as a whole, so that any matter's items fit."""
    side = side_of(document.ref.kind)
    fields = {
        **header.head(document, terms),
        "PrivateNote": header.note(marker, header.number(document), document.memo),
        "TotalAmt": Decimal("0.00"),
        "Line": list(lines),
    }
    if side is Side.SALES:
        fields["CustomerRef"] = ref_to(references.id_of(who.client(party, terms, document.currency)))
        fields |= terms.receivable(document.currency)
    else:
        fields["VendorRef"] = ref_to(references.id_of(who.vendor(party, terms, document.currency)))
        fields |= terms.payable(document.currency)
        fields |= {"PayType": "Check", "CheckPayment": {"BankAccountRef": ref_to(_any_bank(terms))}}
    return Body(side.value, fields, marker)


def onto_payment(payment: LinkedRecord, marker: str, lines: Sequence[Line], settles: Settles = Settles.MORE) -> Body:
    """A change of what a payment settles."""
    return Body(payment.type, {"Line": list(lines)}, marker, onto=payment, settles=settles)


def _against_credit(document: CreditApplied, terms: Terms, references: References, marker: str) -> Body:
    total = sum((allocation.amount for allocation in document.allocations), Decimal(0))
    lines = [*settling(document.allocations, references), linked(total, references.link(document.credit))]
    return nothing_paid(document, document.party, terms, references, marker, lines)


def _onto(document: CreditApplied, payment: Ref, references: References, marker: str) -> Body:
    return onto_payment(references.link(payment), marker, settling(document.allocations, references))


def _any_bank(terms: Terms) -> str:
    """Intuit: even a payment of nothing names a bank."""
    for code, id_ in terms.mapping.accounts.items():
        found = terms.catalogue.by_id.get(id_)
        if found is not None and found.type == "Bank" and terms.roles.get(code, Role.BANK) is Role.BANK:
            return id_
    raise MissingRowsError("No business bank is mapped to a bank of QuickBooks, and a payment names one. Map one.")
