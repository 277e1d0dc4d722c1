"""Money that leaves an account by itself: a cheque, a payment without one, or a card charge (Intuit: Purchase)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matterbooks.ledger.documents import Refund, TrustEntry
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.quickbooks.payloads import header
from matterbooks.quickbooks.payloads.body import Body, ref_to
from matterbooks.quickbooks.payloads.terms import Terms

_CHEQUES = frozenset({"cheque", "check", "chq", "bank cheque"})


def means(account: QuickBooksAccount, method: str = "Cheque", reference: str = "-") -> str:
    """Intuit: PaymentType, which has to go with the type of the account.

    Check only where there was a cheque with a number, so that none is printed a second time.
    """
    if account.type == "Credit Card":
        return "CreditCard"
    cheque = method.strip().casefold() in _CHEQUES and bool(reference.strip())
    return "Check" if account.type == "Bank" and cheque else "Cash"


def withdrawn(
    document: Refund | TrustEntry,
    account: str,
    payee: dict[str, str],
    lines: Sequence[dict[str, Any]],
    terms: Terms,
    marker: str,
) -> Body:
    """A Purchase from a practice account; a cheque bears its own number, anything else the host's in its note."""
    target = terms.target(account)
    kind = means(target, document.method, document.reference)
    cheque = {"DocNumber": header.fitting(document, document.reference), "PrintStatus": "NotSet"}
    fields = {
        **header.head(document, terms),
        **header.without_tax(terms),
        "PaymentType": kind,
        "AccountRef": ref_to(target.id),
        "EntityRef": payee,
        "Line": list(lines),
        **header.numbered(document, marker, document.reference, allowed=False),
        **(cheque if kind == "Check" else {}),
    }
    return Body("Purchase", fields, marker)
