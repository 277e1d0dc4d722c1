"""A small firm's year, pushed to QuickBooks since September, with what goes wrong in a year; nothing in it is real.

Sandhurst Legal posts bills, receipts and suppliers' bills from July 2025 to June 2026; it connected QuickBooks on
1 September, mapped its fees anew on 1 November, and exported everything on 2 July.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from matterbooks.values import MAPPING_COLUMNS
from tests.reconcile.planted.records import Books, Entry, Record, summed
from tests.reconcile.planted.writers import books_json, write_all, write_csv

CONNECTED = date(2025, 9, 1)
ENDS = (date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30))
"""Days of which there is a Trial Balance."""
MAPPED_ANEW = date(2025, 11, 1)
CLIENTS = (
    "Harbour & Sons Pty Ltd", "Quince, Adela", "O'Dowd Estates", "Meridian Freight Ltd", "Zhou Family",
    "Banksia Childcare Inc", "Tolland, Ruth",
)  # fmt: skip
CHART = {
    "1000": ("Operating Account", "Operating Checking", "Bank", "bank"),
    "1100": ("Accounts Receivable", "Accounts Receivable (A/R)", "Accounts Receivable", "receivable"),
    "1200": ("Trust Account", "Trust Checking", "Bank", "trust_bank"),
    "2000": ("Accounts Payable", "Accounts Payable (A/P)", "Accounts Payable", "payable"),
    "2100": ("Trust Liability", "Trust Liability", "Other Current Liability", "trust_liability"),
    "2200": ("GST Payable", "GST Payable", "Other Current Liability", "tax"),
    "4000": ("Professional Fees", "Legal Fees", "Income", "income"),
    "4100": ("Disbursements Recovered", "Disbursements Recovered", "Income", "disbursement_recovery"),
    "4150": ("Photocopying Recovered", "Disbursements Recovered", "Income", "disbursement_recovery"),
    "4200": ("Notary Fees", "Consulting", "Income", "income"),
    "6100": ("Software", "Office Expenses", "Expense", "expense"),
    "6200": ("Rent", "Suspense", "Other Current Liability", "expense"),
}
"""Number -> name, path and type in QuickBooks, and what it is in the practice. Rent is mapped to a liability."""

ENTITIES = {"supplier_invoice": ("Bill", "Bill"), "sales_invoice": ("Invoice", "Invoice"),
            "sales_payment": ("Payment", "Payment")}  # fmt: skip
Lines = tuple[tuple[str, int], ...]


def year() -> Books:
    """The year with its faults."""
    books = without_faults()
    _in_quickbooks(books)
    _in_the_practice(books)
    return books


def without_faults() -> Books:
    """The year as it would be if nothing went wrong: all of it pushed under one mapping, opening balances agreed."""
    books = Books(mapping={number: row[:3] for number, row in CHART.items()})
    before = [record for record in _records() if record.day < CONNECTED]
    for record in before:
        books.post(record)
    books.entries.append(_opening(books, before))
    for record in _records():
        if record.day >= CONNECTED:
            push(books, record)
    return books


def write(books: Books, folder: Path, days: Sequence[date] = ()) -> Path:
    """The folder that an accountant has: the firm's four files and QuickBooks' Journal; a Trial Balance of each day."""
    folder.mkdir(parents=True, exist_ok=True)
    write_all(books, folder)
    told = books_json(books) | {
        "exported_at": "2026-07-02T08:00:00+00:00", "connected_at": f"{CONNECTED}T00:00:00+00:00",
        "host_lockout": "2026-04-30", "trust_lockout": "2026-05-31", "closing_date": "2026-05-31",
    }  # fmt: skip
    (folder / "books.json").write_text(json.dumps(told), encoding="utf-8")
    write_csv(folder / "mapping.csv", MAPPING_COLUMNS, list(_mapping()))
    (folder / "journal.csv").rename(folder / "Sandhurst Legal_Journal.csv")
    for day in days:
        name = f"Sandhurst Legal_Trial Balance {day.isoformat()}.csv"
        (folder / name).write_bytes(_trial_balance(books.entries, day).encode())
    return folder


def _trial_balance(entries: list[Entry], day: date) -> str:
    """The Trial Balance at the end of a day (Intuit: modern layout; three columns, a truly empty row 4)."""
    sums: dict[str, int] = {}
    for account, cents in (line for entry in entries if entry.day <= day for line in entry.lines):
        sums[account] = sums.get(account, 0) + cents
    rows = [(account, _figure(cents), _figure(-cents)) for account, cents in sorted(sums.items())]
    total = f"${sum(cents for cents in sums.values() if cents > 0) / 100:,.2f}"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = ("Trial Balance", "Sandhurst Legal", day.strftime("As of %B %-d, %Y"))
    writer.writerows((head, "", "") for head in heads)
    out.write("\r\n")
    writer.writerows([("Full name", "Debit", "Credit"), *rows, ("TOTAL", total, total)])
    out.write("\r\n" * 3)
    writer.writerow(("Accrual Basis Thursday, July 02, 2026 08:00 AM GMTZ", "", ""))
    return out.getvalue()


def _figure(cents: int) -> str:
    return f"{cents / 100:,.2f}" if cents > 0 else ""


def push(books: Books, record: Record, **changes: str) -> Entry:
    """Post a record, and what it becomes in QuickBooks under the mapping of its day, linked."""
    books.post(record)
    version = 1 if record.day < MAPPED_ANEW else 2
    path = {number: row[1] for number, row in CHART.items()} | ({"4000": "Services"} if version == 1 else {})
    lines = summed([(path[number], cents) for number, cents in record.lines])
    type_, entity = ENTITIES[record.kind]
    entry = Entry(str(5000 + len(books.entries)), type_, record.number, record.day, record.party, lines)
    books.entries.append(entry)
    posts = ";".join(f"{account}={cents}" for account, cents in lines)
    amount = f"{sum(cents for _, cents in record.lines if cents > 0) / 100:.2f}"
    books.links.append({
        "transaction_id": record.id, "kind": record.kind, "generation": "1", "state": "linked",
        "quickbooks_type": entity, "quickbooks_id": entry.id, "number": record.number, "amount": amount,
        "date": record.day.isoformat(), "pushed_posts": posts, "returned_total": amount,
        "mapping_version": str(version), "pushed_at": f"{record.day}T10:00:00+00:00",
    } | changes)  # fmt: skip
    return entry


def _records() -> Iterator[Record]:
    """Sixteen bills, their receipts, and two suppliers' bills a month."""
    for month in range(12):
        first = date(2025 + (month + 6) // 12, (month + 6) % 12 + 1, 1)
        for n in range(16):
            yield from _billed(month * 16 + n, first + timedelta(days=n * 27 // 15))
        yield _supplied(month * 2, first + timedelta(days=1), "6200", 265_000, "Quay Street Property")
        yield _supplied(month * 2 + 1, first + timedelta(days=14), "6100", 38_900 + 700 * month, "Lumen Software")


def _billed(n: int, day: date) -> Iterator[Record]:
    fees, costs, notary = 84_000 + 7_300 * (n % 11), 6_400 * (n % 3), 12_000 * (n % 4 == 0)
    tax = (fees + costs + notary) // 10
    lines = [("1100", fees + costs + notary + tax), ("4000", -fees), ("4200", -notary), ("2200", -tax)]
    lines.append(("4150" if n % 6 == 5 else "4100", -costs))
    bill = record(f"b{n}", "sales_invoice", f"INV-{1000 + n}", day, CLIENTS[n % 7], tuple(lines))
    yield bill
    if n % 3 and day + timedelta(days=9) <= date(2026, 6, 30):
        paid = bill.lines[0][1]
        number = f"R{n}" if n % 2 else ""
        received = (("1000", paid), ("1100", -paid))
        yield record(f"p{n}", "sales_payment", number, day + timedelta(days=9), bill.party, received)


def _supplied(n: int, day: date, account: str, cents: int, party: str) -> Record:
    tax = cents // 10
    lines = ((account, cents), ("2200", tax), ("2000", -cents - tax))
    return record(f"s{n}", "supplier_invoice", f"S-{200 + n}", day, party, lines)


def record(identity: str, kind: str, number: str, day: date, party: str, lines: Lines) -> Record:
    """A record posted on its day; lines of nothing left out."""
    kept = tuple((account, cents) for account, cents in lines if cents)
    return Record(identity, kind, number, day, party, kept, posted_at=f"{day}T09:00:00+00:00")


def _opening(books: Books, before: list[Record]) -> Entry:
    """QuickBooks' opening balances: what the practice held at the start, balance sheet accounts alone."""
    sums: dict[str, int] = {}
    for number, cents in (line for old in before for line in old.lines):
        path = books.mapping[number][1] if number < "4000" else "Opening Balance Equity"
        sums[path] = sums.get(path, 0) + cents
    day = CONNECTED - timedelta(days=1)
    return Entry("4990", "Journal Entry", "OPEN", day, "", tuple(sums.items()), "Opening balances")


def _entry(books: Books, number: str) -> Entry:
    return next(entry for entry in books.entries if entry.number == number)


def _moved(books: Books, number: str, changes: dict[str, str]) -> None:
    entry = _entry(books, number)
    books.change(entry, lines=tuple((changes.get(account, account), cents) for account, cents in entry.lines))


def _in_quickbooks(books: Books) -> None:
    """What people did over there."""
    books.entries.remove(_entry(books, "INV-1170"))
    lowered = _entry(books, "INV-1185")
    less = {"Accounts Receivable (A/R)": -5_000, "Legal Fees": 5_000}
    books.change(lowered, lines=tuple((account, cents + less.get(account, 0)) for account, cents in lowered.lines))
    for number in ("INV-1150", "INV-1166", "INV-1181"):
        _moved(books, number, {"Legal Fees": "Consulting"})
    _moved(books, "INV-1182", {"Disbursements Recovered": "Legal Fees"})
    _moved(books, "S-217", {"Office Expenses": "Travel"})
    _moved(books, "S-221", {"Office Expenses": "Travel"})
    books.entries.append(replace(_entry(books, "INV-1188"), id="900001"))
    paid = (("Office Expenses", 8_250), ("Operating Checking", -8_250))
    books.entries.append(Entry("900002", "Expense", "", date(2026, 6, 17), "Corner Stationer", paid))
    short = _entry(books, "OPEN")
    owed = {"Accounts Receivable (A/R)": -120_000, "Opening Balance Equity": 120_000}
    books.change(short, lines=tuple((account, cents + owed.get(account, 0)) for account, cents in short.lines))


def _in_the_practice(books: Books) -> None:
    """What people did here, and what the plugin wrote down."""
    held = "mapping: Account 4900 Sundry Income has no QuickBooks account."
    closed = "period: 6200 QuickBooks' books are closed up to 31 May 2026."
    for n, day, state, error in (
        (301, date(2026, 6, 8), "held", held), (302, date(2026, 6, 22), "held", held),
        (303, date(2026, 5, 12), "held", closed), (304, date(2026, 5, 27), "held", closed),
        (305, date(2026, 6, 25), "held", "refused: 6000 QuickBooks refused the customer's name."),
        (306, date(2026, 6, 26), "uncertain", "no answer came within 60 seconds"),
        (307, date(2026, 6, 29), "waiting", ""),
    ):  # fmt: skip
        account = "4900" if error == held else "4000"
        books.outcome(books.post(_bill(n, day, account)), state, last_error=error)
    for n, day in ((311, date(2026, 2, 10)), (312, date(2026, 6, 10))):
        lines = (("6100", 12_300 + n), ("1000", -12_300 - n))
        posted = books.post(record(f"j{n}", "general_journal", f"GJ-{n}", day, "", lines))
        books.outcome(posted, "skipped", skipped_because="never_pushed_kind")
    for number, unlocked in (("INV-1168", "2026-05-20"), ("INV-1186", "2026-06-19")):
        link = next(row for row in books.links if row["number"] == number)
        link |= {"state": "unlocked", "unlocked_at": f"{unlocked}T15:00:00+00:00"}


def _bill(n: int, day: date, account: str) -> Record:
    fees = 52_000 + 900 * n
    lines = (("1100", fees + fees // 10), (account, -fees), ("2200", -(fees // 10)))
    return record(f"b{n}", "sales_invoice", f"INV-{1000 + n}", day, CLIENTS[n % 7], lines)


def _mapping() -> Iterator[dict[str, str]]:
    for version, since in ((1, CONNECTED), (2, MAPPED_ANEW)):
        head = {"version": str(version), "from_instant": f"{since}T00:00:00+00:00"}
        yield head | {"section": "setting", "host_code": "sales", "quickbooks_name": "on"}
        for number, (name, path, type_, role) in CHART.items():
            yield head | {
                "section": "tax_account" if role == "tax" else "account", "host_code": number, "host_name": name,
                "host_type": role, "quickbooks_id": number, "quickbooks_type": type_,
                "quickbooks_name": "Services" if version == 1 and number == "4000" else path,
                "trust": "yes" if role == "trust_bank" else "",
            }  # fmt: skip
