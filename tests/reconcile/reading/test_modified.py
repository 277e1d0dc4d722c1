"""Who changed a transaction last, and when: carried from the report, so that a change after the push can be proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile.reading.instants import iso_instant
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.built import AU, US, Country, journal, text_of
from tests.reconcile.reading.files import write
from tests.reconcile.reading.test_reports_api import JOURNAL, data, report, total

COLUMNS = ("Created on", "Created by", "Last modified", "Last modified by")


@pytest.mark.parametrize(
    ("country", "printed"),
    [(US, "03/02/2025 07:48:03 PM"), (AU, "02/03/2025 07:48:03 p.m."), (AU, "2/03/2025 19:48:03")],
)
def test_the_columns_of_a_journal_are_carried_with_the_instant_as_iso_text(
    tmp_path: Path, country: Country, printed: str
) -> None:
    rows = journal(country, extra=COLUMNS, extra_cells=("01/01/2025 01:00:00 AM", "Ana", printed, "Ben"))
    postings = read_quickbooks(write(tmp_path, "journal.csv", text_of(rows))).postings
    assert set(postings["modified_at"]) == {"2025-03-02T19:48:03"}
    assert set(postings["modified_by"]) == {"Ben"}


def test_without_the_columns_both_are_empty_text(tmp_path: Path) -> None:
    postings = read_quickbooks(write(tmp_path, "journal.csv", text_of(journal()))).postings
    assert set(postings["modified_at"]) == set(postings["modified_by"]) == {""}


def test_the_service_tells_it_on_the_first_line_and_every_line_bears_it(tmp_path: Path) -> None:
    lines = [
        data(
            "2025-02-15",
            ("Invoice", "90"),
            "1",
            "Nguyen",
            "",
            "Debtors",
            "1.00",
            "",
            "2025-03-02T19:48:03-08:00",
            "Ben",
        ),
        data("0-00-00", ("", "90"), "", "", "", "Fees", "", "1.00", "0-00-00", ""),
        total("", "", "", "", "", "", "1.00", "1.00", "", ""),
        total("TOTAL", "", "", "", "", "", "1.00", "1.00", "", "", group="GrandTotal"),
    ]
    answer = report("JournalReport", [*JOURNAL, "last_mod_date", "last_mod_by"], lines)
    postings = read_quickbooks(write(tmp_path, "journal.json", answer)).postings
    assert set(postings["modified_at"]) == {"2025-03-02T19:48:03-08:00"}
    assert set(postings["modified_by"]) == {"Ben"}


@pytest.mark.parametrize(
    ("text", "day_first", "read"),
    [
        ("03/02/2025 12:05:00 AM", None, "03/02/2025 12:05:00 AM"),
        ("03/16/2025 12:05 AM", None, "2025-03-16T00:05:00"),
        ("16/03/2025 12:05 PM", None, "2025-03-16T12:05:00"),
        ("16/03/2025 12:05 PM", False, "16/03/2025 12:05 PM"),
        ("2025-03-02 09:00", True, "2025-03-02T09:00:00"),
        ("2025-03-02T09:00:01.250Z", None, "2025-03-02T09:00:01Z"),
        ("31/02/2025 09:00", True, "31/02/2025 09:00"),
        ("yesterday", True, "yesterday"),
    ],
)
def test_an_instant_is_read_with_certainty_or_left_as_it_is_printed(
    text: str, day_first: bool | None, read: str
) -> None:
    assert iso_instant(text, day_first) == read
