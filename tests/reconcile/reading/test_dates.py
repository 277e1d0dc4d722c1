"""Dates: day-first or month-first is decided from the whole file, and refused when nothing decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.dates import DateCell, read_dates
from matterbooks.reconcile.reading.periods import Period, parse_period

YEAR: Period = (date(2025, 1, 1), date(2025, 12, 31))


def cells(*texts: str) -> list[DateCell]:
    return [DateCell(row, text) for row, text in enumerate(texts, start=6)]


def test_a_part_above_twelve_decides() -> None:
    assert read_dates("f", cells("03/02/2025", "16/01/2025"))["03/02/2025"] == date(2025, 2, 3)
    assert read_dates("f", cells("03/02/2025", "01/16/2025"))["03/02/2025"] == date(2025, 3, 2)


def test_the_period_decides_where_no_part_does() -> None:
    june: Period = (date(2025, 6, 1), date(2025, 6, 30))
    assert read_dates("f", cells("06/03/2025", "06/04/2025"), june)["06/03/2025"] == date(2025, 6, 3)
    assert read_dates("f", cells("03/06/2025", "04/06/2025"), june)["03/06/2025"] == date(2025, 6, 3)


def test_the_order_of_many_rows_decides_where_the_period_does_not() -> None:
    days = [date(2025, month, day) for month in (1, 2, 3, 4) for day in (2, 9)]
    texts = [f"{day:%d/%m/%Y}" for day in days]
    assert list(read_dates("f", cells(*texts), YEAR).values()) == days


def test_the_order_of_few_rows_does_not_decide() -> None:
    with pytest.raises(FileRefusedError) as caught:
        read_dates("f", cells("05/05/2025", "02/01/2025", "01/02/2025"), YEAR)
    assert caught.value.row == 7
    assert "yyyy-MM-dd" in caught.value.way_out


def test_order_counts_within_an_account_only() -> None:
    texts = [(month, f"{day:02}/{month:02}/2025") for month in (1, 2, 3, 4) for day in (1, 2, 3)]
    assert read_dates("f", [DateCell(6, text) for _, text in texts], YEAR)["02/03/2025"] == date(2025, 3, 2)
    with pytest.raises(FileRefusedError):
        read_dates("f", [DateCell(6, text, run=account) for account, text in texts], YEAR)


def test_dates_that_read_the_same_either_way_need_no_decision() -> None:
    assert read_dates("f", cells("05/05/2025", "7/7/2025"))["7/7/2025"] == date(2025, 7, 7)


def test_iso_dates_are_read_as_they_stand() -> None:
    assert read_dates("f", cells("2025-02-03", "2025/2/4", "2025.02.05")) == {
        "2025-02-03": date(2025, 2, 3),
        "2025/2/4": date(2025, 2, 4),
        "2025.02.05": date(2025, 2, 5),
    }


@pytest.mark.parametrize(
    ("texts", "row", "words"),
    [
        (("16/01/2025", "01/16/2025"), 7, "only"),
        (("2025-02-03", "03/02/2025"), 7, "year first"),
        (("31/31/2025", "01/16/2025"), 6, "not a date"),
        (("2025-02-30",), 6, "not a date"),
        (("02/30/2025",), 6, "not a date"),
        (("45658",), 6, "four digits"),
        (("",), 6, "missing"),
        (("16/01/2024",), 6, "outside the period"),
    ],
)
def test_what_contradicts_or_is_no_date_is_refused_with_its_row(texts: tuple[str, ...], row: int, words: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read_dates("f", cells(*texts), YEAR)
    assert (caught.value.row, words in caught.value.problem) == (row, True), caught.value


@given(st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), min_size=1, max_size=40), st.sampled_from("dm"))
def test_a_file_is_read_rightly_or_refused_never_misread(days: list[date], first: str) -> None:
    form = "%d/%m/%Y" if first == "d" else "%m/%d/%Y"
    ordered = [DateCell(row, f"{day:{form}}") for row, day in enumerate(sorted(days), start=1)]
    try:
        read = read_dates("f", ordered, YEAR)
    except FileRefusedError:
        assert all(day.day <= 12 for day in days)
    else:
        assert [read[cell.text] for cell in ordered] == sorted(days)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("All Dates", (None, None)),
        ("As of Dec 31, 2025", (None, date(2025, 12, 31))),
        ("As at 31 December 2025", (None, date(2025, 12, 31))),
        ("Since January 5, 2025", (date(2025, 1, 5), None)),
        ("January-December, 2025", YEAR),
        ("January 1-September 8, 2025", (date(2025, 1, 1), date(2025, 9, 8))),
        ("Jan 1 - Jul 27 2025", (date(2025, 1, 1), date(2025, 7, 27))),
        ("1 July 2025-30 June, 2026", (date(2025, 7, 1), date(2026, 6, 30))),
        ("July 1, 2025-June 30, 2026", (date(2025, 7, 1), date(2026, 6, 30))),
        ("November 2024-January 2025", (date(2024, 11, 1), date(2025, 1, 31))),
        ("June 1-30, 2025", (date(2025, 6, 1), date(2025, 6, 30))),
        ("1-30 June, 2025", (date(2025, 6, 1), date(2025, 6, 30))),
        ("February 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("June 5, 2025", (date(2025, 6, 5), date(2025, 6, 5))),
        ("2025", YEAR),
        ("2025-01-01 - 2025-12-31", YEAR),
        ("December 1-January 8, 2025", None),
        ("January 32, 2025", None),
        ("Harbour & Vale LLP", None),
        ("January", None),
        ("", None),
    ],
)
def test_period_rows(text: str, period: Period | None) -> None:
    assert parse_period(text) == period


def test_the_last_day_of_a_period_is_inside() -> None:
    assert read_dates("f", cells("12/31/2025"), YEAR)["12/31/2025"] == YEAR[1]
    assert YEAR[1] is not None
    with pytest.raises(FileRefusedError):
        read_dates("f", cells("12/31/2025"), (None, YEAR[1] - timedelta(days=1)))
