"""Every byte of the modern CSV, against texts written by hand from the layout's rules."""

import csv
import io
from datetime import date

import pytest

from matterbooks.sandbox.api import service
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.exports.download import download_csv
from matterbooks.sandbox.reports.period import Period
from tests.sandbox.reports.books import account, company, kept, make, sale, side

YEAR = Period(date(2025, 1, 1), date(2025, 9, 8))


def crlf(text: str) -> bytes:
    """A text of this file as the bytes of an export."""
    return text.replace("\n", "\r\n").encode()


def test_the_journal_is_this_file_and_no_other() -> None:
    assert download_csv(kept(), "JournalReport").body == crlf("""\
Journal,,,,,,,,
Sandbox Company_US_1,,,,,,,,
All Dates,,,,,,,,

,Transaction date,Transaction type,Num,Name,Memo/Description,Full name,Debit,Credit
1,,,,,,,,
,12/15/2024,Deposit,,,Opening Balance,Checking,"5,000.00",
,12/15/2024,Deposit,,,,Opening Balance Equity,,"5,000.00"
Total for 1,,,,,,,"$5,000.00","$5,000.00"
2,,,,,,,,
,03/16/2025,Invoice,1002,Weiskopf Consulting,March,Accounts Receivable (A/R),"1,775.50",
,03/16/2025,Invoice,1002,Weiskopf Consulting,"Advice, ""urgent""\",Services,,"1,740.50"
,03/16/2025,Invoice,1002,Weiskopf Consulting,,Sales of Product Income,,35.00
Total for 2,,,,,,,"$1,775.50","$1,775.50"
3,,,,,,,,
,04/06/2025,Payment,77,Weiskopf Consulting,,Checking,"1,000.00",
,04/06/2025,Payment,77,Weiskopf Consulting,,Accounts Receivable (A/R),,"1,000.00"
Total for 3,,,,,,,"$1,000.00","$1,000.00"
4,,,,,,,,
,04/07/2025,Credit Memo,CR-1,Weiskopf Consulting,,Accounts Receivable (A/R),,40.00
,04/07/2025,Credit Memo,CR-1,Weiskopf Consulting,,Services,40.00,
Total for 4,,,,,,,$40.00,$40.00
5,,,,,,,,
,06/15/2025,Journal Entry,J1,,Moved,Advertising,10.50,
,06/15/2025,Journal Entry,J1,,,Truck:Depreciation,,10.50
Total for 5,,,,,,,$10.50,$10.50
,TOTAL,,,,,,"$7,826.00","$7,826.00"



"Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ",,,,,,,,
""")


def test_the_general_ledger_is_this_file_and_no_other() -> None:
    assert download_csv(kept(), "GeneralLedger", YEAR).body == crlf("""\
General Ledger,,,,,,,,,
Sandbox Company_US_1,,,,,,,,,
"January 1-September 8, 2025",,,,,,,,,

,Distribution account,Transaction date,Transaction type,Num,Name,Memo/Description,Split account,Amount,Balance
Accounts Receivable (A/R),,,,,,,,,
,Accounts Receivable (A/R),03/16/2025,Invoice,1002,Weiskopf Consulting,March,,"1,775.50","1,775.50"
,Accounts Receivable (A/R),04/06/2025,Payment,77,Weiskopf Consulting,,Checking,"-1,000.00",775.50
,Accounts Receivable (A/R),04/07/2025,Credit Memo,CR-1,Weiskopf Consulting,,Services,-40.00,735.50
Total for Accounts Receivable (A/R),,,,,,,,$735.50,
Services,,,,,,,,,
,Services,03/16/2025,Invoice,1002,Weiskopf Consulting,"Advice, ""urgent""\",Accounts Receivable (A/R),"1,740.50","1,740.50"
,Services,04/07/2025,Credit Memo,CR-1,Weiskopf Consulting,,Accounts Receivable (A/R),-40.00,"1,700.50"
Total for Services,,,,,,,,"$1,700.50",
Sales of Product Income,,,,,,,,,
,Sales of Product Income,03/16/2025,Invoice,1002,Weiskopf Consulting,,Accounts Receivable (A/R),35.00,35.00
Total for Sales of Product Income,,,,,,,,$35.00,
Checking,,,,,,,,,
,Beginning Balance,,,,,,,,"5,000.00"
,Checking,04/06/2025,Payment,77,Weiskopf Consulting,,Accounts Receivable (A/R),"1,000.00","6,000.00"
Total for Checking,,,,,,,,"$1,000.00",
Advertising,,,,,,,,,
,Advertising,06/15/2025,Journal Entry,J1,,Moved,,10.50,10.50
Total for Advertising,,,,,,,,$10.50,
Truck,,,,,,,,,
Depreciation,,,,,,,,,
,Depreciation,06/15/2025,Journal Entry,J1,,,,-10.50,-10.50
Total for Depreciation,,,,,,,,-$10.50,
Total for Truck with sub-accounts,,,,,,,,-$10.50,
Opening Balance Equity,,,,,,,,,
,Beginning Balance,,,,,,,,"5,000.00"
Total for Opening Balance Equity,,,,,,,,$0.00,
Retained Earnings,,,,,,,,,
,Beginning Balance,,,,,,,,0.00
Total for Retained Earnings,,,,,,,,$0.00,



"Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ",,,,,,,,,
""")  # noqa: E501


