"""What a record becomes in QuickBooks, from the recipes of the domain: kinds, names, summed lines, legs, notes."""

from __future__ import annotations

from collections.abc import Callable

from tests.accuracy.books import Entry, Lines, Record, Unit, debits, mapped, money
from tests.accuracy.chart import ENTITIES, TRANSFERS

TYPES = {
    "sales_invoice": "Invoice", "sales_credit_note": "Credit Memo", "sales_payment": "Payment",
    "sales_refund": "Expense", "supplier_invoice": "Bill", "supplier_credit_note": "Vendor Credit",
    "supplier_payment": "Bill Payment (Check)", "trust_receipt": "Deposit", "trust_payment": "Expense",
    "bank_transfer": "Transfer",
}  # fmt: skip
LONGEST_NUMBER = 21


def push(record: Record, identity: Callable[[], str]) -> Unit:
    """The unit of a record that went over whole."""
    entries = [_entry(record, identity(), lines) for lines in _legs(record)]
    return Unit(record, entries, [note(record, entry, place) for place, entry in enumerate(entries)])


def note(record: Record, entry: Entry | None, place: int = 0, **changes: str) -> dict[str, str]:
    """A row of links.csv: of a record that became an entry, or of one that became none."""
    part = ("from", "to")[place] if record.kind == "bank_transfer" else ""
    row = {
        "transaction_id": record.id, "kind": record.kind, "part": part,
        "generation": "1", "state": "linked", "number": record.number, "amount": money(debits(record.lines)),
        "date": record.day.isoformat(), "mapping_version": "2",
    }  # fmt: skip
    if entry is not None:
        row |= {
            "quickbooks_type": ENTITIES[entry.type], "quickbooks_id": entry.id, "number": entry.number,
            "pushed_posts": ";".join(f"{account}={cents}" for account, cents in entry.lines),
            "returned_total": money(debits(entry.lines)), "pushed_at": record.posted_at,
        }  # fmt: skip
    return row | changes


def _legs(record: Record) -> list[Lines]:
    whole = mapped(record.lines)
    if record.kind != "bank_transfer":
        return [whole]
    (to, cents), (source, _) = whole
    return [((TRANSFERS, cents), (source, -cents)), ((to, cents), (TRANSFERS, -cents))]


def _entry(record: Record, identity: str, lines: Lines) -> Entry:
    name = f"{record.party}:{record.matter}" if record.matter else record.party
    number = "" if record.kind == "bank_transfer" else record.number[:LONGEST_NUMBER]
    return Entry(identity, TYPES[record.kind], number, record.day, name, lines, record.memo)
