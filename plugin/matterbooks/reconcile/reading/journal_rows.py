"""Which rows of a Journal open a transaction, belong to it, total it, and end the report; told for all rows at once.

Lines have a type. The other rows must take turns: an id alone opens, `Total for` that id closes, `TOTAL` ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matterbooks.reconcile.reading.body import Body
from matterbooks.reconcile.reading.cells import TEXT, Counts, Mask, Texts, as_mask, is_filled


@dataclass(frozen=True, slots=True)
class JournalRows:
    """Places of a body up to `stop`, where the rows no longer take turns: the TOTAL row if `ended`, else a wrong one.

    lines, inside: which rows are lines, and which stand in an open transaction; opens, closes: places of the rows that
    open and total the transactions; ids: those of `opens`.
    """

    lines: Mask
    inside: Mask
    opens: Counts
    closes: Counts
    ids: Texts
    stop: int
    ended: bool

    def transaction_of_lines(self) -> Counts:
        """Return each line's place in `ids`."""
        return np.searchsorted(self.opens, np.flatnonzero(self.lines)) - 1


def told_apart(body: Body) -> JournalRows:
    """Tell the rows of a Journal apart."""
    lines = is_filled(body.text("type"))
    marks, labels = np.flatnonzero(~lines), body.labels(~lines)
    wrong = _out_of_turn(body, marks, labels)
    valid = int(np.argmax(wrong)) if wrong.any() else len(marks)
    stop = int(marks[valid]) if valid < len(marks) else len(body)
    inside = np.cumsum(~lines) % 2 == 1
    lines[stop:] = False
    return JournalRows(
        lines=lines,
        inside=inside,
        opens=marks[0:valid:2],
        closes=marks[1:valid:2],
        ids=_every_other(labels, 0, valid),
        stop=stop,
        ended=valid < len(marks) and valid % 2 == 0 and labels[valid].as_py() == "TOTAL",
    )


def _out_of_turn(body: Body, marks: Counts, labels: Texts) -> Mask:
    """Which of the rows that are no lines are not what has to stand there."""
    opening, closing = (_every_other(labels, first, len(labels)) for first in (0, 1))
    expected = pc.binary_join_element_wise(_text("Total for "), opening.slice(0, len(closing)), _text(""))
    wrong = np.zeros(len(marks), dtype=np.bool_)
    wrong[0::2] = body.filled[marks[0::2]] != 1
    wrong[1::2] = as_mask(pc.not_equal(closing, expected))
    return wrong


def _every_other(labels: Texts, first: int, stop: int) -> Texts:
    return labels.take(pa.array(np.arange(first, stop, 2)))


def _text(text: str) -> pa.Scalar:
    return pa.scalar(text, TEXT)