def test_the_trial_balance_is_this_file_and_no_other() -> None:
    assert download_csv(kept(), "TrialBalance", YEAR).body == crlf("""\
Trial Balance,,
Sandbox Company_US_1,,
"As of September 8, 2025",,

Full name,Debit,Credit
Checking,"6,000.00",
Accounts Receivable (A/R),735.50,
Truck:Depreciation,,10.50
Opening Balance Equity,,"5,000.00"
Sales of Product Income,,35.00
Services,,"1,700.50"
Advertising,10.50,
TOTAL,"$6,746.00","$6,746.00"



"Accrual Basis Monday, September 08, 2025 07:48 PM GMTZ",,
""")


def test_the_account_list_has_no_period_debit_positive_balances_and_a_footer_that_begins_with_a_space() -> None:
    lines = download_csv(kept(), "AccountList").body.decode().split("\r\n")
    assert lines[:5] == [
        "Account List,,,,",
        "Sandbox Company_US_1,,,,",
        "",
        "Full name,Type,Detail type,Description,Total balance",
        "Accounts Payable (A/P),Accounts payable (A/P),Accounts Payable (A/P),,",
    ]
    assert 'Opening Balance Equity,Equity,Opening Balance Equity,,"-5,000.00"' in lines
    assert "Truck,Fixed Assets,Vehicles,,-10.50" in lines
    assert "Truck:Depreciation,Fixed Assets,Accumulated Depreciation,,-10.50" in lines
    assert "Services,Income,Service/Fee Income,," in lines
    printed = ['TOTAL,,,,"$1,714.50"', "", "", "", '" Monday, September 08, 2025 07:48 PM GMTZ",,,,', ""]
    assert lines[-6:] == printed


def test_a_parent_prints_its_own_lines_before_its_sub_accounts_and_their_total_after_them() -> None:
    books = company()
    child = account(books, "Litigation", "90")
    item = make(books, "Item", {"Name": "Hearing", "Type": "Service", "IncomeAccountRef": {"value": child}})
    fees = make(books, "Item", {"Name": "Fees", "Type": "Service", "IncomeAccountRef": {"value": "90"}})
    lines = [sale("10", item["Id"]), sale("5", fees["Id"])]
    make(books, "Invoice", {"CustomerRef": {"value": "1"}, "TxnDate": "2025-05-01"}, Line=lines)
    text = download_csv(books, "GeneralLedger").body.decode()
    assert (
        "Legal Fees,,,,,,,,,\r\n"
        ",Legal Fees,05/01/2025,Invoice,,Amy's Bird Sanctuary,,Accounts Receivable (A/R),5.00,5.00\r\n"
        "Litigation,,,,,,,,,\r\n"
        ",Litigation,05/01/2025,Invoice,,Amy's Bird Sanctuary,,Accounts Receivable (A/R),10.00,10.00\r\n"
        "Total for Litigation,,,,,,,,$10.00,\r\n"
        "Total for Legal Fees,,,,,,,,$5.00,\r\n"
        "Total for Legal Fees with sub-accounts,,,,,,,,$15.00,\r\n"
    ) in text
    assert ",Legal Fees:Litigation,," in download_csv(books, "JournalReport").body.decode()


