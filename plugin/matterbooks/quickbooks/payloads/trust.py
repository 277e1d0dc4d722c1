"""Client money: received, paid out, moved between matters and banks. Out of scope of tax; always with whose it is."""

from __future__ import annotations

from functools import partial
from typing import Any

from matterbooks.errors import TrustWithoutMatterError
from matterbooks.ledger.documents import BankTransfer, Entry, TrustEntry, TrustMove
from matterbooks.quickbooks.payloads import header, journal, transfer, who
from matterbooks.quickbooks.payloads.body import Body, Part, References, ref_to
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.payloads.spending import withdrawn
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import Kind


def trust_entry(document: TrustEntry, terms: Terms) -> tuple[Part, ...]:
    """A deposit or a withdrawal where it is one, else an entry of the host's postings, as every reversal is."""
    if document.reverses is None and document.ref.kind is Kind.TRUST_RECEIPT and _all(document, 1):
        return (Part("", partial(_deposited, document, terms)),)
    if document.reverses is None and document.ref.kind is Kind.TRUST_PAYMENT and _all(document, -1):
        return (Part("", partial(_paid_out, document, terms)),)
    return as_entry(document, terms)


def as_entry(document: TrustEntry | BankTransfer | Entry, terms: Terms) -> tuple[Part, ...]:
    """The host's postings as they are. Raises TrustWithoutMatterError where client money does not say whose it is."""
    for posting in document.postings:
        if posting.party is None and terms.owed_to_clients(posting.account):
            raise TrustWithoutMatterError(
                f"The {document.ref} posts to {posting.account} and does not say which client's money it is. Name the "
                "matter in the practice application."
            )
    return (Part("", partial(journal.of_postings, document, terms, document.postings)),)


def trust_bank_transfer(document: BankTransfer, terms: Terms) -> tuple[Part, ...]:
    """One Transfer between two trust banks; an entry where clients are named or a Transfer cannot do it."""
    if len(document.postings) > 2 or not transfer.possible(document, terms):
        return as_entry(document, terms)
    return (Part("", partial(transfer.between, document, terms, document.from_account, document.to_account)),)


def _all(document: TrustEntry, sign: int) -> bool:
    """Whether all goes one way between one bank and the liability, as a deposit or a withdrawal does."""
    accounts = {posting.account for posting in document.postings if posting.amount}
    return all(move.amount * sign > 0 for move in document.moves) and accounts == {
        document.bank_account,
        *(_liability(document, move) for move in document.moves),
    }


def _deposited(document: TrustEntry, terms: Terms, references: References, marker: str) -> Body:
    """Intuit: the client of a deposit's line is a flat Entity; the nested form would be ignored without a word."""
    fields = {
        **header.head(document, terms),
        **header.without_tax(terms),
        "DepositToAccountRef": ref_to(terms.account(document.bank_account)),
        "Line": [_received(document, move, terms, references) for move in document.moves],
        **header.numbered(document, marker, document.reference, allowed=False),
    }
    return Body("Deposit", fields, marker)


def _received(document: TrustEntry, move: TrustMove, terms: Terms, references: References) -> dict[str, Any]:
    customer = references.id_of(who.customer(move.client, move.matter, terms))
    detail: dict[str, Any] = {
        "AccountRef": ref_to(terms.account(_liability(document, move))),
        "Entity": {"value": customer, "type": "CUSTOMER"},
        **_classed(move, terms, references),
    }
    return {"Amount": to_cents(move.amount), "DetailType": "DepositLineDetail", "DepositLineDetail": detail} | _told(
        document
    )


def _paid_out(document: TrustEntry, terms: Terms, references: References, marker: str) -> Body:
    lines = [_spent(document, move, terms, references) for move in document.moves]
    return withdrawn(document, document.bank_account, _payee(document, terms, references), lines, terms, marker)


def _spent(document: TrustEntry, move: TrustMove, terms: Terms, references: References) -> dict[str, Any]:
    customer = references.id_of(who.customer(move.client, move.matter, terms))
    detail = {
        "AccountRef": ref_to(terms.account(_liability(document, move))),
        "CustomerRef": ref_to(customer),
        "BillableStatus": "NotBillable",
        **_classed(move, terms, references),
    }
    line = {"Amount": to_cents(-move.amount), "DetailType": "AccountBasedExpenseLineDetail"}
    return line | {"AccountBasedExpenseLineDetail": detail} | _told(document)


def _payee(document: TrustEntry, terms: Terms, references: References) -> dict[str, str]:
    """The client where the money goes back to it, else whoever was paid, as a vendor."""
    clients = {move.client.id: move.client for move in document.moves}
    payee = document.payee or document.moves[0].client
    if payee.id in clients:
        return {"value": references.id_of(who.client(payee, terms)), "type": "Customer"}
    return {"value": references.id_of(who.vendor(payee, terms)), "type": "Vendor"}


def _liability(document: TrustEntry, move: TrustMove) -> str:
    return move.account or document.liability_account


def _classed(move: TrustMove, terms: Terms, references: References) -> dict[str, Any]:
    klass = who.class_of(move.matter, terms)
    return {} if klass is None else {"ClassRef": ref_to(references.id_of(klass))}


def _told(document: TrustEntry) -> dict[str, str]:
    return {"Description": document.memo[:4000]} if document.memo.strip() else {}
