"""A body as a person reads it: what it is called, whose it is, its lines with their accounts, and what it settles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matterbooks.mapping.accounts import Catalogue
from matterbooks.quickbooks import wire
from matterbooks.quickbooks.figures import total_of, value_of
from matterbooks.quickbooks.payloads.body import Body, References

_WORDS = {
    "Invoice": "Invoice", "CreditMemo": "Credit memo", "Payment": "Payment received", "Bill": "Bill",
    "VendorCredit": "Supplier credit", "BillPayment": "Bill payment", "Purchase": "Expense", "Deposit": "Bank deposit",
    "Transfer": "Transfer", "JournalEntry": "Journal entry",
}  # fmt: skip
_PARTIES = ("CustomerRef", "VendorRef", "EntityRef")
_BANKS = ("DepositToAccountRef", "AccountRef", "FromAccountRef", "ToAccountRef")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """account: path, with what it does there; party, tax code and text where the line has them."""

    account: str
    amount: Decimal
    text: str = ""
    party: str = ""
    tax: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A record that a payment settles or uses, and how much of it."""

    what: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One QuickBooks record of a document. total is None where links alone are changed; json is what is sent."""

    title: str
    party: str
    date: str
    due: str
    number: str
    accounts: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    settles: tuple[Settled, ...]
    tax: Decimal
    total: Decimal | None
    note: str
    json: str


def shown(body: Body, catalogue: Catalogue, references: References) -> ShownRecord:
    """The record in words; what is not in QuickBooks yet is called new."""
    fields, names = body.fields, _names(references)
    party = next((value_of(fields, name) for name in _PARTIES if value_of(fields, name)), "")
    return ShownRecord(
        title=_title(body),
        party=names.get(party, party),
        date=str(fields.get("TxnDate", "")),
        due=str(fields.get("DueDate", "")),
        number=str(fields.get("DocNumber") or fields.get("PaymentRefNum") or ""),
        accounts=tuple(_path(id_, catalogue) for name in _BANKS if (id_ := _account(fields, name))),
        lines=tuple(_lines(body, catalogue, references, names)),
        settles=tuple(_settled(fields)),
        tax=wire.money((fields.get("TxnTaxDetail") or {}).get("TotalTax") or 0),
        total=None if body.onto is not None else total_of(body.entity, fields),
        note=str(fields.get("PrivateNote", "")),
        json=wire.indented(fields),
    )


def _title(body: Body) -> str:
    word = _WORDS.get(body.entity, body.entity)
    if body.onto is not None:
        return f"{word} {body.onto.id}: what it settles is changed, and nothing is posted"
    if body.fields.get("PaymentType") == "Check" or body.fields.get("PayType") == "Check":
        word = "Cheque" if body.entity == "Purchase" else word
    return f"{word} of nothing, which links the two" if body.fields.get("TotalAmt") == 0 else word


def _names(references: References) -> dict[str, str]:
    return {id_: wanted.name or wanted.key for wanted, id_ in references.ids.items()}


def _account(fields: dict[str, Any], name: str) -> str:
    paid = (fields.get("CheckPayment") or {}) | (fields.get("CreditCardPayment") or {})
    ways = {"DepositToAccountRef": ("BankAccountRef", "CCAccountRef")}.get(name, ())
    return value_of(fields, name) or next((value_of(paid, way) for way in ways if value_of(paid, way)), "")


def _lines(body: Body, catalogue: Catalogue, references: References, names: dict[str, str]) -> Iterator[ShownLine]:
    for line in body.fields.get("Line", []):
        if "DetailType" not in line:
            continue
        detail = line[line["DetailType"]]
        item = references.items().get(value_of(detail, "ItemRef"), "")
        entity = detail.get("Entity") or {}
        party = value_of(detail, "CustomerRef") or value_of(entity, "EntityRef") or value_of(detail, "Entity")
        yield ShownLine(
            account=_path(value_of(detail, "AccountRef") or item, catalogue),
            amount=wire.money(line["Amount"]),
            text=str(line.get("Description", "")),
            party=names.get(party, party),
            tax=_tax(value_of(detail, "TaxCodeRef"), catalogue),
            side=str(detail.get("PostingType", "")),
        )


def _settled(fields: dict[str, Any]) -> Iterator[Settled]:
    for line in fields.get("Line", []):
        for link in line.get("LinkedTxn", []):
            word = _WORDS.get(str(link["TxnType"]), str(link["TxnType"]))
            yield Settled(f"{word} {link['TxnId']}", wire.money(line["Amount"]))


def _path(account_id: str, catalogue: Catalogue) -> str:
    account = catalogue.by_id.get(account_id)
    return account.path if account is not None else account_id


def _tax(code_id: str, catalogue: Catalogue) -> str:
    code = catalogue.tax_code(code_id) if code_id else None
    return code.name if code is not None else code_id
