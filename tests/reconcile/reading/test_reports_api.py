"""Answers of the Reports API, saved to a file: read by column key, whatever language the titles are in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.files import refusal, write

Json = dict[str, Any]


def report(name: str, keys: list[str], rows: list[Json], **header: str) -> bytes:
    """One answer."""
    columns = [{"ColTitle": "?", "ColType": "?", "MetaData": [{"Name": "ColKey", "Value": key}]} for key in keys]
    head = {"ReportName": name, "ReportBasis": "Accrual", "StartPeriod": "2025-01-01", "EndPeriod": "2025-12-31"}
    return json.dumps(
        {"Header": {**head, **header}, "Columns": {"Column": columns}, "Rows": {"Row": rows} if rows else {}}
    ).encode()


def data(*values: str | tuple[str, str]) -> Json:
    """One row; a pair is a value and its id."""
    cells = [{"value": one} if isinstance(one, str) else {"value": one[0], "id": one[1]} for one in values]
    return {"ColData": cells, "type": "Data"}


def total(*values: str, **more: Any) -> Json:
    """A section of nothing but its total."""
    return {"Summary": {"ColData": [{"value": value} for value in values]}, "type": "Section", **more}


JOURNAL = ["tx_date", "txn_type", "doc_num", "name", "memo", "account_name", "debt_amt", "credit_amt"]
LINES = [
    data("2025-02-15", ("Invoice", "90"), "1001", "Nguyen", "", "Debtors", "110.00", ""),
    data("0-00-00", ("", "90"), "", "", "", "Fees", "", "100.00"),
    data("0-00-00", ("", "90"), "", "", "", "Tax", "", "10.00"),
    total("", "", "", "", "", "", "110.00", "110.00"),
    data("", "", "", "", "", "", "", ""),
    total("TOTAL", "", "", "", "", "", "110.00", "110.00", group="GrandTotal"),
]
LEDGER = ["tx_date", "txn_type", "doc_num", "name", "memo", "split_acc", "subt_nat_amount", "rbal_nat_amount"]


def test_a_journal_bears_quickbooks_own_ids_and_every_line_its_date(tmp_path: Path) -> None:
    read = read_quickbooks(write(tmp_path, "journal.json", report("JournalReport", JOURNAL, LINES)))
    assert (read.report, read.basis, read.period) == ("journal", "accrual", (date(2025, 1, 1), date(2025, 12, 31)))
    assert read.postings["transaction_id"].tolist() == ["90", "90", "90"]
    assert read.postings["amount_cents"].tolist() == [11000, -10000, -1000]
    assert set(read.postings["number"]) == {"1001"}
    assert set(read.postings["date"].dt.date) == {date(2025, 2, 15)}
    assert read.totals_checked == 2


def test_a_journal_whose_total_disagrees_is_refused(tmp_path: Path) -> None:
    wrong = [*LINES[:3], total("", "", "", "", "", "", "111.00", "110.00"), *LINES[4:]]
    assert "does not agree" in refusal(write(tmp_path, "j.json", report("JournalReport", JOURNAL, wrong))).problem


def test_a_ledger_s_nested_sections_give_full_account_paths(tmp_path: Path) -> None:
    line = data("2025-03-01", ("Deposit", "7"), "", "", "", "Fees", "5.00", "5.00")
    own = {"Rows": {"Row": [line]}, **total("Total for Bank", "", "", "", "", "", "5.00", "")}
    child = {
        "Header": {"ColData": [{"value": "Savings"}]},
        "Rows": {"Row": [line]},
        **total("Total for Savings", "", "", "", "", "", "5.00", ""),
    }
    whole = {
        "Header": {"ColData": [{"value": "Bank", "id": "35"}]},
        "Rows": {"Row": [own, child]},
        **total("Total for Bank with sub-accounts", "", "", "", "", "", "10.00", ""),
    }
    read = read_quickbooks(write(tmp_path, "gl.json", report("GeneralLedger", LEDGER, [whole])))
    assert read.postings["account"].tolist() == ["Bank", "Bank:Savings"]
    assert (read.signs, read.totals_checked) == ("natural", 3)


def test_the_copy_that_a_library_writes_in_camel_case_is_read_alike(tmp_path: Path) -> None:
    def camel(value: Any) -> Any:
        if isinstance(value, list):
            return [camel(one) for one in value]
        if isinstance(value, dict):
            return {key[0].lower() + key[1:]: camel(one) for key, one in value.items()}
        return value

    answer = json.dumps(camel(json.loads(report("JournalReport", JOURNAL, LINES)))).encode()
    assert len(read_quickbooks(write(tmp_path, "journal.json", answer)).postings) == 3


def test_a_report_that_was_cut_off_by_quickbooks_is_refused(tmp_path: Path) -> None:
    cut = [*LINES[:4], data("Unable to display more data. Please reduce the date range.", *[""] * 7)]
    assert "cut" in refusal(write(tmp_path, "j.json", report("JournalReport", JOURNAL, cut))).problem


def test_other_json_and_other_reports_are_refused_by_name(tmp_path: Path) -> None:
    assert "no answer" in refusal(write(tmp_path, "a.json", b'{"Invoice": {}}')).problem
    assert "not JSON" in refusal(write(tmp_path, "b.json", b'{"Header": ')).problem
    assert "'CashFlow'" in refusal(write(tmp_path, "c.json", report("CashFlow", JOURNAL, []))).problem
