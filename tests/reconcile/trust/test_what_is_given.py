"""Lists, openings and accounts: whatever was given is used, whatever was not is said, and nothing is mistaken."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reconcile_command import main
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.trust.matters_csv import read_matters
from matterbooks.reconcile.trust.reading import read_trust
from tests.reconcile.trust.office import END, START, bank_csv, clean, matters_csv, trust_of, write


def compared(folder: Path, bank: list[str], matters: list[str], *, mapping: bool = True) -> Result:
    """The clean month with other files for the bank and the client ledgers."""
    write(clean(), folder)
    chosen = folder / "mapping.csv" if mapping else None
    paths = folder / "ledger.csv", [folder / "journal.csv"], None, chosen, None
    given = read_trust([_at(folder, text) for text in bank], [_at(folder, text) for text in matters])
    return reconcile(read_inputs(*paths, START, END, trust=given))


def _at(folder: Path, text: str) -> str:
    name, equals, path = text.partition("=")
    return f"{name}={folder / path}" if equals else str(folder / text)


def lists(text: str, day: str) -> str:
    """One day's list, without the column that tells the day."""
    rows = [row for row in text.splitlines()[1:] if row.startswith(day)]
    return "\n".join(["Client,Matter,Balance", *(row.partition(",")[2] for row in rows)]) + "\n"


def test_with_the_closing_list_alone_openings_are_carried_back(tmp_path: Path) -> None:
    (tmp_path / "closing.csv").write_text(lists(matters_csv(clean()), "2026-10-31"), encoding="utf-8")
    trust = trust_of(compared(tmp_path, ["bank.csv"], ["2026-10-31=closing.csv"]))
    assert {ledger.matter: ledger.opening for ledger in trust.clients}["M1"] == 500_000
    assert trust.total.adjusted == trust.total.cash_book == trust.total.clients
    assert trust.findings == ()


def test_a_list_without_a_day_is_taken_as_of_the_end_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "closing.csv").write_text(lists(matters_csv(clean()), "2026-10-31"), encoding="utf-8")
    trust = trust_of(compared(tmp_path, ["bank.csv"], ["closing.csv"]))
    assert any("names no day" in note for note in trust.notes)
    assert trust.findings == ()


def test_without_lists_the_cash_book_opens_with_the_statement_and_that_is_said(tmp_path: Path) -> None:
    trust = trust_of(compared(tmp_path, ["bank.csv"], []))
    assert trust.total.adjusted == trust.total.cash_book
    assert "on the assumption that bank and cash book agreed" in trust.total.opened
    assert any("No matter trial list" in text for text in trust.not_examined)


def test_without_a_mapping_trust_accounts_are_told_by_name_and_use(tmp_path: Path) -> None:
    trust = trust_of(compared(tmp_path, ["bank.csv"], ["matters.csv"], mapping=False))
    assert [row.account for row in trust.accounts] == ["1050 Trust bank account"]
    assert trust.total.adjusted == trust.total.cash_book == trust.total.clients


