"""Clients, suppliers, matters and mapped accounts become customers, vendors, classes and items, under names that hold.

Intuit: a customer's or vendor's name has no colon, tab or line break, and is unique among customers, vendors and
employees; an item's and a class's name among their own. Older pages give 100 characters, which every company takes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount
from matterbooks.quickbooks.payloads.body import Body, References, Wanted, marker_of, ref_to
from matterbooks.values import ReferenceKind

NAME_LENGTH = 100


def reference_body(
    wanted: Wanted, catalogue: Catalogue, references: References, firm: str, generation: int = 1, *, taken: bool = False
) -> Body:
    """The record to make; where its plain name was taken (6240), under the next name, which tells it apart."""
    match wanted.kind:
        case ReferenceKind.ITEM:
            return _item(wanted, catalogue, taken)
        case ReferenceKind.CLASS:
            return _class(wanted, taken)
        case _:
            return _party(
                wanted, catalogue, references, marker_of(firm, wanted.kind, wanted.key, "", generation), taken
            )


def party_name(wanted: Wanted, taken: Collection[str] = ()) -> str:
    """The name for a client, matter or supplier; where it is taken, with what it is and the host's id behind it."""
    name = _clean(wanted.name)
    if not name:
        raise PushError(f"{wanted.kind.capitalize()} {wanted.key} has no name that QuickBooks can hold. Give it one.")
    if wanted.currency:
        name = f"{name[: NAME_LENGTH - 6]} ({wanted.currency})"
    hint = f"supplier {wanted.key}" if wanted.kind is ReferenceKind.VENDOR else wanted.key
    return _unique(name, _clean(hint), taken)


def item_name(account: QuickBooksAccount, taken: Collection[str] = ()) -> str:
    """The name for the item of an account; where it is taken, with the account's number or id behind it."""
    return _unique(_clean(account.name) or f"Account {account.id}", account.number or account.id, taken)


def _party(wanted: Wanted, catalogue: Catalogue, references: References, marker: str, taken: bool) -> Body:
    """A customer or vendor. Its currency is named where the company keeps several: it can never be changed (Intuit).

    The e-mail address stays with the host, which sends the bills: a malformed one would make Intuit refuse the client.
    """
    name = party_name(wanted, (party_name(wanted),) if taken else ())
    fields: dict[str, Any] = {"DisplayName": name, "Notes": marker}
    if catalogue.company.multi_currency:
        fields["CurrencyRef"] = ref_to(wanted.currency or catalogue.company.home_currency)
    if wanted.parent is not None:
        fields |= {"ParentRef": ref_to(references.id_of(wanted.parent)), "Job": True, "BillWithParent": True}
    return Body("Vendor" if wanted.kind is ReferenceKind.VENDOR else "Customer", fields, marker)


def _item(wanted: Wanted, catalogue: Catalogue, taken: bool) -> Body:
    """A service item whose income goes to the account. Its account is never changed, which could restate history."""
    account = catalogue.by_id.get(wanted.key)
    if account is None:
        raise MissingRowsError("An account that the mapping names is gone from QuickBooks. Map to another.")
    name = item_name(account, (item_name(account),) if taken else ())
    return Body("Item", {"Name": name, "Type": "Service", "IncomeAccountRef": ref_to(account.id)}, "")


def _class(wanted: Wanted, taken: bool) -> Body:
    plain = _clean(wanted.name) or f"Matter {wanted.key}"
    return Body("Class", {"Name": _unique(plain, _clean(wanted.key), (plain,) if taken else ())}, "")


def _clean(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text.replace(":", " -"))
    return " ".join(shown.split())[:NAME_LENGTH].rstrip()


def _unique(name: str, hint: str, taken: Collection[str]) -> str:
    used = {other.casefold() for other in taken}
    suffixes = ["", f" ({hint})", *(f" ({hint}-{count})" for count in range(2, len(used) + 3))]
    names = (name[: NAME_LENGTH - len(suffix)].rstrip() + suffix for suffix in suffixes)
    return next(candidate for candidate in names if candidate.casefold() not in used)
