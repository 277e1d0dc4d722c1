"""What payments apply to which invoice or credit memo, and both sides kept true when either changes."""

from collections.abc import Iterable, Iterator

from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.store import Draft
from matterbooks.sandbox.work import Work

CREDITS = frozenset({"CreditMemo"})


def links_of(payment: Record | None) -> Iterator[tuple[str, str, int]]:
    """Type, id and cents of everything a payment is applied to."""
    for line in (payment or {}).get("Line", []):
        for link in line.get("LinkedTxn", []):
            yield link["TxnType"], link["TxnId"], to_cents(line["Amount"])


def cents_on(payment: Record | None, entity: str, identifier: str) -> int:
    """What a payment applies to one record."""
    return sum(cents for kind, one, cents in links_of(payment) if (kind, one) == (entity, identifier))


def applied_to(draft: Draft, entity: str, record: Record | None) -> int:
    """What all payments together apply to a record, in cents."""
    return sum(
        cents_on(draft.get("Payment", link["TxnId"]), entity, record["Id"])
        for link in (record or {}).get("LinkedTxn", [])
        if link["TxnType"] == "Payment" and record is not None
    )


def unapplied(payment: Record) -> int:
    """Cents of a payment, with the credits it uses, that no invoice has taken."""
    used = sum(cents for kind, _, cents in links_of(payment) if kind not in CREDITS)
    credit = sum(cents for kind, _, cents in links_of(payment) if kind in CREDITS)
    return to_cents(payment["TotalAmt"]) + credit - used


def refresh(work: Work, entity: str, identifier: str, payments: Iterable[str]) -> None:
    """Set the links and the balance of a record anew after `payments` changed."""
    record = work.draft.get(entity, identifier)
    if record is None:
        return
    changed = list(dict.fromkeys(payments))
    kept = [link for link in record["LinkedTxn"] if link["TxnType"] != "Payment" or link["TxnId"] not in changed]
    linked = [
        {"TxnId": one, "TxnType": "Payment"}
        for one in changed
        if any((kind, target) == (entity, identifier) for kind, target, _ in links_of(work.draft.get("Payment", one)))
    ]
    now = {**record, "LinkedTxn": [*kept, *linked]}
    balance = to_cents(record["TotalAmt"]) - applied_to(work.draft, entity, now)
    now["Balance"] = from_cents(balance)
    if now != record:
        work.save(entity, now)


def settle(work: Work, old: Record | None, new: Record | None) -> None:
    """Bring every record up to date that a payment is or was applied to."""
    payment = new or old or {}
    targets = dict.fromkeys((kind, one) for kind, one, _ in (*links_of(old), *links_of(new)))
    for kind, one in targets:
        refresh(work, kind, one, [payment["Id"]])


def fit(work: Work, entity: str, record: Record, room: int) -> None:
    """Shrink what payments apply to `record` to `room` cents, the newest payment first; what is freed is unapplied."""
    over = applied_to(work.draft, entity, record) - room
    payments = [link["TxnId"] for link in record["LinkedTxn"] if link["TxnType"] == "Payment"]
    for identifier in sorted(payments, key=int, reverse=True):
        payment = work.draft.get("Payment", identifier)
        if payment is None or over <= 0:
            continue
        cut = min(over, cents_on(payment, entity, record["Id"]))
        over -= cut
        smaller = _balanced(_less(payment, {(entity, record["Id"])}, cut))
        saved = work.save("Payment", {**smaller, "UnappliedAmt": from_cents(unapplied(smaller))})
        settle(work, payment, saved)


def _less(payment: Record, targets: set[tuple[str, str]], cut: int) -> Record:
    """A payment that applies `cut` cents less to any of `targets`, its last lines first."""
    lines = []
    for line in reversed(payment["Line"]):
        hit = any((link["TxnType"], link["TxnId"]) in targets for link in line.get("LinkedTxn", []))
        taken = min(cut, to_cents(line["Amount"])) if hit else 0
        cut -= taken
        if not taken:
            lines.append(line)
        elif to_cents(line["Amount"]) > taken:
            lines.append({**line, "Amount": from_cents(to_cents(line["Amount"]) - taken)})
    return {**payment, "Line": lines[::-1]}


def _balanced(payment: Record) -> Record:
    """A payment that lost a credit pays correspondingly less."""
    short = -unapplied(payment)
    if short <= 0:
        return payment
    return _less(payment, {(kind, one) for kind, one, _ in links_of(payment) if kind not in CREDITS}, short)
