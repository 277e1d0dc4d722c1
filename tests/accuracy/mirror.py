"""The same two books with their sides exchanged: QuickBooks as the practice ledger, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from tests.accuracy import canonical, layouts
from tests.accuracy.books import Entry, Record, Unit, mapped, moved, scaled
from tests.accuracy.chart import CHART, CLEARING, DRESSES, FEES
from tests.accuracy.firm import Firm

NUMBER_OF = {account.path: number for number, account in CHART.items() if number != CLEARING}


def changed_books(seed: int, transactions: int) -> list[Unit]:
    """Healthy units save some bills: absent on one side or the other, of another amount, account or day."""
    firm = Firm(seed)
    units = [unit for unit in firm.units(transactions) if unit.record and unit.record.kind != "bank_transfer"]
    for place in range(10):
        units.append(firm.pushed(firm.bill(FEES[0])))
        entry = units[-1].entries[0]
        lines = {2: scaled(entry.lines, 4_321), 3: moved(entry.lines, CHART[FEES[0]].path, CHART["4200"].path)}
        day = entry.day - timedelta(days=1) if place % 5 == 4 else entry.day
        units[-1].entries[0] = replace(entry, lines=lines.get(place % 5, entry.lines), day=day)
    return units


def mirrored(unit: Unit) -> Unit:
    """The unit with its record as an entry and its entry as a record; ids stay with what they name."""
    ours, theirs = unit.record, unit.entries[0]
    assert ours
    party, _, matter = theirs.name.partition(":")
    lines = tuple((NUMBER_OF[path], cents) for path, cents in theirs.lines)
    record = Record(theirs.id, ours.kind, theirs.number, theirs.day, party, matter, lines, ours.posted_at)
    name = f"{ours.party}:{ours.matter}" if ours.matter else ours.party
    return Unit(record, [Entry(ours.id, theirs.type, ours.number, ours.day, name, mapped(ours.lines))])


def compare(folder: Path, records: Sequence[Record], entries: Sequence[Entry]) -> Result:
    """Write both books without links and reconcile them."""
    folder.mkdir(parents=True)
    look = DRESSES["US"]
    balances: Counter[str] = Counter()
    for entry in entries:
        balances.update(dict(entry.lines))
    canonical.write_ledger(folder / "ledger.csv", records, look.currency)
    canonical.write_mapping(folder / "mapping.csv")
    journal = layouts.write_journal(folder / "Journal.csv", entries, look, "modern_csv")
    balance = layouts.write_trial_balance(folder / "Trial_balance.csv", balances, look)
    return reconcile(read_inputs(folder / "ledger.csv", (journal, balance), None, folder / "mapping.csv"))
