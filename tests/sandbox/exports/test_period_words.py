"""The words of a file's third line."""

from datetime import date

import pytest

from matterbooks.sandbox.exports.period_words import period_words
from matterbooks.sandbox.reports.period import Period


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "All Dates"),
        (date(2025, 1, 1), date(2025, 9, 8), "January 1-September 8, 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "January-December, 2025"),
        (date(2024, 1, 1), date(2024, 2, 29), "January-February, 2024"),
        (date(2025, 1, 1), date(2025, 2, 27), "January 1-February 27, 2025"),
        (date(2025, 9, 1), date(2025, 9, 8), "September 1-8, 2025"),
        (date(2025, 9, 8), date(2025, 9, 8), "September 8, 2025"),
        (date(2024, 7, 1), date(2025, 6, 30), "July 1, 2024-June 30, 2025"),
        (None, date(2025, 6, 30), "As of June 30, 2025"),
    ],
)
def test_a_period_reads_as_quickbooks_prints_it(start: date | None, end: date | None, words: str) -> None:
    assert period_words(Period(start, end)) == words
