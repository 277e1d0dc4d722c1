"""What payments apply to which open item, and both sides kept true when either changes.

A payment here is a customer's Payment or a BillPayment. Its lines hold what it applies; the transactions it is
applied to name it in ``LinkedTxn``.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from matterbooks.sandbox.books import open_items
from matterbooks.sandbox.books.open_items import ENTITY_OF, FORMS, PAYABLE, RECEIVABLE, SIDES, Item, Side
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.storage.store import Draft, Store

PAYERS: Mapping[str, str] = {
    "Payment": "Payment",
    "BillPaymentCheck": "BillPayment",
    "BillPaymentCreditCard": "BillPayment",
}
"""How a paid transaction names its payments: TxnType to entity (Intuit: recorded bills)."""


class Applied(NamedTuple):
    """What a payment applies to one item: the entity and its id, the line of it (if it is a line), and cents."""

    entity: str
    txn_id: str
    line_id: str
    cents: int

    def on(self, entity: str, txn_id: str, line_id: str = "") -> bool:
        """Whether it is applied to this record, or to this line of it."""
        return (self.entity, self.txn_id) == (entity, txn_id) and line_id in {"", self.line_id}


def links_of(payment: Record | None) -> Iterator[Applied]:
    """Everything a payment is applied to."""
    for line in (payment or {}).get("Line", []):
        yield applied(line)


def applied(line: Record) -> Applied:
    """What one line of a payment says."""
    link = line["LinkedTxn"][0]
    entity = ENTITY_OF.get(link["TxnType"], link["TxnType"])
    return Applied(entity, link["TxnId"], link.get("TxnLineId", ""), to_cents(line["Amount"]))


def cents_on(payment: Record | None, entity: str, txn_id: str, line_id: str = "") -> int:
    """What a payment applies to one record, or to one line of it."""
    return sum(one.cents for one in links_of(payment) if one.on(entity, txn_id, line_id))


def payers(draft: Draft | Store, record: Record | None) -> Iterator[tuple[str, Record]]:
    """The payments that are applied to a record, each with its entity."""
    for link in (record or {}).get("LinkedTxn", []):
        entity = PAYERS.get(link["TxnType"], "")
        payment = draft.get(entity, link["TxnId"]) if entity else None
        if payment is not None:
            yield entity, payment


def applied_to(draft: Draft | Store, entity: str, record: Record | None, line_id: str = "") -> int:
    """What all payments together apply to a record, or to one line of it, in cents."""
    return sum(cents_on(one, entity, str((record or {}).get("Id")), line_id) for _, one in payers(draft, record))


def open_cents(work: Work, item: Item) -> int:
    """What of an item no payment has settled yet."""
    record = work.draft.get(item.entity, item.txn_id)
    return abs(item.cents) - applied_to(work.draft, item.entity, record, item.line_id)


def open_balance(store: Store, entity: str, record: Record, line_id: str = "") -> Decimal:
    """What is still open of a record, or of one line of it, in committed books."""
    if entity in FORMS:
        return Decimal(record["Balance"])
    whole = next((to_cents(line["Amount"]) for line in record["Line"] if line.get("Id") == line_id), 0)
    return from_cents(whole - applied_to(store, entity, record, line_id))


def side_of(payment: Record) -> Side:
    """The side a payment is on."""
    return PAYABLE if "PayType" in payment else RECEIVABLE


def sign(work: Work, payment: Record, line: Record) -> int:
    """1 for a line that settles a charge, -1 for one that uses a credit."""
    kind = line["LinkedTxn"][0]["TxnType"]
    if kind in FORMS:
        return FORMS[kind][1]
    item = open_items.find(work, side_of(payment), line["LinkedTxn"][0])
    return -1 if item is not None and item.cents < 0 else 1


def unapplied(work: Work, payment: Record) -> int:
    """Cents of a payment, with the credits it uses, that no charge has taken."""
    used = sum(sign(work, payment, line) * to_cents(line["Amount"]) for line in payment["Line"])
    return to_cents(payment["TotalAmt"]) - used


def settle(work: Work, old: Record | None, new: Record | None) -> None:
    """Bring every record up to date that a payment is or was applied to."""
    payment: Record = new or old or {}
    for key in dict.fromkeys((one.entity, one.txn_id) for one in (*links_of(old), *links_of(new))):
        _refresh(work, key, payment)


def _refresh(work: Work, key: tuple[str, str], payment: Record) -> None:
    """Set the links and the balance of a record anew after a payment changed."""
    entity, identifier = key
    record = work.draft.get(entity, identifier)
    if record is None:
        return
    payer = side_of(payment).payer
    linked = any(one.on(entity, identifier) for one in links_of(work.draft.get(payer, payment["Id"])))
    own = {"TxnId": payment["Id"], "TxnType": named(payment)}
    now = {**record, "LinkedTxn": _with(record.get("LinkedTxn", []), own, present=linked)}
    if entity in FORMS:
        now["Balance"] = from_cents(to_cents(record["TotalAmt"]) - applied_to(work.draft, entity, now))
    if now != record:
        work.save(entity, now)
    _post_again(work, now)


def _post_again(work: Work, record: Record) -> None:
    """Let payments of a foreign item be posted anew: what each clears depends on the item's rate and on one another."""
    if record["CurrencyRef"]["value"] != work.company.home_currency:
        for payer, payment in payers(work.draft, record):
            work.draft.put(payer, payment)


