"""Aged receivables and payables, in sum and item by item, and balances by name."""

from decimal import Decimal

import pytest

from matterbooks.sandbox.company import Company
from tests.sandbox.reports.books import company, make, sale, side
from tests.sandbox.reports.busy import (
    applied,
    bought,
    busy,
    invoice,
    matter,
    named,
    owed,
    paid_by_cheque,
    payment,
    prefer,
    spent,
    voided,
)
from tests.sandbox.reports.http import Browser
from tests.sandbox.reports.reading import Json, cents, keys, sections, table, texts

DAY = {"report_date": "2025-09-08"}


def _lines(report: Json) -> list[list[str]]:
    """Headings, rows and totals of a summary in their order."""
    return list(_walk(report["Rows"]))


def _walk(part: Json) -> list[list[str]]:
    found = []
    for row in part.get("Row", []):
        found += [texts(row["Header"]["ColData"])] if "Header" in row else []
        found += [texts(row["ColData"])] if "ColData" in row else _walk(row.get("Rows", {}))
        found += [texts(row["Summary"]["ColData"])] if "Summary" in row else []
    return found


def test_matters_stand_below_their_client_who_closes_with_the_sum() -> None:
    report = Browser(busy()).json("AgedReceivables", **DAY)
    titles = [one["ColTitle"] for one in report["Columns"]["Column"]]
    assert titles == ["", "Current", "1 - 30", "31 - 60", "61 - 90", "91 and over", "Total"]
    assert [one["ColType"] for one in report["Columns"]["Column"]] == ["Customer", *["Money"] * 6]
    assert _lines(report) == [
        ["Weiskopf Consulting", "", "", "60.00", "", "", "60.00"],
        ["Matter 1", "", "", "", "", "250.00", "250.00"],
        ["Matter 2", "220.00", "-50.00", "", "", "", "170.00"],
        ["Total Weiskopf Consulting", "220.00", "-50.00", "60.00", "0.00", "250.00", "480.00"],
        ["TOTAL", "220.00", "-50.00", "60.00", "0.00", "250.00", "480.00"],
    ]
    last = report["Rows"]["Row"][-1]
    assert (last["type"], last["group"]) == ("Section", "GrandTotal")


def test_the_header_of_an_aged_report_names_its_date_and_no_basis() -> None:
    header = Browser(busy()).json("AgedPayables")["Header"]
    assert "ReportBasis" not in header
    assert header["DateMacro"] == "today"
    assert header["Option"][0] == {"Name": "report_date", "Value": "2025-09-08"}


def test_what_is_owed_to_a_vendor_is_aged_from_its_side() -> None:
    report = Browser(busy()).json("AgedPayables", **DAY)
    assert _lines(report) == [
        ["Thrifty Meats", "", "45.05", "", "300.00", "", "345.05"],
        ["TOTAL", "0.00", "45.05", "0.00", "300.00", "0.00", "345.05"],
    ]
    assert report["Columns"]["Column"][0]["ColType"] == "Vendor"


def test_an_earlier_day_sees_nothing_of_later_payments_and_invoices() -> None:
    report = Browser(busy()).json("AgedReceivables", report_date="2025-08-09")
    assert _lines(report)[-1] == ["TOTAL", "0.00", "10.00", "0.00", "0.00", "400.00", "410.00"]


def test_the_end_of_a_period_is_the_date_of_the_report_unless_one_is_given() -> None:
    browser = Browser(busy())
    header = browser.json("AgedReceivables", date_macro="Last Month")["Header"]
    assert (header["StartPeriod"], header["EndPeriod"]) == ("2025-08-01", "2025-08-31")
    assert header["Option"][0] == {"Name": "report_date", "Value": "2025-08-31"}
    given = browser.json("AgedReceivables", date_macro="Last Month", report_date="2025-08-09")
    assert given["Header"]["Option"][0]["Value"] == "2025-08-09"
    assert "DateMacro" not in given["Header"]


