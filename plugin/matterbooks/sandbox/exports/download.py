"""A report as the file a person downloads: CSV or XLSX, in the modern layout or the classic one."""

from dataclasses import replace
from typing import NamedTuple

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.classic import PLAIN_NUMBERS, lay_out_classic
from matterbooks.sandbox.exports.csv_form import write_csv
from matterbooks.sandbox.exports.layouts import AUDIT, LAYOUTS, layout_of
from matterbooks.sandbox.exports.locales import LOCALES
from matterbooks.sandbox.exports.printed import Printed
from matterbooks.sandbox.exports.table import lay_out
from matterbooks.sandbox.exports.xlsx_form import classic, modern, write_xlsx
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.model import Report
from matterbooks.sandbox.reports.period import ALL_DATES, Period

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Download(NamedTuple):
    """A file, ready to be saved."""

    filename: str
    body: bytes
    content_type: str = CSV


def download_csv(company: Company, name: str, period: Period = ALL_DATES, *, audit: bool = False) -> Download:
    """The report `name` as modern CSV, with who and when behind each line if `audit`. Raises: KeyError."""
    report = build(company, name, period)
    body = write_csv(_modern(report, audit=audit), LOCALES[report.country])
    return Download(f"{company.name}_{LAYOUTS[name].title}.csv", body)


def download_xlsx(company: Company, name: str, period: Period = ALL_DATES, *, audit: bool = False) -> Download:
    """The report `name` as a modern workbook. Raises: KeyError."""
    report = build(company, name, period)
    body = write_xlsx(_modern(report, audit=audit), modern())
    return Download(f"{company.name}_{LAYOUTS[name].title}.xlsx", body, XLSX)


def download_classic(company: Company, name: str, period: Period = ALL_DATES) -> Download:
    """The report `name` as a classic workbook. Raises: KeyError."""
    report = build(company, name, period)
    title = LAYOUTS[name].title
    style = classic(title, report.made, amounts_are_formulas=name not in PLAIN_NUMBERS)
    body = write_xlsx(lay_out_classic(report, LOCALES[report.country]), style)
    return Download(f"{company.name}_{title}.xlsx", body, XLSX)


def _modern(report: Report, *, audit: bool) -> list[Printed]:
    layout = layout_of(report)
    if audit and layout.grouped:
        layout = replace(layout, fields=(*layout.fields, *AUDIT))
    return lay_out(report, layout, LOCALES[report.country])