def test_the_only_statement_is_that_of_the_only_trust_bank_whatever_the_bank_calls_it(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    text = (tmp_path / "bank.csv").read_text(encoding="utf-8").replace("1050,", "062-000 12345678,")
    (tmp_path / "other.csv").write_text(text, encoding="utf-8")
    assert trust_of(compared(tmp_path, ["other.csv"], ["matters.csv"])).findings == ()


def test_a_statement_of_two_accounts_of_which_one_is_unknown_is_refused_with_the_row(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    rows = (tmp_path / "bank.csv").read_text(encoding="utf-8") + "9999,2026-10-31,balance,5.00,,,\n"
    (tmp_path / "two.csv").write_text(rows + "8888,2026-10-31,balance,5.00,,,\n", encoding="utf-8")
    with pytest.raises(FileRefusedError, match="'9999' is no trust bank of the practice") as caught:
        compared(tmp_path, ["two.csv"], [])
    assert caught.value.row == len(rows.splitlines())
    assert "--bank NUMBER=FILE" in str(caught.value)


def test_a_list_whose_total_does_not_agree_is_refused_with_the_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Matter No,Client Name,Client Balance\nM1,Smith,100.00\nTotal,,150.00\n", encoding="utf-8")
    with pytest.raises(FileRefusedError, match=r"the total 150\.00 does not agree") as caught:
        read_matters(path)
    assert caught.value.row == 3


def test_a_list_with_debit_and_credit_columns_and_a_title_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "Trust trial balance,,,\nMatter,Participant,Client Debit,Client Credit\nM1,Smith,,100.00\nM2,Jones,7.50,\n"
    path.write_text(f"{rows}Total,,,92.50\n", encoding="utf-8")
    found = read_matters(path, date(2026, 10, 31))
    assert [(row.matter, row.client, row.cents) for row in found.rows] == [
        ("M1", "Smith", 10_000),
        ("M2", "Jones", -750),
    ]
    assert found.file.totals_checked == 1
    assert found.file.columns["credit"] == "Client Credit"


def test_a_list_that_prints_credits_negative_is_read_as_money_held_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Matter,Balance\nM1,-100.00\nM2,-5.00\nM3,2.00\n", encoding="utf-8")
    found = read_matters(path)
    assert [row.cents for row in found.rows] == [10_000, 500, -200]
    assert "money held" in found.file.warnings[0]


def test_the_command_takes_bank_lists_and_jurisdiction(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    out, err = io.StringIO(), io.StringIO()
    status = main(
        tmp_path / "ledger.csv", [tmp_path / "journal.csv"], mapping=tmp_path / "mapping.csv", start=START, end=END,
        bank=[f"1050={tmp_path / 'bank.csv'}"], matters=[str(tmp_path / "matters.csv")], jurisdiction="nz",
        out=tmp_path / "w.xlsx", json_path=tmp_path / "f.json", to=out, errors=err,
    )  # fmt: skip
    assert (status, err.getvalue()) == (0, "")
    assert "Bank and trust cash books agree." in out.getvalue().splitlines()
    told = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["trust"]
    assert told["total"]["adjusted"] == told["total"]["cash_book"] == 778_010
    assert [due["until"] for due in told["due"]] == ["2026-11-13"]


def september_cheque(folder: Path, *, listed: bool) -> Result:
    """A cheque of September, in the cash book's opening balance, that the bank shows in October."""
    write(clean(), folder)
    rows = bank_csv(clean()).splitlines()
    rows[1] = "1050,2026-09-30,balance,8500.00,,,"
    rows.insert(2, "1050,2026-10-03,line,,-500.00,000980,CHEQUE 980")
    if listed:
        rows.append("1050,2026-09-28,uncleared,,-500.00,980,Cheque to the court")
    (folder / "september.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return compared(folder, ["september.csv"], ["matters.csv"])


def test_a_cheque_of_an_earlier_month_clears_what_the_earlier_reconciliation_named(tmp_path: Path) -> None:
    trust = trust_of(september_cheque(tmp_path, listed=True))
    assert trust.findings == ()
    assert trust.total.adjusted == trust.total.cash_book


def test_one_that_nobody_named_is_told_with_the_way_to_name_it(tmp_path: Path) -> None:
    found = trust_of(september_cheque(tmp_path, listed=False)).findings
    assert sum("-500.00" in finding.evidence for finding in found) == 1
    opening = next(finding for finding in found if "opening difference, 500.00" in finding.evidence)
    assert "uncleared" in opening.mend


def test_an_item_that_stays_uncleared_is_carried_with_its_age(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    *rows, last = bank_csv(clean()).replace("8000.00", "8500.00").splitlines()
    closing = last.replace("7473.10", "7973.10")
    assert closing != last
    text = "\n".join([*rows, closing, "1050,2026-03-02,uncleared,,-500.00,980,Never cashed"]) + "\n"
    (tmp_path / "old.csv").write_text(text, encoding="utf-8")
    trust = trust_of(compared(tmp_path, ["old.csv"], ["matters.csv"]))
    assert trust.findings == ()
    (item,) = [item for item in trust.items if item.reference == "980"]
    assert (item.what, item.amount, item.age) == ("payment not yet presented", -50_000, 243)


def test_a_balance_and_uncleared_items_are_enough_to_compare_but_not_to_name_what_differs(tmp_path: Path) -> None:
    head = "account,date,statement_balance,amount,reference,description\n"
    items = "1050,2026-10-30,,-333.00,TPAY-1008,\n1050,2026-10-31,,640.00,TR-1009,\n"
    (tmp_path / "short.csv").write_text(f"{head}1050,2026-10-31,7473.10,,,\n{items}", encoding="utf-8")
    (tmp_path / "wrong.csv").write_text(f"{head}1050,2026-10-31,7470.10,,,\n{items}", encoding="utf-8")
    right = trust_of(compared(tmp_path, ["short.csv"], ["matters.csv"]))
    assert right.findings == ()
    assert right.total.adjusted == right.total.cash_book == 778_010
    (finding,) = trust_of(compared(tmp_path, ["wrong.csv"], ["matters.csv"])).findings
    assert "not located, -3.00" in finding.evidence
    assert any("has no lines" in text for text in right.not_examined)


def test_a_line_that_stands_in_two_statements_is_refused(tmp_path: Path) -> None:
    write(clean(), tmp_path)
    (tmp_path / "again.csv").write_text(bank_csv(clean()), encoding="utf-8")
    with pytest.raises(FileRefusedError, match=r"stands in .*bank\.csv too") as caught:
        compared(tmp_path, ["bank.csv", "again.csv"], [])
    assert caught.value.row == 3


def trial_balance(bank: str, owed: str) -> str:
    """QuickBooks' trial balance of the end of the month."""
    rows = ["Trial Balance,,", "Sandhurst Legal,,", '"As of October 31, 2026",,', "", "Full name,Debit,Credit"]
    rows += [f'Trust Bank,"{bank}",', f'Trust Liability,,"{owed}"', f'TOTAL,"${bank}","${owed}"', "", "", ""]
    return "\r\n".join([*rows, '"Accrual Basis Sunday, November 01, 2026 08:00 AM GMTZ",,', ""])


@pytest.mark.parametrize(("printed", "difference"), [("7,780.10", 0), ("6,780.10", 100_000)])
def test_with_a_trial_balance_quickbooks_is_compared_by_balances(tmp_path: Path, printed: str, difference: int) -> None:
    write(clean(), tmp_path)
    (tmp_path / "balance.csv").write_bytes(trial_balance(printed, printed).encode())
    given = read_trust([tmp_path / "bank.csv"], [tmp_path / "matters.csv"])
    exports = [tmp_path / "journal.csv", tmp_path / "balance.csv"]
    paths = tmp_path / "ledger.csv", exports, None, tmp_path / "mapping.csv", None
    trust = trust_of(reconcile(read_inputs(*paths, START, END, trust=given)))
    assert trust.total.balanced
    told = {item.between: (item.what, item.cents) for item in trust.items if item.cents}
    expected = ("opening difference", difference)
    assert told == ({} if not difference else dict.fromkeys(
        ("cash book and QuickBooks", "client ledgers and QuickBooks"), expected
    ))  # fmt: skip
