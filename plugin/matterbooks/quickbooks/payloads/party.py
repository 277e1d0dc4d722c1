"""Clients become customers, and mapped accounts become service items, under names that QuickBooks accepts.

Intuit: a customer's name has no colon, tab or line break, and is unique among customers, suppliers and employees;
an item's name is unique among items. Older pages give 100 characters for both, which every company takes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Party
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.quickbooks.payloads.body import Body, marker_of, ref_to
from matterbooks.values import ReferenceKind

NAME_LENGTH = 100


def customer_name(party: Party, taken: Collection[str] = ()) -> str:
    """The name for a client; where it is taken, with the host's id, then a number, behind it."""
    name = _clean(party.name)
    if not name:
        raise PushError(f"Client {party.id} has no name that QuickBooks can hold. Give it one.")
    return _unique(name, _clean(party.id), taken)


def item_name(account: QuickBooksAccount, taken: Collection[str] = ()) -> str:
    """The name for the item of an account; where it is taken, with the account's number or id behind it."""
    return _unique(_clean(account.name) or f"Account {account.id}", account.number or account.id, taken)


def customer_body(party: Party, name: str, firm: str, currency: str = "", generation: int = 1) -> Body:
    """A customer. currency only where the company keeps several: it can never be changed afterwards (Intuit).

    The e-mail address stays with the host, which sends the bills: a malformed one would make Intuit refuse the client.
    """
    marker = marker_of(firm, ReferenceKind.CUSTOMER, party.id, "", generation)
    fields: dict[str, Any] = {"DisplayName": name, "Notes": marker}
    if currency:
        fields["CurrencyRef"] = ref_to(currency)
    return Body("Customer", fields, marker)


def item_body(account: QuickBooksAccount, name: str) -> Body:
    """A service item whose income goes to the account. Its account is never changed, which could restate history."""
    return Body("Item", {"Name": name, "Type": "Service", "IncomeAccountRef": ref_to(account.id)}, "")


def _clean(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text.replace(":", " -"))
    return " ".join(shown.split())[:NAME_LENGTH].rstrip()


def _unique(name: str, hint: str, taken: Collection[str]) -> str:
    used = {other.casefold() for other in taken}
    suffixes = ["", f" ({hint})", *(f" ({hint}-{count})" for count in range(2, len(used) + 3))]
    names = (name[: NAME_LENGTH - len(suffix)].rstrip() + suffix for suffix in suffixes)
    return next(candidate for candidate in names if candidate.casefold() not in used)
