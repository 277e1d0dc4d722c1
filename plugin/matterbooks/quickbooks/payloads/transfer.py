"""Money between the firm's own accounts: two legs that meet in the Bank transfers account, and land together.

Between a trust bank and a business bank every cent has to name its matter, or be marked as the firm's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from matterbooks.errors import PushError, TrustWithoutMatterError
from matterbooks.ledger.documents import BankTransfer, Posting
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.quickbooks.control_accounts import RECEIVABLE
from matterbooks.quickbooks.payloads import header, journal, who
from matterbooks.quickbooks.payloads.body import Body, Part, References, ref_to
from matterbooks.quickbooks.payloads.lines import to_cents
from matterbooks.quickbooks.payloads.terms import Terms

IN = "in"
"""The second leg of a transfer; the first stands for the document."""

_ASSETS = frozenset({"Bank", "Other Current Asset", "Fixed Asset", "Other Asset"})
"""Intuit's reference: both accounts of a Transfer are assets."""


def bank_transfer(document: BankTransfer, terms: Terms) -> tuple[Part, ...]:
    """Out of the one bank, then into the other."""
    _check(document)
    through = terms.transfers_account()
    source, target = terms.account(document.from_account), terms.account(document.to_account)
    if source == target:
        raise PushError(
            f"The {document.ref} goes from an account to itself: both practice accounts are mapped to one QuickBooks "
            "account. Map them to two."
        )
    return (
        Part("", partial(leg, document, terms, source, through)),
        Part(IN, partial(leg, document, terms, through, target)),
    )


def trust_office_transfer(document: BankTransfer, terms: Terms) -> tuple[Part, ...]:
    """The trust leg, which names each client, and the business leg; the latter alone where trust is not pushed."""
    _check(document)
    if not document.trust_moves and not document.firms_own:
        raise TrustWithoutMatterError(
            f"The {document.ref} moves money between trust and office and names no matter. Name the matter of every "
            "cent, or mark it as the firm's own money."
        )
    trust = _side(document, terms, trust=True)
    office = _side(document, terms, trust=False)
    meets = _sum(trust) != 0
    if not terms.trust:
        return (Part("", _office_leg(document, terms, office, meets=meets)),)
    if not meets:
        first = partial(journal.of_postings, document, terms, trust)
    elif len(trust) == len(office) == 1:
        first = partial(leg, document, terms, *_through(document, terms, trust))
    else:
        raise PushError(
            f"The {document.ref} moves a client's money and the firm's own together. Enter one record for each, so "
            "that every cent says whose it is."
        )
    return Part("", first), Part(IN, _office_leg(document, terms, office, meets=meets))


def possible(document: BankTransfer, terms: Terms) -> bool:
    """Whether both accounts are of types that a Transfer takes, and are two."""
    ends = [terms.target(code) for code in (document.from_account, document.to_account)]
    return _both_assets(ends) and ends[0].id != ends[1].id


def between(
    document: BankTransfer, terms: Terms, from_account: str, to_account: str, _references: References, marker: str
) -> Body:
    """One Transfer between two practice accounts. Intuit: no lines, no names, no number."""
    return _transfer(document, terms, terms.account(from_account), terms.account(to_account), marker)


def leg(document: BankTransfer, terms: Terms, source: str, target: str, _references: References, marker: str) -> Body:
    """One leg, between QuickBooks accounts; an entry where their types cannot take a Transfer."""
    ends = [found for id_ in (source, target) if (found := terms.catalogue.by_id.get(id_)) is not None]
    if _both_assets(ends):
        return _transfer(document, terms, source, target, marker)
    fields = {
        **header.head(document, terms),
        **header.without_tax(terms),
        "Line": [_entry_line("Debit", target, document), _entry_line("Credit", source, document)],
        **header.numbered(document, marker),
    }
    return Body("JournalEntry", fields, marker)


def _transfer(document: BankTransfer, terms: Terms, source: str, target: str, marker: str) -> Body:
    fields = {
        **header.head(document, terms),
        "FromAccountRef": ref_to(source),
        "ToAccountRef": ref_to(target),
        "Amount": to_cents(document.amount),
        "PrivateNote": header.note(marker, header.number(document), document.memo),
    }
    return Body("Transfer", fields, marker)


def _entry_line(side: str, account_id: str, document: BankTransfer) -> dict[str, object]:
    detail = {"PostingType": side, "AccountRef": ref_to(account_id)}
    return {
        "Amount": to_cents(document.amount),
        "DetailType": "JournalEntryLineDetail",
        "JournalEntryLineDetail": detail,
    }


def _office_leg(document: BankTransfer, terms: Terms, office: Sequence[Posting], *, meets: bool) -> partial[Body]:
    if meets:
        return partial(leg, document, terms, *_through(document, terms, office))
    return partial(_onto_receivable, document, terms, office)


def _onto_receivable(
    document: BankTransfer, terms: Terms, office: Sequence[Posting], references: References, marker: str
) -> Body:
    """Client money that came to the firm against what the client owes: a receipt, which stays unapplied."""
    owed = [posting for posting in office if terms.target(posting.account).type == RECEIVABLE]
    banked = [posting for posting in office if posting not in owed]
    if not owed or len(banked) != 1 or banked[0].amount <= 0:
        return journal.of_postings(document, terms, office, references, marker)
    if owed[0].party is None:
        raise PushError(f"The {document.ref} posts to receivables and does not say whose it is. Correct it.")
    party, matter = who.owing(document, owed[0].party, owed)
    fields = {
        **header.head(document, terms),
        "CustomerRef": ref_to(references.id_of(who.customer(party, matter, terms))),
        "ARAccountRef": ref_to(terms.account(owed[0].account)),
        "TotalAmt": to_cents(banked[0].amount),
        "DepositToAccountRef": ref_to(terms.account(banked[0].account)),
        "PrivateNote": header.note(marker, header.number(document), document.memo),
    }
    return Body("Payment", fields, marker)


def _side(document: BankTransfer, terms: Terms, *, trust: bool) -> tuple[Posting, ...]:
    return tuple(posting for posting in document.postings if terms.is_trust(posting.account) is trust)


def _through(document: BankTransfer, terms: Terms, postings: Sequence[Posting]) -> tuple[str, str]:
    """From and to of the leg on this side: what the side gains comes out of the Bank transfers account."""
    code = document.to_account if _sum(postings) > 0 else document.from_account
    ends = (terms.transfers_account(), terms.account(code))
    return ends if _sum(postings) > 0 else (ends[1], ends[0])


def _sum(postings: Sequence[Posting]) -> Decimal:
    return sum((posting.amount for posting in postings), Decimal(0))


def _both_assets(ends: Sequence[QuickBooksAccount]) -> bool:
    return len(ends) == 2 and all(end.type in _ASSETS for end in ends)


def _check(document: BankTransfer) -> None:
    if document.from_account == document.to_account:
        raise PushError(f"The {document.ref} goes from an account to itself. Choose two accounts, or remove it.")
    if document.amount <= 0:
        raise PushError(f"The {document.ref} has an amount that is not above zero. Correct it.")
