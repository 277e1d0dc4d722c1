"""How tables look in a notebook: amounts with separators on the right, texts on the left, nothing where nothing is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from matterbooks.reconcile.looking.showing import column_looks, readable, say

FRAME = pd.DataFrame({
    "account": ["Legal Fees", "Suspense"], "amount": [Decimal("-1234.5"), Decimal(0)], "day": [date(2026, 6, 30), None],
    "days": pd.array([3, None], dtype="Int64"), "share": ["96.4%", ""], "told": ["word " * 20, ""],
})  # fmt: skip


def test_cells_read_as_people_write_them() -> None:
    rows = readable(FRAME).to_dict("records")
    assert [rows[0][name] for name in ("amount", "day", "days")] == ["-1,234.50", date(2026, 6, 30), 3]
    assert [rows[1][name] for name in ("amount", "day", "days")] == ["0.00", "", ""]


def test_numbers_stand_on_the_right_and_long_texts_get_the_room() -> None:
    looks = column_looks(FRAME)
    sides = ["right" if "dt-body-right" in look["className"] else "left" for look in looks]
    assert sides == ["left", "right", "left", "right", "right", "left"]
    assert [look.get("width") for look in looks] == [None] * 5 + ["50%"]


def test_a_table_of_nothing_has_a_look_too() -> None:
    assert [look["targets"] for look in column_looks(FRAME.head(0))] == list(range(6))


def test_long_sentences_are_broken_between_words(capsys: pytest.CaptureFixture[str]) -> None:
    say(["one " * 60, "short"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 110
    assert lines[-1] == "short"