def named(payment: Record) -> str:
    """The TxnType under which a paid transaction names a payment."""
    return f"BillPayment{payment['PayType']}" if "PayType" in payment else "Payment"


def _with(links: list[Record], own: Record, *, present: bool) -> list[Record]:
    """`links` with (or without) the payment `own`, in its place if it has one."""
    payer = PAYERS[own["TxnType"]]
    mine = [(PAYERS.get(link["TxnType"]), link["TxnId"]) == (payer, own["TxnId"]) for link in links]
    kept = [own if is_own else link for link, is_own in zip(links, mine, strict=True) if present or not is_own]
    return kept if any(mine) or not present else [*kept, own]


def fit(work: Work, entity: str, record: Record, room: int, line_id: str = "") -> None:
    """Shrink what payments apply to `record` (or a line of it) to `room` cents, the newest payment first.

    What is freed stays unapplied in the payment, or opens the credit that had paid it; a payment that loses a credit
    settles correspondingly less.
    """
    over = applied_to(work.draft, entity, record, line_id) - room
    for payer, payment in sorted(payers(work.draft, record), key=lambda one: int(one[1]["Id"]), reverse=True):
        cut = min(over, cents_on(payment, entity, record["Id"], line_id))
        if cut <= 0:
            continue
        over -= cut
        hit = [one.on(entity, record["Id"], line_id) for one in links_of(payment)]
        smaller = _balanced(work, {**payment, "Line": _less(payment["Line"], hit, cut)})
        settle(work, payment, work.save(payer, with_unapplied(work, smaller)))


def keep(work: Work, entity: str, old: Record | None, new: Record | None) -> None:
    """After a change or deletion, let go of every payment that no longer fits what it was applied to.

    An item keeps its payments while it stays a charge (or a credit) of the same party on the same account.
    """
    if old is None or not any(payers(work.draft, old)):
        return
    for side in SIDES.values():
        after = {} if new is None else {one.line_id: one for one in open_items.items(work, side, entity, new)}
        for item in open_items.items(work, side, entity, old):
            fit(work, entity, old, _room(item, after.get(item.line_id)), item.line_id)
    if new is not None:
        _post_again(work, new)


def _room(before: Item, after: Item | None) -> int:
    same = after is not None and (after.party, after.account) == (before.party, before.account)
    return abs(after.cents) if after is not None and same and after.cents * before.cents > 0 else 0


def with_unapplied(work: Work, payment: Record) -> Record:
    """A customer's payment with what stays unapplied; Intuit has no such field in a bill payment."""
    if side_of(payment) is PAYABLE:
        return payment
    return {**payment, "UnappliedAmt": from_cents(unapplied(work, payment))}


def _less(lines: list[Record], hit: list[bool], cut: int) -> list[Record]:
    """`lines` of which those hit apply `cut` cents less together, the last ones first."""
    left = []
    for line, chosen in reversed(list(zip(lines, hit, strict=True))):
        taken = min(cut, to_cents(line["Amount"])) if chosen else 0
        cut -= taken
        rest = to_cents(line["Amount"]) - taken
        if rest:
            left.append({**line, "Amount": from_cents(rest)} if taken else line)
    return left[::-1]


def _balanced(work: Work, payment: Record) -> Record:
    """A payment that lost a credit settles correspondingly less; one that lost a charge uses less credit (assumed)."""
    rest, total = unapplied(work, payment), to_cents(payment["TotalAmt"])
    if 0 <= rest <= total:
        return payment
    side, cut = (1, -rest) if rest < 0 else (-1, rest - total)
    hit = [sign(work, payment, line) == side for line in payment["Line"]]
    return {**payment, "Line": _less(payment["Line"], hit, cut)}
