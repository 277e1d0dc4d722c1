"""A month of the office: export it, compare it, tick in its workbook, and carry that out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from matterbooks.actions.carrying import Outcome, carry_out
from matterbooks.actions.planning import Planned, plan
from matterbooks.export import export
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.ticked import Ticked, read_actions
from matterbooks.reconcile.workbook import write_workbook
from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.period import Period
from tests.actions.ticking import Step, ticked
from tests.push.office import FIRM, Office

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


class Month:
    """The accountant's side of the office."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self._folder = folder
        self._runs = itertools.count(1)

    def compare(self) -> tuple[Result, Path]:
        """Export, download and reconcile; the result and its workbook."""
        folder = self._folder / f"run{next(self._runs)}"
        export(self.office.context, FIRM, folder, *MARCH)
        journal = folder / "journal.csv"
        company = self.office.sandbox.company(self.office.realm)
        journal.write_bytes(download_csv(company, "JournalReport", Period(*MARCH)).body)
        inputs = read_inputs(
            folder / "ledger.csv", [journal], folder / "links.csv", folder / "mapping.csv", folder / "books.json",
            *MARCH,
        )  # fmt: skip
        result = reconcile(inputs)
        return result, write_workbook(result, folder / "month.xlsx")

    def tick(self, *steps: Step) -> Path:
        """Compare, and tick in the workbook."""
        return ticked(self.compare()[1], *steps)

    def read(self, workbook: Path) -> tuple[Ticked, list[Planned]]:
        """What was ticked, and what would be done."""
        found = read_actions(workbook)
        return found, plan(self.office.context, found)

    def carry_out(self, workbook: Path) -> dict[str, Outcome]:
        """Do it; the practice's id -> what became of it."""
        outcomes = carry_out(self.office.context, self.read(workbook)[1], "ana")
        return {each.planned.row.ledger_id: each for each in outcomes}

    def causes(self) -> Mapping[str, tuple[str, ...]]:
        """Cause -> the practice's ids, of a comparison made now."""
        return {finding.cause: finding.ledger_ids for finding in self.compare()[0].findings}
