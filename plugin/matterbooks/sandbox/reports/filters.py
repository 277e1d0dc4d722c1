"""Which lines a report is made of: those of the names, accounts, classes and locations asked for."""

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import Asked
from matterbooks.sandbox.reports.dimensions import CLASS, DEPARTMENT, Dimensions


class Filter:
    """Says of a line whether it belongs in; a filter names single records, not those below them (assumed)."""

    def __init__(self, company: Company, asked: Asked) -> None:
        """Take the filters of `asked`; those that are empty let everything pass."""
        self._asked = asked
        self._dimensions = Dimensions(company.transaction)

    def passes(self, line: JournalLine) -> bool:
        """Whether every filter lets `line` pass."""
        asked, of = self._asked, self._dimensions.of
        return (
            (not asked.names or line.name_id in asked.names)
            and (not asked.accounts or line.account_id in asked.accounts)
            and (not asked.classes or of(line, CLASS).id in asked.classes)
            and (not asked.departments or of(line, DEPARTMENT).id in asked.departments)
        )


def kept(company: Company, lines: list[JournalLine], asked: Asked) -> list[JournalLine]:
    """The lines that pass every filter of `asked`."""
    if not asked.narrowed():
        return lines
    return list(filter(Filter(company, asked).passes, lines))
