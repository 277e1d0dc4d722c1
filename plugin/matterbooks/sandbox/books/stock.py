"""The stock of each inventory item: everything that moved it, in the order of dates, and what each movement is worth.

The movements of an item stand in one record that the API does not show. A change of one of them restates the worth of
all, and the transactions whose cost changes are posted anew, without becoming newer themselves (assumed).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from matterbooks.sandbox.books import fifo
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.schema import Record

STOCK = "Stock"
"""The kind of these records, each under the id of its item."""
INVENTORY = "Inventory"
"""The type of an item that is stocked."""


class Moved(NamedTuple):
    """What one line of a transaction does to an item's stock.

    `quantity` is positive where it comes in. `booked` are the home cents that the line itself posts to the asset
    account, none where it sells; what was `bought` is worth just that. Name and memo are those of the line.
    """

    item: str
    quantity: Decimal
    booked: int
    bought: bool
    name: str
    memo: str


def is_stocked(item: Record | None) -> bool:
    """Whether an item is counted."""
    return item is not None and item["Type"] == INVENTORY


def begin(work: Work, item: Record) -> None:
    """Count an item from its starting quantity on."""
    _restate(work, item["Id"], [])


def again(work: Work, item: str) -> None:
    """Restate an item whose usual cost has changed."""
    _restate(work, item, _moves(work, item))


def move(work: Work, kind: str, old: Record | None, new: Record | None, lines: Iterable[Moved]) -> None:
    """Let a transaction move what its `lines` say now, and no more what they said before it was changed or deleted."""
    record: Record = new or old or {}
    own = (kind, record["Id"])
    fresh: dict[str, list[Record]] = {}
    for line in lines:
        fresh.setdefault(line.item, []).append(_kept(work, own, record["TxnDate"], line))
    for item in dict.fromkeys((*items_in(work, old), *fresh)):
        others = [one for one in _moves(work, item) if (one["Kind"], one["TxnId"]) != own]
        _restate(work, item, [*others, *fresh.get(item, [])])


def items_in(work: Work, record: Record | None) -> Iterator[str]:
    """The stocked items that a form's lines name."""
    for line in (record or {}).get("Line", []):
        detail = line.get(line.get("DetailType", "")) or {}
        item = (detail.get("ItemRef") or {}).get("value", "")
        if is_stocked(work.draft.get("Item", item)):
            yield item


def costs(work: Work, kind: str, identifier: str, lines: Iterable[Moved]) -> list[Posting]:
    """What a transaction posts besides its lines: each item's asset account against its cost, where they differ."""
    postings, seen = [], Counter[str]()
    for line in lines:
        item: Record = work.draft.get("Item", line.item) or {}
        own = [one for one in _moves(work, line.item) if (one["Kind"], one["TxnId"]) == (kind, identifier)]
        kept = own[seen[line.item]]
        seen[line.item] += 1
        cents = kept["Worth"] - line.booked
        if cents:
            asset = item["AssetAccountRef"]["value"]
            postings.append(Posting(asset, cents, line.name, line.memo))
            postings.append(Posting(kept["Account"], -cents, line.name, line.memo))
    return postings


def quantity(record: Record | None, item: Record) -> Decimal:
    """What is there of an item, by its stock record (None while it is being made)."""
    moved = (one["Quantity"] for one in (record or {}).get("Moves", []))
    return sum(moved, Decimal(item["Start"]["Quantity"]))


def first_day(work: Work, item: str) -> str:
    """The day of the first movement, empty if there is none."""
    return next((str(one["Day"]) for one in _moves(work, item)), "")


def _moves(work: Work, item: str) -> list[Record]:
    moves: list[Record] = (work.draft.get(STOCK, item) or {}).get("Moves", [])
    return moves


def _kept(work: Work, own: tuple[str, str], day: str, line: Moved) -> Record:
    item: Record = work.draft.get("Item", line.item) or {}
    return {
        "Kind": own[0],
        "TxnId": own[1],
        "Day": day,
        "Quantity": line.quantity,
        "Paid": line.booked if line.bought and line.quantity > 0 else None,
        "Account": item["ExpenseAccountRef"]["value"],
    }


def _restate(work: Work, identifier: str, moves: list[Record]) -> None:
    """Keep `moves`, each with its worth, and let the transactions be posted anew for which that is another."""
    item: Record = work.draft.get("Item", identifier) or {}
    ordered = sorted(moves, key=lambda one: (one["Day"], int(one["TxnId"])))
    start = item["Start"]
    begun = [fifo.Move(start["Quantity"], start["Cents"])] if start["Quantity"] else []
    worths = fifo.worths(
        [*begun, *(fifo.Move(one["Quantity"], one["Paid"]) for one in ordered)], Decimal(item["PurchaseCost"])
    )
    now = [{**one, "Worth": worth} for one, worth in zip(ordered, worths[len(begun) :], strict=True)]
    changed = (one for one, before in zip(now, ordered, strict=True) if one["Worth"] != before.get("Worth"))
    work.recosted |= {(one["Kind"], one["TxnId"]) for one in changed}
    work.draft.put(STOCK, {"Id": identifier, "Moves": now, "MetaData": {"LastUpdatedTime": stamp(work.now)}})
