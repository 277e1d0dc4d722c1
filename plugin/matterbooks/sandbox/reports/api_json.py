"""A report as the Reports API answers it: every value a string (Intuit: samples of the Reports API).

Rows of the journal lie flat: a continuation line has the date ``0-00-00`` and no type, name or number; the totals of a
transaction and an empty row follow. The ledger nests sections.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from matterbooks.sandbox.clock import pacific, stamp
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.model import Cell, Cells, Group, Report, Row

Json = dict[str, Any]
NO_DATE = "0-00-00"
AUDIT_DATES = ("create_date", "last_mod_date")
REPEATED = frozenset({"txn_type", "doc_num", "create_by", "last_mod_by"})
"""What only the first line of a transaction bears in the journal; so does the name, unless it differs (assumed)."""


def to_json(report: Report, columns: Sequence[Column]) -> Json:
    """The whole answer, with `columns` in their order."""
    rows = list(_journal(report, columns) if report.name == "JournalReport" else _parts(report, columns))
    return {
        "Header": _header(report),
        "Columns": {"Column": [_column(one) for one in columns]},
        "Rows": {"Row": rows} if rows else {},
    }


def _header(report: Report) -> Json:
    period = report.period
    summarized = {"SummarizeColumnsBy": "Total"} if report.name == "TrialBalance" else {}
    return {
        "Time": stamp(report.made),
        "ReportName": report.name,
        **({"DateMacro": period.macro} if period.macro else {}),
        **({"ReportBasis": report.basis} if report.basis else {}),
        **({"StartPeriod": period.start.isoformat()} if period.start else {}),
        **({"EndPeriod": period.end.isoformat()} if period.end else {}),
        **summarized,
        "Currency": report.currency,
        "Option": [{"Name": "NoReportData", "Value": str(not report.body).lower()}],
    }


def _column(column: Column) -> Json:
    return {
        "ColTitle": column.title,
        "ColType": column.kind,
        "MetaData": [{"Name": "ColKey", "Value": column.key}],
    }


def amount(cents: int) -> str:
    """Cents as the Reports API writes them: ``5000.00``, and nothing before the point below one: ``.00``."""
    text = f"{abs(cents) // 100 or ''}.{abs(cents) % 100:02d}"
    return f"-{text}" if cents < 0 else text


def _text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return pacific(value).strftime("%Y-%m-%dT%H:%M:%S%z")
    if isinstance(value, date):
        return value.isoformat()
    return amount(value) if isinstance(value, int) else value


def _col(cell: Cell) -> Json:
    return {"value": _text(cell)} if cell.id is None else {"value": _text(cell), "id": cell.id}


def _cols(cells: Cells, columns: Sequence[Column]) -> list[Json]:
    return [_col(cells.get(column.key, Cell())) for column in columns]


def _labelled(label: str, cells: Cells, columns: Sequence[Column]) -> list[Json]:
    """The cells of a heading or total, with `label` in the first column."""
    return [{"value": label}, *_cols(cells, columns)[1:]]


def _data(row: Row, columns: Sequence[Column]) -> Json:
    cells = _labelled(row.label, row.cells, columns) if row.label else _cols(row.cells, columns)
    return {"ColData": cells, "type": "Data"}


def _summary(label: str, cells: Cells, columns: Sequence[Column]) -> Json:
    return {"Summary": {"ColData": _labelled(label, cells, columns)}, "type": "Section"}


def _grand_total(report: Report, columns: Sequence[Column]) -> Iterator[Json]:
    if report.total is not None and report.basis and report.body:
        yield {**_summary("TOTAL", report.total, columns), "group": "GrandTotal"}


def _parts(report: Report, columns: Sequence[Column]) -> Iterator[Json]:
    for part in report.body:
        yield _data(part, columns) if isinstance(part, Row) else _section(part, columns)
    yield from _grand_total(report, columns)


def _section(group: Group, columns: Sequence[Column]) -> Json:
    """A leaf holds its rows; a parent holds a section of its own rows without heading, then its sub-sections."""
    label = f"Total for {group.title.value}"
    own = {"Rows": {"Row": [_data(row, columns) for row in group.rows]}, **_summary(label, group.total or {}, columns)}
    heading = _labelled(str(group.title.value), {}, columns)
    if group.rows:
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
    yield from _grand_total(report, columns)


def _continued(row: Row, first: Cell) -> Row:
    cells = {key: Cell("", cell.id) if key in REPEATED else cell for key, cell in row.cells.items()}
    dates = dict.fromkeys(("tx_date", *AUDIT_DATES), Cell(NO_DATE))
    name = Cell("", "") if row.cells["name"] == first else row.cells["name"]
    return Row({**cells, **dates, "name": name})
