"""A report as the file a person downloads: today modern CSV, UTF-8 without a mark, lines ended by CR LF."""

import csv
import io
from dataclasses import replace
from typing import NamedTuple

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.layouts import AUDIT, LAYOUTS
from matterbooks.sandbox.exports.locales import LOCALES
from matterbooks.sandbox.exports.table import Table
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.model import Report
from matterbooks.sandbox.reports.period import ALL_DATES, Period


class Download(NamedTuple):
    """A file, ready to be saved."""

    filename: str
    body: bytes
    content_type: str = "text/csv; charset=utf-8"


def download_csv(company: Company, name: str, period: Period = ALL_DATES, *, audit: bool = False) -> Download:
    """The report `name` as modern CSV, with who and when behind each line if `audit`. Raises: KeyError."""
    filename = f"{company.name}_{LAYOUTS[name].title}.csv"
    return Download(filename, write_csv(build(company, name, period), audit=audit))


def write_csv(report: Report, *, audit: bool = False) -> bytes:
    """A report as modern CSV."""
    layout = LAYOUTS[report.name]
    if audit and layout.grouped:
        layout = replace(layout, fields=(*layout.fields, *AUDIT))
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows(Table(report, layout, LOCALES[report.country]).lines())
    return written.getvalue().encode()
