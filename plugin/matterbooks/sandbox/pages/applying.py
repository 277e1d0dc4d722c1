"""What a payment settles, by hand: the open forms of a customer or vendor, and what is applied to each of them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from matterbooks.sandbox.books.open_items import FORMS, SIDES
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.reports.words import transaction_word
from matterbooks.sandbox.schema import Record

PREFIX = "applied-"


class Choice(NamedTuple):
    """A form that can be settled. `open` is what it would be without this payment, in its own currency."""

    word: str
    identifier: str
    number: str
    date: str
    open: Decimal
    field: str


def choices(company: Company, kind: str, party: str, record: Record | None = None) -> list[Choice]:
    """What a payment of `kind` with `party` may settle, the oldest first: what is open, and what `record` settles."""
    if kind not in SIDES:
        return []
    here = settled(record or {})
    found = []
    for form, (side, _) in FORMS.items():
        if side.payer == kind:
            with company.lock:
                records = list(company.store.of_party(form, party)) if party else []
            word = transaction_word(form, {}, company.country)
            found += [_choice(form, word, one, here) for one in records]
    return sorted((one for one in found if one.open), key=lambda one: (one.date, int(one.identifier)))


def settled(record: Record) -> dict[str, Decimal]:
    """What a payment applies to each form, by the name of its field."""
    found: dict[str, Decimal] = {}
    for line in record.get("Line", []):
        for link in line.get("LinkedTxn", []):
            field = _field(link["TxnType"], link["TxnId"])
            found[field] = found.get(field, Decimal()) + Decimal(line["Amount"])
    return found


def applied(old: Iterable[Record], amounts: dict[str, Decimal]) -> list[Record]:
    """The lines of a payment: those of `old` in their order with the `amounts` of a form, then what is new.

    What the form did not show stays as it was.
    """
    left, lines = dict(amounts), []
    for line in old:
        fields = [_field(link["TxnType"], link["TxnId"]) for link in line.get("LinkedTxn", [])]
        known = next((field for field in fields if field in amounts), None)
        if known is None:
            lines.append(line)
        elif known in left:
            lines.append({**line, "Amount": left.pop(known)})
    for field, amount in left.items():
        kind, _, identifier = field.removeprefix(PREFIX).partition("-")
        lines.append({"Amount": amount, "LinkedTxn": [{"TxnId": identifier, "TxnType": kind}]})
    return [line for line in lines if line["Amount"]]


def _choice(form: str, word: str, record: Record, here: dict[str, Decimal]) -> Choice:
    field = _field(form, record["Id"])
    free = Decimal(record["Balance"]) + here.get(field, Decimal())
    return Choice(word, record["Id"], str(record.get("DocNumber", "")), record["TxnDate"], free, field)


def _field(kind: str, identifier: str) -> str:
    return f"{PREFIX}{kind}-{identifier}"


def party_of(kind: str, record: Record) -> str:
    """Whom a payment is from or to."""
    return reference(record, SIDES[kind].party) if kind in SIDES else ""