def test_a_payment_made_before_the_invoice_it_pays_is_a_credit_until_then() -> None:
    books = company()
    bill = invoice(books, "2025-05-10", "100")
    payment(books, "2025-05-01", "100", applied("100", "Invoice", bill))
    browser = Browser(books)
    assert _lines(browser.json("AgedReceivables", report_date="2025-05-05"))[-1][-1] == "-100.00"
    assert _lines(browser.json("AgedReceivables", report_date="2025-05-10")) == []


def test_one_day_decides_between_two_buckets() -> None:
    books = company()
    for day in ("2025-09-08", "2025-09-07", "2025-08-09", "2025-08-08", "2025-06-10", "2025-06-09"):
        invoice(books, day, "1", DueDate=day)
    assert _lines(Browser(books).json("AgedReceivables", **DAY))[-1] == [
        "TOTAL",
        "1.00",
        "2.00",
        "1.00",
        "1.00",
        "1.00",
        "6.00",
    ]


def test_periods_can_be_fewer_and_of_other_lengths() -> None:
    report = Browser(busy()).json("AgedReceivables", **DAY, aging_period="10", num_periods="3")
    assert [one["ColTitle"] for one in report["Columns"]["Column"]][1:] == [
        "Current",
        "1 - 10",
        "11 - 20",
        "21 and over",
        "Total",
    ]
    assert _lines(report)[-1] == ["TOTAL", "220.00", "-50.00", "0.00", "310.00", "480.00"]


def test_an_old_report_can_be_aged_as_of_today() -> None:
    report = Browser(busy()).json("AgedReceivables", report_date="2025-05-01", aging_method="Current")
    assert _lines(report)[-1] == ["TOTAL", "0.00", "0.00", "0.00", "0.00", "400.00", "400.00"]


def test_the_detail_shows_the_latest_first_with_a_total_for_each_bucket() -> None:
    report = Browser(busy()).json("AgedReceivableDetail", **DAY)
    assert keys(report) == ["tx_date", "txn_type", "doc_num", "cust_name", "due_date", "subt_amount", "subt_open_bal"]
    assert [texts(one["Header"]["ColData"])[0] for one in sections(report["Rows"]) if "Header" in one] == [
        "91 or more days past due",
        "31 - 60 days past due",
        "1 - 30 days past due",
        "Current",
    ]
    shown = [(one["txn_type"], one["cust_name"], one["subt_amount"], one["subt_open_bal"]) for one in table(report)]
    assert shown == [
        ("Invoice", "Weiskopf Consulting:Matter 1", "400.00", "250.00"),
        ("Invoice", "Weiskopf Consulting", "60.00", "60.00"),
        ("Payment", "Weiskopf Consulting:Matter 2", "-80.00", "-50.00"),
        ("Invoice", "Weiskopf Consulting:Matter 2", "250.00", "220.00"),
    ]
    totals = [texts(one["Summary"]["ColData"]) for one in sections(report["Rows"])]
    assert totals[0] == ["Total for 91 or more days past due", "", "", "", "", "400.00", "250.00"]
    assert totals[-1] == ["TOTAL", "", "", "", "", "630.00", "480.00"]


def test_the_detail_of_payables_says_how_late_each_item_is() -> None:
    books = company()
    owed(books, "2025-09-01", "10")
    report = Browser(books).json("AgedPayableDetail", **DAY, columns="vend_name,past_due,subt_neg_open_bal")
    assert [list(one.values()) for one in table(report)] == [["Thrifty Meats", "", "10.00"]]
    receivable = Browser(busy()).json("AgedReceivableDetail", **DAY, columns="due_date,past_due")
    assert [list(one.values()) for one in table(receivable)][-1] == ["2025-09-19", "-11"]


def test_the_detail_can_be_limited_to_due_dates_and_to_what_is_late() -> None:
    browser = Browser(busy())
    due = browser.json("AgedReceivableDetail", **DAY, start_duedate="2025-08-01", end_duedate="2025-08-31")
    assert [one["subt_open_bal"] for one in table(due)] == ["60.00"]
    late = browser.json("AgedReceivableDetail", **DAY, past_due="38")
    assert [one["subt_open_bal"] for one in table(late)] == ["250.00", "60.00"]


