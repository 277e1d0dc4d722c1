"""The faults that are planted by hand, and what an accountant expects to be told of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tests.reconcile.planted.records import Books, Entry, Record, invoice


@dataclass(frozen=True)
class Fault:
    """One fault: how it is planted, the cause with and without links, the fields and records that are to be named."""

    name: str
    plant: Callable[[Books], tuple[str, ...]]
    with_links: str
    without_links: str
    difference: tuple[str, ...] = ()
    difference_without: tuple[str, ...] = ()


def entry_of(books: Books, number: str) -> Entry:
    """The QuickBooks entry with a number."""
    return next(entry for entry in books.entries if entry.number == number)


def record_of(books: Books, number: str) -> Record:
    """The practice record with a number."""
    return next(record for record in books.records if record.number == number)


def deleted(books: Books) -> tuple[str, ...]:
    """Somebody deleted a bill in QuickBooks."""
    books.entries.remove(entry_of(books, "INV-1003"))
    return ("b3",)


def changed_amount(books: Books) -> tuple[str, ...]:
    """Somebody lowered a bill in QuickBooks by 50.00."""
    entry = entry_of(books, "INV-1005")
    moved = {"Accounts Receivable (A/R)": -5_000, "Legal Fees": 5_000}
    lines = tuple((account, cents + moved.get(account, 0)) for account, cents in entry.lines)
    books.change(entry, lines=lines)
    return ("b5", entry.id)


def changed_account(books: Books) -> tuple[str, ...]:
    """Somebody moved a bill's fees to another income account."""
    entry = entry_of(books, "INV-1007")
    names = {"Legal Fees": "Services"}
    books.change(entry, lines=tuple((names.get(account, account), cents) for account, cents in entry.lines))
    return ("b7", entry.id)


def duplicate(books: Books) -> tuple[str, ...]:
    """Somebody copied a bill in QuickBooks."""
    copy = replace(entry_of(books, "INV-1010"), id="900001")
    books.entries.append(copy)
    return (copy.id,)


def entered_by_hand(books: Books) -> tuple[str, ...]:
    """Somebody entered an expense in QuickBooks."""
    lines = (("Office Expenses", 8_250), ("Operating Checking", -8_250))
    books.entries.append(Entry("900002", "Expense", "", date(2026, 3, 17), "Stationer", lines))
    return ("900002",)


def switched_off(books: Books) -> tuple[str, ...]:
    """A bill was posted while the sales switch was off."""
    begun = books.switches.pop()["on"]
    books.switches += [
        {"switch": "sales", "on": begun, "off": "2026-03-20T00:00:00+00:00"},
        {"switch": "sales", "on": "2026-03-22T00:00:00+00:00", "off": ""},
    ]
    bill = books.post(replace(invoice(51, fees=61_200), posted_at="2026-03-21T12:00:00+00:00"))
    books.outcome(bill, "skipped", skipped_because="switch_off")
    return (bill.id,)


def before_the_start(books: Books) -> tuple[str, ...]:
    """A bill was posted before the connection began."""
    return (books.post(replace(invoice(52, fees=48_300), posted_at="2026-02-19T12:00:00+00:00")).id,)


def unmapped(books: Books) -> tuple[str, ...]:
    """A bill with an income account that nobody mapped."""
    bill = books.post(invoice(53, fees=77_700, account="4900"))
    books.outcome(bill, "held", last_error="mapping: Account 4900 Sundry Income has no QuickBooks account.")
    return (bill.id,)


def general_journal(books: Books) -> tuple[str, ...]:
    """An accrual of software costs, as a general journal."""
    lines = (("6100", 12_345), ("1000", -12_345))
    record = books.post(Record("j1", "general_journal", "GJ-1", date(2026, 3, 31), "", lines))
    books.outcome(record, "skipped", skipped_because="never_pushed_kind")
    return (record.id,)


def bank_deposit(books: Books) -> tuple[str, ...]:
    """Interest, deposited in the bank."""
    lines = (("1000", 999), ("4900", -999))
    record = books.post(Record("d1", "bank_deposit", "", date(2026, 3, 30), "Bank", lines))
    books.outcome(record, "skipped", skipped_because="never_pushed_kind")
    return (record.id,)


TEN = (
    Fault("delete in QuickBooks", deleted, "locked_but_gone", "missing_in_quickbooks"),
    Fault(
        "changed amount", changed_amount, "locked_but_changed_in_quickbooks", "amount", ("amount",), ("amount",)
    ),
    Fault(
        "changed account", changed_account, "locked_but_changed_in_quickbooks", "wrong_account", ("account",),
        ("account",),
    ),
    Fault("duplicate", duplicate, "duplicate_in_quickbooks", "duplicate_in_quickbooks"),
    Fault("entered by hand", entered_by_hand, "entered_in_quickbooks", "entered_in_quickbooks"),
    Fault("switched off", switched_off, "switch_off", "switch_off"),
    Fault("posted before the start", before_the_start, "before_start", "before_start"),
    Fault("unmapped", unmapped, "held_mapping", "missing_in_quickbooks"),
    Fault("general journal", general_journal, "never_pushed_kind", "never_pushed_kind"),
    Fault("bank deposit", bank_deposit, "never_pushed_kind", "never_pushed_kind"),
)  # fmt: skip
"""The ten faults of the story."""
