"""The cells of a journal line, each made when it is asked for: a long ledger has millions, and a writer prints few."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.model import Cell, Cells

SPLIT = "-Split-"
"""What the Reports API names where a line has several lines on the other side. Modern files leave the cell empty."""


class Seen(NamedTuple):
    """A line as a report sees it: all that had to be looked up, so that its cells stay as the books were then.

    `other` is the account on the other side, None if there are several; `memo` is the transaction's; `extra` are the
    cells that cost a look-up.
    """

    line: JournalLine
    chart: Chart
    word: str
    account: str
    other: str | None
    memo: str
    extra: Cells


class LineCells(Mapping[str, Cell]):
    """The cells of one line by column key."""

    __slots__ = ("_seen",)

    def __init__(self, seen: Seen) -> None:
        """Make none yet."""
        self._seen = seen

    def __getitem__(self, key: str) -> Cell:
        """Make a cell. Raises: KeyError for a column that lines have not."""
        extra = self._seen.extra
        return extra[key] if key in extra else CELLS[key](self._seen)

    def __iter__(self) -> Iterator[str]:
        """The column keys."""
        return chain(CELLS, self._seen.extra)

    def __len__(self) -> int:
        """How many columns."""
        return len(CELLS) + len(self._seen.extra)


class Layered(Mapping[str, Cell]):
    """The cells of `below`, and before them those of `above`."""

    __slots__ = ("_above", "_below")

    def __init__(self, below: Cells, above: Cells) -> None:
        """Copy nothing."""
        self._below, self._above = below, above

    def __getitem__(self, key: str) -> Cell:
        """A cell. Raises: KeyError."""
        return self._above[key] if key in self._above else self._below[key]

    def __iter__(self) -> Iterator[str]:
        """The column keys."""
        return chain(self._below, (key for key in self._above if key not in self._below))

    def __len__(self) -> int:
        """How many columns."""
        return len(self._below.keys() | self._above.keys())


CELLS: Mapping[str, Callable[[Seen], Cell]] = {
    "tx_date": lambda seen: Cell(seen.line.date),
    "txn_type": lambda seen: Cell(seen.word, seen.line.txn_id),
    "doc_num": lambda seen: Cell(seen.line.doc_num),
    "name": lambda seen: Cell(seen.line.name, seen.line.name_id),
    "memo": lambda seen: Cell(seen.line.memo),
    "txn_memo": lambda seen: Cell(seen.line.memo if seen.line.txn_type == "JournalEntry" else seen.memo),
    "account_name": lambda seen: Cell(seen.chart.full(seen.account), seen.account),
    "account_leaf": lambda seen: Cell(seen.chart.leaf(seen.account), seen.account),
    "split_acc": lambda seen: Cell(SPLIT if seen.other is None else seen.chart.full(seen.other), seen.other or ""),
    "split_leaf": lambda seen: Cell(seen.chart.leaf(seen.other or "")),
    "debt_amt": lambda seen: Cell(seen.line.cents if seen.line.cents >= 0 else None),
    "credit_amt": lambda seen: Cell(None if seen.line.cents >= 0 else -seen.line.cents),
    "subt_nat_amount": lambda seen: Cell(seen.chart.natural(seen.line.account_id) * seen.line.cents),
    "create_date": lambda seen: Cell(seen.line.create_time),
    "create_by": lambda seen: Cell(seen.line.created_by),
    "last_mod_date": lambda seen: Cell(seen.line.last_modified),
    "last_mod_by": lambda seen: Cell(seen.line.modified_by),
}
"""How each column of a line is made."""
