"""The steps of the demonstration after the administrator's: post the month, wait for the push, compare both books."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import requests
from tqdm import tqdm

from matterbooks.demo.database import db
from matterbooks.demo.mounting import books
from matterbooks.demo.seed import MONTH_LENGTH, month
from matterbooks.demo.tour.trust_files import write_bank, write_matters
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.trust.reading import read_trust
from matterbooks.reconcile.workbook import write_workbook

LOOK_AGAIN_SECONDS = 0.5
TRUST_RULES = "AU-NSW"
BAR = {"leave": False, "mininterval": 0.5}


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, as first and last day."""

    first: dt.date
    last: dt.date

    @classmethod
    def before(cls, today: dt.date) -> Month:
        """The last whole month, which is what an accountant closes."""
        last = today.replace(day=1) - dt.timedelta(days=1)
        return cls(last.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def post(period: Month) -> int:
    """Post the month's records in the practice, one unit of work each; gives how many."""
    posting = month(db.session(), books, today=period.last, clock=lambda: dt.datetime.now(dt.UTC))
    return sum(1 for _ in tqdm(posting, "Posting the month", total=MONTH_LENGTH, unit="record", **BAR))


def wait_for_push(firm: str) -> None:
    """Watch the queue until nothing is on its way any more; it may still grow while it is planned."""
    most = left = books.status(firm).on_the_way
    with tqdm(total=most, desc="Pushing to QuickBooks", unit="record", **BAR) as bar:
        while left:
            sleep(LOOK_AGAIN_SECONDS)
            left = books.status(firm).on_the_way
            bar.total = most = max(most, left)
            bar.n = most - left
            bar.refresh()


def download(quickbooks: str, period: Month, folder: Path) -> list[Path]:
    """What the accountant downloads from QuickBooks: the Journal of the month, and the trial balance at its end."""
    realm = requests.get(f"{quickbooks}/sandbox/companies", timeout=10).json()[0]["realmId"]
    asked = {"start": period.first.isoformat(), "end": period.last.isoformat()}
    return [_save(quickbooks, realm, name, asked, folder) for name in ("JournalReport", "TrialBalance")]


def _save(quickbooks: str, realm: str, name: str, asked: dict[str, str], folder: Path) -> Path:
    answer = requests.get(f"{quickbooks}/app/{realm}/reports/{name}.csv", params=asked, timeout=30)
    answer.raise_for_status()
    path = folder / f"{name}.csv"
    path.write_bytes(answer.content)
    return path


def compare(firm: str, period: Month, quickbooks: Sequence[Path], folder: Path) -> Result:
    """Export the practice's own files, reconcile, and write the workbook beside them."""
    books.export(firm, folder, period.first, period.last)
    bank = write_bank(db.session(), period.first, period.last, folder)
    matters = write_matters(db.session(), (period.first - dt.timedelta(days=1), period.last), folder)
    inputs = read_inputs(
        folder / "ledger.csv",
        quickbooks,
        links=folder / "links.csv",
        mapping=folder / "mapping.csv",
        books=folder / "books.json",
        start=period.first,
        end=period.last,
        trust=read_trust([bank], [matters], TRUST_RULES),
    )
    result = reconcile(inputs)
    write_workbook(result, folder / "reconciliation.xlsx")
    return result
