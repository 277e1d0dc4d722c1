"""Money received from clients and paid to suppliers, and money given back; one record, or two that land together."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Matter, Party, Payment, PaymentFromTrust, Posting, Refund
from matterbooks.quickbooks.control_accounts import payable, receivable
from matterbooks.quickbooks.payloads import header, journal, who
from matterbooks.quickbooks.payloads.body import Body, LinkedRecord, Part, References, Settles, ref_to
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.payloads.settling import (
    PAYMENTS,
    Side,
    linked,
    nothing_paid,
    onto_payment,
    settling,
    side_of,
)
from matterbooks.quickbooks.payloads.spending import means, withdrawn
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import Action

SETTLED = "settled"
TRUST = "trust"
ALLOCATIONS = "allocations"
"""Names of the parts beside the one that stands for the document."""


def payment(document: Payment, terms: Terms) -> tuple[Part, ...]:
    """A Payment or a BillPayment; what the allocations leave of the amount stays unapplied (Intuit: UnappliedAmt)."""
    _check(document, terms)
    trust = _trust_leg(document, terms)
    if isinstance(document, PaymentFromTrust) and not terms.sales:
        return tuple(Part("", leg.make) for leg in trust)
    if document.reverses is not None:
        return (*trust, *_reversed(document, terms))
    if side_of(document.ref.kind) is Side.SALES:
        return (*trust, Part("", partial(_received, document, terms)))
    if means(terms.target(document.account)) in ("Check", "CreditCard"):
        return (Part("", partial(_paid, document, terms)),)
    return _paid_otherwise(document, terms)


def resettled(document: Payment) -> Part:
    """A change of what the payment itself settles, to what the practice says now; it posts nothing."""
    return Part(ALLOCATIONS, partial(_onto_itself, document), Action.UPDATE)


def refund(document: Refund, terms: Terms) -> tuple[Part, ...]:
    """Money back: it debits the receivable (or credits the payable), and is then set against what it gives back."""
    if document.amount <= 0:
        raise PushError(f"The {document.ref} has an amount that is not above zero. Correct it.")
    if terms.foreign(document.currency):
        raise PushError(
            f"The {document.ref} gives back {document.currency}, and refunds are made in {terms.company.home_currency} "
            "alone. Enter it in QuickBooks, and mark it as handled outside."
        )
    if document.reverses is not None:
        return (Part("", partial(journal.of_postings, document, terms, _office(document, terms))),)
    sales = side_of(document.ref.kind) is Side.SALES
    first = Part("", partial(_given_back if sales else _got_back, document, terms))
    if document.against is None:
        return (first,)
    if document.against.kind in PAYMENTS:
        return first, Part(SETTLED, partial(_onto_overpaid, document, terms), Action.UPDATE)
    return first, Part(SETTLED, partial(_settled_with_credit, document, terms))


def debtor(document: Payment | Refund, terms: Terms) -> tuple[Party, Matter | None]:
    """Whose receivable or payable it changes: the party of the host's own postings, which need not be the payer."""
    return who.owing(document, document.party, _open_items(document, terms))


def _open_items(document: Payment | Refund, terms: Terms) -> list[Posting]:
    office = [posting for posting in document.postings if not terms.is_trust(posting.account)]
    return [posting for posting in office if posting.account != document.account and terms.is_control(posting.account)]


def _received(document: Payment, terms: Terms, references: References, marker: str) -> Body:
    """Intuit: a Payment has one customer, and settles the invoices of that customer and of those below it."""
    party, matter = debtor(document, terms)
    customer = who.customer(party, matter, terms, document.currency)
    payer = f"Paid by {document.party.name}." if document.party.id != party.id else ""
    number = header.number(document)
    fields = {
        **header.head(document, terms),
        "CustomerRef": ref_to(references.id_of(customer)),
        **terms.receivable(document.currency),
        "TotalAmt": to_cents(document.amount),
        "DepositToAccountRef": ref_to(terms.account(document.account)),
        "Line": settling(document.allocations, references),
        "PrivateNote": header.note(marker, payer, document.reference, document.memo),
        **({"PaymentRefNum": number} if number else {}),
    }
    return Body("Payment", {name: value for name, value in fields.items() if value != []}, marker)


def _paid(document: Payment, terms: Terms, references: References, marker: str) -> Body:
    party, _ = debtor(document, terms)
    bank = terms.target(document.account)
    card = means(bank) == "CreditCard"
    way = {"CreditCardPayment": {"CCAccountRef": ref_to(bank.id)}} if card else _by_cheque(bank.id)
    fields = {
        **header.head(document, terms),
        "VendorRef": ref_to(references.id_of(who.vendor(party, terms, document.currency))),
        **terms.payable(document.currency),
        "TotalAmt": to_cents(document.amount),
        "PayType": "CreditCard" if card else "Check",
        **way,
        "Line": settling(document.allocations, references),
        **header.numbered(document, marker, document.reference),
    }
    return Body("BillPayment", fields, marker)


def _by_cheque(bank_id: str) -> dict[str, Any]:
    """Intuit: PrintStatus NotSet, or QuickBooks would print a second cheque."""
    return {"CheckPayment": {"BankAccountRef": ref_to(bank_id), "PrintStatus": "NotSet"}}


