"""A transaction as the fields of a form, from a record or from what a person sent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.pages.applying import settled
from matterbooks.sandbox.pages.banking import ticked
from matterbooks.sandbox.pages.paid_from import account_of
from matterbooks.sandbox.pages.shapes import SHAPES, Shape
from matterbooks.sandbox.schema import Record

Fields = dict[str, str]
LINE_FIELD = re.compile(r"line-(\d{1,4})-([a-z]+)")


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
    shape = SHAPES.get(kind, Shape())
    head = {
        "token": record["SyncToken"],
        "date": record["TxnDate"],
        "number": str(record.get(shape.number, "")),
        "memo": str(record.get("PrivateNote", "")),
        "party": reference(record, shape.party),
        "account": account_of(kind, record, shape.account),
        "to": reference(record, shape.to),
        "amount": _money(record.get(shape.amount or "TotalAmt", Decimal(0))),
    }
    head |= ticked(record) if kind == "Deposit" else {}
    head |= {field: _money(amount) for field, amount in settled(record).items()}
    shown = [line for line in record.get("Line", []) if shape.lines and line.get("DetailType") == shape.lines]
    return Form(head, [line_fields(line, line[shape.lines]) for line in shown])


def line_fields(line: Record, detail: Record) -> Fields:
    """What stands in the fields of one line."""
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
        "name": next((one for one in _parties(detail) if one), ""),
    }


def _parties(detail: Record) -> Iterator[str]:
    yield reference(detail, "Entity")
    yield reference(detail.get("Entity", {}), "EntityRef")
    yield reference(detail, "CustomerRef")


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
