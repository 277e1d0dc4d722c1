"""The parameters of a report request. What a report would ignore is refused, and so is the cash basis."""

import re
from collections.abc import Mapping
from datetime import date

from matterbooks.sandbox import faults
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.asked import TOTAL, Aging, Asked, Days
from matterbooks.sandbox.reports.chart import first_month
from matterbooks.sandbox.reports.columns import Column, chosen
from matterbooks.sandbox.reports.period import Period, of_macro
from matterbooks.sandbox.reports.spans import WORDS

Params = Mapping[str, str]
ANY = frozenset({"minorversion", "requestid", "qzurl", "format"})
DATES = frozenset({"start_date", "end_date", "date_macro"})
SORTED = frozenset({"columns", "sort_by", "sort_order"})
PARTIES = frozenset({"customer", "vendor"})
PARTS = frozenset({"class", "department"})
AGED = frozenset({"report_date", "aging_method", "aging_period", "num_periods"})
TOUCHED = frozenset({"start_moddate", "end_moddate", "start_createdate", "end_createdate"})
STATEMENT = DATES | PARTIES | PARTS | {"accounting_method", "summarize_column_by"}
LATE = AGED | SORTED | {"end_date", "start_duedate", "end_duedate", "past_due", "accounting_method"}
UNDERSTOOD: Mapping[str, frozenset[str]] = {
    "AccountList": DATES | {"columns", "accounting_method"},
    "AgedPayableDetail": LATE | {"vendor"},
    "AgedPayables": AGED | DATES | {"vendor", "accounting_method"},
    "AgedReceivableDetail": LATE | {"customer"},
    "AgedReceivables": AGED | DATES | {"customer", "accounting_method"},
    "BalanceSheet": STATEMENT,
    "CustomerBalance": DATES | {"report_date", "customer", "accounting_method"},
    "GeneralLedger": DATES | SORTED | PARTIES | PARTS | {"account", "accounting_method"},
    "JournalReport": DATES | SORTED | {"accounting_method"},
    "ProfitAndLoss": STATEMENT,
    "TransactionList": DATES | SORTED | PARTIES | PARTS | TOUCHED | {"name", "account"},
    "TrialBalance": DATES | {"accounting_method", "summarize_column_by"},
    "VendorBalance": DATES | {"report_date", "vendor", "accounting_method"},
}
"""What each report listens to, besides :data:`ANY` (Intuit: its reference names more; the rest is refused)."""
TO_DATE, TODAY, ALL = "this fiscal year-to-date", "today", "all"
USUAL_MACRO: Mapping[str, str] = {
    "AgedPayableDetail": TODAY,
    "AgedPayables": TODAY,
    "AgedReceivableDetail": TODAY,
    "AgedReceivables": TODAY,
    "BalanceSheet": TO_DATE,
    "CustomerBalance": ALL,
    "ProfitAndLoss": TO_DATE,
    "TrialBalance": TO_DATE,
    "VendorBalance": ALL,
}
"""The period of a report that was asked for without dates; elsewhere the month to date (Intuit: samples)."""
FILTERS: Mapping[str, str] = {
    "customer": "Customer",
    "vendor": "Vendor",
    "class": "Class",
    "department": "Department",
}
"""Filters that the answer's header repeats, and its words for them."""


def refuse_unknown(company: Company, name: str, params: Params) -> None:
    """Raise: ServiceFault 5030 for a parameter the report would ignore and for the cash basis, 2170 for no basis."""
    for one in params:
        if one not in UNDERSTOOD[name] | ANY:
            raise faults.not_in_sandbox(f"the report parameter {one}")
    if params.get("format", "json").lower() != "json":
        raise faults.not_in_sandbox(f"a report in the form {params['format']}")
    if params.get("qzurl", "false").lower() != "false":
        raise faults.not_in_sandbox("quick zoom addresses in reports")
    if name == "TrialBalance" and _by(params) != TOTAL:
        raise faults.not_in_sandbox(f"a trial balance by {_by(params)}")
    usual = company.preference("ReportPrefs", "ReportBasis") if "accounting_method" in UNDERSTOOD[name] else None
    method = params.get("accounting_method") or str(usual or "Accrual")
    if method.lower() == "cash":
        raise faults.not_in_sandbox("a report on the cash basis")
    if method.lower() != "accrual":
        raise faults.invalid_enumeration(method, "accounting_method")


