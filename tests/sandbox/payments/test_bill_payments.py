"""Payments to vendors: by cheque or card, with credits, too much, too late; and what becomes of them.

What is owed here are lines of journal entries on accounts payable, which are paid as bills are.
"""

import pytest

from tests.sandbox.buying import bill, spent
from tests.sandbox.client import Client, Json, link
from tests.sandbox.paying import (
    VENDOR,
    applied,
    bill_payment,
    credit_of_vendor,
    deleted,
    fresh,
    on_line,
    owed_to_vendor,
    own,
    settling,
    side,
    voided,
)

PAYABLE = "Accounts Payable (A/P)"


def _card(total: object, *lines: Json, account: str = "42") -> Json:
    return {
        "VendorRef": VENDOR,
        "PayType": "CreditCard",
        "CreditCardPayment": {"CCAccountRef": {"value": account}},
        "TotalAmt": total,
        "Line": list(lines),
    }


def _vendor_balance(us: Client) -> object:
    return us.read("Vendor", "56")["Balance"]


def test_the_smallest_bill_payment_of_the_reference_is_accepted(us: Client) -> None:
    owed = us.make("Bill", {**bill(spent(100)), "VendorRef": {"value": "62"}})
    body = {
        "VendorRef": {"value": "62"},
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": {"value": "35"}},
        "TotalAmt": 100.0,
        "Line": [{"Amount": 100.0, "LinkedTxn": [{"TxnId": owed["Id"], "TxnType": "Bill"}]}],
    }
    paid = us.make("BillPayment", body)
    assert (paid["SyncToken"], paid["VendorRef"]["value"]) == ("0", "62")
    assert fresh(us, "Bill", owed)["Balance"] == 0


