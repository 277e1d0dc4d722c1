"""Rule 0: what QuickBooks will post from a body, held against what the host posted, before anything is sent.

Both are sums in home currency for each QuickBooks account and, on receivables, payables and trust liabilities, each
customer. Sales tax stands under one key of its own: QuickBooks chooses its accounts, and the host's control account
is not in the mapping. Written from Intuit's posting rules, and apart from the recipes that it checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from matterbooks.ledger.documents import CreditApplied, Document, Invoice, Party, Payment
from matterbooks.ledger.postings import Summed, by_account_and_party, without_zeros
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.figures import tax_of, total_of, value_of
from matterbooks.quickbooks.payloads.body import Body, References
from matterbooks.quickbooks.payloads.payment import debtor
from matterbooks.quickbooks.receivable import PAYABLE, RECEIVABLE, receivable

TAX = ("tax", "")
"""The key of all sales tax."""

_UNKNOWN = "?"
"""Begins a key that has no counterpart in QuickBooks; it never equals one that has."""

Posts = Summed
"""(QuickBooks account id, customer id or "") -> amount in home currency, debit positive."""


def check(
    document: Document,
    body: Body,
    mapping: Mapping,
    catalogue: Catalogue,
    references: References,
    tax_accounts: frozenset[str],
) -> str:
    """Why the body may not be sent, in words; empty where it posts exactly what the host posted."""
    if body.fields.get("TxnDate") != document.date.isoformat():
        return f"The practice posted it on {document.date}, and QuickBooks would on {body.fields.get('TxnDate')}."
    item_accounts = {item: account for account, item in references.items.items()}
    meant = expected(document, mapping, catalogue, references, tax_accounts)
    return difference(meant, posts(body, catalogue, item_accounts), catalogue)


def expected(
    document: Document, mapping: Mapping, catalogue: Catalogue, references: References, tax_accounts: frozenset[str]
) -> Posts:
    """What the host posted, through the mapping. tax_accounts: the host's codes of its sales-tax control accounts."""
    parties = {posting.party.id: posting.party for posting in document.postings if posting.party is not None}
    otherwise = _party_of(document)
    sums: Posts = {}
    for (code, party_id), amount in by_account_and_party(document.postings).items():
        key = (
            TAX
            if code in tax_accounts
            else _key(code, parties.get(party_id, otherwise), mapping, catalogue, references)
        )
        sums[key] = sums.get(key, Decimal(0)) + amount
    return without_zeros(sums)


def posts(body: Body, catalogue: Catalogue, item_accounts: dict[str, str]) -> Posts:
    """What QuickBooks posts (Intuit: which accounts are posted). item_accounts: item id -> its income account."""
    rate = wire.money(body.fields.get("ExchangeRate", 1))
    customer = value_of(body.fields, "CustomerRef")
    sums: Posts = {}
    for account_id, amount in _entries(body, catalogue, item_accounts):
        key = TAX if account_id == TAX[0] else (account_id, customer if _by_party(account_id, catalogue) else "")
        sums[key] = sums.get(key, Decimal(0)) + (amount * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
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


def _entries(body: Body, catalogue: Catalogue, item_accounts: dict[str, str]) -> Iterator[tuple[str, Decimal]]:
    fields, total = body.fields, total_of(body.entity, body.fields)
    if body.entity == "Payment":
        yield value_of(fields, "DepositToAccountRef") or f"{_UNKNOWN}undeposited", total
        yield value_of(fields, "ARAccountRef") or receivable(catalogue).id, -total
        return
    if body.entity not in ("Invoice", "CreditMemo"):
        raise ValueError(f"{body.entity} posts nothing")
    sign = 1 if body.entity == "Invoice" else -1
    yield receivable(catalogue, value_of(fields, "CurrencyRef")).id, sign * total
    yield TAX[0], -sign * tax_of(fields)
    for line in fields["Line"]:
        yield _income(line, item_accounts), -sign * wire.money(line["Amount"])


def _income(line: dict[str, Any], item_accounts: dict[str, str]) -> str:
    item = value_of(line["SalesItemLineDetail"], "ItemRef")
    return item_accounts.get(item, f"{_UNKNOWN}item {item}")


def _party_of(document: Document) -> Party | None:
    """Whose receivable a posting without a party is."""
    match document:
        case Payment():
            return debtor(document)
        case Invoice() | CreditApplied():
            return document.party
        case _:
            return None


def _key(
    code: str, party: Party | None, mapping: Mapping, catalogue: Catalogue, references: References
) -> tuple[str, str]:
    account_id = mapping.accounts.get(code)
    if not account_id:
        return f"{_UNKNOWN}practice account {code}, which is not mapped", ""
    if party is None or not _by_party(account_id, catalogue):
        return account_id, ""
    return account_id, references.customers.get(party.id, f"{_UNKNOWN}{party.id}")


def _by_party(account_id: str, catalogue: Catalogue) -> bool:
    account = catalogue.by_id.get(account_id)
    return account is not None and (
        account.type in (RECEIVABLE, PAYABLE) or account.subtype == "TrustAccountsLiabilities"
    )


def _name(key: tuple[str, str], catalogue: Catalogue) -> str:
    account_id, customer = key
    if key == TAX:
        return "Sales tax"
    account = catalogue.by_id.get(account_id)
    shown = account.path if account else account_id.removeprefix(_UNKNOWN)
    if not customer:
        return shown
    whose = f"practice client {customer[1:]}" if customer.startswith(_UNKNOWN) else f"QuickBooks customer {customer}"
    return f"{shown} ({whose})"
