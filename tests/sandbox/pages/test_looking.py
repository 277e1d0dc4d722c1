"""The pages that show: every one answers, figures agree with the books, nothing comes from elsewhere."""

import html
import re
from pathlib import Path

import pytest

import matterbooks.sandbox.pages
from matterbooks.sandbox.exports.download import download_csv
from tests.sandbox.buying import spent
from tests.sandbox.reports.books import REALM, company, kept, make
from tests.sandbox.reports.http import Browser

TEMPLATES = Path(matterbooks.sandbox.pages.__file__).parent / "templates" / "pages"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("accounts", ["Checking", "6,000.00", "Depreciation", "-10.50"]),
        ("accounts/84", ["1,775.50", "735.50", "Credit Memo"]),
        ("accounts/7", ["10.50"]),
        ("accounts/36", ["Nothing is booked on this account."]),
        ("transactions", ["Journal Entry", "CR-1", "Weiskopf Consulting", "5,000.00", "775.50"]),
        ("transactions/Invoice/2", ["Advice, &#34;urgent&#34;", "Payment 3", "&#34;SyncToken&#34;"]),
        ("transactions/Payment/3", ["Void", "Delete", "Invoice 2"]),
        ("customers", ["Weiskopf Consulting", "735.50"]),
        ("reports", ["General Ledger", "Download CSV"]),
        ("reports/journal", ["Total for 2", "$7,826.00"]),
        ("reports/general-ledger", ["Total for Truck with sub-accounts", "-$10.50"]),
        ("reports/trial-balance", ["$6,746.00"]),
        ("reports/AccountList", ["Trust Accounts - Liabilities"]),
        ("new/invoice", ["Product or service"]),
        ("new/journal-entry", ["Debit"]),
        ("new/deposit", ["Deposit to"]),
    ],
)
def test_a_page_shows_what_stands_in_the_books(path: str, words: list[str]) -> None:
    answer = Browser(kept()).page(path)
    assert answer.status_code == 200
    assert [word for word in words if word not in answer.text] == []


def test_the_front_door_leads_to_the_companies_and_a_company_to_its_transactions() -> None:
    browser = Browser(kept())
    assert browser.client.get("/").location == "/app/"
    assert REALM in browser.client.get("/app/").text
    assert browser.page("").location == f"/app/{REALM}/transactions"


def test_every_page_forbids_scripts_and_other_sites_and_has_no_inline_style() -> None:
    browser = Browser(kept())
    for path in ("accounts", "transactions/Invoice/2", "reports/journal", "nowhere/at/all"):
        answer = browser.page(path)
        if answer.status_code == 200:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "<script" not in answer.text
        assert " style=" not in answer.text
    for template in TEMPLATES.iterdir():
        text = template.read_text()
        assert "<style" not in text
        assert "|safe" not in text.replace(" ", "")


def test_the_stylesheet_is_served_from_here() -> None:
    with Browser(kept()).client.get("/app/static/sandbox.css") as answer:
        assert answer.mimetype == "text/css"
        assert b"tabular-nums" in answer.data


def test_transactions_are_found_by_type_and_by_text_newest_first() -> None:
    browser = Browser(kept())
    found = browser.page("transactions", type="Invoice").text
    assert "1002" in found
    assert "CR-1" not in found
    assert "1 found" in browser.page("transactions", text="1,775.50").text
    assert "0 found" in browser.page("transactions", text="no such words").text
    everything = browser.page("transactions").text
    assert everything.index("2025-06-15") < everything.index("2025-03-16") < everything.index("2024-12-15")


def test_a_name_written_as_markup_is_shown_as_text() -> None:
    books = company()
    make(books, "Customer", {"DisplayName": "<script>alert(1)</script>"})
    text = Browser(books).page("customers").text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("name", ["journal", "general-ledger", "trial-balance", "account-list", "JournalReport"])
