"""Faults of one side: what never reached QuickBooks, what is gone from the ledger, and what only QuickBooks holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.accuracy.books import Entry, Unit, scaled
from tests.accuracy.chart import BANK, CHART, EQUITY, RECEIVABLE
from tests.accuracy.firm import Firm
from tests.accuracy.pushing import note, push

BEFORE = "2024-12-15T09:00:00+00:00"
WHILE_OFF = "2025-06-15T12:00:00+00:00"


def absent(state: str, error: str = "", skipped: str = "") -> Callable[[Firm], Unit]:
    """A bill that never reached QuickBooks, with what the plugin noted of it."""

    def plant(firm: Firm) -> Unit:
        bill = firm.bill()
        return Unit(bill, [], [note(bill, None, state=state, last_error=error, skipped_because=skipped)])

    return plant


def gone(firm: Firm) -> Unit:
    """Deleted in QuickBooks, still linked."""
    unit = firm.pushed(firm.bill())
    unit.entries.clear()
    return unit


def never_queued(firm: Firm) -> Unit:
    """Nothing at all is known of it."""
    return Unit(firm.bill(), [])


def refund_not_pushed(firm: Firm) -> Unit:
    """A refund that nobody pushed."""
    return Unit(firm.simple("sales_refund", "RF-", RECEIVABLE, BANK), [])


def before_start(firm: Firm) -> Unit:
    """Posted before the connection began."""
    bill = replace(firm.bill(), posted_at=BEFORE)
    return Unit(bill, [], [note(bill, None, state="skipped", skipped_because="before_start")])


def other_division(firm: Firm) -> Unit:
    """A bill of another division."""
    bill = replace(firm.bill(), division="Perth")
    return Unit(bill, [], [note(bill, None, state="skipped", skipped_because="other_division")])


def never_pushed(kind: str) -> Callable[[Firm], Unit]:
    """A kind that stays in the ledger."""

    def plant(firm: Firm) -> Unit:
        record = firm.simple(kind, "NP-", "6000", BANK)
        return Unit(record, [], [note(record, None, state="skipped", skipped_because="never_pushed_kind")])

    return plant


def switch_off(firm: Firm) -> Unit:
    """Posted while sales were switched off."""
    bill = replace(firm.bill(), posted_at=WHILE_OFF, day=date(2025, 6, 15))
    return Unit(bill, [], [note(bill, None, state="skipped", skipped_because="switch_off")])


def out_of_period(firm: Firm) -> Unit:
    """Dated after the end of the report."""
    bill = replace(firm.bill(), day=date(2026, 1, 20), posted_at="2026-01-20T09:30:00+00:00")
    unit = firm.pushed(bill)
    unit.entries.clear()
    unit.outside = True
    return unit


def deleted_in_ledger(firm: Firm) -> Unit:
    """Gone from the ledger, alive in QuickBooks."""
    unit = firm.pushed(firm.bill())
    unit.record = None
    return unit


def both_exist(firm: Firm) -> Unit:
    """Unlinked, changed, and posted again beside the first copy."""
    bill = firm.bill()
    first = push(bill, firm.identity)
    again = push(replace(bill, lines=scaled(bill.lines, 1_300)), firm.identity)
    first.notes[0] |= {"state": "ended", "ended_how": "kept", "unlocked_at": bill.posted_at}
    again.notes[0] |= {"generation": "2"}
    again.entries[0].number += "-2"
    again.notes[0]["number"] = again.entries[0].number
    return Unit(again.record, [*first.entries, *again.entries], [*first.notes, *again.notes])


def duplicate(firm: Firm) -> Unit:
    """Copied in QuickBooks."""
    unit = firm.pushed(firm.bill())
    unit.entries.append(replace(unit.entries[0], id=firm.identity()))
    return unit


def half_transfer(firm: Firm) -> Unit:
    """The second leg was refused."""
    unit = firm.pushed(firm.simple("bank_transfer", "BT-", "1010", BANK))
    assert unit.record
    unit.entries.pop()
    unit.notes[1] = note(unit.record, None, 1, state="held", last_error="half_transfer: 6210 Account period closed")
    return unit


def opening_balance(firm: Firm) -> Unit:
    """What QuickBooks began with."""
    cents = firm.cents()
    lines = ((CHART[BANK].path, cents), (EQUITY, -cents))
    return Unit(None, [Entry(firm.identity(), "Deposit", "", date(2025, 1, 1), "", lines, "Opening Balance")])


def entered(firm: Firm) -> Unit:
    """Somebody entered an expense in QuickBooks."""
    cents = firm.cents() + 7
    day = date(2025, 3, 1) + timedelta(days=firm.random.randrange(200))
    lines = (("Office Expenses:Stationery", cents), (CHART[BANK].path, -cents))
    return Unit(None, [Entry(firm.identity(), "Expense", "", day, f"Stationer {firm.count}", lines)])
