"""A text is cut into the same cells at once as record by record, whatever stands in it."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.reconcile.reading.cells import Cells
from matterbooks.reconcile.reading.cutting import cut
from matterbooks.reconcile.reading.rows import decode, split

CELL = st.text(st.sampled_from('ab"\n\r,; \u2120é'), max_size=4)
ROWS = st.lists(st.one_of(st.lists(CELL, min_size=3, max_size=3), st.lists(CELL, max_size=4)), max_size=6)


def assert_same(text: str, delimiter: str = ",") -> None:
    file = decode("f", text.encode())
    by_record = Cells.of(list(split(file, delimiter)))
    at_once = cut(file, delimiter)
    assert list(at_once) == list(by_record)
    filled = np.array([any(row) for row in by_record], dtype=np.bool_)
    assert np.array_equal(at_once.written[filled], by_record.written[filled])


def written(rows: list[list[str]], end: str, delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=end, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@given(ROWS, ROWS, st.sampled_from(["\n", "\r\n"]), st.sampled_from([",", ";"]))
def test_even_and_uneven_texts_are_cut_the_same(
    head: list[list[str]], odd: list[list[str]], end: str, mark: str
) -> None:
    even = [["x", f"row {number}\nand more" if number % 7 == 0 else 'a "name", quoted', ""] for number in range(60)]
    assert_same(written([["t"], *head, *even, *odd, *even], end, mark), mark)


@pytest.mark.parametrize("odd", ['a,b"c,d', 'a, "b",c', "a\rb,c,d", "a,b", "a,b,c,d", "", "  ", '"a""",b,c'])
def test_odd_records_in_the_middle_do_not_shift_what_follows(odd: str) -> None:
    even = "1,2,3\n" * 50
    assert_same(f"{even}{odd}\n{even}")


def test_a_row_number_is_a_place_in_the_sheet_also_behind_line_breaks_in_cells() -> None:
    text = '1,"a\n\nb",3\r\n\r\n' * 100 + "last,,\r\n"
    cells = cut(decode("f", text.encode()), ",")
    assert (len(cells), cells[200], cells[1], cells[0]) == (201, ["last", "", ""], [], ["1", "a\n\nb", "3"])


def test_a_text_of_many_uneven_records_is_put_together_from_its_parts() -> None:
    rows = [[str(number)] * (1 + number % 3) for number in range(100_001)]
    cells = cut(decode("f", written(rows, "\n").encode()), ",")
    assert len(cells) == len(rows)
    assert [cells[place] for place in (0, 50_000, 100_000)] == [["0", "", ""], ["50000"] * 3, ["100000", "100000", ""]]
    assert cells.written.tolist() == [len(row) for row in rows]
