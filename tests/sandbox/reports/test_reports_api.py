"""The Reports API over the application: form, parameters, refusals, and agreement with the downloaded files."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.api_json import amount
from tests.sandbox.reports.books import company, kept, make, side
from tests.sandbox.reports.http import Browser

Json = dict[str, Any]
ALL = {"date_macro": "All"}
CREDITED = (("2", "Invoice"), ("4", "CreditMemo"))


def data_rows(part: Json) -> Iterator[list[Json]]:
    """Every data row, sections opened."""
    for row in part.get("Row", []):
        if row["type"] == "Data":
            yield row["ColData"]
        yield from data_rows(row.get("Rows", {}))


def summaries(part: Json) -> Iterator[list[str]]:
    """Every summary's values, inner ones first."""
    for row in part.get("Row", []):
        yield from summaries(row.get("Rows", {}))
        if "Summary" in row:
            yield [cell["value"] for cell in row["Summary"]["ColData"]]


def values(cells: list[Json]) -> list[str]:
    """The texts of a row."""
    return [cell["value"] for cell in cells]


def cents(text: str) -> int:
    """An amount of either form, empty for nothing."""
    return int(Decimal(text.replace(",", "").replace("$", "") or "0") * 100)


def csv_lines(name: str, **period: Any) -> list[list[str]]:
    """The rows of the file between the header and the footer."""
    text = download_csv(kept(), name, **period).body.decode()
    return list(csv.reader(io.StringIO(text)))[5:-4]


def test_the_journal_has_a_header_columns_and_an_id_on_every_line() -> None:
    body = Browser(kept()).json("JournalReport", **ALL)
    assert body["Header"] == {
        "Time": "2025-09-08T12:48:00-07:00",
        "ReportName": "JournalReport",
        "DateMacro": "all",
        "ReportBasis": "Accrual",
        "Currency": "USD",
        "Option": [{"Name": "NoReportData", "Value": "false"}],
    }
    assert body["Columns"]["Column"][0] == {
        "ColTitle": "Date",
        "ColType": "Date",
        "MetaData": [{"Name": "ColKey", "Value": "tx_date"}],
    }
    first, second = body["Rows"]["Row"][:2]
    assert first["ColData"][:2] == [{"value": "2024-12-15"}, {"value": "Deposit", "id": "1"}]
    assert second["ColData"][:2] == [{"value": "0-00-00"}, {"value": "", "id": "1"}]
    assert first["ColData"][5] == {"value": "Checking", "id": "35"}


def test_every_value_of_every_report_is_a_text() -> None:
    browser = Browser(kept())
    for name in ("JournalReport", "GeneralLedger", "TrialBalance", "AccountList"):
        for row in data_rows(browser.json(name, **ALL)["Rows"]):
            assert all(isinstance(cell["value"], str) for cell in row)


def test_the_journal_in_json_and_in_the_file_agree_line_by_line() -> None:
    answered, head = [], [""] * 3
    for row in data_rows(Browser(kept()).json("JournalReport", **ALL)["Rows"]):
        texts = values(row)
        if any(texts):
            head = texts[:3] if texts[1] else head
            answered.append([row[1]["id"], *head[1:], texts[5], cents(texts[6]), cents(texts[7])])
    filed, number = [], ""
    for line in csv_lines("JournalReport"):
        number = line[0] or number
        if not line[0] and line[1] != "TOTAL":
            filed.append([number, line[2], line[3], line[6], cents(line[7]), cents(line[8])])
    assert answered == filed
    assert len(filed) == 11


def test_the_ledger_in_json_and_in_the_file_agree_line_by_line_and_total_by_total() -> None:
    body = Browser(kept()).json("GeneralLedger", **ALL)
    answered = [
        [row[1], row[2], cents(row[6]), cents(row[7])]
        for row in map(values, data_rows(body["Rows"]))
        if row[0] != "Beginning Balance"
    ]
    lines = csv_lines("GeneralLedger")
    filed = [[line[3], line[4], cents(line[8]), cents(line[9])] for line in lines if line[2]]
    assert answered == filed
    totals = {line[0]: cents(line[8]) for line in lines if line[0].startswith("Total for ")}
    assert {row[0]: cents(row[6]) for row in summaries(body["Rows"])} == totals
    assert totals["Total for Truck with sub-accounts"] == -1050


def test_a_parent_without_lines_of_its_own_has_no_id_and_a_leaf_has() -> None:
    rows = Browser(kept()).json("GeneralLedger", **ALL)["Rows"]["Row"]
    truck = next(row for row in rows if row["Header"]["ColData"][0]["value"] == "Truck")
    assert "id" not in truck["Header"]["ColData"][0]
    assert truck["Rows"]["Row"][0]["Header"]["ColData"][0] == {"value": "Depreciation", "id": "39"}


def test_the_split_is_the_other_account_or_the_word_for_several() -> None:
    rows = [values(row) for row in data_rows(Browser(kept()).json("GeneralLedger", **ALL)["Rows"])]
    splits = {(row[1], row[5]) for row in rows if row[1]}
    assert ("Invoice", "-Split-") in splits
    assert ("Journal Entry", "-Split-") in splits
    assert ("Payment", "Checking") in splits


