"""The reminder of what trust rules ask for: which statement, for which month, until when, and what it must show."""

from __future__ import annotations

from datetime import date

import pytest

from matterbooks.reconcile.trust.due import due_for, month_end, remarks, working_day
from matterbooks.reconcile.trust.jurisdictions import JURISDICTIONS


def test_new_south_wales_asks_for_two_statements_within_fifteen_working_days() -> None:
    bank, ledgers = due_for("AU-NSW", date(2026, 10, 31))
    assert bank.until == ledgers.until == date(2026, 11, 20)
    assert "Monday to Friday" in bank.counted
    assert any("short description of the matter" in words for words in ledgers.shows)
    assert "rule 48" in bank.source


def test_england_and_wales_asks_for_it_every_five_weeks() -> None:
    (due,) = due_for("GB-EW", date(2026, 10, 31))
    assert due.until == date(2026, 12, 5)
    assert any("COFA" in words for words in due.shows)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 31), [("October 2026", date(2026, 11, 13))]),
        (
            date(2026, 9, 30),
            [("September 2026", date(2026, 10, 14)), ("quarter to September 2026", date(2026, 10, 14))],
        ),
        (date(2026, 12, 31), [("December 2026", date(2027, 1, 21)), ("quarter to December 2026", date(2027, 1, 21))]),
    ],
)
def test_new_zealand_gives_ten_working_days_and_fifteen_after_december(
    day: date, expected: list[tuple[str, date]]
) -> None:
    assert [(due.period, due.until) for due in due_for("NZ", day)] == expected


def test_the_model_rules_of_the_united_states_name_no_day() -> None:
    (due,) = due_for("US", date(2026, 10, 31))
    assert due.until is None
    assert "not read in full" in " ".join(remarks("US"))


@pytest.mark.parametrize(
    ("code", "words"), [("", "No jurisdiction was given"), ("DE", "trust rules of DE are not known")]
)
def test_an_unknown_jurisdiction_is_said_to_be_unknown(code: str, words: str) -> None:
    assert due_for(code, date(2026, 10, 31)) == ()
    told = " ".join(remarks(code))
    assert words in told
    assert all(known in told for known in JURISDICTIONS)


def test_working_days_leave_out_the_weekend_and_months_end_where_they_do() -> None:
    assert working_day(date(2026, 10, 30), 1) == date(2026, 11, 2)
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert month_end(date(2026, 12, 31)) == date(2026, 12, 31)


def test_every_jurisdiction_names_its_source_and_what_to_show() -> None:
    for code, rules in JURISDICTIONS.items():
        assert rules.source, code
        assert all(statement.shows for statement in rules.statements), code
