"""What customers owe and what is owed to vendors, item by item: the things that payments are applied to.

An open item is a whole form (an invoice, a bill, a credit) or one line of another transaction that stands on accounts
receivable or payable (Intuit: the TxnTypes of a payment's links). Every rule is the same on both sides but for the
names in :class:`Side`.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.schema import Record


class Side(NamedTuple):
    """One half of the open items. `sign` is that of a charge in the ledger, where a debit is positive."""

    control: str
    payer: str
    party: str
    own_account: str
    sign: int
    linkable: tuple[str, ...]


RECEIVABLE = Side(
    "Accounts Receivable",
    "Payment",
    "CustomerRef",
    "ARAccountRef",
    1,
    ("Invoice", "CreditMemo", "JournalEntry", "Expense", "Check", "CreditCardCredit"),
)
PAYABLE = Side(
    "Accounts Payable",
    "BillPayment",
    "VendorRef",
    "APAccountRef",
    -1,
    ("Bill", "VendorCredit", "JournalEntry", "Deposit"),
)
SIDES: Mapping[str, Side] = {side.payer: side for side in (RECEIVABLE, PAYABLE)}
"""By the entity that pays."""

FORMS: Mapping[str, tuple[Side, int]] = {
    "Invoice": (RECEIVABLE, 1),
    "CreditMemo": (RECEIVABLE, -1),
    "Bill": (PAYABLE, 1),
    "VendorCredit": (PAYABLE, -1),
}
"""The entities that are one item each; 1 for a charge, -1 for a credit."""

BY_LINE: Mapping[str, tuple[Side, ...]] = {
    "JournalEntry": (RECEIVABLE, PAYABLE),
    "Purchase": (RECEIVABLE,),
    "Deposit": (PAYABLE,),
}
"""The entities whose lines on a control account are items, and on which sides."""

ENTITY_OF: Mapping[str, str] = {"Expense": "Purchase", "Check": "Purchase", "CreditCardCredit": "Purchase"}
"""TxnTypes of links that are not the name of the entity."""


class Item(NamedTuple):
    """An open item; `cents` are positive for a charge and negative for a credit. `line_id` is empty for a form."""

    entity: str
    txn_id: str
    line_id: str
    party: str
    account: str
    cents: int


def txn_type(entity: str, record: Record) -> str:
    """The TxnType under which a link names a record."""
    if entity != "Purchase":
        return entity
    if record.get("Credit"):
        return "CreditCardCredit"
    return "Check" if record["PaymentType"] == "Check" else "Expense"


def items(work: Work, side: Side, entity: str, record: Record) -> Iterator[Item]:
    """The open items of a record on one side, paid or not."""
    if entity in FORMS and FORMS[entity][0] is side:
        sign, own = FORMS[entity][1], _reference(record, side.own_account) if side is PAYABLE else ""
        account = own or work.control_account(side.control, record)
        cents = sign * to_cents(record["TotalAmt"])
        yield Item(entity, record["Id"], "", _reference(record, side.party), account, cents)
    elif side in BY_LINE.get(entity, ()):
        for line in record["Line"]:
            account, party, debit = _line(entity, record, line)
            if account and work.account_type(account) == side.control:
                yield Item(entity, record["Id"], line["Id"], party, account, side.sign * debit)


def find(work: Work, side: Side, link: Record) -> Item | None:
    """The item that a link names; its first if the link names no line. None if there is no such item."""
    entity = ENTITY_OF.get(link["TxnType"], link["TxnType"])
    record = work.draft.get(entity, link["TxnId"])
    if record is None:
        return None
    line = link.get("TxnLineId", "") if entity in BY_LINE else ""
    return next((one for one in items(work, side, entity, record) if line in {"", one.line_id}), None)


def _line(entity: str, record: Record, line: Record) -> tuple[str, str, int]:
    """Account, party and cents (debit positive) of a line; no account if it posts none of its own."""
    cents = to_cents(line.get("Amount", 0))
    if entity == "JournalEntry":
        detail = line.get("JournalEntryLineDetail") or {}
        side = 1 if detail.get("PostingType") == "Debit" else -1
        return _reference(detail, "AccountRef"), _reference(detail.get("Entity") or {}, "EntityRef"), side * cents
    if entity == "Deposit":
        detail = line.get("DepositLineDetail") or {}
        return _reference(detail, "AccountRef"), _reference(detail, "Entity"), -cents
    detail = line.get("AccountBasedExpenseLineDetail") or {}
    party = _reference(detail, "CustomerRef") or _reference(record, "EntityRef")
    return _reference(detail, "AccountRef"), party, -cents if record.get("Credit") else cents


def _reference(record: Record, name: str) -> str:
    return str((record.get(name) or {}).get("value", ""))
