"""Money received becomes a Payment; a credit set against invoices becomes a Payment of nothing that links both."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Allocation, CreditApplied, Header, Party, Payment
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads import header
from matterbooks.quickbooks.payloads.body import Body, LinkedRecord, Needs, References, mapped_account, ref_to
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.receivable import receivable


def payment_needs(document: Payment, _mapping: Mapping) -> Needs:
    """The client whose invoices are paid, and each invoice."""
    return Needs(parties=(debtor(document),), refs=tuple(allocation.ref for allocation in document.allocations))


def credit_needs(document: CreditApplied, _mapping: Mapping) -> Needs:
    """The client, the credit note and each invoice."""
    refs = tuple(allocation.ref for allocation in document.allocations)
    return Needs(parties=(document.party,), refs=(document.credit, *refs))


def build_payment(
    document: Payment, mapping: Mapping, catalogue: Catalogue, references: References, marker: str
) -> Body:
    """What the allocations leave of the amount stays unapplied (Intuit: UnappliedAmt)."""
    _check(document)
    client = debtor(document)
    payer = f"Paid by {document.party.name}." if document.party.id != client.id else ""
    fields = {
        **_common(document, mapping, catalogue, marker, payer, document.reference, document.memo),
        "CustomerRef": ref_to(references.customer(client)),
        "TotalAmt": to_cents(document.amount),
        "DepositToAccountRef": ref_to(mapped_account(mapping, document.account)),
        "Line": [_settling(allocation, references) for allocation in document.allocations],
    }
    return Body("Payment", {name: value for name, value in fields.items() if value != []}, marker)


def build_credit_applied(
    document: CreditApplied, mapping: Mapping, catalogue: Catalogue, references: References, marker: str
) -> Body:
    """Both links are positive and the total is the cash that moved: none (Intuit: manage linked transactions)."""
    if not document.allocations or any(allocation.amount <= 0 for allocation in document.allocations):
        raise PushError(f"The {document.ref} sets nothing, or less, against an invoice. Correct its amounts.")
    total = sum((allocation.amount for allocation in document.allocations), Decimal(0))
    settled = [_settling(allocation, references) for allocation in document.allocations]
    fields = {
        **_common(document, mapping, catalogue, marker, document.memo),
        "CustomerRef": ref_to(references.customer(document.party)),
        "TotalAmt": Decimal("0.00"),
        "Line": [*settled, _linked(total, references.link(document.credit))],
    }
    return Body("Payment", fields, marker)


def debtor(document: Payment) -> Party:
    """Whose receivable it reduces: the party of the host's own postings, which need not be the payer.

    Intuit: a Payment has one customer, and settles that customer's invoices. Raises PushError where there are several.
    """
    found = {
        posting.party.id: posting.party
        for posting in document.postings
        if posting.party is not None and posting.account != document.account and posting.amount < 0
    }
    if len(found) > 1:
        raise PushError(
            f"The {document.ref} pays invoices of {len(found)} clients; QuickBooks takes one client for a payment. "
            "Enter one payment for each client."
        )
    return next(iter(found.values()), document.party)


def _check(document: Payment) -> None:
    allocated = sum((allocation.amount for allocation in document.allocations), Decimal(0))
    if document.amount <= 0 or any(allocation.amount <= 0 for allocation in document.allocations):
        raise PushError(f"The {document.ref} has an amount that is not above zero. Correct it, or enter a refund.")
    if allocated > document.amount:
        raise PushError(f"The {document.ref} gives invoices {allocated}, more than the {document.amount} received.")


def _common(document: Header, mapping: Mapping, catalogue: Catalogue, marker: str, *texts: str) -> dict[str, Any]:
    currency = header.currency(document, mapping, catalogue.company)
    number = header.number(document)
    return {
        **header.dated(document),
        **currency,
        "ARAccountRef": ref_to(receivable(catalogue, currency.get("CurrencyRef", {}).get("value", "")).id),
        "PrivateNote": header.note(marker, *texts),
        **({"PaymentRefNum": number} if number else {}),
    }


def _settling(allocation: Allocation, references: References) -> dict[str, Any]:
    return _linked(allocation.amount, references.link(allocation.ref))


def _linked(amount: Decimal, record: LinkedRecord) -> dict[str, Any]:
    return {"Amount": to_cents(amount), "LinkedTxn": [{"TxnId": record.id, "TxnType": record.type}]}
