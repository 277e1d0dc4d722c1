"""The filled rows of a report's body as columns: each row's number, its label, its words and its amounts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matterbooks.reconcile.reading.cells import Counts, Mask, Texts, constant, is_filled
from matterbooks.reconcile.reading.money import Cents, column_cents
from matterbooks.reconcile.reading.table import Row, Table


class Body:
    """The columns of one table; place 0 is the first filled row below the header.

    numbers: 1-based row numbers; filled: how many cells of each row say anything; beyond: which rows say something
    right of the last named column.
    """

    def __init__(self, table: Table) -> None:
        """Take the columns from the table; rows without any text are left out."""
        self.table = table
        first = table.header.index + 1
        columns = [column.slice(first, table.footer.end - first) for column in table.cells.columns]
        counts = np.zeros(table.footer.end - first, dtype=np.int64)
        beyond = np.zeros(len(counts), dtype=np.bool_)
        for index, column in enumerate(columns):
            said = is_filled(column)
            counts += said
            if index >= table.header.width:
                beyond |= said
        kept = counts > 0
        last = int(np.flatnonzero(kept)[-1]) + 1 if kept.any() else 0
        kept, counts, beyond = kept[:last], counts[:last], beyond[:last]
        columns = [column.slice(0, last) for column in columns]
        if not kept.all():
            columns = [column.filter(pa.array(kept)) for column in columns]
        self._columns = columns
        self.numbers: Counts = np.flatnonzero(kept) + first + 1
        self.filled: Counts = counts[kept]
        self.beyond: Mask = beyond[kept]

    def __len__(self) -> int:
        """How many filled rows there are."""
        return len(self.numbers)

    def text(self, word: str) -> Texts:
        """Return a column by our word for it; "" throughout if the report has none."""
        index = self.table.header.columns.get(word)
        return nothing(len(self)) if index is None else self._columns[index]

    def cents(self, word: str) -> tuple[Cents, Mask]:
        """Return a money column in cents, and which of its texts are no amounts."""
        return column_cents(self.text(word), self.table.mark)

    def labels(self, where: Mask) -> Texts:
        """Return the first text of each row for which `where` holds."""
        kept = pa.array(where)
        labels = nothing(int(where.sum()))
        for column in self._columns:
            if is_filled(labels).all():
                break
            labels = pc.if_else(pc.equal(labels, ""), column.filter(kept), labels)
        return labels

    def row(self, place: int) -> Row:
        """Return one row as it is read where something is wrong with it."""
        return self.table.row(int(self.numbers[place]))


def nothing(length: int) -> Texts:
    """A column of empty text."""
    return constant("", length)
