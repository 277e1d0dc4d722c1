"""Statements and summaries as rows of the Reports API (Intuit: samples).

A row on the top level of a summary has no type; a section without parts has no ``Rows``, one without a title no
``Header``.
"""

from collections.abc import Iterator, Sequence

from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.json_cells import Json, cell, cells, full_amount, labelled
from matterbooks.sandbox.reports.model import Report, Row, Section


def rows(report: Report) -> Iterator[Json]:
    """The rows of `report` in their sections."""
    for part in report.sections:
        yield {"ColData": _cells(part, report.columns)} if isinstance(part, Row) else _section(part, report.columns)


def _cells(row: Row, columns: Sequence[Column]) -> list[Json]:
    return cells(row.cells, columns, full_amount)


def _part(part: Row | Section, columns: Sequence[Column]) -> Json:
    if isinstance(part, Section):
        return _section(part, columns)
    return {"ColData": _cells(part, columns), "type": "Data", **({"group": part.code} if part.code else {})}


def _section(section: Section, columns: Sequence[Column]) -> Json:
    inside = [_part(one, columns) for one in section.parts]
    return {
        **({"Header": {"ColData": _heading(section, columns)}} if section.title.value else {}),
        **({"Rows": {"Row": inside}} if inside else {}),
        "Summary": {"ColData": labelled(section.closing, section.total, columns, full_amount)},
        "type": "Section",
        **({"group": section.code} if section.code else {}),
    }


def _heading(section: Section, columns: Sequence[Column]) -> list[Json]:
    return [cell(section.title), *cells(section.own, columns[1:], full_amount)]
