"""A payment that is in QuickBooks, with other lines: what it settles is changed, and nothing else.

Intuit: a full update clears whatever it leaves out, so that every field that may be written is sent back.
"""

from __future__ import annotations

from typing import Any

from matterbooks.quickbooks.figures import links_in
from matterbooks.quickbooks.payloads import Body

_WORKED_OUT = frozenset(
    {"MetaData", "domain", "sparse", "UnappliedAmt", "LinkedTxn", "HomeTotalAmt", "HomeBalance", "status", "Line"}
)
"""What QuickBooks works out by itself; Intuit ignores or refuses it."""


def amended(record: dict[str, Any], body: Body) -> dict[str, Any]:
    """The fields of the update: the record as read, with the body's lines in place of its own, or beside them."""
    kept = {name: value for name, value in record.items() if name not in _WORKED_OUT}
    own = [_plain(line) for line in record.get("Line", []) if line.get("LinkedTxn")] if body.adding else []
    there = links_in({"Line": own})
    fresh = [line for line in body.fields["Line"] if links_in({"Line": [line]}).items() - there.items()]
    return kept | {"Line": [*own, *fresh]}


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    linked = [
        {name: link[name] for name in ("TxnId", "TxnType", "TxnLineId") if name in link} for link in line["LinkedTxn"]
    ]
    return {"Amount": line["Amount"], "LinkedTxn": linked}
