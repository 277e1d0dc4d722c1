"""The balances before and after, and the company that every file has to belong to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.inputs import read_inputs
from tests.benchmarks import big_ledgers
from tests.reconcile.reading.built import US, Country, journal, text_of
from tests.reconcile.reading.files import LEDGER, write
from tests.reconcile.reading.test_ledger import LINKS, MAPPING

CLOSING, OPENING, OLDER = "December 31, 2025", "December 31, 2024", "November 30, 2024"


def balance(folder: Path, day: str, cents: int) -> Path:
    """A trial balance of two accounts as of a day."""
    rows = [
        ["Trial Balance"], ["Harbour & Vale"], [f"As of {day}"], [], ["", "Debit", "Credit"],
        ["Bank", f"{cents / 100:.2f}", ""], ["Equity", "", f"{cents / 100:.2f}"],
        ["TOTAL", f"${cents / 100:.2f}", f"${cents / 100:.2f}"], [], [], [], [US.footer],
    ]  # fmt: skip
    return write(folder, f"{day}.csv", text_of(rows))


def given(
    folder: Path, days: Sequence[str], start: date | None, period: str = US.period
) -> tuple[dict[str, int] | None, dict[str, int] | None]:
    """The closing and the opening balances of a run with trial balances of some days, 1.00, 2.00 ... in that order."""
    files = [balance(folder, day, 100 * place) for place, day in enumerate(days, start=1)]
    report = write(folder, "journal.csv", text_of(journal(Country(period=period))))
    inputs = read_inputs(write(folder, "ledger.csv", LEDGER), [*files, report], start=start)
    return inputs.trial_balance, inputs.opening_balance


@pytest.mark.parametrize(
    ("start", "period"),
    [(date(2025, 1, 1), "All Dates"), (None, US.period), (None, "All Dates")],
    ids=["the start of the run", "the reports' period", "the first posting"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_balance_before_the_first_day_is_the_opening_one(
    tmp_path: Path, start: date | None, period: str, turned: bool
) -> None:
    days = [OPENING, CLOSING] if turned else [CLOSING, OPENING]
    first, second = {"Bank": 100, "Equity": -100}, {"Bank": 200, "Equity": -200}
    closing, opening = (second, first) if turned else (first, second)
    assert given(tmp_path, days, start, period) == (closing, opening)


def test_an_opening_balance_alone_is_never_taken_for_the_closing_one(tmp_path: Path) -> None:
    assert given(tmp_path, [OPENING], date(2025, 1, 1)) == (None, {"Bank": 100, "Equity": -100})


def test_a_balance_of_another_day_before_the_period_opens_nothing(tmp_path: Path) -> None:
    assert given(tmp_path, [OLDER, CLOSING], date(2025, 1, 1))[1] is None


def test_the_pair_of_the_benchmarks_is_read_alike_from_both_sides(tmp_path: Path) -> None:
    ledger = big_ledgers.write_ledger(tmp_path / "ledger.csv", 90)
    report = big_ledgers.write_journal(tmp_path / "Journal.csv", 90)
    mapping = big_ledgers.write_mapping(tmp_path / "mapping.csv")
    inputs = read_inputs(ledger, [report], mapping=mapping)
    sums = inputs.ledger.groupby("account_name")["amount_cents"].sum().to_dict()
    assert (len(inputs.quickbooks), inputs.quickbooks.groupby("account")["amount_cents"].sum().to_dict()) == (360, sums)
    assert inputs.files[1].totals_checked == 91


def with_realm(text: str, realm: str) -> str:
    """A canonical file with a column for the company."""
    head, *rows = text.splitlines()
    return "\n".join([f"{head},realm", *(f"{row},{realm}" for row in rows)])


def test_files_of_two_realms_are_refused(tmp_path: Path) -> None:
    ledger = write(tmp_path, "ledger.csv", LEDGER)
    report = [write(tmp_path, "journal.csv", text_of(journal()))]
    books = write(tmp_path, "books.json", '{"realm": "123"}')
    links, mapping = (write(tmp_path, "own.csv", with_realm(LINKS, "123")), write(tmp_path, "m.csv", MAPPING))
    assert read_inputs(ledger, report, links, mapping, books).books == {"realm": "123"}
    other = write(tmp_path, "links.csv", with_realm(LINKS, "456"))
    with pytest.raises(FileRefusedError, match=r"links.csv: belongs to the realm 456, but .*books.json to 123"):
        read_inputs(ledger, report, other, mapping, books)
    other = write(tmp_path, "mapping.csv", with_realm(MAPPING, "456"))
    with pytest.raises(FileRefusedError, match=r"mapping.csv: belongs to the realm 456, but .*own.csv to 123"):
        read_inputs(ledger, report, links, other)


def test_a_ledger_of_another_realm_is_refused(tmp_path: Path) -> None:
    ledger = write(tmp_path, "ledger.csv", with_realm(LEDGER, "456"))
    books = write(tmp_path, "books.json", '{"realm": "123"}')
    with pytest.raises(FileRefusedError, match="belongs to the realm 456"):
        read_inputs(ledger, [write(tmp_path, "journal.csv", text_of(journal()))], books=books)
