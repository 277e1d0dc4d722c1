"""How the lines of a payment are read: each linked to one open item of the same party, and no more than is open."""

from typing import NamedTuple

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import links, open_items
from matterbooks.sandbox.books.open_items import BY_LINE, ENTITY_OF, Item, Side
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.transaction import amount_of
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record


class _Wanted(NamedTuple):
    """A line as sent: what it is linked to, under which TxnType, and the cents asked for."""

    kind: str
    item: Item
    cents: int


def linked_lines(work: Work, side: Side, payment: Record, old: Record | None) -> list[Record]:
    """The lines as stored: capped at what is open, and dropped where nothing is (Intuit: dropped silently).

    Raises: ServiceFault 620 for what cannot be linked, 610 for what is not there, 6000 if more is applied than the
    payment and the credits it uses (Intuit: refused; text assumed).
    """
    wanted = [_wanted(work, side, payment, line) for line in payment.get("Line", [])]
    _refuse_excess(payment, [one.cents if one.item.cents > 0 else -one.cents for one in wanted])
    taken: dict[Item, int] = {}
    lines, applied = [], []
    for one in wanted:
        before = links.cents_on(old, one.item.entity, one.item.txn_id, one.item.line_id)
        left = links.open_cents(work, one.item) + before - taken.get(one.item, 0)
        cents = min(one.cents, left)
        if cents > 0:
            taken[one.item] = taken.get(one.item, 0) + cents
            lines.append(_line(one, cents))
            applied.append(cents if one.item.cents > 0 else -cents)
    _refuse_excess(payment, applied)
    return lines


def _refuse_excess(payment: Record, applied: list[int]) -> None:
    if sum(applied) > to_cents(payment["TotalAmt"]):
        raise faults.business("The amount applied is more than the payment and its credits.", "Line.Amount")


def _line(wanted: _Wanted, cents: int) -> Record:
    line = {"TxnLineId": wanted.item.line_id} if wanted.item.line_id else {}
    return {"Amount": from_cents(cents), "LinkedTxn": [{"TxnId": wanted.item.txn_id, "TxnType": wanted.kind, **line}]}


def _wanted(work: Work, side: Side, payment: Record, line: Record) -> _Wanted:
    given = line.get("LinkedTxn") or []
    if len(given) != 1:
        raise faults.business("Each payment line must be linked to one transaction.", "Line.LinkedTxn")
    link = {"TxnId": "", "TxnType": "", **given[0]}
    amount = rounded(amount_of(line))
    if amount < 0:
        raise faults.business("Transaction amount must be 0 or greater.", "Line.Amount")
    item = _item(work, side, link)
    _check_fits(work, side, payment, item)
    return _Wanted(link["TxnType"], item, to_cents(amount))


def _item(work: Work, side: Side, link: Record) -> Item:
    """The open item that a link names."""
    kind, identifier = link["TxnType"], link["TxnId"]
    if kind not in side.linkable:
        raise cannot_link(f"Transaction type {kind} cannot be linked", "TxnType")
    entity = ENTITY_OF.get(kind, kind)
    record = work.draft.get(entity, identifier)
    if record is None or open_items.txn_type(entity, record) != kind:
        raise faults.deleted() if work.draft.was_deleted(entity, identifier) else faults.not_found()
    item = open_items.find(work, side, link)
    if item is None:
        where = "TxnLineId" if entity in BY_LINE and link.get("TxnLineId") else "TxnId"
        raise cannot_link(f"The transaction has no such line on {side.control}", where)
    return item


def _check_fits(work: Work, side: Side, payment: Record, item: Item) -> None:
    """The same customer or one below the same top-level parent, or the same vendor; account and currency too.

    (Intuit: the customers; the rest is assumed from QuickBooks' own form, which offers nothing else.)
    """
    if _top(work, reference(payment, side.party)) != _top(work, item.party):
        raise cannot_link(f"The {side.party[:-3].lower()} of the payment is not that of the transaction", side.party)
    own = reference(payment, side.own_account)
    if own and own != item.account:
        raise cannot_link("The transaction stands on another account than the payment", side.own_account)
    record: Record = work.draft.get(item.entity, item.txn_id) or {}
    if reference(record, "CurrencyRef") != reference(payment, "CurrencyRef"):
        raise cannot_link("The transaction is in another currency than the payment", "CurrencyRef")


def cannot_link(detail: str, element: str) -> ServiceFault:
    """620: a transaction that a payment cannot settle or use (details assumed)."""
    return ServiceFault(faults.Problem("620", "Txn ID Cannot Be Linked", detail, element))


def _top(work: Work, identifier: str) -> str:
    customer = work.draft.get("Customer", identifier)
    while customer is not None and reference(customer, "ParentRef"):
        identifier = reference(customer, "ParentRef")
        customer = work.draft.get("Customer", identifier)
    return identifier
