"""What waits in Undeposited Funds, taken to the bank by hand: a box to tick for each sum."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.deposited import SOURCES, Waiting, check_free, links_of, sums
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.money import from_cents
from matterbooks.sandbox.reports.words import transaction_word
from matterbooks.sandbox.schema import Record

SHOWN = "shows-sums"
"""The field that says that a form had the boxes, since one that is not ticked is not sent."""


class Sum(NamedTuple):
    """A sum that can be deposited; `amount` is negative where money was given back out of the account."""

    word: str
    number: str
    date: str
    name: str
    amount: Decimal
    field: str


def sums_waiting(company: Company, deposit: str = "") -> list[Sum]:
    """The sums that no deposit but `deposit` (an id, empty for a new one) has taken, the oldest first."""
    with company.work() as work:
        found = [_sum(company, work, one) for one in _free(company, work, deposit)]
    return sorted(found, key=lambda one: (one.date, one.field))


def ticked(deposit: Record) -> dict[str, str]:
    """The fields of the sums that a deposit takes."""
    return {_field(link["TxnType"], link["TxnId"], link["TxnLineId"]): "1" for link in links_of(deposit)}


def taken(head: Mapping[str, str], old: Record) -> list[Record]:
    """The lines of a deposit that take sums: those ticked, or as they were where the form had no boxes."""
    linked = [line for line in old.get("Line", []) if line.get("LinkedTxn")]
    if SHOWN not in head:
        return linked
    lines = []
    for name in head:
        if name.startswith("takes-"):
            kind, identifier, line = name.removeprefix("takes-").split("-")
            lines.append({"Amount": 0, "LinkedTxn": [{"TxnId": identifier, "TxnType": kind, "TxnLineId": line}]})
    return lines


def _free(company: Company, work: Work, deposit: str) -> Iterator[Waiting]:
    for kind in SOURCES:
        for record in company.store.each(kind):
            for one in sums(work, kind, record):
                if one.cents and _is_free(work, one, deposit):
                    yield one


def _is_free(work: Work, one: Waiting, deposit: str) -> bool:
    try:
        check_free(work, one, deposit)
    except ServiceFault:
        return False
    return True


def _sum(company: Company, work: Work, one: Waiting) -> Sum:
    record: Record = work.draft.get(one.entity, one.txn_id) or {}
    party = work.draft.get("Customer", one.party) or work.draft.get("Vendor", one.party) or {}
    return Sum(
        transaction_word(one.entity, record, company.country),
        str(record.get("DocNumber") or record.get("PaymentRefNum") or one.txn_id),
        record["TxnDate"],
        str(party.get("FullyQualifiedName") or party.get("DisplayName") or ""),
        from_cents(one.cents),
        _field(one.entity, one.txn_id, one.line_id),
    )


def _field(kind: str, identifier: str, line: str) -> str:
    return f"takes-{kind}-{identifier}-{line}"
