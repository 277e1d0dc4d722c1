"""A small firm's trust month in plain records, with the bank's statement and the client ledgers; agrees until changed.

Amounts are cents. It knows nothing of the library: both books, bank.csv and the matter trial lists are written from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.trust.reading import read_trust
from matterbooks.reconcile.trust.result import TrustResult
from matterbooks.values import LEDGER_COLUMNS, MAPPING_COLUMNS
from tests.reconcile.planted.records import Entry, money
from tests.reconcile.planted.writers import journal, write_csv

OFFICE_BANK, TRUST_BANK, INVESTED, OWED, FEES, RECEIVABLE = "1000", "1050", "1055", "2300", "4000", "1200"
CHART = {
    OFFICE_BANK: ("Business account", "Checking", "Bank", ""),
    TRUST_BANK: ("Trust bank account", "Trust Bank", "Bank", "yes"),
    RECEIVABLE: ("Accounts receivable", "Accounts Receivable (A/R)", "Accounts Receivable", ""),
    OWED: ("Trust liabilities", "Trust Liability", "Other Current Liability", "yes"),
    FEES: ("Legal fees", "Legal Fees", "Income", ""),
}
CLIENTS = {"M1": "Amelia Hartwell", "M2": "Patrick Delaney", "M3": "Grace Okafor", "": "Our own money"}
OPENING = {"M1": 500_000, "M2": 200_000, "M3": 100_000}
START, END = date(2026, 10, 1), date(2026, 10, 31)
TYPES = {"trust_receipt": "Deposit", "trust_payment": "Expense", "trust_office_transfer": "Transfer"}


def october(day: int) -> date:
    """A day of the month that is reconciled."""
    return date(2026, 10, day)


@dataclass(frozen=True)
class Move:
    """One trust record; lines: account, matter ("" for none), cents (debit positive)."""

    id: str
    kind: str
    number: str
    day: date
    lines: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class BankLine:
    """One line of the trust bank's statement."""

    day: date
    cents: int
    reference: str = ""
    description: str = ""


@dataclass
class Office:
    """Everything that the accountant has in the folder; `list` holds the closing client ledgers, None for as booked."""

    moves: list[Move] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    list: dict[str, int] | None = None

    def book(self, move: Move) -> Move:
        """Post a record in the practice, and what it becomes in QuickBooks."""
        self.moves.append(move)
        sums: dict[str, int] = {}
        for account, _, cents in move.lines:
            sums[CHART[account][1]] = sums.get(CHART[account][1], 0) + cents
        name = next((CLIENTS[matter] for _, matter, _ in move.lines if matter), "")
        lines = tuple((path, cents) for path, cents in sums.items() if cents)
        kind = TYPES.get(move.kind, "Journal Entry")
        if move.kind == "trust_transfer":
            lines = tuple((CHART[account][1], cents) for account, _, cents in move.lines)
        self.entries.append(Entry(str(9000 + len(self.entries)), kind, move.number, move.day, name, lines))
        return move

    def banked(self, move: Move, days: int = 1, reference: str = "", description: str = "") -> None:
        """The bank shows a record some days later."""
        cents = sum(cents for account, _, cents in move.lines if account == TRUST_BANK)
        self.bank.append(BankLine(move.day + timedelta(days=days), cents, reference, description))

    def change(self, move: Move, **changes: object) -> None:
        """Key a record otherwise in the practice, and in QuickBooks what comes of it."""
        place = self.moves.index(move)
        del self.moves[place]
        entry = self.entries.pop(place)
        self.book(replace(move, **changes))  # type: ignore[arg-type]
        self.moves.insert(place, self.moves.pop())
        self.entries.insert(place, replace(self.entries.pop(), id=entry.id))

    def named(self, number: str) -> Move:
        """The record of this number."""
        return next(move for move in self.moves if move.number == number)


def receipt(number: str, day: int, matter: str, cents: int, bank: str = TRUST_BANK) -> Move:
    """Money of a client."""
    return Move(f"r{number}", "trust_receipt", number, october(day), ((bank, "", cents), (OWED, matter, -cents)))


def payment(number: str, day: int, matter: str, cents: int) -> Move:
    """Money paid out for a client."""
    return Move(f"p{number}", "trust_payment", number, october(day), ((OWED, matter, cents), (TRUST_BANK, "", -cents)))


def transfer(number: str, day: int, source: str, target: str, cents: int) -> Move:
    """Money from one matter to another: the bank does not move."""
    return Move(f"t{number}", "trust_transfer", number, october(day), ((OWED, source, cents), (OWED, target, -cents)))


