"""The class and the location of each line, read from the transaction that made it, since the ledger keeps neither.

A transaction's postings stand in the order of its lines, its own account first except in a journal entry. Lines
without an amount post nothing, and tax comes last.
"""

from collections.abc import Callable

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.reports.model import Cell
from matterbooks.sandbox.schema import Record

Find = Callable[[str, str], Record | None]
"""A transaction as the API answers it, by its entity and id."""
CLASS, DEPARTMENT = "ClassRef", "DepartmentRef"
SILENT = frozenset({"SubTotalLineDetail", "DescriptionOnly"})
NOTHING = Cell("", "")
"""What stands where a line has no class or location."""


class Dimensions:
    """Looks up the class and location of lines; remembers the transaction it looked at last."""

    def __init__(self, find: Find) -> None:
        """Read transactions as `find` gives them."""
        self._find = find
        self._key = ("", "")
        self._record: Record = {}
        self._details: list[Record] = []

    def of(self, line: JournalLine, field: str) -> Cell:
        """The name and id in :data:`CLASS` or :data:`DEPARTMENT`: the line's own, else the whole transaction's."""
        self.record(line)
        place = line.line_index - (line.txn_type != "JournalEntry")
        detail = self._details[place] if 0 <= place < len(self._details) else {}
        found = detail.get(field) or self._record.get(field)
        return Cell(found.get("name", ""), found["value"]) if found else NOTHING

    def record(self, line: JournalLine) -> Record:
        """The transaction of `line` as the API answers it."""
        if self._key != (line.txn_type, line.txn_id):
            self._key = (line.txn_type, line.txn_id)
            self._record = self._find(*self._key) or {}
            self._details = [_detail(one) for one in self._record.get("Line", []) if _posts(one)]
        return self._record


def _posts(line: Record) -> bool:
    return bool(line.get("Amount")) and line.get("DetailType") not in SILENT


def _detail(line: Record) -> Record:
    detail: Record = line.get(line.get("DetailType", "")) or {}
    return detail
