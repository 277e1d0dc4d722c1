"""Reconciling beside what others use for it, on the same files in the same run: seconds, peak memory, accuracy.

Each figure is a process of its own, the median of some runs; the ratio is to ours, above 1 where we are better. We
read, prove the files' own totals, match, tell causes and prove the residue; the others read and match. What is promised
stands beside our figure.
"""

from __future__ import annotations

import csv
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import xlsxwriter

from tests.accuracy.faults import KINDS
from tests.accuracy.generate import generate
from tests.benchmarks import big_ledgers
from tests.benchmarks.reconciliation_baselines import BASELINES
from tests.benchmarks.reconciliation_child import KEY, OUR_READER, OURS, READERS, WORKBOOK

SEED, FAULTS = 31, 20
"""Of the seeded ledger; faults of each kind. The files' dates stay inside the year that their titles state."""
NOT_IN_THE_FILES = ("wrong invoice", "part paid", "on transfers")
"""Kinds of fault that the two files do not show, or show of no transaction: nobody could be scored on them."""
ROWS_EACH = 6
"""Of a transaction in the Journal: its id, four lines, its total."""
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Promise:
    """The most that our run may take."""

    seconds: float
    megabytes: float | None = None

    def told(self, took: Told) -> str:
        """In words, with whether it is kept."""
        kept = took["seconds"] < self.seconds and took["megabytes"] < (self.megabytes or float("inf"))
        memory = f", {self.megabytes:.0f} MB" if self.megabytes else ""
        return f"target < {self.seconds:g} s{memory}: {'kept' if kept else 'MISSED'}"


def figures(folder: Path, transactions: int, big: int, rows: int, runs: int = 3) -> Iterator[str]:
    """Print-ready lines: two seeded ledgers, the big pair (0 leaves it out) and a workbook of this many rows."""
    for harmless in (False, True):
        seeded = folder / f"seeded-{harmless}"
        yield seeded_ledger(seeded, transactions, harmless=harmless)
        yield from _table((OURS, *BASELINES), seeded, runs, Promise(1.0) if transactions == 20_000 else None)
    if big:
        pair = folder / "big"
        yield big_pair(pair, big)
        yield from _table((OURS, *BASELINES), pair, 1, Promise(5.0, 2_000.0) if big == 250_000 else None)
    yield workbook(folder / "workbook", rows)
    yield from _table(tuple(READERS), folder / "workbook", runs, None)


def seeded_ledger(folder: Path, transactions: int, *, harmless: bool) -> str:
    """Write a seeded ledger and its key; answer what it is. No links are used: they would tell which is which."""
    shown = [kind.name for kind in KINDS if kind.name not in NOT_IN_THE_FILES]
    truth = generate(folder, SEED, transactions, faults=FAULTS, harmless=harmless, links=False, only=shown)
    (folder / KEY).write_bytes(pickle.dumps(truth))
    how = "numbers, names and lines written differently" if harmless else "written alike"
    return f"{transactions:,} seeded transactions, {len(truth.faults)} faults, {how}"


def big_pair(folder: Path, transactions: int) -> str:
    """Write a pair of four lines a transaction that agrees; answer what it is."""
    folder.mkdir()
    big_ledgers.write_ledger(folder / "ledger.csv", transactions)
    big_ledgers.write_journal(folder / "Journal.csv", transactions)
    big_ledgers.write_mapping(folder / "mapping.csv")
    return f"{transactions * 4:,} x {transactions * 4:,} lines from CSV, {transactions:,} transactions that agree"


def workbook(folder: Path, rows: int) -> str:
    """Write a Journal of about so many rows as a workbook with typed amounts; answer what it is."""
    folder.mkdir()
    big_ledgers.write_journal(folder / "Journal.csv", max(rows // ROWS_EACH, 1))
    with xlsxwriter.Workbook(str(folder / WORKBOOK)) as book:
        sheet, written = book.add_worksheet("Sheet1"), 0
        with (folder / "Journal.csv").open(encoding="utf-8", newline="") as file:
            for written, row in enumerate(csv.reader(file)):
                for column, cell in enumerate(row):
                    amount = column > 6 and cell[-1:].isdigit()
                    value = float(cell.replace("$", "").replace(",", "")) if amount else cell
                    sheet.write(written, column, value) if value != "" else None
    return f"XLSX of {written + 1:,} rows"


def run(name: str, folder: Path, runs: int = 1) -> Told:
    """What a reconciler tells of a folder; seconds and megabytes are medians."""
    command = [sys.executable, "-m", "tests.benchmarks.reconciliation_child", name, str(folder)]
    each = [_answer(name, command) for _ in range(runs)]
    return {**each[-1], **{figure: median(one[figure] for one in each) for figure in ("seconds", "megabytes")}}


def _answer(name: str, command: Sequence[str]) -> Told:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr[-2_000:]}")
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def _table(names: Sequence[str], folder: Path, runs: int, promise: Promise | None) -> Iterator[str]:
    found = "".join(f"{what + ' P / R':17}" for what in ("links", "faults", "causes")) if names[0] == OURS else "found"
    yield f"  {'':17}{'seconds':>9}{'ratio':>7}{'MB':>7}{'ratio':>7}   {found}".rstrip()
    mine: Told = {}
    for name in names:
        took = run(name, folder, runs)
        mine = took if name in (OURS, OUR_READER) else mine
        pace, room = (took[figure] / mine[figure] for figure in ("seconds", "megabytes"))
        line = f"  {name:17}{took['seconds']:9.2f}{pace:7.2f}{took['megabytes']:7.0f}{room:7.2f}   {_found(took)}"
        yield line.rstrip() + (f"   {promise.told(took)}" if promise and took is mine else "")


def _found(took: Told) -> str:
    if "links" in took:
        return "".join(f"{_both(took[what]):17}" for what in ("links", "faults", "causes"))
    if "rows" in took:
        return f"{took['rows']:,} rows"
    return f"{took['pairs']:,} pairs, {took['exceptions']:,} exceptions"


def _both(figure: Sequence[float] | None) -> str:
    return " / ".join(f"{each:.4f}" for each in figure) if figure else "-"
