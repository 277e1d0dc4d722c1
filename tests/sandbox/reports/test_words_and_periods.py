"""The names of transactions and accounts, and the days that Intuit's words for periods mean."""

from datetime import date
from typing import Any

import pytest

from matterbooks.sandbox.reports.period import of_macro
from matterbooks.sandbox.reports.words import detail_word, transaction_word

TODAY = date(2025, 9, 8)


@pytest.mark.parametrize(
    ("entity", "record", "country", "word"),
    [
        ("Invoice", {}, "US", "Invoice"),
        ("CreditMemo", {}, "US", "Credit Memo"),
        ("JournalEntry", {}, "US", "Journal Entry"),
        ("SalesReceipt", {}, "US", "Sales Receipt"),
        ("RefundReceipt", {}, "US", "Refund"),
        ("Purchase", {"PaymentType": "Check"}, "US", "Check"),
        ("Purchase", {"PaymentType": "Check"}, "AU", "Cheque"),
        ("Purchase", {"PaymentType": "Cash"}, "US", "Expense"),
        ("Purchase", {"PaymentType": "CreditCard", "Credit": True}, "US", "Credit Card Credit"),
        ("BillPayment", {"PayType": "Check"}, "US", "Bill Payment (Check)"),
        ("BillPayment", {"PayType": "CreditCard"}, "US", "Bill Payment (Credit Card)"),
        ("VendorCredit", {}, "US", "Vendor Credit"),
        ("Transfer", {}, "US", "Transfer"),
    ],
)
def test_a_transaction_is_called_as_quickbooks_prints_it(
    entity: str, record: dict[str, Any], country: str, word: str
) -> None:
    assert transaction_word(entity, record, country) == word


@pytest.mark.parametrize(
    ("sub_type", "word"),
    [
        ("OtherPrimaryIncome", "Other Primary Income"),
        ("SuppliesMaterialsCogs", "Supplies & Materials - COGS"),
        ("Auto", "Auto"),
    ],
)
def test_a_detail_type_is_called_as_quickbooks_prints_it(sub_type: str, word: str) -> None:
    assert detail_word(sub_type) == word


@pytest.mark.parametrize(
    ("macro", "month", "start", "end"),
    [
        ("Today", 1, TODAY, TODAY),
        ("Yesterday", 1, date(2025, 9, 7), date(2025, 9, 7)),
        ("This Week", 1, date(2025, 9, 7), date(2025, 9, 13)),
        ("This Month", 1, date(2025, 9, 1), date(2025, 9, 30)),
        ("This Month-to-date", 1, date(2025, 9, 1), TODAY),
        ("Last Month", 1, date(2025, 8, 1), date(2025, 8, 31)),
        ("This Fiscal Year", 7, date(2025, 7, 1), date(2026, 6, 30)),
        ("This Fiscal Year", 10, date(2024, 10, 1), date(2025, 9, 30)),
        ("Last Fiscal Year", 3, date(2024, 3, 1), date(2025, 2, 28)),
        ("This Fiscal Year-to-date", 1, date(2025, 1, 1), TODAY),
        ("Last Calendar Year", 7, date(2024, 1, 1), date(2024, 12, 31)),
        ("All", 1, None, None),
    ],
)
def test_a_macro_means_these_days(macro: str, month: int, start: date | None, end: date | None) -> None:
    period = of_macro(macro, TODAY, month)
    assert (period.start, period.end, period.macro) == (start, end, macro.lower())
