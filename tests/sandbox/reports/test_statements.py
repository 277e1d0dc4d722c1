"""Profit and Loss and the Balance Sheet: Intuit's sections, columns over time, and last year's profit."""

import pytest

from tests.sandbox.reports.books import company
from tests.sandbox.reports.busy import busy, entry, invoice, prefer
from tests.sandbox.reports.http import Browser
from tests.sandbox.reports.reading import cents, codes, group, keys, sections, table, texts, total

YEAR = {"start_date": "2025-01-01", "end_date": "2025-09-08"}
QUARTER = {"start_date": "2025-07-01", "end_date": "2025-09-08", "summarize_column_by": "Month"}


def test_profit_and_loss_has_intuits_sections_in_intuits_order() -> None:
    report = Browser(busy()).json("ProfitAndLoss", **YEAR)
    assert codes(report) == [
        "Income",
        "COGS",
        "GrossProfit",
        "Expenses",
        "NetOperatingIncome",
        "OtherIncome",
        "OtherExpenses",
        "NetOtherIncome",
        "NetIncome",
    ]
    figures = {code: total(report, code) for code in codes(report)}
    assert figures == {
        "Income": ["750.00"],
        "COGS": ["20.25"],
        "GrossProfit": ["729.75"],
        "Expenses": ["545.05"],
        "NetOperatingIncome": ["184.70"],
        "OtherIncome": ["3.33"],
        "OtherExpenses": ["1.11"],
        "NetOtherIncome": ["2.22"],
        "NetIncome": ["186.92"],
    }


def test_the_header_of_a_statement_names_its_basis_its_columns_and_the_accounting_standard() -> None:
    header = Browser(busy()).json("ProfitAndLoss", **YEAR)["Header"]
    assert (header["ReportBasis"], header["SummarizeColumnsBy"], header["Currency"]) == ("Accrual", "Total", "USD")
    assert header["Option"] == [
        {"Name": "AccountingStandard", "Value": "GAAP"},
        {"Name": "NoReportData", "Value": "false"},
    ]


def test_a_parent_account_opens_with_its_own_amount_and_closes_with_the_sum() -> None:
    income = group(Browser(busy()).json("ProfitAndLoss", **YEAR), "Income")
    services = income["Rows"]["Row"][0]
    assert services["Header"]["ColData"] == [{"value": "Services", "id": "1"}, {"value": "660.00"}]
    assert texts(services["Rows"]["Row"][0]["ColData"]) == ["Conveyancing", "90.00"]
    assert texts(services["Summary"]["ColData"]) == ["Total Services", "750.00"]
    assert "group" not in services


def test_a_company_without_transactions_still_shows_the_skeleton() -> None:
    report = Browser(company()).json("ProfitAndLoss")
    assert codes(report) == ["Income", "GrossProfit", "Expenses", "NetOperatingIncome", "NetIncome"]
    assert total(report, "Income") == [""]
    assert total(report, "GrossProfit") == ["0.00"]
    assert "Rows" not in group(report, "Income")
    assert report["Header"]["Option"][-1] == {"Name": "NoReportData", "Value": "true"}


def test_columns_by_month_have_their_days_and_add_up_to_the_total() -> None:
    report = Browser(busy()).json("ProfitAndLoss", **QUARTER)
    assert keys(report) == ["account", "Jul 2025", "Aug 2025", "Sep 1 - Sep 8 2025", "total"]
    assert report["Columns"]["Column"][1]["MetaData"][:2] == [
        {"Name": "StartDate", "Value": "2025-07-01"},
        {"Name": "EndDate", "Value": "2025-07-31"},
    ]
    assert report["Header"]["SummarizeColumnsBy"] == "Month"
    for row in [*map(texts, map(_summary, sections(report["Rows"]))), *(list(one.values()) for one in table(report))]:
        figures = [cents(one) for one in row[1:]]
        assert sum(figures[:-1]) == figures[-1]
    assert total(report, "Income") == ["90.00", "260.00", "0.00", "350.00"]


def _summary(section: dict[str, dict[str, list[dict[str, str]]]]) -> list[dict[str, str]]:
    return section["Summary"]["ColData"]


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("Total", ["total"]),
        ("days", ["Aug 31, 2025", "Sep 1, 2025", "Sep 2, 2025", "total"]),
        ("Week", ["Aug 31 - Sep 2 2025", "total"]),
        ("Quarter", ["Aug 31 - Sep 2 2025", "total"]),
    ],
)
def test_columns_can_be_days_weeks_quarters_or_none(by: str, titles: list[str]) -> None:
    asked = {"start_date": "2025-08-31", "end_date": "2025-09-02", "summarize_column_by": by}
    assert keys(Browser(company()).json("ProfitAndLoss", **asked))[1:] == titles


