"""Faults of what stands in both books: its amount, account, tax, bank, day, name or rate differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.accuracy.books import Entry, Record, Unit, debits, moved, scaled
from tests.accuracy.chart import BANK, CHART, ELSEWHERE, EXCHANGE, FEES, OLD_MEDIATION, RECEIVABLE, TAX
from tests.accuracy.firm import LAST, Firm
from tests.accuracy.pushing import note


def forgotten(firm: Firm) -> Unit:
    """Unlocked, changed in the ledger, never pushed again."""
    unit = changed_while_locked(firm)
    unit.notes[0] |= {"state": "unlocked", "unlocked_at": "2025-12-20T10:00:00+00:00"}
    return unit


def changed_while_locked(firm: Firm) -> Unit:
    """The ledger differs from what was pushed."""
    unit = firm.pushed(firm.bill())
    assert unit.record
    unit.record = replace(unit.record, lines=scaled(unit.record.lines, 2_500))
    return unit


def older_mapping(firm: Firm) -> Unit:
    """Pushed under the first version, which posted mediation elsewhere."""
    unit = _changed(
        firm, lambda entry: replace(entry, lines=moved(entry.lines, CHART["4200"].path, OLD_MEDIATION)), "4200"
    )
    assert unit.record
    unit.notes = [note(unit.record, unit.entries[0], mapping_version="1")]
    return unit


def _changed(firm: Firm, change: Callable[[Entry], Entry], account: str = "") -> Unit:
    unit = firm.pushed(firm.bill(account))
    unit.entries[0] = change(unit.entries[0])
    return unit


def voided(firm: Firm) -> Unit:
    """Voided: the amounts are nothing and the memo says so."""
    return _changed(firm, lambda e: replace(e, memo="Voided", lines=tuple((account, 0) for account, _ in e.lines)))


def amount(firm: Firm) -> Unit:
    """Another amount in QuickBooks."""
    return _changed(firm, lambda e: replace(e, lines=scaled(e.lines, 4_321)))


def account(firm: Firm) -> Unit:
    """One account moved whole to another."""
    return _changed(firm, lambda e: replace(e, lines=moved(e.lines, CHART[FEES[1]].path, ELSEWHERE)), FEES[1])


def bank(firm: Firm) -> Unit:
    """Banked in the other bank."""
    unit = firm.pushed(_paid(firm))
    entry = unit.entries[0]
    unit.entries[0] = replace(entry, lines=moved(entry.lines, CHART[BANK].path, CHART["1010"].path))
    return unit


def _paid(firm: Firm) -> Record:
    bill = firm.bill()
    paid = debits(bill.lines)
    record = firm.record(
        "sales_payment", f"R{firm.count + 1:06d}", bill.party, bill.matter, ((BANK, paid), (RECEIVABLE, -paid))
    )
    return replace(record, applied_to=f"sales_invoice:{bill.id}")


def sign(firm: Firm) -> Unit:
    """Debits and credits swapped."""
    return _changed(firm, lambda e: replace(e, lines=tuple((each, -cents) for each, cents in e.lines)))


def rounding(firm: Firm) -> Unit:
    """A cent more of tax."""
    return _changed(firm, lambda e: replace(e, lines=_added(e, {CHART[RECEIVABLE].path: 1, CHART[TAX].path: -1})))


def tax(firm: Firm) -> Unit:
    """Twice the tax."""

    def change(entry: Entry) -> Entry:
        more = -dict(entry.lines)[CHART[TAX].path]
        return replace(entry, lines=_added(entry, {CHART[RECEIVABLE].path: more, CHART[TAX].path: -more}))

    return _changed(firm, change)


def split(firm: Firm) -> Unit:
    """Fees spread over three other accounts; the total ties."""

    def change(entry: Entry) -> Entry:
        cents = dict(entry.lines)[CHART[FEES[0]].path]
        part = cents // 3
        spread = {CHART[FEES[0]].path: -cents + part, CHART[FEES[1]].path: part, ELSEWHERE: cents - 2 * part}
        return replace(entry, lines=_added(entry, spread))

    return _changed(firm, change, FEES[0])


def _added(entry: Entry, more: dict[str, int]) -> tuple[tuple[str, int], ...]:
    total = dict(entry.lines)
    for path, cents in more.items():
        total[path] = total.get(path, 0) + cents
    return tuple((path, cents) for path, cents in total.items() if cents)


def exchange(firm: Firm) -> Unit:
    """QuickBooks posted a realised gain of its own on a payment in euros."""
    firm.foreign_bill()
    unit = firm.pushed(firm.foreign_payment())
    entry = unit.entries[0]
    gain = max(debits(entry.lines) // 200, 1)
    unit.entries[0] = replace(entry, lines=_added(entry, {CHART[BANK].path: gain, EXCHANGE: -gain}))
    return unit


def shifted(firm: Firm) -> Unit:
    """Four days later, all in one year."""
    return _changed(firm, lambda e: replace(e, day=min(e.day + timedelta(days=4), LAST)))


def swapped_date(firm: Firm) -> Unit:
    """Day and month swapped."""
    bill = replace(firm.bill(), day=date(2025, 2 + firm.random.randrange(3), 8 + firm.random.randrange(4)))
    unit = firm.pushed(bill)
    entry = unit.entries[0]
    unit.entries[0] = replace(entry, day=date(2025, entry.day.day, entry.day.month))
    return unit


def customer(firm: Firm) -> Unit:
    """Entered for another client."""
    name = f"Bellweather {firm.random.randrange(900)} Trading:7{firm.random.randrange(99_999):05d}"
    return _changed(firm, lambda e: replace(e, name=name))


def trust_in_office(firm: Firm) -> Unit:
    """A trust receipt banked in the office account."""
    unit = firm.pushed(firm.simple("trust_receipt", "TR-", "1200", "2100"))
    entry = unit.entries[0]
    unit.entries[0] = replace(entry, lines=moved(entry.lines, CHART["1200"].path, CHART[BANK].path))
    return unit