def _paid_otherwise(document: Payment, terms: Terms) -> tuple[Part, ...]:
    """From what is neither bank nor card: an entry that debits the payable, then set against the bills."""
    entry = Part("", partial(journal.of_postings, document, terms, document.postings))
    if not document.allocations:
        return (entry,)
    return entry, Part(SETTLED, partial(_settled_with_entry, document, terms))


def _settled_with_entry(document: Payment, terms: Terms, references: References, marker: str) -> Body:
    total = sum((allocation.amount for allocation in document.allocations), Decimal(0))
    lines = [*settling(document.allocations, references), linked(total, references.link(document.ref))]
    return nothing_paid(document, debtor(document, terms)[0], terms, references, marker, lines)


def _reversed(document: Payment, terms: Terms) -> tuple[Part, ...]:
    """A dishonoured payment: an entry on its own date, which the payment then settles, so that the invoices reopen."""
    return (
        Part("", partial(journal.of_postings, document, terms, _office(document, terms))),
        Part(SETTLED, partial(_onto_reversed, document), Action.UPDATE),
    )


def _onto_itself(document: Payment, references: References, marker: str) -> Body:
    lines = settling(document.allocations, references)
    return onto_payment(references.link(document.ref), marker, lines, Settles.THESE)


def _onto_reversed(document: Payment, references: References, marker: str) -> Body:
    if document.reverses is None:
        raise ValueError(f"{document.ref} reverses nothing")
    line = linked(document.amount, references.link(document.ref))
    return onto_payment(references.link(document.reverses), marker, [line], Settles.INSTEAD)


def _trust_leg(document: Payment, terms: Terms) -> tuple[Part, ...]:
    """What a payment out of trust takes from the client's money, before the invoice is paid with it."""
    if not isinstance(document, PaymentFromTrust) or not terms.trust:
        return ()
    leg = tuple(posting for posting in document.postings if terms.is_trust(posting.account))
    return (Part(TRUST, partial(journal.of_postings, document, terms, leg)),)


def _office(document: Payment | Refund, terms: Terms) -> tuple[Posting, ...]:
    return tuple(posting for posting in document.postings if not terms.is_trust(posting.account))


def _given_back(document: Refund, terms: Terms, references: References, marker: str) -> Body:
    """Never a RefundReceipt, which would debit income a second time."""
    party, matter = debtor(document, terms)
    customer = references.id_of(who.customer(party, matter, terms, document.currency))
    account = receivable(terms.catalogue).id
    detail = {"AccountRef": ref_to(account), "CustomerRef": ref_to(customer), "BillableStatus": "NotBillable"}
    line = {
        "Amount": to_cents(document.amount),
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": detail,
    }
    payee = {"value": customer, "type": "Customer"}
    return withdrawn(document, document.account, payee, [line], terms, marker)


def _got_back(document: Refund, terms: Terms, references: References, marker: str) -> Body:
    """Intuit: a deposit goes into a bank or another current asset; onto anything else an entry does it."""
    if terms.target(document.account).type not in ("Bank", "Other Current Asset"):
        return journal.of_postings(document, terms, document.postings, references, marker)
    party, _ = debtor(document, terms)
    vendor = references.id_of(who.vendor(party, terms, document.currency))
    detail = {
        "AccountRef": ref_to(payable(terms.catalogue).id),
        "Entity": {"value": vendor, "type": "VENDOR"},
    }
    line = {"Amount": to_cents(document.amount), "DetailType": "DepositLineDetail", "DepositLineDetail": detail}
    fields = {
        **header.head(document, terms),
        **header.without_tax(terms),
        "DepositToAccountRef": ref_to(terms.account(document.account)),
        "Line": [line],
        **header.numbered(document, marker, document.reference, allowed=False),
    }
    return Body("Deposit", fields, marker)


def _settled_with_credit(document: Refund, terms: Terms, references: References, marker: str) -> Body:
    if document.against is None:
        raise ValueError(f"{document.ref} is against nothing")
    lines = [
        linked(document.amount, _as_item(document, terms, references)),
        linked(document.amount, references.link(document.against)),
    ]
    return nothing_paid(document, debtor(document, terms)[0], terms, references, marker, lines)


def _onto_overpaid(document: Refund, terms: Terms, references: References, marker: str) -> Body:
    if document.against is None:
        raise ValueError(f"{document.ref} is against nothing")
    line = linked(document.amount, _as_item(document, terms, references))
    return onto_payment(references.link(document.against), marker, [line])


def _as_item(document: Refund, terms: Terms, references: References) -> LinkedRecord:
    """The refund as a payment names it (Intuit: a Purchase is linked as Expense, Check or CreditCardCredit)."""
    found = references.link(document.ref)
    if found.type != "Purchase":
        return found
    cheque = means(terms.target(document.account), document.method, document.reference) == "Check"
    return LinkedRecord("Check" if cheque else "Expense", found.id)


def _check(document: Payment, terms: Terms) -> None:
    if terms.is_trust(document.account):
        raise PushError(
            f"The {document.ref} moves client money without saying so: {document.account} is a trust account. Enter it "
            "as a payment out of trust, or the trust entry and the payment apart, so that it shows who owes whom."
        )
    allocated = sum((allocation.amount for allocation in document.allocations), Decimal(0))
    if document.amount <= 0 or any(allocation.amount <= 0 for allocation in document.allocations):
        raise PushError(f"The {document.ref} has an amount that is not above zero. Correct it, or enter a refund.")
    if allocated > document.amount:
        raise PushError(f"The {document.ref} gives invoices {allocated}, more than the {document.amount} that moved.")
