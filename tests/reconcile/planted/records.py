"""A small law firm's month, and the QuickBooks company that it was pushed to, as plain records of both sides.

Knows nothing of the matcher: amounts are cents, the two sides are written by `writers`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

CHART = {
    "1000": ("Operating Account", "Operating Checking", "Bank"),
    "1100": ("Accounts Receivable", "Accounts Receivable (A/R)", "Accounts Receivable"),
    "2200": ("GST Payable", "GST Payable", "Other Current Liability"),
    "4000": ("Professional Fees", "Legal Fees", "Income"),
    "4100": ("Disbursements Recovered", "Legal Fees:Disbursements Recovered", "Income"),
    "1200": ("Trust Account", "Trust Checking", "Bank"),
    "2100": ("Trust Liability", "Trust Liability", "Other Current Liability"),
}
"""Account number -> name in the practice ledger, path and type in QuickBooks."""

UNMAPPED = {"4900": "Sundry Income", "6100": "Software"}
"""Accounts of the practice ledger that nobody mapped."""

CLIENTS = ("Harbour & Sons Pty Ltd", "Quince, Adela", "O'Dowd Estates", "Meridian Freight Ltd", "Zhou Family")
START = "2026-02-20T00:00:00+00:00"
TYPES = {"sales_invoice": "Invoice", "sales_credit_note": "Credit Memo", "sales_payment": "Payment"}
ENTITIES = {"Invoice": "Invoice", "Credit Memo": "CreditMemo", "Payment": "Payment", "Transfer": "Transfer"}


@dataclass(frozen=True)
class Record:
    """One transaction of the practice ledger; lines: account number, cents (debit positive)."""

    id: str
    kind: str
    number: str
    day: date
    party: str
    lines: tuple[tuple[str, int], ...]
    posted_at: str = "2026-03-01T09:00:00+00:00"
    applied_to: str = ""
    division: str = ""


@dataclass(frozen=True)
class Entry:
    """One QuickBooks transaction; lines: account path, cents (debit positive)."""

    id: str
    type: str
    number: str
    day: date
    name: str
    lines: tuple[tuple[str, int], ...]
    memo: str = ""


@dataclass
class Books:
    """Both sides and what the plugin knows; every list can be changed to plant a fault."""

    records: list[Record] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    mapping: dict[str, tuple[str, str, str]] = field(default_factory=lambda: dict(CHART))
    switches: list[dict[str, str]] = field(default_factory=lambda: [{"switch": "sales", "on": START, "off": ""}])

    def post(self, record: Record) -> Record:
        """Add a record to the practice ledger, and nothing else."""
        self.records.append(record)
        return record

    def push(self, record: Record) -> Entry:
        """Post a record, add what it becomes in QuickBooks, and link the two."""
        self.post(record)
        lines = summed([(self.mapping[number][1], cents) for number, cents in record.lines])
        entry = Entry(str(5000 + len(self.entries)), TYPES[record.kind], record.number, record.day, record.party, lines)
        self.entries.append(entry)
        self.link(record, entry)
        return entry

    def link(self, record: Record, entry: Entry, **changes: str) -> None:
        """Add a row of links.csv for a record that became an entry."""
        posts = ";".join(f"{account}={cents}" for account, cents in entry.lines)
        row = {
            "transaction_id": record.id, "kind": record.kind, "part": "", "generation": "1", "state": "linked",
            "quickbooks_type": ENTITIES[entry.type], "quickbooks_id": entry.id, "number": record.number,
            "amount": money(debits(record.lines)), "date": record.day.isoformat(), "pushed_posts": posts,
            "returned_total": money(debits(record.lines)), "mapping_version": "2", "pushed_at": record.posted_at,
        }  # fmt: skip
        self.links.append(row | changes)

    def outcome(self, record: Record, state: str, *, skipped_because: str = "", last_error: str = "") -> None:
        """Add a row of links.csv for a record that did not reach QuickBooks."""
        self.links.append({
            "transaction_id": record.id, "kind": record.kind, "generation": "1", "state": state,
            "number": record.number, "date": record.day.isoformat(), "skipped_because": skipped_because,
            "last_error": last_error,
        })  # fmt: skip

    def change(self, entry: Entry, **changes: object) -> Entry:
        """Edit an entry in QuickBooks, as a person would; the link keeps what was pushed."""
        edited = replace(entry, **changes)  # type: ignore[arg-type]
        self.entries[self.entries.index(entry)] = edited
        return edited


def summed(lines: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """One line per account, as an invoice is summarised when it is pushed."""
    sums: dict[str, int] = {}
    for account, cents in lines:
        sums[account] = sums.get(account, 0) + cents
    return tuple(sums.items())


def debits(lines: tuple[tuple[str, int], ...]) -> int:
    """The sum of the debits, in cents."""
    return sum(cents for _, cents in lines if cents > 0)


def money(cents: int) -> str:
    """`-1234.50`."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def invoice(n: int, *, fees: int, costs: int = 0, account: str = "4000") -> Record:
    """A bill with two fee lines, perhaps a disbursement, and a tenth of tax."""
    tax = (fees + costs) // 10
    lines = [("1100", fees + costs + tax), (account, -(fees // 3)), (account, -(fees - fees // 3)), ("2200", -tax)]
    if costs:
        lines.insert(3, ("4100", -costs))
    day = date(2026, 3, 1) + timedelta(days=(n + 11) % 28)
    return Record(f"b{n}", "sales_invoice", f"INV-{1000 + n}", day, CLIENTS[n % len(CLIENTS)], tuple(lines))


def payment(of: Record, cents: int | None = None, number: str = "") -> Record:
    """A payment of a bill, of all of it unless told."""
    paid = debits(of.lines) if cents is None else cents
    lines = (("1000", paid), ("1100", -paid))
    day = of.day + timedelta(days=2)
    return Record(f"p{of.id[1:]}", "sales_payment", number, day, of.party, lines, applied_to=of.id)


def month(size: int = 24) -> Books:
    """Bills, a payment for every other bill and a credit note for every eighth, all pushed, and the skipped kinds."""
    books = Books()
    for n in range(1, size + 1):
        bill = invoice(n, fees=30_000 + 1_700 * n, costs=4_500 if n % 3 == 0 else 0)
        books.push(bill)
        if n % 2 == 0:
            books.push(payment(bill, number=f"R{n}" if n % 4 == 0 else ""))
        if n % 8 == 0:
            back = (("1100", -5_500), ("4000", 5_000), ("2200", 500))
            books.push(Record(f"c{n}", "sales_credit_note", f"CN-{n}", bill.day, bill.party, back))
    return books
