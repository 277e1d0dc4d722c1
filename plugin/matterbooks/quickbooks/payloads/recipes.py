"""Every kind of transaction and what it becomes in QuickBooks: the parts of its unit, in the order in which they go."""

from __future__ import annotations

from matterbooks.errors import PushError
from matterbooks.ledger.documents import (
    BankTransfer,
    CreditApplied,
    Document,
    Entry,
    Invoice,
    Payment,
    Refund,
    TrustEntry,
)
from matterbooks.ledger.rules import touches_trust
from matterbooks.quickbooks.payloads.body import Part
from matterbooks.quickbooks.payloads.invoice import invoice
from matterbooks.quickbooks.payloads.payment import payment, refund
from matterbooks.quickbooks.payloads.settling import credit_applied
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.quickbooks.payloads.transfer import bank_transfer, trust_office_transfer
from matterbooks.quickbooks.payloads.trust import as_entry, trust_bank_transfer, trust_entry


def parts(document: Document, terms: Terms) -> tuple[Part, ...]:
    """What the document becomes. Raises MissingRowsError (mapping) or PushError (the record itself)."""
    match document:
        case Invoice():
            return invoice(document, terms)
        case CreditApplied():
            return credit_applied(document, terms)
        case Payment():
            return payment(document, terms)
        case Refund():
            return refund(document, terms)
        case BankTransfer():
            return _transfer(document, terms)
        case TrustEntry():
            return trust_entry(document, terms)
        case Entry() if touches_trust(document, terms.is_trust):
            return as_entry(document, terms)
        case _:
            raise PushError(f"The {document.ref} is of a kind that is never pushed.")


def _transfer(document: BankTransfer, terms: Terms) -> tuple[Part, ...]:
    """By the accounts that it moves, whatever the host calls it."""
    ends = [terms.is_trust(code) for code in (document.from_account, document.to_account)]
    if all(ends):
        return trust_bank_transfer(document, terms)
    return trust_office_transfer(document, terms) if any(ends) else bank_transfer(document, terms)