def test_whole_quarters_and_years_are_named_by_their_months() -> None:
    browser = Browser(company())
    asked = {"start_date": "2024-10-01", "end_date": "2025-03-31"}
    quarters = browser.json("ProfitAndLoss", **asked, summarize_column_by="Quarter")
    assert keys(quarters)[1:] == ["Oct - Dec 2024", "Jan - Mar 2025", "total"]
    years = browser.json("ProfitAndLoss", start_date="2024-01-01", end_date="2024-12-31", summarize_column_by="Year")
    assert keys(years)[1:] == ["Jan - Dec 2024", "total"]


def test_fiscal_quarters_and_years_begin_with_the_companys_own_month() -> None:
    books = company()
    prefer(books, "AccountingInfoPrefs", FirstMonthOfFiscalYear="November")
    browser = Browser(books)
    asked = {"start_date": "2024-11-01", "end_date": "2025-10-31"}
    quarters = browser.json("ProfitAndLoss", **asked, summarize_column_by="FiscalQuarter")
    assert keys(quarters)[1:3] == ["Nov 2024 - Jan 2025", "Feb - Apr 2025"]
    years = browser.json("BalanceSheet", **asked, summarize_column_by="FiscalYear")
    assert keys(years) == ["account", "Nov 2024 - Oct 2025"]


def test_the_balance_sheet_nests_intuits_groups_and_balances() -> None:
    report = Browser(busy()).json("BalanceSheet", **YEAR)
    assert codes(report) == ["TotalAssets", "TotalLiabilitiesAndEquity"]
    assert [one["group"] for one in sections(report["Rows"]) if "group" in one] == [
        "TotalAssets",
        "CurrentAssets",
        "BankAccounts",
        "AR",
        "OtherCurrentAssets",
        "FixedAssets",
        "TotalLiabilitiesAndEquity",
        "Liabilities",
        "CurrentLiabilities",
        "AP",
        "Equity",
    ]
    assert total(report, "TotalAssets") == total(report, "TotalLiabilitiesAndEquity")
    assert total(report, "AR") == ["480.00"]
    assert total(report, "AP") == ["345.05"]
    assert texts(group(report, "TotalAssets")["Summary"]["ColData"])[0] == "TOTAL ASSETS"


def test_this_years_profit_is_net_income_and_earlier_profit_is_in_retained_earnings() -> None:
    browser = Browser(busy())
    report = browser.json("BalanceSheet", **YEAR)
    net = group(report, "NetIncome")
    assert net == {"ColData": [{"value": "Net Income"}, {"value": "186.92"}], "type": "Data", "group": "NetIncome"}
    assert [row["total"] for row in table(report) if row["account"] == "Retained Earnings"] == ["600.00"]
    assert total(browser.json("ProfitAndLoss", **YEAR), "NetIncome") == ["186.92"]
    before = browser.json("BalanceSheet", start_date="2024-01-01", end_date="2024-12-31")
    assert texts(group(before, "NetIncome")["ColData"])[1] == "600.00"
    assert "Retained Earnings" not in [row["account"] for row in table(before)]


def test_profit_is_rolled_over_with_the_fiscal_year_of_the_company() -> None:
    books = company()
    prefer(books, "AccountingInfoPrefs", FirstMonthOfFiscalYear="July")
    entry(books, "2025-06-30", "35", "1", "10")
    entry(books, "2025-07-01", "35", "1", "7")
    by_month = {"start_date": "2025-06-01", "end_date": "2025-07-31", "summarize_column_by": "Month"}
    report = Browser(books).json("BalanceSheet", **by_month)
    assert keys(report) == ["account", "Jun 2025", "Jul 2025"]
    assert texts(group(report, "NetIncome")["ColData"])[1:] == ["10.00", "7.00"]
    [earnings] = [row for row in table(report) if row["account"] == "Retained Earnings"]
    assert [earnings["Jun 2025"], earnings["Jul 2025"]] == ["", "10.00"]
    assert total(report, "TotalAssets") == total(report, "TotalLiabilitiesAndEquity") == ["10.00", "17.00"]


def test_the_words_for_profit_are_canadian_in_canada() -> None:
    books = company("CA")
    entry(books, "2025-07-01", "35", "1", "7")
    report = Browser(books).json("ProfitAndLoss", **YEAR)
    assert texts(group(report, "NetIncome")["Summary"]["ColData"]) == ["Profit for the year", "7.00"]


def test_all_dates_begin_with_the_first_transaction() -> None:
    books = company()
    invoice(books, "2023-02-03", "10")
    header = Browser(books).json("ProfitAndLoss", date_macro="All")["Header"]
    assert (header["StartPeriod"], header["EndPeriod"]) == ("2023-02-03", "2025-09-08")


def test_one_customers_profit_counts_the_lines_that_bear_its_name() -> None:
    books = busy()
    first = next(one["Id"] for one in books.names() if one["DisplayName"] == "Matter 1")
    report = Browser(books).json("ProfitAndLoss", **YEAR, customer=first)
    assert (total(report, "Income"), total(report, "COGS"), total(report, "NetIncome")) == (
        ["350.00"],
        ["20.25"],
        ["329.75"],
    )
    assert report["Header"]["Customer"] == first