def test_the_journal_can_tell_who_made_and_who_changed_each_line() -> None:
    rows = list(csv.reader(io.StringIO(download_csv(kept(), "JournalReport", audit=True).body.decode())))
    assert rows[4][-4:] == ["Created on", "Created by", "Last modified", "Last modified by"]
    assert rows[6][-4:] == ["09/08/2025 07:48:00 PM", "Sam Owner", "09/08/2025 07:48:00 PM", "Sam Owner"]
    assert rows[8][-5:] == ["$5,000.00", "", "", "", ""]
    assert {len(row) for row in rows} == {0, 13}


def test_numbers_stand_before_names_only_where_the_company_shows_numbers() -> None:
    books = company()
    numbered = {**service.read(books, REGISTRY["Account"], "39"), "AcctNum": "1510"}
    make(books, "Account", numbered)
    make(books, "JournalEntry", {"Line": [side("Debit", "39", "1"), side("Credit", "37", "1")]})
    assert ",Truck:Depreciation,1.00," in download_csv(books, "JournalReport").body.decode()
    prefs = books.entities("Preferences")[0]
    make(books, "Preferences", {"SyncToken": prefs["SyncToken"], "AccountingInfoPrefs": {"UseAccountNumbers": True}})
    assert ",Truck:1510 Depreciation,1.00," in download_csv(books, "JournalReport").body.decode()


@pytest.mark.parametrize(
    ("country", "day", "number", "total"),
    [
        ("US", "01/31/2025", "Num", "$1,000.00"),
        ("AU", "31/01/2025", "No.", "$1,000.00"),
        ("NZ", "31/01/2025", "Num", "$1,000.00"),
        ("GB", "31/01/2025", "Num", "£1,000.00"),
        ("CA", "2025-01-31", "#", "$1,000.00"),
    ],
)
def test_dates_and_titles_are_those_of_the_country(country: str, day: str, number: str, total: str) -> None:
    books = company(country)
    sides = [side("Debit", "7", "1000"), side("Credit", "36", "1000")]
    make(books, "JournalEntry", {"TxnDate": "2025-01-31", "Line": sides})
    rows = list(csv.reader(io.StringIO(download_csv(books, "JournalReport").body.decode())))
    assert rows[4][3] == number
    assert rows[6][1] == day
    assert rows[8][-1] == total


def test_a_company_in_britain_has_a_footer_and_negatives_of_its_own() -> None:
    books = company("GB")
    sides = [side("Debit", "36", "2743.98"), side("Credit", "7", "2743.98")]
    make(books, "JournalEntry", {"TxnDate": "2025-01-31", "Line": sides})
    text = download_csv(books, "GeneralLedger").body.decode()
    assert 'Total for Advertising,,,,,,,,"£-2,743.98",\r\n' in text
    assert text.endswith('"Accrual basis Monday, 8 September 2025 7:48 pm GMT+00:00",,,,,,,,,\r\n')


def test_a_company_without_transactions_still_has_every_file() -> None:
    books = company()
    journal = download_csv(books, "JournalReport")
    assert journal.filename == "Sandbox Company_US_1_Journal.csv"
    assert b",TOTAL,,,,,,$0.00,$0.00\r\n" in journal.body
    for name in ("GeneralLedger", "TrialBalance", "AccountList"):
        assert b"Sandbox Company_US_1," in download_csv(books, name).body


def test_names_that_look_like_totals_and_signs_beyond_ascii_come_through() -> None:
    books = company()
    make(books, "Account", {"Name": "Checking℠, Total for Smith", "AccountType": "Bank"})
    found = next(one["Id"] for one in books.accounts() if one["Name"].startswith("Checking℠"))
    make(books, "JournalEntry", {"Line": [side("Debit", found, "1"), side("Credit", "7", "1")]})
    body = download_csv(books, "JournalReport").body
    assert not body.startswith(b"\xef\xbb\xbf")
    assert ',"Checking℠, Total for Smith",1.00,\r\n'.encode() in body
