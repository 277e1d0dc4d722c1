"""The host's own postings as a journal entry, line by line, with the client or supplier wherever it matters whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Header, Posting
from matterbooks.quickbooks.control_accounts import PAYABLE, RECEIVABLE
from matterbooks.quickbooks.payloads import header, who
from matterbooks.quickbooks.payloads.body import Body, References, ref_to
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.payloads.terms import Terms

_CONTROL = (RECEIVABLE, PAYABLE)


def of_postings(
    document: Header, terms: Terms, postings: Sequence[Posting], references: References, marker: str
) -> Body:
    """An entry of these postings. Raises PushError where QuickBooks would not take it."""
    kept = _merged(postings, terms)
    _check(document, kept, terms)
    fields = {
        **header.head(document, terms),
        **header.without_tax(terms),
        "Line": [_line(posting, document, terms, references) for posting in kept],
        **header.numbered(document, marker),
    }
    return Body("JournalEntry", fields, marker)


def _merged(postings: Sequence[Posting], terms: Terms) -> list[Posting]:
    """Without what is nothing; one posting of receivables or payables for each party and matter.

    Intuit takes one such line in an entry, and a host may post one for each invoice.
    """
    sums: dict[object, Posting] = {}
    for place, posting in enumerate(postings):
        matter = posting.matter.id if posting.matter else ""
        whose = (posting.account, posting.party.id if posting.party else "", matter)
        key = whose if terms.is_control(posting.account) else place
        before = sums.get(key)
        sums[key] = posting if before is None else replace(before, amount=before.amount + posting.amount)
    return [posting for posting in sums.values() if posting.amount]


def _check(document: Header, postings: Sequence[Posting], terms: Terms) -> None:
    if len(postings) < 2:
        raise PushError(
            f"The {document.ref} posts nothing that can be entered in QuickBooks. Correct it, or remove it."
        )
    if terms.foreign(document.currency):
        raise PushError(
            f"The {document.ref} is in {document.currency}, and entries are made in {terms.company.home_currency} "
            "alone. Enter it in QuickBooks, and mark it as handled outside."
        )
    control = [posting for posting in postings if terms.target(posting.account).type in _CONTROL]
    if len(control) > 1:
        raise PushError(
            f"The {document.ref} posts to receivables or payables {len(control)} times; QuickBooks takes one such line "
            "in an entry. Enter one record for each client or supplier."
        )


def _line(posting: Posting, document: Header, terms: Terms, references: References) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "PostingType": "Debit" if posting.amount > 0 else "Credit",
        "AccountRef": ref_to(terms.account(posting.account)),
        **_whose(posting, document, terms, references),
    }
    klass = who.class_of(posting.matter, terms)
    if klass is not None:
        detail["ClassRef"] = ref_to(references.id_of(klass))
    line = {
        "Amount": to_cents(abs(posting.amount)),
        "DetailType": "JournalEntryLineDetail",
        "JournalEntryLineDetail": detail,
    }
    return line | ({"Description": document.memo[:4000]} if document.memo.strip() else {})


def _whose(posting: Posting, document: Header, terms: Terms, references: References) -> dict[str, Any]:
    """Intuit: a name is compulsory on receivables and payables; on client money we name whose it is."""
    type_ = terms.target(posting.account).type
    if posting.party is None:
        if type_ in _CONTROL:
            raise PushError(f"The {document.ref} posts to {posting.account} and does not say whose it is. Correct it.")
        return {}
    if type_ == PAYABLE:
        vendor = references.id_of(who.vendor(posting.party, terms))
        return {"Entity": {"Type": "Vendor", "EntityRef": ref_to(vendor)}}
    if type_ == RECEIVABLE or terms.is_trust(posting.account):
        customer = references.id_of(who.customer(posting.party, posting.matter, terms))
        return {"Entity": {"Type": "Customer", "EntityRef": ref_to(customer)}}
    return {}
