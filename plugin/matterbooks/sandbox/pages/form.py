"""A transaction as the fields of a form, from a record or from what a person sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record

Fields = dict[str, str]
LINE_FIELD = re.compile(r"line-(\d{1,4})-([a-z]+)")
DETAILS: Mapping[str, str] = {
    "CreditMemo": "SalesItemLineDetail",
    "Deposit": "DepositLineDetail",
    "Invoice": "SalesItemLineDetail",
    "JournalEntry": "JournalEntryLineDetail",
    "Purchase": "AccountBasedExpenseLineDetail",
}
"""The kind of line that a form shows, by transaction; a payment has no lines of its own."""
PLACES: Mapping[str, str] = {
    "Deposit": "DepositToAccountRef",
    "Payment": "DepositToAccountRef",
    "Purchase": "AccountRef",
}
"""The reference that the form's account field stands for."""


@dataclass(slots=True)
class Form:
    """Fields of the head by name, and those of each line by name; every value is what stands in the field."""

    head: Fields = field(default_factory=dict)
    lines: list[Fields] = field(default_factory=list)

    def with_spare(self, spare: int) -> "Form":
        """The form with `spare` empty lines below."""
        return Form(self.head, [*self.lines, *({} for _ in range(spare))])


def of_record(kind: str, record: Record) -> Form:
    """The form that shows `record`."""
    head = {
        "token": record["SyncToken"],
        "date": record["TxnDate"],
        "number": str(record.get("PaymentRefNum" if kind == "Payment" else "DocNumber", "")),
        "memo": str(record.get("PrivateNote", "")),
        "customer": reference(record, "CustomerRef"),
        "account": reference(record, PLACES.get(kind, "")),
        "amount": _money(record.get("TotalAmt", Decimal(0))),
    }
    wanted = DETAILS.get(kind, "")
    lines = [_line(line, line[wanted]) for line in record.get("Line", []) if line.get("DetailType") == wanted]
    return Form(head, lines)


def _line(line: Record, detail: Record) -> Fields:
    amount, side = _money(line["Amount"]), detail.get("PostingType", "")
    return {
        "id": line.get("Id", ""),
        "text": line.get("Description", ""),
        "amount": amount,
        "item": reference(detail, "ItemRef"),
        "tax": reference(detail, "TaxCodeRef"),
        "account": reference(detail, "AccountRef"),
        "debit": amount if side == "Debit" else "",
        "credit": amount if side == "Credit" else "",
        "name": reference(detail, "Entity") or reference(detail.get("Entity", {}), "EntityRef"),
    }


def _money(value: Decimal | int) -> str:
    return f"{Decimal(value):.2f}"


def of_sent(sent: Iterable[tuple[str, str]]) -> Form:
    """The form a person sent; lines without any amount are left out."""
    form, lines = Form(), dict[int, Fields]()
    for name, value in sent:
        match = LINE_FIELD.fullmatch(name)
        if match:
            lines.setdefault(int(match.group(1)), {})[match.group(2)] = value.strip()
        else:
            form.head[name] = value.strip()
    form.lines = [lines[number] for number in sorted(lines) if _has_amount(lines[number])]
    return form


def _has_amount(line: Fields) -> bool:
    return any(line.get(name) for name in ("amount", "debit", "credit"))