def columns_of(name: str, params: Params) -> list[Column]:
    """The columns of a list. Raises: ServiceFault 5030 for one that there is not."""
    try:
        return chosen(name, params.get("columns", ""))
    except KeyError as unknown:
        raise faults.not_in_sandbox(f"the report column {unknown.args[0]}") from None


def asked_period(company: Company, name: str, params: Params) -> Period:
    """The period a request asks for; a report date leaves nothing else to say (assumed).

    Raises: ServiceFault 2170 for an unknown macro, 2010 for what is not a date.
    """
    start, end = _day(params, "start_date"), _day(params, "end_date")
    if day := _day(params, "report_date"):
        return Period(None, day)
    macro = params.get("date_macro", "")
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


def asked(params: Params, columns: list[Column]) -> Asked:
    """The rest. Raises: ServiceFault 2010, 2030 or 2170 for what cannot be understood, 5030 for what is not there."""
    names = frozenset().union(*(_ids(params, one) for one in ("customer", "vendor", "name")))
    return Asked(
        names=names,
        accounts=_ids(params, "account"),
        classes=_ids(params, "class"),
        departments=_ids(params, "department"),
        columns=frozenset(one.key for one in columns),
        by=_by(params),
        sort_by=_sorted_by(params, columns),
        descending=_one_of(params, "sort_order", ("ascend", "descend")) == "descend",
        created=Days(_day(params, "start_createdate"), _day(params, "end_createdate")),
        modified=Days(_day(params, "start_moddate"), _day(params, "end_moddate")),
        aging=_aging(params),
        header={word: params[one] for one, word in FILTERS.items() if params.get(one)},
    )


def _aging(params: Params) -> Aging:
    return Aging(
        days=_number(params, "aging_period", 30, 1),
        periods=_number(params, "num_periods", 4, 1),
        current=_one_of(params, "aging_method", ("Report_Date", "Current")) == "Current",
        due_from=_day(params, "start_duedate"),
        due_to=_day(params, "end_duedate"),
        past_due=_number(params, "past_due", 0, -36500) if params.get("past_due") else None,
    )


def _ids(params: Params, name: str) -> frozenset[str]:
    given = [one.strip() for one in params.get(name, "").split(",") if one.strip()]
    for one in given:
        if not one.isdecimal():
            raise faults.invalid_id(one)
    return frozenset(given)


def _by(params: Params) -> str:
    wanted = params.get("summarize_column_by") or TOTAL
    unsupported = ("Customers", "Vendors", "Classes", "Departments", "Employees", "ProductsAndServices")
    if wanted.casefold() in (one.casefold() for one in unsupported):
        raise faults.not_in_sandbox(f"report columns by {wanted}")
    return _one_of(params, "summarize_column_by", WORDS)


def _sorted_by(params: Params, columns: list[Column]) -> str:
    wanted = params.get("sort_by", "")
    if wanted and wanted not in {one.key for one in columns}:
        raise faults.not_in_sandbox(f"sorting a report by {wanted}, which is none of its columns")
    return wanted


def _one_of(params: Params, name: str, words: tuple[str, ...]) -> str:
    """One of `words`, the first if nothing was said."""
    given = params.get(name) or words[0]
    for word in words:
        if word.casefold() == given.casefold():
            return word
    raise faults.invalid_enumeration(given, name)


def _number(params: Params, name: str, usual: int, least: int) -> int:
    text = params.get(name) or str(usual)
    if not re.fullmatch(r"-?\d{1,5}", text) or int(text) < least:
        raise faults.unreadable(name)
    return int(text)


def _day(params: Params, name: str) -> date | None:
    text = params.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise faults.unreadable(name)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise faults.unreadable(name) from None