def clean() -> Office:
    """Receipts, two of them banked as one, payments, one matter to matter, and both kinds of uncleared item."""
    office = Office()
    office.banked(office.book(receipt("TR-1001", 2, "M1", 120_000)), description="DEPOSIT HARTWELL")
    first, second = office.book(receipt("TR-1002", 5, "M2", 30_000)), office.book(receipt("TR-1003", 5, "M3", 45_000))
    office.bank.append(BankLine(october(6), 75_000, "", "BRANCH DEPOSIT"))
    assert first.day == second.day
    office.banked(office.book(payment("TPAY-1004", 8, "M1", 200_000)), days=7, reference="1004")
    office.book(transfer("TT-1005", 12, "M1", "M2", 40_000))
    office.banked(office.book(payment("TPAY-1006", 16, "M2", 55_000)), description="PATRICK DELANEY")
    office.banked(office.book(receipt("TR-1007", 20, "M2", 7_310)), days=0)
    office.book(payment("TPAY-1008", 30, "M3", 33_300))
    office.book(receipt("TR-1009", 31, "M1", 64_000))
    return office


def client_balances(office: Office) -> dict[str, int]:
    """What each matter holds at the end of the month, by the opening list and the records."""
    held = dict(OPENING)
    for move in office.moves:
        for account, matter, cents in move.lines:
            if account == OWED:
                held[matter] = held.get(matter, 0) - cents
    return held


def bank_csv(office: Office, *, lines: bool = True) -> str:
    """bank.csv: the balances of both ends, and each line."""
    rows = ["account,date,kind,statement_balance,amount,reference,description"]
    opening = sum(OPENING.values())
    rows.append(f"{TRUST_BANK},2026-09-30,balance,{money(opening)},,,")
    for line in office.bank if lines else []:
        rows.append(f"{TRUST_BANK},{line.day},line,,{money(line.cents)},{line.reference},{line.description}")
    closing = opening + sum(line.cents for line in office.bank)
    rows.append(f"{TRUST_BANK},2026-10-31,balance,{money(closing)},,,")
    return "\n".join(rows) + "\n"


def matters_csv(office: Office) -> str:
    """Both matter trial lists in one file."""
    rows = ["Date,Client,Matter,Balance"]
    closing = client_balances(office) if office.list is None else office.list
    for day, held in (("2026-09-30", OPENING), ("2026-10-31", closing)):
        rows += [f"{day},{CLIENTS[matter]},{matter},{money(cents)}" for matter, cents in held.items()]
    return "\n".join(rows) + "\n"


def write(office: Office, folder: Path) -> Path:
    """Every file of the month."""
    write_csv(folder / "ledger.csv", LEDGER_COLUMNS, [row for move in office.moves for row in _ledger_rows(move)])
    write_csv(folder / "mapping.csv", MAPPING_COLUMNS, _mapping_rows())
    (folder / "journal.csv").write_bytes(journal(office.entries, period="October 1-31, 2026").encode())
    (folder / "bank.csv").write_text(bank_csv(office), encoding="utf-8")
    (folder / "matters.csv").write_text(matters_csv(office), encoding="utf-8")
    return folder


def run(office: Office, folder: Path, *, bank: bool = True, matters: bool = True, jurisdiction: str = "") -> Result:
    """Write everything and reconcile it, with or without the bank's and the client ledgers' files."""
    write(office, folder)
    given = read_trust([folder / "bank.csv"] if bank else [], [folder / "matters.csv"] if matters else [], jurisdiction)
    paths = folder / "ledger.csv", [folder / "journal.csv"], None, folder / "mapping.csv", None
    return reconcile(read_inputs(*paths, START, END, trust=given))


def trust_of(result: Result) -> TrustResult:
    """The trust part of a run."""
    assert result.trust is not None
    return result.trust


def _ledger_rows(move: Move) -> list[dict[str, str]]:
    client = next((CLIENTS[matter] for _, matter, _ in move.lines if matter), "")
    return [
        {
            "transaction_id": move.id, "kind": move.kind, "number": move.number, "date": move.day.isoformat(),
            "party": CLIENTS[matter] if matter else client, "matter": matter, "account_number": account,
            "account_name": CHART[account][0], "debit": money(max(cents, 0)), "credit": money(max(-cents, 0)),
            "currency": "AUD", "posted_at": f"{move.day.isoformat()}T09:00:00+00:00",
        }
        for account, matter, cents in move.lines
    ]  # fmt: skip


def _mapping_rows() -> list[dict[str, str]]:
    return [
        {
            "version": "1", "from_instant": "2026-09-01T00:00:00+00:00", "section": "account", "host_code": number,
            "host_name": name, "quickbooks_id": number, "quickbooks_name": path, "quickbooks_type": type_,
            "trust": trust,
        }
        for number, (name, path, type_, trust) in CHART.items()
    ]  # fmt: skip
