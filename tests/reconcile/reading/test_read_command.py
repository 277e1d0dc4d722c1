"""`matterbooks read`: the shape that it prints, and the one line with which it refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

from matterbooks.reconcile.read_command import main_read, read_json
from tests.reconcile.reading.files import LEDGER, MODERN, SAMPLES, write

POSTING = [
    "row", "transaction_id", "date", "type", "number", "name", "memo", "account",
    "amount_cents", "debit_cents", "credit_cents",
]  # fmt: skip


def test_a_general_ledger_prints_natural_amounts_and_null_sides() -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main_read(SAMPLES / "general_ledger.csv", out=out, err=err) == 0
    found = json.loads(out.getvalue())
    assert list(found) == [
        "report", "layout", "company", "basis", "period", "currency", "totals_checked", "warnings", "postings",
    ]  # fmt: skip
    assert found["period"] == ["2025-01-01", "2025-12-31"]
    assert (found["totals_checked"], len(found["postings"]), err.getvalue()) == (4, 12, "")
    assert list(found["postings"][0]) == POSTING
    assert found["postings"][7] == {
        "row": 18, "transaction_id": "", "date": "2025-12-31", "type": "Expense", "number": "", "name": "Bank",
        "memo": "Year end fee", "account": "Savings (9873) - 1", "amount_cents": -517000,
        "debit_cents": None, "credit_cents": None,
    }  # fmt: skip


def test_a_trial_balance_prints_null_date_and_type() -> None:
    found = read_json(MODERN / "trial_balance_us.csv")
    postings = found["postings"]
    assert isinstance(postings, list)
    assert found["period"] == [None, "2025-09-08"]
    assert {(line["date"], line["type"]) for line in postings} == {(None, None)}
    assert (postings[2]["account"], postings[2]["credit_cents"]) == ("Opening Balance Equity", 50000)


def test_a_journal_and_a_ledger_print_both_sides(tmp_path: Path) -> None:
    for path in (MODERN / "journal_us.csv", write(tmp_path, "ledger.csv", LEDGER)):
        postings = json.loads(json.dumps(read_json(path)))["postings"]
        assert (postings[0]["debit_cents"], postings[0]["credit_cents"]) == (110000, 0)
        assert (postings[1]["debit_cents"], postings[1]["amount_cents"]) == (0, -100000)


def test_a_refusal_is_one_line_with_file_row_and_way_out() -> None:
    out, err = io.StringIO(), io.StringIO()
    path = SAMPLES / "trial_balance_accrual_basis.csv"
    assert main_read(path, out=out, err=err) == 2
    assert out.getvalue() == ""
    assert err.getvalue().startswith(f"{path}, row 16: ")
    assert err.getvalue().count("\n") == 1
    assert "Export the report again" in err.getvalue()


def test_without_json_a_person_reads_a_summary() -> None:
    out = io.StringIO()
    assert main_read(SAMPLES / "general_ledger.csv", as_json=False, out=out) == 0
    assert "12 postings" in out.getvalue()
    assert "warning: row 19" in out.getvalue()


def test_accounts_and_profile_are_passed_on(tmp_path: Path) -> None:
    accounts = SAMPLES / "chart_of_accounts.csv"
    sided = json.loads(json.dumps(read_json(SAMPLES / "general_ledger.csv", accounts)))["postings"]
    assert all(line["debit_cents"] is not None for line in sided)
    profile = write(tmp_path, "p.json", '{"columns": {}}')
    assert main_read(SAMPLES / "general_ledger.csv", profile=profile, out=io.StringIO(), err=io.StringIO()) == 2
