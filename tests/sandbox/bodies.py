"""Good bodies of every entity, and ways to spoil them."""

import copy
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.sandbox.client import Json, invoice, link, payment, sale

JUNK: list[Any] = [
    None, "", 0, -1, Decimal("1.005"), "x" * 50, [], {}, True, "999", "1", "2026-13-01", {"value": "1"},
    {"value": ""}, {"value": "999"}, [{}], [None], Decimal("99999999999999"), "NotApplicable", "84", "é\x00",
]  # fmt: skip


def good(country: str) -> dict[str, Json]:
    """One acceptable body (but for its links) of each entity that can be written."""
    code: Json = {"TaxCodeRef": {"value": "NON" if country == "US" else "1"}}
    text = {"DetailType": "DescriptionOnly", "Description": "as agreed", "DescriptionLineDetail": {}}
    discount = {"DetailType": "DiscountLineDetail", "Amount": Decimal(1), "DiscountLineDetail": {"PercentBased": False}}
    lines = [sale(Decimal("10.50"), Qty=Decimal(2), UnitPrice=Decimal("5.25"), **code), text, discount]
    expense = {"AccountRef": {"value": "7"}, "CustomerRef": {"value": "1"}}
    direct = {"AccountRef": {"value": "79"}, "Entity": {"value": "1", "type": "CUSTOMER"}}
    return {
        "Invoice": {**invoice(), "Line": lines, "DocNumber": "x", "TxnDate": "2026-01-02", "PrivateNote": "n"},
        "CreditMemo": {**invoice(), "Line": [sale(Decimal(7), **code)]},
        "Payment": payment(Decimal(20), link(Decimal(10), "Invoice", "1"), link(Decimal(5), "CreditMemo", "2")),
        "JournalEntry": {"Line": [_side("Debit", "84"), _side("Credit", "35")]},
        "Deposit": {
            "DepositToAccountRef": {"value": "35"},
            "Line": [
                {"Amount": Decimal(5), "DetailType": "DepositLineDetail", "DepositLineDetail": direct},
                link(Decimal(20), "Payment", "3"),
            ],
        },
        "Purchase": {
            "PaymentType": "Check",
            "AccountRef": {"value": "35"},
            "EntityRef": {"value": "1", "type": "Customer"},
            "Line": [
                {
                    "Amount": Decimal(5),
                    "DetailType": "AccountBasedExpenseLineDetail",
                    "AccountBasedExpenseLineDetail": expense,
                }
            ],
        },
        "Bill": {
            "VendorRef": {"value": "56"},
            "SalesTermRef": {"value": "2"},
            "APAccountRef": {"value": "33"},
            "Line": [_spent(expense, code)],
        },
        "VendorCredit": {"VendorRef": {"value": "56"}, "Line": [_spent(expense, code)]},
        "Transfer": {"FromAccountRef": {"value": "35"}, "ToAccountRef": {"value": "36"}, "Amount": Decimal(5)},
        "Customer": {"DisplayName": "c", "ParentRef": {"value": "1"}, "Job": True, "BillAddr": {"City": "y"}},
        "Vendor": {"DisplayName": "v", "TermRef": {"value": "1"}},
        "Item": {"Name": "i", "Type": "Service", "IncomeAccountRef": {"value": "79"}, "UnitPrice": Decimal(5)},
        "Account": {"Name": "a", "AccountType": "Bank", "ParentRef": {"value": "35"}, "SubAccount": True},
        "Term": {"Name": "t", "DueDays": 5},
        "PaymentMethod": {"Name": "p"},
        "Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": True}, "OtherPrefs": {"NameValue": [_pair()]}},
        "CompanyInfo": {"CompanyName": "x"},
    }


def _spent(expense: Json, code: Json) -> Json:
    kind = "AccountBasedExpenseLineDetail"
    return {"Amount": Decimal(5), "DetailType": kind, kind: {**expense, **code, "BillableStatus": "Billable"}}


def _pair() -> Json:
    return {"Name": "a", "Value": "b"}


def _side(posting: str, account: str) -> Json:
    party = {"Type": "Customer", "EntityRef": {"value": "1"}}
    detail = {"PostingType": posting, "AccountRef": {"value": account}, "Entity": party}
    return {"Amount": Decimal(5), "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from _paths(value[key], (*path, key))


def spoiled(chance: random.Random, body: Json) -> Json:
    """A copy with up to two places left out or filled with junk."""
    body = copy.deepcopy(body)
    for _ in range(chance.randint(0, 2)):
        paths = list(_paths(body))
        if not paths:
            break
        *way, last = chance.choice(paths)
        place: Any = body
        for key in way:
            place = place[key]
        if chance.random() < 0.4:
            del place[last]
        else:
            place[last] = copy.deepcopy(chance.choice(JUNK))
    return body
