"""Lists and ledgers as rows of the Reports API (Intuit: samples).

Rows of the journal lie flat: a continuation line has the date ``0-00-00`` and no type, name or number; the totals of a
transaction and an empty row follow. The ledger nests sections.
"""

from collections.abc import Iterator, Sequence

from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.json_cells import Json, cells, labelled
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row

NO_DATE = "0-00-00"
AUDIT_DATES = ("create_date", "last_mod_date")
REPEATED = frozenset({"txn_type", "doc_num", "create_by", "last_mod_by"})
"""What only the first line of a transaction bears in the journal; so does the name, unless it differs (assumed)."""
WITHOUT_TOTAL = frozenset({"AccountList", "TransactionList"})
"""Reports whose grand total stands in the file alone (Intuit: sample; of the transaction list assumed)."""


def rows(report: Report, columns: Sequence[Column]) -> Iterator[Json]:
    """The rows of `report`, its grand total last."""
    if report.name == "JournalReport":
        yield from _journal(report, columns)
    else:
        for part in (*report.body, *report.apart):
            yield _data(part, columns) if isinstance(part, Row) else _section(part, columns)
    if report.total is not None and report.body and report.name not in WITHOUT_TOTAL:
        yield {**_summary("TOTAL", report.total, columns), "group": "GrandTotal"}


def _data(row: Row, columns: Sequence[Column]) -> Json:
    inside = labelled(row.label, row.cells, columns) if row.label else cells(row.cells, columns)
    return {"ColData": inside, "type": "Data"}


def _summary(label: str, total: Cells, columns: Sequence[Column]) -> Json:
    return {"Summary": {"ColData": labelled(label, total, columns)}, "type": "Section"}


def _section(group: Group, columns: Sequence[Column]) -> Json:
    """A leaf holds its rows; a parent holds a section of its own rows without heading, then its sub-sections."""
    label = f"Total for {group.title.value}"
    own = {"Rows": {"Row": [_data(row, columns) for row in group.rows]}, **_summary(label, group.total or {}, columns)}
    heading = labelled(str(group.title.value), {}, columns)
    if group.rows and group.title.id:
        heading[0]["id"] = group.title.id
    if group.family is None:
        return {"Header": {"ColData": heading}, **own}
    below = [_section(one, columns) for one in group.groups]
    inside = [own, *below] if group.rows else below
    total = _summary(f"{label} with sub-accounts", group.family, columns)
    return {"Header": {"ColData": heading}, "Rows": {"Row": inside}, **total}


def _journal(report: Report, columns: Sequence[Column]) -> Iterator[Json]:
    empty = Row({})
    for group in report.body:
        if isinstance(group, Group):
            first = group.rows[0].cells["name"]
            for number, row in enumerate(group.rows):
                yield _data(_continued(row, first) if number else row, columns)
            yield _summary("", group.total or {}, columns)
            yield _data(empty, columns)


def _continued(row: Row, first: Cell) -> Row:
    repeated = {key: Cell("", one.id) if key in REPEATED else one for key, one in row.cells.items()}
    dates = dict.fromkeys(("tx_date", *AUDIT_DATES), Cell(NO_DATE))
    name = Cell("", "") if row.cells["name"] == first else row.cells["name"]
    return Row({**repeated, **dates, "name": name})
