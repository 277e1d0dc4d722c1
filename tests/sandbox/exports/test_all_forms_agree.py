"""One company, downloaded in every form and asked for by the Reports API: our own reader reads the same from each."""

import json
from pathlib import Path

import pandas as pd
import pytest

from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading.quickbooks import read_exports, read_quickbooks
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.archive import export_data
from matterbooks.sandbox.exports.download import download_classic, download_csv, download_xlsx
from matterbooks.sandbox.reports.api_json import to_json
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.columns import chosen
from tests.sandbox.reports.books import kept

REPORTS = ["JournalReport", "GeneralLedger", "TrialBalance", "AccountList"]
LINE = ["date", "type", "number", "name", "account", "amount_cents"]


def forms(books: Company, name: str, folder: Path) -> dict[str, ReadFile]:
    """The report as our reader reads it from each form."""
    answer = json.dumps(to_json(build(books, name), chosen(name, ""))).encode()
    files = {
        "modern.csv": download_csv(books, name).body,
        "modern.xlsx": download_xlsx(books, name).body,
        "classic.xlsx": download_classic(books, name).body,
        "api.json": answer,
    }
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return {file: read_quickbooks(folder / file) for file in files}


def lines(read: ReadFile) -> pd.DataFrame:
    """Its lines, without what a form does not print."""
    frame = read.postings[LINE].copy()
    frame["type"] = frame["type"].str.lower()
    return frame.reset_index(drop=True)


@pytest.mark.parametrize("name", REPORTS)
def test_every_form_of_a_report_says_the_same_line_by_line(name: str, tmp_path: Path) -> None:
    read = forms(kept(), name, tmp_path)
    plain = lines(read["modern.csv"])
    assert len(plain) > 2
    for form in ("modern.xlsx", "classic.xlsx", "api.json"):
        pd.testing.assert_frame_equal(lines(read[form]), plain, obj=form)
    assert {one.layout for form, one in read.items() if form.startswith("classic")} == {"classic"} or name in {
        "TrialBalance",
        "AccountList",
    }


def test_the_archive_is_read_report_by_report(tmp_path: Path) -> None:
    books = kept()
    path = tmp_path / "export.zip"
    path.write_bytes(export_data(books).body)
    read = {one.report: one for one in read_exports(path)}
    assert set(read) == {"journal", "general_ledger", "trial_balance"}
    balances = read["journal"].postings.groupby("account")["amount_cents"].sum()
    printed = read["trial_balance"].postings.set_index("account")["amount_cents"]
    assert balances[balances != 0].sort_index().to_dict() == printed[printed != 0].sort_index().to_dict()
