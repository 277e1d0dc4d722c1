"""Every seeded fault: how it is planted on a healthy unit, and the cause with and without links.

A planter changes one unit and returns the records that a finding has to name. Causes: the order of the specification.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.accuracy.books import Entry, Record, Unit, debits, moved, scaled
from tests.accuracy.chart import BANK, CHART, ELSEWHERE, EQUITY, EXCHANGE, FEES, OLD_MEDIATION, RECEIVABLE, TAX
from tests.accuracy.faults_together import grouped, left_on_transfers, renamed, settled_elsewhere, settled_in_part
from tests.accuracy.firm import LAST, Firm
from tests.accuracy.pushing import note, push

Planter = Callable[[Firm], Unit | list[Unit]]
BEFORE = "2024-12-15T09:00:00+00:00"
WHILE_OFF = "2025-06-15T12:00:00+00:00"


@dataclass(frozen=True)
class Kind:
    """One kind of fault; an empty cause means that it cannot be seeded with, or without, links."""

    name: str
    plant: Planter
    linked: str
    figures: str


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


def never_pushed(kind: str) -> Planter:
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


CHANGED = "locked_but_changed_in_quickbooks"
KINDS = (
    Kind("uncertain", absent("uncertain", "timed out"), "uncertain", "missing_in_quickbooks"),
    Kind("held mapping", absent("held", "refused: 2500 Invalid Reference Id"), "held_mapping", "missing_in_quickbooks"),
    Kind(
        "held row",
        absent("held", "mapping: Account 4000 has no QuickBooks account."),
        "held_mapping",
        "missing_in_quickbooks",
    ),
    Kind("held period", absent("held", "period: 6210 Account Period Closed"), "held_period", "missing_in_quickbooks"),
    Kind("failed", absent("held", "refused: 6000 A business validation error"), "failed", "missing_in_quickbooks"),
    Kind("waiting", absent("waiting"), "waiting", "missing_in_quickbooks"),
    Kind("handled outside", absent("handled_outside"), "handled_outside", "missing_in_quickbooks"),
    Kind("not supported", absent("skipped", "", "not_yet_supported"), "not_yet_supported", "missing_in_quickbooks"),
    Kind("gone", gone, "locked_but_gone", "missing_in_quickbooks"),
    Kind("never queued", never_queued, "never_queued", "missing_in_quickbooks"),
    Kind("refund", refund_not_pushed, "refund_or_write_off_not_pushed", "refund_or_write_off_not_pushed"),
    Kind("before start", before_start, "before_start", "before_start"),
    Kind("division", other_division, "other_division", "other_division"),
    Kind("journal", never_pushed("general_journal"), "never_pushed_kind", "never_pushed_kind"),
    Kind("deposit", never_pushed("bank_withdrawal"), "never_pushed_kind", "never_pushed_kind"),
    Kind("switch off", switch_off, "switch_off", "switch_off"),
    Kind("out of period", out_of_period, "out_of_period", "out_of_period"),
    Kind("deleted in ledger", deleted_in_ledger, "deleted_in_ledger", "entered_in_quickbooks"),
    Kind("both exist", both_exist, "unlinked_both_exist", ""),
    Kind("duplicate", duplicate, "duplicate_in_quickbooks", "duplicate_in_quickbooks"),
    Kind("half transfer", half_transfer, "half_transfer", "half_transfer"),
    Kind("opening", opening_balance, "opening_balance", "opening_balance"),
    Kind("entered", entered, "entered_in_quickbooks", "entered_in_quickbooks"),
    Kind("forgotten", forgotten, "unlocked_and_forgotten", "amount"),
    Kind("changed while locked", changed_while_locked, "changed_while_locked", "amount"),
    Kind("older mapping", older_mapping, "older_mapping_version", "wrong_account"),
    Kind("voided", voided, "voided_in_quickbooks", "voided_in_quickbooks"),
    Kind("amount", amount, CHANGED, "amount"),
    Kind("account", account, CHANGED, "wrong_account"),
    Kind("bank", bank, CHANGED, "wrong_bank"),
    Kind("sign", sign, CHANGED, "sign"),
    Kind("rounding", rounding, CHANGED, "rounding"),
    Kind("tax", tax, CHANGED, "wrong_tax"),
    Kind("split", split, CHANGED, "split_differently"),
    Kind("exchange", exchange, CHANGED, "exchange_difference"),
    Kind("date", shifted, CHANGED, "date_shift"),
    Kind("day and month", swapped_date, CHANGED, "day_month_swapped"),
    Kind("customer", customer, CHANGED, "wrong_customer"),
    Kind("trust in office", trust_in_office, "trust_mixed_with_office", "trust_mixed_with_office"),
    Kind("renamed", renamed, "customer_renamed", "customer_renamed"),
    Kind("wrong invoice", settled_elsewhere, "payment_on_wrong_invoice", "payment_on_wrong_invoice"),
    Kind("part paid", settled_in_part, "part_paid_differently", "part_paid_differently"),
    Kind("grouped", grouped, "", "grouped"),
    Kind("on transfers", left_on_transfers, "transfers_account_not_zero", "transfers_account_not_zero"),
)
"""Every kind: in the order of the specification, those of several transactions last."""