def test_a_company_may_age_by_the_date_of_the_transaction() -> None:
    books = company()
    invoice(books, "2025-01-01", "5", DueDate="2025-09-30")
    assert _lines(Browser(books).json("AgedReceivables", **DAY))[-1][1] == "5.00"
    prefer(books, "ReportPrefs", CalcAgingReportFromTxnDate=True)
    assert _lines(Browser(books).json("AgedReceivables", **DAY))[-1][5] == "5.00"


def test_only_the_customers_asked_for_are_shown() -> None:
    books = busy()
    second = next(one["Id"] for one in books.names() if one["DisplayName"] == "Matter 2")
    report = Browser(books).json("AgedReceivables", **DAY, customer=second)
    assert [line[-1] for line in _lines(report)] == ["0.00", "170.00", "170.00", "170.00"]
    assert report["Header"]["Customer"] == second


def test_balances_by_name_are_the_totals_of_the_aged_reports() -> None:
    browser = Browser(busy())
    customers = browser.json("CustomerBalance")
    assert customers["Header"]["DateMacro"] == "all"
    assert [one["ColTitle"] for one in customers["Columns"]["Column"]] == ["", "Total"]
    assert _lines(customers)[-1] == ["TOTAL", "480.00"]
    assert _lines(browser.json("VendorBalance"))[-1] == ["TOTAL", "345.05"]


def test_a_line_of_a_cheque_on_receivables_is_owed_by_its_own_customer() -> None:
    books = company()
    first, second = matter(books, "A"), matter(books, "B")
    cheque = spent(books, "2025-09-01", "30", "84", first)
    payment(books, "2025-09-02", "10", applied("10", "Check", cheque), customer=first)
    spent(books, "2025-09-01", "5", "84", second)
    lines = _lines(Browser(books).json("AgedReceivables", **DAY))
    assert [[line[0], line[-1]] for line in lines[1:3]] == [["A", "20.00"], ["B", "5.00"]]


def test_a_line_among_several_customers_is_settled_by_its_id() -> None:
    books = company()
    first, second = matter(books, "A"), matter(books, "B")
    lines = [_spent_for(first, "30"), _spent_for(second, "40")]
    body = {"PaymentType": "Check", "AccountRef": {"value": "35"}, "TxnDate": "2025-09-01", "Line": lines}
    cheque = make(books, "Purchase", body)
    part = applied("15", "Check", cheque)
    part["LinkedTxn"][0]["TxnLineId"] = cheque["Line"][1]["Id"]
    payment(books, "2025-09-02", "15", part, customer=second)
    shown = _lines(Browser(books).json("AgedReceivables", **DAY))
    assert [[line[0], line[-1]] for line in shown[1:3]] == [["A", "30.00"], ["B", "25.00"]]


def _spent_for(customer: str, amount: str) -> Json:
    detail = {"AccountRef": {"value": "84"}, "CustomerRef": {"value": customer}}
    line = {"Amount": Decimal(amount), "DetailType": "AccountBasedExpenseLineDetail"}
    return {**line, "AccountBasedExpenseLineDetail": detail}


def _against(books: Company, day: str, amount: str) -> Json:
    lines = [named("Debit", "33", amount, "56", "Vendor"), side("Credit", "97", amount)]
    return make(books, "JournalEntry", {"TxnDate": day, "Line": lines})


def test_a_vendors_credit_that_pays_a_debt_leaves_only_the_rest() -> None:
    books = company()
    debt, credit = owed(books, "2025-08-01", "100"), _against(books, "2025-08-02", "30")
    parts = (applied("90", "JournalEntry", debt), applied("30", "JournalEntry", credit))
    paid_by_cheque(books, "2025-08-03", "60", *parts)
    assert _lines(Browser(books).json("AgedPayables", **DAY)) == [
        ["Thrifty Meats", "", "", "10.00", "", "", "10.00"],
        ["TOTAL", "0.00", "0.00", "10.00", "0.00", "0.00", "10.00"],
    ]


