"""A report as the Reports API answers it: header, columns and rows (Intuit: samples of the Reports API)."""

from collections.abc import Sequence

from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.reports import json_lists, json_statement
from matterbooks.sandbox.reports.columns import Column
from matterbooks.sandbox.reports.json_cells import Json, amount
from matterbooks.sandbox.reports.json_size import MOST_CELLS, cut, refuse_if_above
from matterbooks.sandbox.reports.model import Report

__all__ = ["Json", "amount", "to_json"]
UNKEYED = frozenset({"Customer", "Vendor"})
"""First columns of summaries whose columns have no keys in the answer."""


def to_json(report: Report, columns: Sequence[Column], most: int = MOST_CELLS) -> Json:
    """The whole answer, with `columns` in their order, or the columns that a statement brings itself.

    Raises: ServiceFault 10100 for a statement of more than `most` cells; a list is cut there.
    """
    if report.columns:
        rows = list(json_statement.rows(report))
        refuse_if_above(rows, most)
    else:
        rows = cut(json_lists.rows(report, columns), most)
    shown = report.columns or columns
    keyed = shown[0].kind not in UNKEYED
    return {
        "Header": _header(report),
        "Columns": {"Column": [_column(one, keyed=keyed) for one in shown]},
        "Rows": {"Row": rows} if rows else {},
    }


def _header(report: Report) -> Json:
    period = report.period
    nothing = report.empty if report.columns else not report.body
    options = {**report.options, "NoReportData": str(nothing).lower()}
    return {
        "Time": stamp(report.made),
        "ReportName": report.name,
        **({"DateMacro": period.macro} if period.macro else {}),
        **({"ReportBasis": report.basis} if report.basis else {}),
        **({"StartPeriod": period.start.isoformat()} if period.start else {}),
        **({"EndPeriod": period.end.isoformat()} if period.end else {}),
        **({"SummarizeColumnsBy": report.summarized} if report.summarized else {}),
        "Currency": report.currency,
        **report.filters,
        "Option": [{"Name": name, "Value": value} for name, value in options.items()],
    }


def _column(column: Column, *, keyed: bool) -> Json:
    meta = [*column.dates, ("ColKey", column.key)]
    named = {"MetaData": [{"Name": name, "Value": value} for name, value in meta]} if keyed else {}
    return {"ColTitle": column.title, "ColType": column.kind, **named}
