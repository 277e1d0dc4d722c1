"""Reports written by the tests themselves, in the ways of several countries and with several sets of columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

ACCRUAL = "Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ"
Line = tuple[date, str, str, str, str, int]
"""Date, type, number, name, account, cents with debit positive."""


def plain(cents: int) -> str:
    """Print an amount as QuickBooks does on lines."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


@dataclass(frozen=True)
class Country:
    """How one country's company prints: date form, the number column, totals, footer, the title of the period."""

    day: str = "%m/%d/%Y"
    number: str = "Num"
    total: Callable[[int], str] = lambda cents: f"${plain(cents)}"
    footer: str = ACCRUAL
    period: str = "January 1-December 31, 2025"
    more: Sequence[str] = field(default_factory=tuple)


US = Country()
AU = Country("%d/%m/%Y", "No.", period="1 January-31 December, 2025")
UK = Country(
    "%d/%m/%Y",
    total=lambda cents: f"£{plain(cents)}",
    footer="Accrual basis Wednesday, 31 December 2025 11:30 am GMT+00:00",
    period="1 January-31 December, 2025",
)
CA = Country(
    "%Y-%m-%d", "#", footer="Tuesday, Apr. 21, 2026 08:36:09 a.m. GMT-7 - Accrual Basis", more=("Adj",)
)  # fmt: skip
COUNTRIES = {"US": US, "AU": AU, "UK": UK, "CA": CA}

INVOICE = "Invoice"
LINES: tuple[tuple[Line, ...], ...] = (
    (
        (date(2025, 1, 5), INVOICE, "1001", "Nguyen", "Accounts Receivable (A/R)", 110_000),
        (date(2025, 1, 5), INVOICE, "1001", "Nguyen", "4100 Fees:4110 Conveyancing", -100_000),
        (date(2025, 1, 5), INVOICE, "1001", "Nguyen", "GST/HST Payable", -10_000),
    ),
    (
        (date(2025, 2, 16), "Payment", "", "Nguyen", "1101 Chequing", 50_000),
        (date(2025, 2, 16), "Payment", "", "Nguyen", "Accounts Receivable (A/R)", -50_000),
    ),
)


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as a CSV with CRLF."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def journal(
    country: Country = US,
    lines: Sequence[Sequence[Line]] = LINES,
    extra: Sequence[str] = (),
    extra_cells: Sequence[str] = (),
) -> list[list[str]]:
    """A modern Journal; `extra` columns stand last and hold the same cells on every line."""
    columns = ["Transaction date", "Transaction type", country.number, *country.more, "Name", "Memo/Description"]
    rows = [["Journal"], ["Harbour & Vale"], [country.period], []]
    rows.append(["", *columns, "Full name", "Debit", "Credit", *extra])
    before = [""] * (len(columns) + 1)
    whole = 0
    for identity, group in enumerate(lines, start=90):
        rows.append([str(identity)])
        for day, kind, number, name, account, cents in group:
            words = [f"{day:{country.day}}", kind, number, *["" for _ in country.more], name, "=1+1", account]
            sides = [plain(cents), ""] if cents > 0 else ["", plain(-cents)]
            rows.append(["", *words, *sides, *extra_cells])
        own = sum(max(line[-1], 0) for line in group)
        whole += own
        rows.append([f"Total for {identity}", *before, country.total(own), country.total(own)])
    rows.append(["", "TOTAL", *before[1:], country.total(whole), country.total(whole)])
    width = len(rows[4])
    padded = [row + [""] * (width - len(row)) if row else row for row in rows]
    return [*padded, [], [], [], [country.footer] + [""] * (width - 1)]


def general_ledger(
    groups: Sequence[tuple[str, Sequence[Line]]], printed: Callable[[int], str] = plain
) -> list[list[str]]:
    """A flat modern General Ledger: name -> lines, amounts and balances as `printed` prints them."""
    rows = [["General Ledger"], ["Harbour & Vale"], [US.period], []]
    words = ["Transaction date", "Transaction type", "Num", "Name", "Memo/Description", "Split account"]
    rows.append(["", "Distribution account", *words, "Amount", "Balance"])
    for name, lines in groups:
        balance = 0
        rows += [[name], ["", "Beginning Balance", *[""] * 7, plain(0)]]
        for day, kind, number, party, account, cents in lines:
            balance += cents
            rows.append(["", account, f"{day:{US.day}}", kind, number, party, "", "", printed(cents), printed(balance)])
        rows.append([f"Total for {name}", *[""] * 7, printed(balance), ""])
    return [*rows, [], [], [], [ACCRUAL]]
