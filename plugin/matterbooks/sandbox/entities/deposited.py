"""Money that waits in Undeposited Funds, the deposit that takes it out, and the rule that nothing deposited changes.

Any transaction that puts money there can be deposited (Intuit: Payment, SalesReceipt, RefundReceipt, JournalEntry and
Transfer). It names its deposit in ``LinkedTxn``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.schema import Record

FORMS = {"Payment": 1, "SalesReceipt": 1, "RefundReceipt": -1}
"""Transactions that are one sum each: 1 where it comes in, -1 where it goes out."""
SOURCES = (*FORMS, "JournalEntry", "Transfer")
WHOLE = "0"
"""The line id under which a deposit names a transaction as a whole (Intuit: recorded)."""


class Waiting(NamedTuple):
    """A sum in Undeposited Funds; `cents` are negative where money was given back out of it."""

    entity: str
    txn_id: str
    line_id: str
    account: str
    party: str
    cents: int


def refuse_change(old: Record | None) -> None:
    """Raise: ServiceFault 6540 if the transaction sits in a bank deposit."""
    if any(_deposits(old)):
        raise faults.deposited()


def waiting(work: Work, link: Record) -> Waiting:
    """What a deposit line's link names.

    Raises: ServiceFault 620 for what cannot be deposited, 610 for what is not there.
    """
    kind, identifier = link.get("TxnType", ""), link.get("TxnId", "")
    if kind not in SOURCES:
        raise _cannot(f"Transaction type {kind} cannot be deposited", "TxnType")
    record = work.draft.get(kind, identifier)
    if record is None:
        raise faults.deleted() if work.draft.was_deleted(kind, identifier) else faults.not_found()
    for one in sums(work, kind, record):
        if link.get("TxnLineId", one.line_id) == one.line_id:
            return one
    raise _cannot("The transaction has no money in Undeposited Funds", "TxnId")


def check_free(work: Work, one: Waiting, deposit: str) -> None:
    """Raise: ServiceFault 6540 if another deposit than `deposit` (an id, possibly empty) has taken a sum."""
    source = work.draft.get(one.entity, one.txn_id)
    for other in _deposits(source):
        record = work.draft.get("Deposit", other) or {}
        taken = ((link["TxnType"], link["TxnId"], link["TxnLineId"]) for link in links_of(record))
        if other != deposit and (one.entity, one.txn_id, one.line_id) in taken:
            raise faults.deposited()


def links_of(deposit: Record | None) -> Iterator[Record]:
    """The links of a deposit's lines that take money out of Undeposited Funds."""
    for line in (deposit or {}).get("Line", []):
        yield from line.get("LinkedTxn", [])


def mark(work: Work, old: Record | None, new: Record | None) -> None:
    """Let every transaction in a deposit name it, and those that left it no more."""
    deposit: Record = new or old or {}
    inside = {(link["TxnType"], link["TxnId"]) for link in links_of(new)}
    own = {"TxnId": deposit["Id"], "TxnType": "Deposit"}
    for key in dict.fromkeys((link["TxnType"], link["TxnId"]) for link in (*links_of(old), *links_of(new))):
        record = work.draft.get(*key)
        if record is None:
            continue
        others = [link for link in record.get("LinkedTxn", []) if link != own]
        now = [*others, own] if key in inside else others
        if now != record.get("LinkedTxn", []):
            work.save(key[0], {**record, "LinkedTxn": now})


def _deposits(record: Record | None) -> Iterator[str]:
    return (link["TxnId"] for link in (record or {}).get("LinkedTxn", []) if link["TxnType"] == "Deposit")


def sums(work: Work, kind: str, record: Record) -> Iterator[Waiting]:
    """The sums that a transaction has in Undeposited Funds."""
    found = _lines(record) if kind == "JournalEntry" else _whole(kind, record)
    for line_id, account, party, cents in found:
        if work.account(account).get("AccountSubType") == "UndepositedFunds":
            yield Waiting(kind, record["Id"], line_id, account, party, cents)


def _whole(kind: str, record: Record) -> Iterator[tuple[str, str, str, int]]:
    if kind == "Transfer":
        cents = to_cents(record["Amount"])
        yield WHOLE, reference(record, "ToAccountRef"), "", cents
        yield WHOLE, reference(record, "FromAccountRef"), "", -cents
    else:
        account, party = reference(record, "DepositToAccountRef"), reference(record, "CustomerRef")
        yield WHOLE, account, party, FORMS[kind] * to_cents(record["TotalAmt"])


def _lines(record: Record) -> Iterator[tuple[str, str, str, int]]:
    for line in record["Line"]:
        detail = line.get("JournalEntryLineDetail")
        if line["DetailType"] == "JournalEntryLineDetail" and detail:
            cents = to_cents(line["Amount"]) * (1 if detail["PostingType"] == "Debit" else -1)
            yield line["Id"], reference(detail, "AccountRef"), reference(detail.get("Entity") or {}, "EntityRef"), cents


def _cannot(detail: str, element: str) -> ServiceFault:
    """620: a transaction that a deposit cannot hold (details assumed)."""
    return ServiceFault(Problem("620", "Txn ID Cannot Be Linked", detail, f"Line.LinkedTxn.{element}"))
