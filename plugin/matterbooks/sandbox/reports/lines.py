"""Journal lines as report rows: every column the Reports API knows and the sandbox has."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.dimensions import CLASS, DEPARTMENT, NOTHING, Dimensions
from matterbooks.sandbox.reports.line_cells import LineCells, Seen
from matterbooks.sandbox.reports.model import Cell, Cells
from matterbooks.sandbox.reports.words import SEVERAL_WORDS, transaction_word

NO_CELLS: Cells = {}


def transactions(lines: Iterable[JournalLine]) -> Iterator[list[JournalLine]]:
    """The lines of each transaction together, in the order of the journal."""
    return (list(group) for _, group in groupby(lines, key=lambda line: (line.txn_type, line.txn_id)))


class Writer:
    """Makes the cells of a line; keeps the names it looked up."""

    def __init__(self, company: Company, chart: Chart, wanted: frozenset[str] = frozenset()) -> None:
        """Read names from `company` and `chart`; of the columns that cost a look-up, write only those `wanted`."""
        self._company, self._chart = company, chart
        self._words: dict[tuple[str, str], str] = {}
        self._dimensions = Dimensions(company.transaction)
        self._extra = [(key, write) for key, write in EXTRA.items() if key in wanted]
        self._customers = _customers(company) if "cust_name" in wanted else frozenset()
        self._vendors = _vendors(company) if "vend_name" in wanted else frozenset()

    def word(self, line: JournalLine) -> str:
        """The printed type of the line's transaction."""
        key = (line.txn_type, line.txn_id)
        if key not in self._words:
            record = (self._company.transaction(*key) or {}) if line.txn_type in SEVERAL_WORDS else {}
            self._words[key] = transaction_word(line.txn_type, record, self._company.country)
        return self._words[key]

    def account(self, line: JournalLine) -> str:
        """The id of the line's account, empty on the bank's side of a payment that only links credits to invoices.

        Intuit: "Created by QB Online to link credits to charges." stands in the Journal with no account there.
        """
        if line.cents or line.line_index or line.txn_type != "Payment":
            return line.account_id
        links = (self._company.transaction("Payment", line.txn_id) or {}).get("Line")
        return "" if links else line.account_id

    def cells(self, line: JournalLine, whole: list[JournalLine]) -> Cells:
        """The cells of one line of the transaction `whole`: memo its own, ``txn_memo`` the transaction's."""
        extra = {key: write(self, line) for key, write in self._extra} if self._extra else NO_CELLS
        other = self._other(line, whole)
        return LineCells(Seen(line, self._chart, self.word(line), self.account(line), other, whole[0].memo, extra))

    def class_name(self, line: JournalLine) -> Cell:
        """The line's class."""
        return self._dimensions.of(line, CLASS)

    def department(self, line: JournalLine) -> Cell:
        """The line's location."""
        return self._dimensions.of(line, DEPARTMENT)

    def adjusts(self, line: JournalLine) -> Cell:
        """Whether the line is of an adjusting journal entry (words assumed)."""
        entry = line.txn_type == "JournalEntry" and self._dimensions.record(line).get("Adjustment") is True
        return Cell("Yes" if entry else "")

    def customer(self, line: JournalLine) -> Cell:
        """The line's name if it is a customer's."""
        return Cell(line.name, line.name_id) if line.name_id in self._customers else NOTHING

    def vendor(self, line: JournalLine) -> Cell:
        """The line's name if it is a vendor's."""
        return Cell(line.name, line.name_id) if line.name_id in self._vendors else NOTHING

    def _other(self, line: JournalLine, whole: list[JournalLine]) -> str | None:
        """The account on the other side, None if there are several (Intuit: always so in a journal entry)."""
        if line.txn_type == "JournalEntry":
            return None
        if line is not whole[0]:
            return self.account(whole[0])
        return whole[1].account_id if len(whole) == 2 else None


def _customers(company: Company) -> frozenset[str]:
    """The ids of customers, which alone have full names; their answered form would add up balances for nothing."""
    return frozenset(one["Id"] for one in company.names() if "FullyQualifiedName" in one)


def _vendors(company: Company) -> frozenset[str]:
    return frozenset(one["Id"] for one in company.entities("Vendor"))


EXTRA: Mapping[str, Callable[[Writer, JournalLine], Cell]] = {
    "klass_name": Writer.class_name,
    "dept_name": Writer.department,
    "is_adj": Writer.adjusts,
    "cust_name": Writer.customer,
    "vend_name": Writer.vendor,
}
"""The columns that cost a look-up."""