def test_the_download_is_the_file_and_needs_no_log_in(name: str) -> None:
    answer = Browser(kept()).page(f"reports/{name}.csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    if name == "journal":
        assert answer.data == download_csv(kept(), "JournalReport").body


def test_a_download_can_be_limited_to_days() -> None:
    browser = Browser(kept())
    text = browser.page("reports/journal.csv", start="2025-04-06", end="2025-04-30").text
    assert text.splitlines()[2] == '"April 6-30, 2025",,,,,,,,'
    assert "Invoice" not in text
    until = browser.page("reports/journal.csv", end="2025-03-31").text
    assert until.splitlines()[2] == '"December 15, 2024-March 31, 2025",,,,,,,,'
    assert "Created on" in browser.page("reports/journal.csv", audit="1").text


@pytest.mark.parametrize(
    ("path", "params", "status", "words"),
    [
        ("accounts/4711", {}, 404, "has no account 4711"),
        ("transactions/Invoice/4711", {}, 404, "It may have been deleted"),
        ("transactions/Customer/1", {}, 404, "has no Customer 1"),
        ("reports/horoscope", {}, 404, "There is no report horoscope"),
        ("reports/horoscope.csv", {}, 404, "There is no report horoscope"),
        ("reports/journal", {"start": "yesterday"}, 400, "yesterday is not a date"),
        ("reports/journal", {"start": "2025-02-01", "end": "2025-01-01"}, 400, "ends before it begins"),
        ("new/spaceship", {}, 404, "There is no form for a new spaceship"),
    ],
)
def test_what_is_not_there_is_said_plainly(path: str, params: dict[str, str], status: int, words: str) -> None:
    answer = Browser(kept()).page(path, **params)
    assert answer.status_code == status
    assert words in answer.text


def test_an_unknown_company_is_said_plainly() -> None:
    answer = Browser(kept()).client.get("/app/42/accounts")
    assert answer.status_code == 404
    assert "There is no company 42" in answer.text


def test_every_form_of_a_report_can_be_downloaded_from_its_page() -> None:
    browser = Browser(kept())
    page = browser.page("reports/general-ledger").get_data(as_text=True)
    links = re.findall(r'class="button" href="([^"]+)"', page)
    assert [browser.client.get(html.unescape(link)).data[:2] for link in links] == [b"Ge", b"PK", b"PK"]
    assert browser.page("export.zip").data[:2] == b"PK"


def test_the_chart_and_a_register_show_a_balance_in_the_accounts_own_sign() -> None:
    books = company()
    make(books, "Bill", {"VendorRef": {"value": "56"}, "Line": [spent("50")]})
    browser = Browser(books)
    row = re.search(r"<tr>(?:(?!</tr>).)*accounts/33(?:(?!</tr>).)*</tr>", browser.page("accounts").text, re.DOTALL)
    assert row is not None
    assert ">50.00<" in row.group(0)
    assert "minus" not in row.group(0)
    assert "Accounts Payable" in row.group(0)


def test_the_transactions_of_a_name_are_its_own_and_no_others() -> None:
    browser = Browser(kept())
    shown = browser.page("transactions", party="58").text
    assert "Transactions of Weiskopf Consulting" in shown
    assert "3 found" in shown
    assert "0 found" in browser.page("transactions", party="1").text
    assert browser.page("transactions", party="999").status_code == 404


def test_a_type_that_is_none_is_told_so_and_types_are_in_words() -> None:
    browser = Browser(kept())
    answer = browser.page("transactions", type="Bogus")
    assert (answer.status_code, "There is no type of transaction Bogus" in answer.text) == (400, True)
    assert ">Bill Payment</option>" in browser.page("transactions").text


@pytest.mark.parametrize("path", ["nowhere/at/all", "transactions/Invoice/999", "reports/nothing"])
def test_what_is_not_there_keeps_the_companys_navigation(path: str) -> None:
    answer = Browser(kept()).page(path)
    assert answer.status_code == 404
    assert "Sandbox Company_US_1" in answer.text
    assert 'aria-label="Company"' in answer.text


def test_a_transaction_says_what_it_comes_to_and_whether_it_is_void() -> None:
    browser = Browser(kept())
    shown = browser.page("transactions/Invoice/2").text
    assert "Total 1,775.50" in shown
    assert "Open 775.50" in shown
    assert "Voided" not in shown
    token = (browser.books.transaction("Invoice", "2") or {})["SyncToken"]
    assert browser.send("transactions/Invoice/2/void", token=token).status_code == 303
    gone = browser.page("transactions/Invoice/2").text
    assert ">Voided<" in gone
    assert "/void" not in gone


def test_inactive_names_are_offered_only_where_they_stand_already() -> None:
    browser = Browser(kept())
    own = browser.books.store.get("Customer", "58") or {}
    make(browser.books, "Customer", {"Id": "58", "SyncToken": own["SyncToken"], "sparse": True, "Active": False})
    assert "Weiskopf" not in browser.page("new/invoice").text
    assert "Weiskopf Consulting (deleted)" in browser.page("transactions/Invoice/2").text


def test_money_is_banked_only_where_money_can_lie() -> None:
    form = Browser(kept()).page("new/payment").text
    assert ">Checking</option>" in form
    assert "Advertising" not in form
