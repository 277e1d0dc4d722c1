"""``/v3/company/{realm}/reports/{Name}``: the Reports API, behind the same gateway as every other call."""

import re
from datetime import date

from flask import Blueprint, Response, request

from matterbooks.sandbox import faults
from matterbooks.sandbox.answers import respond, written
from matterbooks.sandbox.api import company_of
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.api_json import to_json
from matterbooks.sandbox.reports.build import BUILDERS, build
from matterbooks.sandbox.reports.chart import first_month
from matterbooks.sandbox.reports.columns import Column, chosen
from matterbooks.sandbox.reports.period import Period, of_macro

bp = Blueprint("reports", __name__, url_prefix="/v3/company/<realm>/reports")
UNDERSTOOD = frozenset(
    {"start_date", "end_date", "date_macro", "accounting_method", "columns", "minorversion", "requestid"}
)
USUAL_MACRO = {"TrialBalance": "this fiscal year-to-date"}
"""The period of a report that was asked for without dates; elsewhere the month to date (Intuit: samples)."""


@bp.get("/<name>")
def report(realm: str, name: str) -> Response:
    """One report."""
    company = company_of(realm)
    known = next((one for one in BUILDERS if one.lower() == name.lower()), None)
    if known is None:
        raise faults.not_in_sandbox(f"the report {name}")
    _refuse_unknown()
    made = build(company, known, asked_period(company, known))
    return respond(written(request, to_json(made, _columns(known))))


def _refuse_unknown() -> None:
    """Raise: ServiceFault for a parameter the sandbox would ignore, or for the cash basis."""
    for name in request.args:
        if name not in UNDERSTOOD:
            raise faults.not_in_sandbox(f"the report parameter {name}")
    method = request.args.get("accounting_method", "Accrual")
    if method.lower() == "cash":
        raise faults.not_in_sandbox("a report on the cash basis")
    if method.lower() != "accrual":
        raise faults.invalid_enumeration(method, "accounting_method")


def _columns(name: str) -> list[Column]:
    try:
        return chosen(name, request.args.get("columns", ""))
    except KeyError as unknown:
        raise faults.not_in_sandbox(f"the report column {unknown.args[0]}") from None


def asked_period(company: Company, name: str) -> Period:
    """The period a request asks for. Raises: ServiceFault 2170 for an unknown macro, 2010 for what is not a date."""
    start, end = _day("start_date"), _day("end_date")
    macro = request.args.get("date_macro", "")
    if macro or not (start or end):
        try:
            word = macro or USUAL_MACRO.get(name, "this month-to-date")
            return of_macro(word, company.today(), first_month(company))
        except KeyError:
            raise faults.invalid_enumeration(macro, "date_macro") from None
    period = Period(start, end or company.today())
    if period.backwards():
        raise faults.business("The start date of a report must not be after its end date.", "start_date")
    return period


def _day(name: str) -> date | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise faults.unreadable(name)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise faults.unreadable(name) from None
