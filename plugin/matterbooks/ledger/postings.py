"""Rule 0, the host's side: what it posted for one transaction, summed per account and party."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from matterbooks.ledger.documents import Posting

Summed = dict[tuple[str, str], Decimal]
"""(account, party id or "") -> amount in base currency, debit positive."""


def by_account_and_party(postings: Iterable[Posting]) -> Summed:
    """The sum for each account code and party; sums of zero are left out."""
    sums: Summed = {}
    for posting in postings:
        key = (posting.account, posting.party.id if posting.party else "")
        sums[key] = sums.get(key, Decimal(0)) + posting.amount
    return without_zeros(sums)


def without_zeros(sums: Summed) -> Summed:
    """Only what moves an account."""
    return {key: amount for key, amount in sums.items() if amount}


def imbalance(postings: Iterable[Posting]) -> Decimal:
    """What is left when all are added: zero for a transaction that balances."""
    return sum((posting.amount for posting in postings), Decimal(0))
