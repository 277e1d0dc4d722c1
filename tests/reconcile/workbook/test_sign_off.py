"""What stands against signing, when a workbook counts as signed, and what changed after it was."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.carried import carry, read_previous
from matterbooks.reconcile.reconcile_command import main
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.signing import blocks_of, cents_of
from matterbooks.reconcile.workbook import write_workbook
from tests.reconcile.planted.faults import TEN, entry_of
from tests.reconcile.planted.records import Books, month
from tests.reconcile.planted.running import run
from tests.reconcile.planted.writers import write_all
from tests.reconcile.workbook.filling import answering, deciding, filled, settling_all, signing
from tests.reconcile.workbook.opening import figures, table


def faulty() -> Books:
    """A month with ten faults."""
    books = month()
    for fault in TEN:
        fault.plant(books)
    return books


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One run."""
    return run(faulty(), tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def written(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook."""
    return write_workbook(result, tmp_path_factory.mktemp("out") / "march.xlsx")


@pytest.fixture(scope="module")
def signed(written: Path) -> Path:
    """Its workbook, settled, answered for and signed by both."""
    return filled(written, settling_all, answering, signing)


def test_findings_above_the_materiality_stand_against_signing(result: Result) -> None:
    sizes = [sum(cents for cents in finding.effects.values() if cents > 0) for finding in result.findings]
    for materiality in (0, 10_000, 10_000_000):
        above = sum(size > materiality for size in sizes)
        assert blocks_of(replace(result, materiality=materiality)).above == above
    assert max(sizes) > 10_000


def test_critical_findings_stand_against_signing_whatever_they_amount_to(result: Result) -> None:
    critical = replace(result.findings[0], severity="critical", effects={})
    blocks = blocks_of(replace(result, findings=(critical,), materiality=10**9))
    assert (blocks.critical, blocks.above, blocks.ready) == (1, 0, False)


def test_a_residue_stands_against_signing(result: Result) -> None:
    assert blocks_of(replace(result, residue={"Legal Fees": -250})).residue == 250


def test_the_sheet_counts_what_stands_against_signing_itself(written: Path, result: Result) -> None:
    rows = table(figures(written)["Summary and sign-off"], "What stands against signing")
    blocks = blocks_of(result)
    assert [row["How much is left"] for row in rows] == [
        blocks.residue, blocks.unbalanced, blocks.critical, blocks.above, blocks.notes, blocks.changes,
    ]  # fmt: skip


def test_it_is_signed_only_when_settled_answered_for_and_filled_in(written: Path, signed: Path) -> None:
    assert read_previous(signed).signed
    for steps in ((settling_all, answering), (settling_all, signing), (answering, signing)):
        assert not read_previous(filled(written, *steps)).signed
    assert read_previous(filled(written, settling_all, answering, signing)).signed


def test_the_first_sheet_tells_what_is_settled_by_cause_and_how_much_is_not(signed: Path, result: Result) -> None:
    few = {finding.id for finding in result.findings[:2]}
    previous = read_previous(signed)
    kept = tuple(item for item in previous.findings if item.id in few)
    later = carry(result, replace(previous, findings=kept))
    path = write_workbook(later, signed.with_name("by-cause.xlsx"))
    rows = table(figures(path)["Summary and sign-off"], "Findings by cause")
    assert rows[-1]["Settled"] == sum(row["Settled"] for row in rows[:-1]) == 2
    left = sum(row["Amount"] for row in table(figures(path)["Findings"], "Id") if row["Settled"] == "no")
    assert rows[-1]["Amount not settled"] == pytest.approx(left)
    assert sum(row["Amount not settled"] for row in rows[:-1]) == pytest.approx(left)


def test_what_is_settled_later_in_the_sheet_counts(result: Result, written: Path) -> None:
    few = [deciding(finding.id, decision="known") for finding in result.findings[:-1]]
    assert not read_previous(filled(written, *few, answering, signing)).signed


def test_the_same_figures_have_not_changed_after_sign_off(signed: Path, result: Result) -> None:
    again = carry(result, read_previous(filled(signed)))
    assert [period.run_id for period in again.rolled.signed] == [result.run_id]
    assert again.rolled.changes == ()
    assert again.rolled.unchecked == ()


def test_what_changed_after_sign_off_is_listed_by_account_and_amount(signed: Path, tmp_path: Path) -> None:
    books = faulty()
    entry = entry_of(books, "INV-1011")
    moved = {"Accounts Receivable (A/R)": 700, "Legal Fees": -700}
    books.change(entry, lines=tuple((account, cents + moved.get(account, 0)) for account, cents in entry.lines))
    later = carry(run(books, tmp_path), read_previous(signed))
    found = {(change.side, change.account): change for change in later.rolled.changes}
    assert set(found) == {("QuickBooks", "Accounts Receivable (A/R)"), ("QuickBooks", "Legal Fees")}
    fees = found["QuickBooks", "Legal Fees"]
    assert fees.now[1] - fees.signed[1] == 700
    assert blocks_of(later).changes == 2
    path = write_workbook(later, tmp_path / "april.xlsx")
    rows = table(figures(path)["Summary and sign-off"], "Changed after sign-off")
    assert [(row["Side"], row["Changed after sign-off"]) for row in rows] == sorted(found)
    assert read_previous(path).earlier[0].totals == read_previous(signed).period.totals
    assert not read_previous(filled(path, settling_all, signing)).signed
    signed_again = read_previous(filled(path, settling_all, answering, signing))
    assert signed_again.signed
    last = carry(later, signed_again)
    assert ([period.run_id for period in last.rolled.signed], last.rolled.changes) == ([later.run_id], ())


def test_a_change_of_the_ledger_after_sign_off_is_seen_too(signed: Path, tmp_path: Path) -> None:
    books = faulty()
    books.records[0] = replace(books.records[0], lines=tuple((a, c * 2) for a, c in books.records[0].lines))
    later = carry(run(books, tmp_path), read_previous(signed))
    assert {change.side for change in later.rolled.changes} == {"Practice ledger"}


def test_files_that_do_not_hold_the_signed_days_say_so(signed: Path, result: Result) -> None:
    inputs = replace(result.inputs, ledger=result.inputs.ledger[:0])
    later = carry(replace(result, inputs=inputs), read_previous(signed))
    assert later.rolled.changes == ()
    assert any("the practice ledger does not cover these days" in text for text in later.not_examined)


@pytest.mark.parametrize(("text", "cents"), [("100.00", 10_000), ("0", 0), ("1,250.5", 125_050)])
def test_a_materiality_is_an_amount(text: str, cents: int) -> None:
    assert cents_of(text) == cents


@pytest.mark.parametrize("text", ["", "ten", "-1", "1.005", "NaN", "Infinity", "1e30"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        cents_of(text)


def command(folder: Path, **options: Any) -> tuple[int, str, str]:
    """Run the command on the files of a folder."""
    out, err = io.StringIO(), io.StringIO()
    status = main(
        folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv", folder / "mapping.csv",
        folder / "books.json", to=out, errors=err, **options,
    )  # fmt: skip
    return status, out.getvalue(), err.getvalue()


def test_the_command_rolls_forward_and_says_what_stands_against_signing(signed: Path, tmp_path: Path) -> None:
    books = faulty()
    books.entries.remove(entry_of(books, "INV-1011"))
    write_all(books, tmp_path)
    table_path = tmp_path / "findings.csv"
    status, out, err = command(
        tmp_path, previous=signed, out=tmp_path / "w.xlsx", csv_path=table_path, materiality=10_000
    )
    assert (status, err) == (1, "")
    assert f"since {signed}: 1 new, 0 cleared, 0 of other days" in out
    assert "changed after sign-off: QuickBooks, Legal Fees: " in out
    assert "against signing: 1 above the materiality and not settled, 3 changed after sign-off" in out
    assert table_path.read_text(encoding="utf-8-sig").splitlines()[0].startswith("id,cause,severity,difference,")


def test_the_previous_workbook_is_never_written_over(signed: Path, tmp_path: Path) -> None:
    write_all(faulty(), tmp_path)
    before = signed.read_bytes()
    status, _, err = command(tmp_path, previous=signed, out=signed)
    assert status == 2
    assert "is the previous workbook itself" in err
    assert signed.read_bytes() == before


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"none\.xlsx"):
        read_previous(tmp_path / "none.xlsx")
