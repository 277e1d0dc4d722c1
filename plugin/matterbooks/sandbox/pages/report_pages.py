"""Reports on pages, each with its download button; the download needs no log-in."""

from datetime import date

from flask import Response, abort, request

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.archive import MEMBERS, export_data
from matterbooks.sandbox.exports.download import Download, download_classic, download_csv, download_xlsx
from matterbooks.sandbox.exports.layouts import LAYOUTS
from matterbooks.sandbox.pages.report_table import LONGEST, shown
from matterbooks.sandbox.pages.site import bp, company_of, page
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.period import ALL_DATES, Period

SLUGS = {
    "journal": "JournalReport",
    "general-ledger": "GeneralLedger",
    "transaction-list": "TransactionList",
    "trial-balance": "TrialBalance",
    "profit-and-loss": "ProfitAndLoss",
    "balance-sheet": "BalanceSheet",
    "aged-receivables": "AgedReceivables",
    "aged-receivables-detail": "AgedReceivableDetail",
    "aged-payables": "AgedPayables",
    "aged-payables-detail": "AgedPayableDetail",
    "account-list": "AccountList",
}
"""The last word of a report's address, and its Reports API name, which does as well."""


@bp.get("/app/<realm>/reports")
def reports(realm: str) -> Response:
    """Every report."""
    titles = {slug: LAYOUTS[name].title for slug, name in SLUGS.items()}
    held = [LAYOUTS[name].title for name in MEMBERS]
    return page("reports.html", company=company_of(realm), titles=titles, held=held)


@bp.get("/app/<realm>/reports/<name>")
def report(realm: str, name: str) -> Response:
    """One report as a table; long ones are cut, and say so."""
    company = company_of(realm)
    known, period = _known(name), _period(company)
    made = build(company, known, period)
    table = shown(made)
    return page(
        "report.html",
        company=company,
        slug=next(slug for slug, one in SLUGS.items() if one == known),
        title=LAYOUTS[known].title,
        words=words(made) if (words := LAYOUTS[known].period) else "",
        period=period,
        is_of_one_day=LAYOUTS[known].is_of_one_day,
        headings=table.headings,
        rows=table.rows[:LONGEST],
        left=max(0, len(table.rows) - LONGEST),
        asked=request.args.to_dict(),
    )


@bp.get("/app/<realm>/reports/<name>.csv")
def report_csv(realm: str, name: str) -> Response:
    """One report as modern CSV: ``?start=&end=`` limit the days, ``audit=1`` adds who and when."""
    company = company_of(realm)
    return _file(download_csv(company, _known(name), _period(company), audit=request.args.get("audit") == "1"))


@bp.get("/app/<realm>/reports/<name>.xlsx")
def report_xlsx(realm: str, name: str) -> Response:
    """One report as a workbook, modern or (with ``view=classic``) classic."""
    company = company_of(realm)
    known, period = _known(name), _period(company)
    if request.args.get("view") == "classic":
        return _file(download_classic(company, known, period))
    return _file(download_xlsx(company, known, period, audit=request.args.get("audit") == "1"))


@bp.get("/app/<realm>/export.zip")
def export(realm: str) -> Response:
    """The archive of Settings > Export data."""
    company = company_of(realm)
    return _file(export_data(company, _period(company)))


def _file(file: Download) -> Response:
    answer = Response(file.body, content_type=file.content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return answer


def _known(name: str) -> str:
    known = SLUGS.get(name, name)
    if known not in LAYOUTS:
        abort(404, f"There is no report {name}. There are: {', '.join(SLUGS)}.")
    return known


def _period(company: Company) -> Period:
    """The days asked for. Where only the end is given, from the first transaction; where only the start, to today."""
    start, end = _day("start"), _day("end")
    if start is None and end is None:
        return ALL_DATES
    first = next((one.date for one in company.book.entries()), end) if start is None else start
    period = Period(first, end or company.today())
    if period.backwards():
        abort(400, "The report ends before it begins. Change one of the dates.")
    return period


def _day(name: str) -> date | None:
    text = request.args.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        abort(400, f"{text} is not a date. Write it like 2026-01-31.")
