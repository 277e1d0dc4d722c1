"""After silence: how to ask QuickBooks whether a record arrived, and what its answer proves.

A record is ours only by its marker; number, amount, customer, date and currency must then agree as well, before it is
adopted. Intuit: PrivateNote cannot be filtered, so that the question is by number or by time, and the marker is
looked for in what comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from matterbooks.quickbooks.figures import PARTY, TRANSACTIONS, answered_total, total_of, value_of
from matterbooks.quickbooks.payloads.body import Body
from matterbooks.quickbooks.query import EVEN_INACTIVE, equals, select

_CLOCKS_APART = timedelta(hours=1)
"""How far our clock may be from Intuit's. A wide window costs nothing: the date and the marker decide."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """It is there. ours is False where our mark is not on it: a customer or item that may be used as it is.

    Whoever adopts such a customer makes sure first that no other client is linked to it.
    """

    id: str
    sync_token: str
    row: Row = field(repr=False)
    ours: bool = True


@dataclass(frozen=True, slots=True)
class NotThere:
    """QuickBooks does not have ours; where it refused the name as taken, the name is another's."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something is there that a person has to look at; it is neither adopted nor sent again."""

    words: str


Judgement = Found | NotThere | Conflict


def question(body: Body, first_sent_at: datetime) -> str:
    """The query whose answer `judge` reads."""
    fields = body.fields
    match body.entity:
        case "Customer" | "Vendor":
            return select(body.entity, equals("DisplayName", fields["DisplayName"]), EVEN_INACTIVE)
        case "Item" | "Class":
            return select(body.entity, equals("Name", fields["Name"]), EVEN_INACTIVE)
    for name in ("DocNumber", "PaymentRefNum"):
        if name in fields:
            return select(body.entity, equals(name, fields[name]))
    since = (first_sent_at.astimezone(UTC) - _CLOCKS_APART).isoformat(timespec="seconds")
    made = f"MetaData.CreateTime >= '{since}'"
    return select(body.entity, equals("TxnDate", fields["TxnDate"]), made)


def judge(rows: Sequence[Row], body: Body) -> Judgement:
    """What these rows prove about the body."""
    match body.entity:
        case "Customer" | "Vendor":
            return _party(rows, body)
        case "Item":
            return _item(rows, body)
        case "Class":
            return _class(rows, body)
        case entity if entity in TRANSACTIONS:
            return _transaction(rows, body)
    raise ValueError(f"{body.entity} is never looked up")


def _transaction(rows: Sequence[Row], body: Body) -> Judgement:
    marked = [row for row in rows if body.marker in str(row.get("PrivateNote", ""))]
    if len(marked) > 1:
        ids = ", ".join(str(row.get("Id")) for row in marked)
        return Conflict(f"QuickBooks has it {len(marked)} times ({body.entity} {ids}). Delete all but one there.")
    if marked:
        return _adopt(marked[0], body)
    return _unmarked(rows, body)


def _adopt(row: Row, body: Body) -> Judgement:
    differing = _differences(row, body)
    if differing:
        return Conflict(
            f"{body.entity} {row.get('Id')} in QuickBooks bears our mark, and has {'; '.join(differing)}. "
            "Somebody changed it there: correct it in QuickBooks, or unlock the record."
        )
    return Found(str(row["Id"]), str(row["SyncToken"]), row)


def _unmarked(rows: Sequence[Row], body: Body) -> Judgement:
    """Without our mark: another's bill of the same number is a conflict, as is a payment that agrees in everything."""
    same_number = [
        row for row in rows if "DocNumber" in body.fields and row.get("DocNumber") == body.fields["DocNumber"]
    ]
    twin = [row for row in rows if "PaymentRefNum" in body.fields and not _differences(row, body)]
    for row in (*(row for row in same_number if not _another_suppliers(row, body)), *twin):
        return Conflict(
            f"{body.entity} {row.get('Id')} in QuickBooks has this number, and we did not make it. "
            "Link to it, or give the record another number."
        )
    return NotThere()


def _another_suppliers(row: Row, body: Body) -> bool:
    """Two suppliers may number alike: a supplier's own number says nothing of another's."""
    return "VendorRef" in body.fields and value_of(row, "VendorRef") != value_of(body.fields, "VendorRef")


def _differences(row: Row, body: Body) -> list[str]:
    fields = body.fields
    meant, found = total_of(body.entity, fields), answered_total(body.entity, row)
    pairs = [
        ("amount", f"{meant:.2f}", f"{found:.2f}"),
        ("date", str(fields["TxnDate"]), str(row.get("TxnDate", ""))),
    ]
    if party := PARTY.get(body.entity):
        pairs.append((party[:-3].lower(), value_of(fields, party), value_of(row, party)))
    if "CurrencyRef" in fields:
        pairs.append(("currency", value_of(fields, "CurrencyRef"), value_of(row, "CurrencyRef")))
    return [f"{name} {is_} instead of {wanted}" for name, wanted, is_ in pairs if wanted != is_]


def _party(rows: Sequence[Row], body: Body) -> Judgement:
    """One of this name that can be used: ours, or one that somebody made by hand and that no other of ours is.

    Where the name is another's the answer is that ours is not there; it is then made under a name with a suffix.
    """
    row = _named(rows, "DisplayName", body)
    if row is None:
        return NotThere()
    notes = str(row.get("Notes", ""))
    if body.marker in notes:
        return Found(str(row["Id"]), str(row["SyncToken"]), row)
    other_client = "[ref:" in notes
    other_currency = "CurrencyRef" in body.fields and value_of(row, "CurrencyRef") != value_of(
        body.fields, "CurrencyRef"
    )
    elsewhere = value_of(row, "ParentRef") != value_of(body.fields, "ParentRef")
    if other_client or other_currency or elsewhere or not row.get("Active", True):
        return NotThere()
    return Found(str(row["Id"]), str(row["SyncToken"]), row, ours=False)


def _item(rows: Sequence[Row], body: Body) -> Judgement:
    """A service item of this name with the very account; any other's name cannot be used."""
    row = _named(rows, "Name", body)
    if row is None:
        return NotThere()
    fits = value_of(row, "IncomeAccountRef") == value_of(body.fields, "IncomeAccountRef")
    if fits and row.get("Active", True) and row.get("Type") == body.fields["Type"]:
        return Found(str(row["Id"]), str(row["SyncToken"]), row, ours=False)
    return NotThere()


def _class(rows: Sequence[Row], body: Body) -> Judgement:
    """A class of this name; an inactive one's name cannot be used."""
    row = _named(rows, "Name", body)
    if row is None or not row.get("Active", True):
        return NotThere()
    return Found(str(row["Id"]), str(row["SyncToken"]), row, ours=False)


def _named(rows: Sequence[Row], name: str, body: Body) -> Row | None:
    wanted = str(body.fields[name]).casefold()
    return next((row for row in rows if str(row.get(name, "")).casefold() == wanted), None)
