"""Files with cells and rows changed at random: whatever is accepted is every line of the file, and adds up."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import to_cents
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from tests.reconcile.reading.built import Line, general_ledger, journal, text_of
from tests.reconcile.reading.files import write

GROUPS: list[tuple[Line, ...]] = [
    (
        (date(2025, 1, 20), "Invoice", str(number), "Nguyen", "Debtors", 100 * number),
        (date(2025, 1, 20), "Invoice", str(number), "Nguyen", "Fees", -60 * number),
        (date(2025, 1, 20), "Invoice", str(number), "Nguyen", "Tax", -40 * number),
    )
    for number in range(1, 12)
]
ACCOUNTS = [(name, [line for group in GROUPS for line in group if line[4] == name]) for name in ("Debtors", "Fees")]
CHANGE = st.tuples(
    st.sampled_from(["drop", "double", "swap", "empty", "write"]),
    st.integers(5, 70),
    st.integers(0, 9),
    st.integers(0, 3),
)
WRITTEN = ("TOTAL", "1.00", "Total for 91", "Invoice")


def spoil(rows: list[list[str]], change: tuple[str, int, int, int]) -> None:
    """Change one thing."""
    kind, row, column, text = change
    row %= len(rows)
    if kind == "drop":
        del rows[row]
    elif kind == "double":
        rows.insert(row, list(rows[row]))
    elif kind == "swap" and row + 1 < len(rows):
        rows[row], rows[row + 1] = rows[row + 1], rows[row]
    elif column < len(rows[row]):
        rows[row][column] = "" if kind == "empty" else WRITTEN[text]


def lines_of(text: str, kind: int, money: list[int]) -> list[tuple[int, int]]:
    """The file's lines by another way: row number and cents, debit positive or as printed."""
    found = []
    for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
        if len(row) > max(money) and row[kind].strip() not in ("", "Transaction type"):
            cents = [to_cents(row[index]) or 0 for index in money]
            found.append((number, cents[0] - sum(cents[1:])))
    return found


def accepted(text: str) -> list[tuple[int, int]] | None:
    """Row numbers and cents as read; None if refused."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            postings = read_quickbooks(write(Path(folder), "spoilt.csv", text)).postings
        except FileRefusedError as refused:
            assert refused.way_out  # noqa: PT017 - a refusal is one of the two right ends
            return None
    return list(zip(postings["row"].tolist(), postings["amount_cents"].tolist(), strict=True))


@settings(max_examples=150, deadline=None)
@given(st.lists(CHANGE, min_size=1, max_size=2))
def test_a_spoilt_journal_is_refused_or_every_line_of_it_is_read(changes: list[tuple[str, int, int, int]]) -> None:
    rows = journal(lines=GROUPS)
    for change in changes:
        spoil(rows, change)
    found = accepted(text_of(rows))
    if found is not None:
        assert found == lines_of(text_of(rows), kind=2, money=[7, 8])
        assert sum(cents for _, cents in found) == 0


@settings(max_examples=150, deadline=None)
@given(st.lists(CHANGE, min_size=1, max_size=2))
def test_a_spoilt_general_ledger_is_refused_or_every_line_of_it_is_read(
    changes: list[tuple[str, int, int, int]],
) -> None:
    rows = general_ledger(ACCOUNTS)
    for change in changes:
        spoil(rows, change)
    found = accepted(text_of(rows))
    if found is not None:
        assert found == lines_of(text_of(rows), kind=3, money=[8])
