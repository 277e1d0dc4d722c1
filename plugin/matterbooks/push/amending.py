"""A payment that is in QuickBooks, with other lines: what it settles is changed, and nothing else.

Intuit: a full update clears whatever it leaves out, so that every field that may be written is sent back.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from matterbooks.quickbooks import wire
from matterbooks.quickbooks.payloads.body import Body, Settles

_WORKED_OUT = frozenset(
    {"MetaData", "domain", "sparse", "UnappliedAmt", "LinkedTxn", "HomeTotalAmt", "HomeBalance", "status", "Line"}
)
"""What QuickBooks works out by itself; Intuit ignores or refuses it."""

Line = dict[str, Any]


def amended(record: dict[str, Any], body: Body) -> dict[str, Any]:
    """The fields of the update: the record as read, settling what the body says of its lines."""
    kept = {name: value for name, value in record.items() if name not in _WORKED_OUT}
    own = [line for line in record.get("Line", []) if line.get("LinkedTxn")]
    return kept | {"Line": _lines(own, body)}


def _lines(own: Iterable[Line], body: Body) -> list[Line]:
    """One line for each linked record, those that were there first."""
    fresh = {_key(line): line for line in body.fields["Line"]}
    if body.settles is Settles.INSTEAD:
        return list(fresh.values())
    there = {_key(line): _plain(line) for line in own}
    for key, line in fresh.items():
        before = there.get(key)
        more = before is not None and body.settles is Settles.MORE
        there[key] = _with(line, wire.money(before["Amount"])) if more and before is not None else line
    return list(there.values())


def _key(line: Line) -> tuple[str, str]:
    link = line["LinkedTxn"][0]
    return str(link["TxnType"]), str(link["TxnId"])


def _with(line: Line, amount: Decimal) -> Line:
    return line | {"Amount": wire.money(line["Amount"]) + amount}


def _plain(line: Line) -> Line:
    names = ("TxnId", "TxnType", "TxnLineId")
    linked = [{name: link[name] for name in names if name in link} for link in line["LinkedTxn"]]
    return {"Amount": line["Amount"], "LinkedTxn": linked}
