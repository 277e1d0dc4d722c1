"""One company, downloaded in every form and asked for by the Reports API: our own reader reads the same from each."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading.amounts import to_cents
from matterbooks.reconcile.reading.quickbooks import read_exports, read_quickbooks
from matterbooks.reconcile.reading.workbooks import read_workbook
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.archive import export_data
from matterbooks.sandbox.exports.download import download_classic, download_csv, download_xlsx
from matterbooks.sandbox.exports.layouts import LAYOUTS
from matterbooks.sandbox.reports.api_json import to_json
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.columns import chosen
from tests.sandbox.reports.books import kept, make, sale

REPORTS = ["JournalReport", "GeneralLedger", "TrialBalance", "AccountList", "TransactionList"]
LINE = ["date", "type", "number", "name", "memo", "account", "amount_cents"]


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


def with_suppliers() -> Company:
    """The known company with a matter of a client and something owed to a supplier."""
    books = kept()
    matter = make(books, "Customer", {"DisplayName": "Ocean View", "ParentRef": {"value": "58"}, "Job": True})
    make(books, "Invoice", {"CustomerRef": {"value": matter["Id"]}, "TxnDate": "2025-08-20"}, Line=[sale("20")])
    return books


def rows_of(grid_rows: Sequence[Sequence[str]]) -> list[list[object]]:
    """Rows with amounts in cents, without trailing empty cells and empty rows."""
    rows = []
    for cells in grid_rows:
        values: list[object] = [cents if cell and (cents := to_cents(cell)) is not None else cell for cell in cells]
        while values and values[-1] == "":
            values.pop()
        if values:
            rows.append(values)
    return rows


def flat(rows: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    """The rows of a statement in the Reports API, headings and totals in place."""
    for row in rows:
        if "Header" in row:
            yield [cell["value"] for cell in row["Header"]["ColData"]]
        if "ColData" in row:
            yield [cell["value"] for cell in row["ColData"]]
        yield from flat(row.get("Rows", {}).get("Row", []))
        if "Summary" in row:
            label, *figures = [cell["value"] for cell in row["Summary"]["ColData"]]
            yield [f"Total for {label[6:]}" if label.startswith("Total ") else label, *figures]


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_workbook_holds_what_the_csv_holds_cell_by_cell(name: str) -> None:
    books = with_suppliers()
    text = download_csv(books, name).body.decode()
    sheet = read_workbook(name, download_xlsx(books, name).body)[0]
    assert rows_of(sheet.rows) == rows_of([[c.strip() for c in row] for row in csv.reader(io.StringIO(text))])


@pytest.mark.parametrize("name", ["ProfitAndLoss", "BalanceSheet", "AgedReceivables", "AgedPayables"])
def test_a_statement_says_the_same_in_the_reports_api(name: str) -> None:
    books = with_suppliers()
    answer = to_json(build(books, name), chosen(name, ""))
    printed = list(csv.reader(io.StringIO(download_csv(books, name).body.decode())))[5:]
    footer = next(place for place, row in enumerate(printed) if not row)
    assert rows_of(list(flat(answer["Rows"].get("Row", [])))) == rows_of(printed[:footer])