def test_the_trial_balance_adds_up_and_ends_with_the_grand_total() -> None:
    body = Browser(kept()).json("TrialBalance", start_date="2025-01-01", end_date="2025-09-08")
    last = body["Rows"]["Row"][-1]
    assert last["group"] == "GrandTotal"
    assert values(last["Summary"]["ColData"]) == ["TOTAL", "6746.00", "6746.00"]
    rows = [values(row) for row in data_rows(body["Rows"])]
    assert sum(cents(row[1]) for row in rows) == sum(cents(row[2]) for row in rows) == 674600


def test_last_years_profit_stands_in_retained_earnings_so_that_the_trial_balance_still_adds_up() -> None:
    books = company()
    make(books, "JournalEntry", {"TxnDate": "2024-06-01", "Line": [side("Debit", "35", "9"), side("Credit", "1", "9")]})
    make(books, "JournalEntry", {"TxnDate": "2025-06-01", "Line": [side("Debit", "35", "4"), side("Credit", "1", "4")]})
    browser = Browser(books)
    rows = [values(row) for row in data_rows(browser.json("TrialBalance", end_date="2025-09-08")["Rows"])]
    assert rows == [["Checking", "13.00", ""], ["Retained Earnings", "", "9.00"], ["Services", "", "4.00"]]
    ledger = browser.json("GeneralLedger", start_date="2025-01-01", end_date="2025-09-08")
    opening = [values(row)[-1] for row in data_rows(ledger["Rows"]) if values(row)[0] == "Beginning Balance"]
    assert opening == ["9.00", "9.00"]


def test_columns_can_be_chosen_and_tell_who_made_and_changed_a_line() -> None:
    columns = "create_date,create_by,last_mod_date,last_mod_by,debt_amt"
    body = Browser(kept()).json("JournalReport", columns=columns, **ALL)
    assert [one["MetaData"][0]["Value"] for one in body["Columns"]["Column"]] == columns.split(",")
    first = values(body["Rows"]["Row"][0]["ColData"])
    assert first == ["2025-09-08T12:48:00-0700", "Sam Owner", "2025-09-08T12:48:00-0700", "Sam Owner", "5000.00"]


def test_only_the_days_asked_for_are_in_the_report() -> None:
    browser = Browser(kept())
    body = browser.json("JournalReport", start_date="2025-04-06", end_date="2025-04-06")
    assert body["Header"]["StartPeriod"] == body["Header"]["EndPeriod"] == "2025-04-06"
    assert {row[1]["id"] for row in data_rows(body["Rows"]) if "id" in row[1]} == {"3"}
    empty = browser.json("JournalReport", date_macro="Today")
    assert empty["Rows"] == {}
    assert empty["Header"]["Option"][0]["Value"] == "true"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"start_date": "03/16/2025"}, "2010"),
        ({"start_date": "2025-02-30"}, "2010"),
        ({"date_macro": "Some day"}, "2170"),
        ({"start_date": "2025-02-01", "end_date": "2025-01-01"}, "6000"),
        ({"accounting_method": "Maybe"}, "2170"),
    ],
)
def test_what_cannot_be_understood_is_refused(params: dict[str, str], code: str) -> None:
    answer = Browser(kept()).report("JournalReport", **params)
    assert answer.status_code == 400
    assert answer.get_json()["Fault"]["Error"][0]["code"] == code


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("ProfitAndLossDetail", {}),
        ("JournalReport", {"customer": "1"}),
        ("JournalReport", {"columns": "tx_date,moon"}),
        ("GeneralLedger", {"accounting_method": "Cash"}),
    ],
)
def test_what_the_sandbox_does_not_have_is_refused_and_never_ignored(name: str, params: dict[str, str]) -> None:
    answer = Browser(kept()).report(name, **params)
    assert answer.status_code >= 400
    assert "Not Supported" in answer.text


def test_a_report_needs_a_token_of_its_company() -> None:
    browser = Browser(kept())
    address = f"/v3/company/{browser.books.realm_id}/reports/JournalReport"
    assert browser.client.get(address).status_code == 401


def test_amounts_have_no_zero_before_the_point() -> None:
    assert [amount(one) for one in (0, 5, -5, 100, -160267)] == [".00", ".05", "-.05", "1.00", "-1602.67"]


def test_a_payment_that_only_links_a_credit_stands_in_the_journal_without_an_account() -> None:
    books = kept()
    links = [{"Amount": Decimal(40), "LinkedTxn": [{"TxnId": one, "TxnType": kind}]} for one, kind in CREDITED]
    linking = {"CustomerRef": {"value": "58"}, "TotalAmt": Decimal(0), "TxnDate": "2025-07-01", "Line": links}
    make(books, "Payment", linking)
    journal = download_csv(books, "JournalReport").body.decode()
    assert (
        "6,,,,,,,,\r\n"
        ",07/01/2025,Payment,,Weiskopf Consulting,,,0.00,\r\n"
        ",07/01/2025,Payment,,Weiskopf Consulting,,Accounts Receivable (A/R),0.00,\r\n"
        "Total for 6,,,,,,,$0.00,$0.00\r\n"
    ) in journal
    ledger = download_csv(books, "GeneralLedger").body.decode()
    assert ",Accounts Receivable (A/R),07/01/2025,Payment,,Weiskopf Consulting,,,0.00,735.50\r\n" in ledger
    assert "Undeposited Funds" not in ledger