def test_a_cheque_pays_what_is_owed(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    paid = us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    assert (paid["TotalAmt"], list(applied(paid))) == (100, [("JournalEntry", owed["Id"], 100)])
    assert paid["CheckPayment"] == {"PrintStatus": "NotSet", "BankAccountRef": {"value": "35", "name": "Checking"}}
    assert fresh(us, "JournalEntry", owed)["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "BillPaymentCheck"}]
    assert (us.balance("Checking"), us.balance(PAYABLE), _vendor_balance(us)) == (-10000, 0, 0)
    assert "UnappliedAmt" not in paid
    assert "DocNumber" not in paid


def test_a_card_pays_it_too(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    paid = us.make("BillPayment", _card(60, settling(owed, 60)))
    assert paid["CreditCardPayment"]["CCAccountRef"]["name"] == "Visa"
    assert fresh(us, "JournalEntry", owed)["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "BillPaymentCreditCard"}]
    assert (us.balance("Visa"), us.balance(PAYABLE), _vendor_balance(us)) == (-6000, -4000, 40)


@pytest.mark.parametrize("field", ["VendorRef", "TotalAmt", "PayType", "Line"])
def test_what_a_bill_payment_needs_is_named(us: Client, field: str) -> None:
    body = bill_payment(5, settling(owed_to_vendor(us, 5), 5))
    del body[field]
    fault = us.fault("billpayment", body)
    assert (fault["code"], fault["element"]) == ("2020", field)


@pytest.mark.parametrize(
    ("pay_type", "element"),
    [("Check", "CheckPayment.BankAccountRef"), ("CreditCard", "CreditCardPayment.CCAccountRef")],
)
def test_the_account_it_is_paid_from_is_needed(us: Client, pay_type: str, element: str) -> None:
    body = bill_payment(5, settling(owed_to_vendor(us, 5), 5), PayType=pay_type)
    del body["CheckPayment"]
    assert us.fault("billpayment", body)["element"] == element


def test_cheques_come_from_banks_and_card_payments_from_cards(us: Client) -> None:
    line = settling(owed_to_vendor(us, 5), 5)
    for account in ("42", "33", "7"):
        wrong = bill_payment(5, line, CheckPayment={"BankAccountRef": {"value": account}})
        assert us.fault("billpayment", wrong)["code"] == "6430"
    assert us.fault("billpayment", _card(5, line, account="35"))["code"] == "6430"
    gone = bill_payment(5, line, CheckPayment={"BankAccountRef": {"value": "999"}})
    assert us.fault("billpayment", gone)["code"] == "2500"
    assert us.fault("billpayment", bill_payment(5, line, PayType="Cash"))["code"] == "2170"
    us.make("BillPayment", bill_payment(5, line, CheckPayment={"BankAccountRef": {"value": "36"}}))
    assert us.balance("Savings") == -500


@pytest.mark.parametrize("status", ["NotSet", "NeedToPrint", "PrintComplete"])
def test_a_cheque_keeps_its_print_status(us: Client, status: str) -> None:
    cheque = {"BankAccountRef": {"value": "35"}, "PrintStatus": status}
    paid = us.make("BillPayment", bill_payment(5, settling(owed_to_vendor(us, 5), 5), CheckPayment=cheque))
    assert paid["CheckPayment"]["PrintStatus"] == status


def test_only_an_account_payable_can_be_named_as_one(us: Client) -> None:
    line = settling(owed_to_vendor(us, 5), 5)
    assert us.fault("billpayment", bill_payment(5, line, APAccountRef={"value": "84"}))["code"] == "6430"
    paid = us.make("BillPayment", bill_payment(5, line, APAccountRef={"value": "33"}))
    assert paid["APAccountRef"]["name"] == PAYABLE


def test_a_credit_lowers_what_is_paid_in_cash(us: Client) -> None:
    owed, credit = owed_to_vendor(us, 100), credit_of_vendor(us, 30)
    lines = [settling(owed, 100), settling(credit, 30)]
    assert us.fault("billpayment", bill_payment(69, *lines))["code"] == "6000"
    paid = us.make("BillPayment", bill_payment(70, *lines))
    cash = {one["account_id"]: one["cents"] for one in us.ledger()["lines"] if one["txn_id"] == paid["Id"]}
    assert cash == {"35": -7000, "33": 7000}
    assert (us.balance(PAYABLE), _vendor_balance(us)) == (0, 0)


def test_a_credit_that_covers_everything_needs_no_cash(us: Client) -> None:
    owed, credit = owed_to_vendor(us, 30), credit_of_vendor(us, 30)
    paid = us.make("BillPayment", bill_payment(0, settling(owed, 30), settling(credit, 30)))
    assert (paid["TotalAmt"], len(paid["Line"]), us.balance("Checking")) == (0, 2, 0)


def test_what_is_paid_too_much_is_a_credit_on_account(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    us.make("BillPayment", bill_payment(130, settling(owed, 100)))
    assert (us.balance(PAYABLE), us.balance("Checking"), _vendor_balance(us)) == (3000, -13000, -30)


def test_more_than_is_paid_cannot_be_applied_and_less_than_nothing_not_be_paid(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    assert us.fault("billpayment", bill_payment(99, settling(owed, 100)))["code"] == "6000"
    assert us.fault("billpayment", bill_payment(-5, settling(owed, 5)))["code"] == "6000"


def test_paying_what_is_paid_is_answered_by_a_voided_payment_without_lines(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    again = us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    assert (again["Line"], again["TotalAmt"]) == ([], 0)
    assert "Voided" in again["PrivateNote"]
    assert (us.balance("Checking"), us.balance(PAYABLE)) == (-10000, 0)


def test_beside_what_is_still_open_the_link_to_what_is_paid_is_dropped(us: Client) -> None:
    owed, more = owed_to_vendor(us, 100), owed_to_vendor(us, 40)
    us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    paid = us.make("BillPayment", bill_payment(140, settling(owed, 100), settling(more, 40)))
    assert list(applied(paid)) == [("JournalEntry", more["Id"], 40)]
    assert (paid["TotalAmt"], us.balance(PAYABLE)) == (140, 10000)


def test_another_vendor_cannot_be_paid_with_it(us: Client) -> None:
    other = us.make("Vendor", {"DisplayName": "Other"})
    owed = owed_to_vendor(us, 5, other["Id"])
    assert us.fault("billpayment", bill_payment(5, settling(owed, 5)))["code"] == "620"


def test_a_refund_that_was_banked_is_settled_by_a_credit(us: Client) -> None:
    credit = credit_of_vendor(us, 25)
    detail = {"AccountRef": {"value": "33"}, "Entity": {"value": "56", "type": "VENDOR"}}
    line = {"Amount": 25, "DetailType": "DepositLineDetail", "DepositLineDetail": detail}
    banked = us.make("Deposit", {"DepositToAccountRef": {"value": "35"}, "Line": [line]})
    lines = [on_line(25, "Deposit", banked, "1"), settling(credit, 25)]
    paid = us.make("BillPayment", bill_payment(0, *lines))
    assert [kind for kind, _, _ in applied(paid)] == ["Deposit", "JournalEntry"]
    assert (us.balance(PAYABLE), us.balance("Checking")) == (0, 2500)
    deleted(us, "Deposit", banked)
    assert (fresh(us, "BillPayment", paid)["Line"], fresh(us, "JournalEntry", credit)["LinkedTxn"]) == ([], [])
    assert us.balance(PAYABLE) == 2500


@pytest.mark.parametrize("kind", ["Invoice", "Payment", "Check", "Expense", "PurchaseOrder"])
def test_other_types_cannot_be_linked(us: Client, kind: str) -> None:
    assert us.fault("billpayment", bill_payment(5, link(5, kind, "1")))["code"] == "620"


@pytest.mark.parametrize("kind", ["Bill", "VendorCredit", "JournalEntry", "Deposit"])
def test_a_link_to_nothing_is_610(us: Client, kind: str) -> None:
    assert us.fault("billpayment", bill_payment(5, link(5, kind, "999")))["code"] == "610"


def test_a_number_that_is_taken_is_refused(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    first = us.make("BillPayment", bill_payment(10, settling(owed, 10), DocNumber="101"))
    fault = us.fault("billpayment", bill_payment(10, settling(owed, 10), DocNumber="101"))
    assert fault["code"] == "6140"
    assert fault["Detail"].endswith(f"assigned to TxnType=Bill Payment (Check) with TxnId={first['Id']}")
    twice = bill_payment(10, settling(owed, 10), DocNumber="101")
    assert us.make("BillPayment", twice, include="allowduplicatedocnum")["DocNumber"] == "101"
    assert us.fault("billpayment", bill_payment(5, settling(owed, 5), DocNumber="1" * 22))["code"] == "2050"


def test_a_bill_payment_is_voided_by_the_sparse_form_and_otherwise_updated_whole(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    paid = us.make("BillPayment", bill_payment(100, settling(owed, 100), PrivateNote="n"))
    fault = us.fault("billpayment", {**own(paid), "sparse": True, "PrivateNote": "x"})
    assert (fault["code"], fault["Message"]) == ("500", "Unsupported Operation")
    changed = us.make("BillPayment", {**own(paid), **bill_payment(60, settling(owed, 60))})
    assert (changed["TotalAmt"], "PrivateNote" in changed, us.balance(PAYABLE)) == (60, False, -4000)
    gone = voided(us, "BillPayment", changed)
    assert (gone["TotalAmt"], gone["Line"], gone["PrivateNote"], gone["SyncToken"]) == (0, [], "Voided", "2")
    assert fresh(us, "JournalEntry", owed)["LinkedTxn"] == []
    assert (us.balance("Checking"), us.balance(PAYABLE)) == (0, -10000)


def test_a_cheque_can_become_a_card_payment(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    paid = us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    card = us.make("BillPayment", {**own(paid), **_card(100, settling(owed, 100))})
    assert "CheckPayment" not in card
    assert fresh(us, "JournalEntry", owed)["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "BillPaymentCreditCard"}]


def test_deleting_a_bill_payment_opens_what_it_paid(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    paid = us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    deleted(us, "BillPayment", paid)
    assert (fresh(us, "JournalEntry", owed)["LinkedTxn"], us.balance(PAYABLE)) == ([], -10000)
    assert us.get(f"billpayment/{paid['Id']}").json()["Fault"]["Error"][0]["code"] == "610"


def test_what_was_paid_and_is_deleted_leaves_a_credit_on_account(us: Client) -> None:
    owed = owed_to_vendor(us, 100)
    paid = us.make("BillPayment", bill_payment(100, settling(owed, 100)))
    deleted(us, "JournalEntry", owed)
    after = fresh(us, "BillPayment", paid)
    assert (after["Line"], after["TotalAmt"], after["SyncToken"]) == ([], 100, "1")
    assert us.balance(PAYABLE) == 10000


def test_a_credit_that_is_deleted_opens_what_it_had_settled(us: Client) -> None:
    owed, credit = owed_to_vendor(us, 100), credit_of_vendor(us, 30)
    paid = us.make("BillPayment", bill_payment(70, settling(owed, 100), settling(credit, 30)))
    deleted(us, "JournalEntry", credit)
    assert list(applied(fresh(us, "BillPayment", paid))) == [("JournalEntry", owed["Id"], 70)]
    assert us.balance(PAYABLE) == -3000


def test_bill_payments_are_found_by_number_and_vendor(us: Client) -> None:
    paid = us.make("BillPayment", bill_payment(5, settling(owed_to_vendor(us, 5), 5), DocNumber="9"))
    for condition in ("DocNumber = '9'", "VendorRef = '56'", "TotalAmt = '5'"):
        found = us.query(f"select * from BillPayment where {condition}")["BillPayment"]
        assert [one["Id"] for one in found] == [paid["Id"]]


def test_a_journal_line_on_receivables_is_none_of_a_vendors(us: Client) -> None:
    lines = [side("Debit", "84", 5, "1"), side("Credit", "1", 5)]
    entry = us.make("JournalEntry", {"Line": lines})
    assert us.fault("billpayment", bill_payment(5, settling(entry, 5)))["code"] == "620"


def test_a_bill_payment_that_was_read_can_be_sent_back_unchanged(us: Client) -> None:
    owed = us.make("Bill", bill(spent(100)))
    made = us.make("BillPayment", bill_payment(100, link(100, "Bill", owed["Id"]), PrivateNote="n"))
    again = us.make("BillPayment", us.read("BillPayment", made["Id"]))
    assert {**again, "SyncToken": "0", "MetaData": made["MetaData"]} == made
