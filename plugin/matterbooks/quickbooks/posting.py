"""Rule 0: what QuickBooks will post from a document's records, held against what the host posted, before any is sent.

Both are sums in home currency for each QuickBooks account and, on receivables, payables and what is owed to trust
clients, each party. Sales tax stands under one key of its own: QuickBooks chooses its accounts, and the host's control
accounts are not in the mapping. The two sides are computed apart: `expected` here, `posts` from the finished bodies.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from matterbooks.ledger.documents import (
    BankTransfer,
    CreditApplied,
    Document,
    Invoice,
    Party,
    Payment,
    PaymentFromTrust,
    Posting,
    Refund,
)
from matterbooks.ledger.postings import Summed, without_zeros
from matterbooks.mapping.accounts import Catalogue
from matterbooks.quickbooks.body_posts import TAX, UNKNOWN, entries_of
from matterbooks.quickbooks.control_accounts import PAYABLE, RECEIVABLE
from matterbooks.quickbooks.payloads.body import Body, References
from matterbooks.quickbooks.payloads.payment import debtor
from matterbooks.quickbooks.payloads.terms import Terms

__all__ = ["TAX", "Posts", "account_name", "added", "check", "difference", "expected", "posts"]

Posts = Summed
"""(QuickBooks account id, host's party id or "") -> amount in home currency, debit positive."""


def check(document: Document, bodies: Iterable[Body], terms: Terms, references: References) -> str:
    """Why the records may not be sent, in words; empty where together they post exactly what the host posted."""
    bodies = [body for body in bodies if body.onto is None]
    for body in bodies:
        if body.fields.get("TxnDate") != document.date.isoformat():
            return f"The practice posted it on {document.date}, and QuickBooks would on {body.fields.get('TxnDate')}."
    foreign = bool(terms.foreign(document.currency))
    meant, found = expected(document, terms), added(posts(body, terms, references) for body in bodies)
    if foreign:
        meant, found = (_by_control(sums, document, terms) for sums in (meant, found))
        meant = _as_converted(meant, found, document, terms.catalogue)
    return difference(meant, found, terms.catalogue)


def expected(document: Document, terms: Terms) -> Posts:
    """What the host posted, through the mapping, without the side whose switch is off."""
    sums: Posts = {}
    for posting in document.postings:
        key = _key(posting, document, terms)
        if key is not None:
            sums[key] = sums.get(key, Decimal(0)) + posting.amount
    return without_zeros(sums)


def posts(body: Body, terms: Terms, references: References) -> Posts:
    """What QuickBooks posts from one record."""
    whose, liabilities = references.parties(), _liabilities(terms)
    sums: Posts = {}
    if body.onto is not None:
        return sums
    for entry in entries_of(body, terms.catalogue, references.items()):
        named = entry.account_id in liabilities or _is_control(entry.account_id, terms.catalogue)
        party = whose.get(entry.party, f"{UNKNOWN}{entry.party}") if named else ""
        key = (entry.account_id, party)
        sums[key] = sums.get(key, Decimal(0)) + entry.amount
    return without_zeros(sums)


def added(several: Iterable[Posts]) -> Posts:
    """The sums of several records together."""
    sums: Posts = {}
    for one in several:
        for key, amount in one.items():
            sums[key] = sums.get(key, Decimal(0)) + amount
    return without_zeros(sums)


def difference(meant: Posts, found: Posts, catalogue: Catalogue) -> str:
    """How two postings differ, account by account; empty where they do not."""
    keys = sorted(key for key in meant.keys() | found.keys() if meant.get(key) != found.get(key))
    told = [
        f"{_name(key, catalogue)}: the practice posted {meant.get(key, Decimal(0)):.2f}, "
        f"QuickBooks would post {found.get(key, Decimal(0)):.2f}"
        for key in keys
    ]
    return "; ".join(told) + "." if told else ""


def _key(posting: Posting, document: Document, terms: Terms) -> tuple[str, str] | None:
    """Where a posting belongs in QuickBooks; None where its side is not pushed."""
    code, trust = posting.account, terms.is_trust(posting.account)
    if trust and not terms.trust:
        return (terms.mapping.bank_transfers_account, "") if isinstance(document, BankTransfer) else None
    if isinstance(document, PaymentFromTrust) and not (trust or terms.sales):
        return None
    if terms.is_tax(code):
        return TAX, ""
    account_id = terms.mapping.accounts.get(code)
    if not account_id:
        return f"{UNKNOWN}practice account {code}, which is not mapped", ""
    if not (_is_control(account_id, terms.catalogue) or account_id in _liabilities(terms)):
        return account_id, ""
    party = posting.party or _otherwise(document, terms)
    return account_id, party.id if party else ""


def _otherwise(document: Document, terms: Terms) -> Party | None:
    """Whose receivable or payable a posting without a party is."""
    match document:
        case Payment() | Refund():
            return debtor(document, terms)[0]
        case Invoice() | CreditApplied():
            return document.party
        case _:
            return None


def _by_control(sums: Posts, document: Document, terms: Terms) -> Posts:
    """For a foreign document: one receivable and one payable, since QuickBooks has them per currency.

    Of a payment also the realised gain or loss, which QuickBooks works out and posts by itself.
    """
    settles = isinstance(document, Payment | Refund)
    bank = terms.mapping.accounts.get(document.account) if isinstance(document, Payment | Refund) else ""
    merged: Posts = {}
    for (account_id, party), amount in sums.items():
        key = (account_id, party)
        if settles and account_id != bank:
            key = ("receivable or payable, with the exchange difference", "")
        elif _is_control(account_id, terms.catalogue):
            key = (_control_type(account_id, terms.catalogue), party)
        merged[key] = merged.get(key, Decimal(0)) + amount
    return without_zeros(merged)


def _as_converted(meant: Posts, found: Posts, document: Document, catalogue: Catalogue) -> Posts:
    """QuickBooks converts line by line: a cent for each line may fall to another account than in the practice.

    What is owed, and what is banked, has to be equal all the same.
    """
    if not isinstance(document, Invoice) or sum(meant.values()) != sum(found.values()):
        return meant
    slack = Decimal("0.01") * (len(document.lines) + 1)
    off = {key: found.get(key, Decimal(0)) - meant.get(key, Decimal(0)) for key in meant.keys() | found.keys()}
    exact = any(amount and _is_balance(key[0], catalogue) for key, amount in off.items())
    return meant if exact or any(abs(amount) > slack for amount in off.values()) else found


def _is_balance(account_id: str, catalogue: Catalogue) -> bool:
    return _control_type(account_id, catalogue) in (RECEIVABLE, PAYABLE, "Bank", "Credit Card")


def _liabilities(terms: Terms) -> frozenset[str]:
    """QuickBooks accounts that say whose client money is."""
    mapped = terms.mapping.accounts
    return frozenset(mapped[code] for code in terms.roles if terms.owed_to_clients(code) and mapped.get(code))


def _is_control(account_id: str, catalogue: Catalogue) -> bool:
    return _control_type(account_id, catalogue) in (RECEIVABLE, PAYABLE)


def _control_type(account_id: str, catalogue: Catalogue) -> str:
    """The type of an account; one in a foreign currency stands under the name of its type."""
    account = catalogue.by_id.get(account_id)
    return account_id if account is None else account.type


def account_name(account_id: str, catalogue: Catalogue) -> str:
    """The account of a key, as a person knows it."""
    if account_id == TAX:
        return "Sales tax"
    account = catalogue.by_id.get(account_id)
    return account.path if account else account_id.removeprefix(UNKNOWN)


def _name(key: tuple[str, str], catalogue: Catalogue) -> str:
    account_id, party = key
    shown = account_name(account_id, catalogue)
    if not party:
        return shown
    return f"{shown} ({'somebody else' if party.startswith(UNKNOWN) else f'practice party {party}'})"