def test_bills_are_aged_by_their_due_dates_and_credits_of_vendors_by_their_own() -> None:
    books = company()
    bill = bought(books, "Bill", "2025-07-01", "100", DueDate="2025-08-30")
    credit = bought(books, "VendorCredit", "2025-07-02", "30")
    browser = Browser(books)
    detail = browser.json("AgedPayableDetail", **DAY)
    assert [tuple(one.values()) for one in table(detail)] == [
        ("2025-07-02", "Vendor Credit", "", "Thrifty Meats", "", "", "-30.00", "-30.00"),
        ("2025-07-01", "Bill", "", "Thrifty Meats", "2025-08-30", "9", "100.00", "100.00"),
    ]
    paid_by_cheque(books, "2025-09-02", "45", applied("75", "Bill", bill), applied("30", "VendorCredit", credit))
    assert _lines(browser.json("AgedPayables", **DAY))[-1] == ["TOTAL", "0.00", "25.00", *["0.00"] * 3, "25.00"]
    before = _lines(browser.json("AgedPayables", report_date="2025-09-01"))[-1]
    assert before == ["TOTAL", "0.00", "100.00", "0.00", "-30.00", "0.00", "70.00"]


def test_a_voided_invoice_owes_nothing_and_frees_its_payment() -> None:
    books = company()
    bill = invoice(books, "2025-08-20", "70")
    payment(books, "2025-08-30", "70", applied("70", "Invoice", bill))
    voided(books, "Invoice", bill)
    report = Browser(books).json("AgedReceivableDetail", **DAY)
    assert [(one["txn_type"], one["subt_open_bal"]) for one in table(report)] == [("Payment", "-70.00")]


def test_a_paid_foreign_invoice_leaves_nothing_at_whatever_rate_it_was_paid() -> None:
    books = company()
    prefer(books, "CurrencyPrefs", MultiCurrencyEnabled=True)
    make(books, "CompanyCurrency", {"Code": "EUR"})
    client = make(books, "Customer", {"DisplayName": "Paris", "CurrencyRef": {"value": "EUR"}})["Id"]
    euro = {"CurrencyRef": {"value": "EUR"}}
    body = {"CustomerRef": {"value": client}, "TxnDate": "2025-08-01", **euro, "ExchangeRate": Decimal("1.137")}
    bill = make(books, "Invoice", body, Line=[sale("33.33")])
    for day, part, rate in (("2025-08-10", "11.11", "1.2"), ("2025-08-20", "11.11", "1.05")):
        paid = {"CustomerRef": {"value": client}, "TxnDate": day, **euro, "ExchangeRate": Decimal(rate)}
        make(books, "Payment", paid, TotalAmt=Decimal(part), Line=[applied(part, "Invoice", bill)])
    owing = _owing(books, "2025-09-08")
    assert owing == cents(_lines(Browser(books).json("AgedReceivables", **DAY))[-1][-1]) == 1264
    paid = {"CustomerRef": {"value": client}, "TxnDate": "2025-09-02", **euro, "ExchangeRate": Decimal("1.3")}
    make(books, "Payment", paid, TotalAmt=Decimal("11.11"), Line=[applied("11.11", "Invoice", bill)])
    assert _lines(Browser(books).json("AgedReceivables", **DAY)) == []


def _owing(books: Company, day: str) -> int:
    report = Browser(books).json("BalanceSheet", start_date="2025-01-01", end_date=day)
    found = [row for row in sections(report["Rows"]) if row.get("group") == "AR"]
    return cents(texts(found[0]["Summary"]["ColData"])[1])


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"aging_period": "0"}, "2010"),
        ({"num_periods": "many"}, "2010"),
        ({"aging_method": "Moon"}, "2170"),
        ({"report_date": "8 September"}, "2010"),
        ({"customer": "Weiskopf"}, "2030"),
        ({"vendor": "56"}, "5030"),
        ({"department": "1"}, "5030"),
    ],
)
def test_parameters_of_aged_reports_that_make_no_sense_are_refused(params: dict[str, str], code: str) -> None:
    answer = Browser(company()).report("AgedReceivables", **params)
    assert answer.status_code == 400
    assert answer.get_json()["Fault"]["Error"][0]["code"] == code
