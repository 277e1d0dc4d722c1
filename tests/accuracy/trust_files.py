"""The bank's and the practice's word on clients' money for a seeded ledger, with faults, and who was overdrawn.

Everything is worked out from ledger.csv alone. The bank shows each entry of the trust account on its own day; the list
has nothing on the first day and what the entries come to on the last.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from tests.accuracy.books import money
from tests.accuracy.chart import TRUST_BANK, TRUST_LIABILITY

OPENED, CLOSED = date(2024, 12, 31), date(2025, 12, 31)
BANK_COLUMNS = ("account", "date", "kind", "statement_balance", "amount", "reference", "description")


@dataclass(frozen=True)
class TrustTruth:
    """overdrawn: matters, or clients without one, that fell below zero; charged: what the bank took by itself, in
    cents; misread: ledger id of the entry that the bank has with another amount.
    """

    bank: Path
    matters: Path
    overdrawn: frozenset[str]
    charged: int
    misread: str


def write_trust(ledger: Path, seed: int, *, faults: bool = True) -> TrustTruth:
    """Write bank.csv and matters.csv beside the ledger."""
    rows = [row for row in _rows(ledger) if OPENED.isoformat() < row["date"] <= CLOSED.isoformat()]
    chance, charged = Random(seed), -1_234 if faults else 0
    banked = [row for row in rows if row["account_number"] == TRUST_BANK]
    odd = chance.choice(banked)["transaction_id"] if faults else ""
    lines = [(row["date"], _cents(row) + (100 if row["transaction_id"] == odd else 0), row["number"]) for row in banked]
    if faults:
        lines.append(("2025-07-15", charged, "BANK CHARGE"))
    held = [row for row in rows if row["account_number"] == TRUST_LIABILITY]
    bank = _write_bank(ledger.with_name("bank.csv"), sorted(lines))
    matters = _write_matters(ledger.with_name("matters.csv"), held)
    return TrustTruth(bank, matters, _overdrawn(held), charged, odd)


def _rows(ledger: Path) -> list[dict[str, str]]:
    with ledger.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cents(row: dict[str, str]) -> int:
    return round(float(row["debit"]) * 100) - round(float(row["credit"]) * 100)


def _whose(row: dict[str, str]) -> str:
    return row["matter"] or row["party"]


def _write_bank(path: Path, lines: list[tuple[str, int, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(BANK_COLUMNS)
        writer.writerow((TRUST_BANK, OPENED, "cash_book", "0.00", "", "", ""))
        writer.writerow((TRUST_BANK, OPENED, "balance", "0.00", "", "", ""))
        writer.writerows((TRUST_BANK, day, "line", "", money(cents), words, "") for day, cents, words in lines)
        closing = sum(cents for _, cents, _ in lines)
        writer.writerow((TRUST_BANK, CLOSED, "balance", money(closing), "", "", ""))
    return path


def _write_matters(path: Path, held: list[dict[str, str]]) -> Path:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in held:
        sums[row["party"], row["matter"]] -= _cents(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Date", "Client", "Matter", "Balance"))
        writer.writerows((OPENED, client, matter, "0.00") for client, matter in sums)
        writer.writerows((CLOSED, client, matter, money(cents)) for (client, matter), cents in sums.items())
    return path


def _overdrawn(held: list[dict[str, str]]) -> frozenset[str]:
    """Who stood below zero at the end of any day."""
    days: dict[tuple[str, str], int] = defaultdict(int)
    for row in held:
        days[row["date"], _whose(row)] -= _cents(row)
    balance: dict[str, int] = defaultdict(int)
    found = set()
    for (_, whose), cents in sorted(days.items()):
        balance[whose] += cents
        if balance[whose] < 0:
            found.add(whose)
    return frozenset(found)
