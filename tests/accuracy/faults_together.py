"""Faults that several transactions show only together: a renaming, a sum, what a payment settles, transfers.

Units that only set the scene are marked `healthy`: a finding has to name the others.
"""

from __future__ import annotations

from dataclasses import replace

from tests.accuracy.books import Entry, Record, Unit, debits
from tests.accuracy.chart import BANK, CLEARING, RECEIVABLE, TRUST_BANK, TRUST_LIABILITY
from tests.accuracy.firm import Firm


def renamed(firm: Firm) -> list[Unit]:
    """Three bills of one client whom QuickBooks calls by another name."""
    number = firm.count
    bills = [replace(firm.bill(), party=f"Tallow Mercantile {number} Pty Ltd") for _ in range(3)]
    units = [firm.pushed(bill) for bill in bills]
    for unit in units:
        unit.entries[0] = replace(unit.entries[0], name=f"Wickham Holdings {number}:{bills[0].matter}")
    return units


def grouped(firm: Firm) -> list[Unit]:
    """Three trust receipts of one client and day in one deposit."""
    first = firm.simple("trust_receipt", "TR-", TRUST_BANK, TRUST_LIABILITY)
    day = first.day
    records = [first, *(firm.simple("trust_receipt", "TR-", TRUST_BANK, TRUST_LIABILITY) for _ in range(2))]
    units = [
        firm.pushed(replace(each, party=first.party, matter=first.matter, day=day, posted_at=first.posted_at))
        for each in records
    ]
    total: dict[str, int] = {}
    for unit in units:
        for path, cents in unit.entries[0].lines:
            total[path] = total.get(path, 0) + cents
    one = units[0].entries[0]
    deposit = Entry(one.id, one.type, "", day, one.name, tuple(total.items()))
    return [Unit(units[0].record, [deposit]), *(Unit(unit.record, [], summed_in=one.id) for unit in units[1:])]


def settled_elsewhere(firm: Firm) -> list[Unit]:
    """A payment of one bill that QuickBooks applied to another bill of the client."""
    bill = firm.bill()
    other = replace(firm.bill(), party=bill.party, matter=bill.matter)
    unit = _paid(firm, bill, debits(bill.lines))
    unit.settles = {other.number: debits(bill.lines)}
    return [*(replace(firm.pushed(each), healthy=True) for each in (bill, other)), unit]


def settled_in_part(firm: Firm) -> list[Unit]:
    """A payment of one bill of which QuickBooks applied half."""
    bill = firm.bill()
    unit = _paid(firm, bill, debits(bill.lines))
    unit.settles = {bill.number: debits(bill.lines) // 2}
    return [replace(firm.pushed(bill), healthy=True), unit]


def settled_alike(firm: Firm) -> list[Unit]:
    """A payment that settles the same bill with the same amount in both books: no fault."""
    bill = firm.bill()
    unit = _paid(firm, bill, debits(bill.lines))
    unit.settles = {bill.number: debits(bill.lines)}
    return [replace(firm.pushed(bill), healthy=True), replace(unit, healthy=True)]


def left_on_transfers(firm: Firm) -> list[Unit]:
    """A refund by way of an account mapped to the transfers account: the books agree, it is not nil."""
    return [replace(firm.pushed(firm.simple("sales_refund", "RF-", RECEIVABLE, CLEARING)), healthy=True)]


def _paid(firm: Firm, bill: Record, paid: int) -> Unit:
    lines = ((BANK, paid), (RECEIVABLE, -paid))
    made = firm.record("sales_payment", f"R{firm.count + 1:06d}", bill.party, bill.matter, lines)
    return firm.pushed(replace(made, applied_to=f"sales_invoice:{bill.id}"))
