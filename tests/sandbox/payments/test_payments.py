"""Customers' payments: what they may settle and use, where the money goes, and what becomes of them."""

from typing import Any

import pytest

from tests.sandbox.client import Client, Json, invoice, link, payment
from tests.sandbox.paying import applied, deleted, fresh, on_line, own, side, voided


def _expense(us: Client, amount: object, kind: str = "Check", account: str = "35", **fields: Any) -> Json:
    detail = {"AccountRef": {"value": "84"}, "CustomerRef": {"value": "1"}}
    line = {
        "Amount": amount,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": detail,
    }
    body = {"PaymentType": kind, "AccountRef": {"value": account}, "Line": [line], **fields}
    return us.make("Purchase", body)


def _charge(us: Client, amount: object, customer: str = "1") -> Json:
    return us.make("JournalEntry", {"Line": [side("Debit", "84", amount, customer), side("Credit", "1", amount)]})


def _credit(us: Client, amount: object) -> Json:
    return us.make("JournalEntry", {"Line": [side("Debit", "1", amount), side("Credit", "84", amount, "1")]})


def test_the_smallest_payment_of_the_reference_is_accepted(us: Client) -> None:
    made = us.make("Invoice", invoice(100, customer="58"))
    body = {
        "CustomerRef": {"value": "58"},
        "TotalAmt": 100.0,
        "Line": [{"Amount": 100.0, "LinkedTxn": [{"TxnId": made["Id"], "TxnType": "Invoice"}]}],
    }
    paid = us.make("Payment", body)
    assert (paid["UnappliedAmt"], paid["ProcessPayment"], paid["TotalAmt"]) == (0, False, 100)
    assert list(applied(paid)) == [("Invoice", made["Id"], 100)]
    assert fresh(us, "Invoice", made)["LinkedTxn"] == [{"TxnId": paid["Id"], "TxnType": "Payment"}]


@pytest.mark.parametrize("field", ["CustomerRef", "TotalAmt"])
def test_a_payment_without_a_customer_or_a_total_is_refused(us: Client, field: str) -> None:
    body = payment(5)
    del body[field]
    fault = us.fault("payment", body)
    assert (fault["code"], fault["element"]) == ("2020", field)


def test_what_is_not_applied_stays_unapplied_and_on_accounts_receivable(us: Client) -> None:
    made = us.make("Invoice", invoice(30))
    paid = us.make("Payment", payment(50, link(20, "Invoice", made["Id"])))
    alone = us.make("Payment", {"CustomerRef": {"value": "1"}, "TotalAmt": 7})
    assert (paid["UnappliedAmt"], alone["UnappliedAmt"], alone["Line"]) == (30, 7, [])
    assert us.balance("Accounts Receivable (A/R)") == 3000 - 5000 - 700
    books = us.ledger()["receivable"]
    assert books["ledger"] == books["open"] == -2700


def test_money_goes_to_undeposited_funds_or_to_the_account_that_is_named(us: Client) -> None:
    assert us.make("Payment", payment(5))["DepositToAccountRef"] == {"value": "4", "name": "Undeposited Funds"}
    us.make("Payment", payment(7, DepositToAccountRef={"value": "35"}))
    assert (us.balance("Undeposited Funds"), us.balance("Checking")) == (500, 700)
    for wrong in ("79", "42", "84"):
        assert us.fault("payment", payment(5, DepositToAccountRef={"value": wrong}))["code"] == "6430"


def test_another_receivable_account_takes_the_payment_if_it_is_named(us: Client) -> None:
    account = us.make("Account", {"Name": "AR4", "AccountType": "Accounts Receivable"})
    made = us.make("Invoice", invoice(5))
    paid = us.make("Payment", payment(5, ARAccountRef={"value": account["Id"]}))
    assert paid["ARAccountRef"]["name"] == "AR4"
    assert (us.balance("AR4"), us.balance("Accounts Receivable (A/R)")) == (-500, 500)
    assert us.fault("payment", payment(5, ARAccountRef={"value": "35"}))["code"] == "6430"
    elsewhere = payment(5, link(5, "Invoice", made["Id"]), ARAccountRef={"value": account["Id"]})
    assert us.fault("payment", elsewhere)["code"] == "620"


def test_what_stands_on_another_receivable_account_is_cleared_there(us: Client) -> None:
    account = us.make("Account", {"Name": "AR4", "AccountType": "Accounts Receivable"})
    lines = [side("Debit", account["Id"], 30, "1"), side("Credit", "1", 30)]
    entry, made = us.make("JournalEntry", {"Line": lines}), us.make("Invoice", invoice(20))
    us.make("Payment", payment(60, link(30, "JournalEntry", entry["Id"]), link(20, "Invoice", made["Id"])))
    assert (us.balance("AR4"), us.balance("Accounts Receivable (A/R)")) == (0, -1000)


def test_a_payment_keeps_its_method_number_and_note(us: Client) -> None:
    paid = us.make(
        "Payment", payment(5, PaymentMethodRef={"value": "2"}, PaymentRefNum="77", PrivateNote="n", DocNumber="x")
    )
    assert paid["PaymentMethodRef"] == {"value": "2", "name": "Check"}
    assert (paid["PaymentRefNum"], paid["PrivateNote"]) == ("77", "n")
    assert "DocNumber" not in paid
    assert us.ledger()["lines"][0]["doc_num"] == "77"
    assert us.fault("payment", payment(5, PaymentMethodRef={"value": "99"}))["code"] == "2500"


def test_each_line_names_what_it_is_linked_to_and_what_is_still_open(us: Client) -> None:
    made = us.make("Invoice", invoice(100, DocNumber="1024"))
    (line,) = us.make("Payment", payment(45, link(45, "Invoice", made["Id"])))["Line"]
    named = {one["value"]["Name"]: one["value"]["Value"] for one in line["LineEx"]["any"]}
    assert named == {"txnId": made["Id"], "txnOpenBalance": "55.00", "txnReferenceNumber": "1024"}


def test_more_than_the_payment_and_its_credits_cannot_be_applied(us: Client) -> None:
    first, second = us.make("Invoice", invoice(100)), us.make("Invoice", invoice(100))
    credit = us.make("CreditMemo", invoice(30))
    lines = [link(100, "Invoice", first["Id"]), link(100, "Invoice", second["Id"])]
    assert us.fault("payment", payment(150, *lines))["code"] == "6000"
    assert us.fault("payment", payment(169, *lines, link(30, "CreditMemo", credit["Id"])))["code"] == "6000"
    assert us.make("Payment", payment(170, *lines, link(30, "CreditMemo", credit["Id"])))["UnappliedAmt"] == 0


def test_a_credit_that_was_used_before_cannot_pay_again(us: Client) -> None:
    first, second = us.make("Invoice", invoice(30)), us.make("Invoice", invoice(30))
    credit = us.make("CreditMemo", invoice(30))
    us.make("Payment", payment(0, link(30, "Invoice", first["Id"]), link(30, "CreditMemo", credit["Id"])))
    again = payment(0, link(30, "Invoice", second["Id"]), link(30, "CreditMemo", credit["Id"]))
    assert us.fault("payment", again)["code"] == "6000"


def test_a_payment_of_nothing_needs_something_to_link(us: Client) -> None:
    assert us.fault("payment", payment(0))["Detail"].endswith("You must set a transaction amount.")
    assert us.fault("payment", payment(-1))["code"] == "6000"


def test_another_customers_invoice_cannot_be_paid(us: Client) -> None:
    made = us.make("Invoice", invoice(30, customer="58"))
    fault = us.fault("payment", payment(30, link(30, "Invoice", made["Id"]), customer="1"))
    assert (fault["code"], fault["Message"]) == ("620", "Txn ID Cannot Be Linked")


def test_a_client_pays_its_matters_and_each_keeps_its_own_balance(us: Client) -> None:
    matter, other = (
        us.make("Customer", {"DisplayName": name, "ParentRef": {"value": "1"}, "Job": True}) for name in ("m1", "m2")
    )
    made = us.make("Invoice", invoice(90, customer=matter["Id"]))
    us.make("Invoice", invoice(40, customer=other["Id"]))
    us.make("Payment", payment(100, link(90, "Invoice", made["Id"]), customer=other["Id"]))
    assert [fresh(us, "Customer", one)["Balance"] for one in (matter, other)] == [0, 30]
    assert us.get("customer/1").json()["Customer"]["BalanceWithJobs"] == 30


@pytest.mark.parametrize("kind", ["Invoice", "CreditMemo", "JournalEntry", "Expense", "Check", "CreditCardCredit"])
def test_a_link_to_nothing_is_610(us: Client, kind: str) -> None:
    assert us.fault("payment", payment(5, link(5, kind, "999")))["code"] == "610"


def test_a_link_to_what_was_deleted_is_610(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    deleted(us, "Invoice", made)
    fault = us.fault("payment", payment(5, link(5, "Invoice", made["Id"])))
    assert fault["Detail"] == "Object Not Found : Another user has deleted this transaction."


@pytest.mark.parametrize("kind", ["Bill", "Deposit", "SalesReceipt", "Estimate", ""])
def test_other_types_cannot_be_linked(us: Client, kind: str) -> None:
    assert us.fault("payment", payment(5, link(5, kind, "1")))["code"] == "620"


def test_a_journal_line_on_receivables_is_paid_as_an_invoice_is(us: Client) -> None:
    entry = _charge(us, 50)
    paid = us.make("Payment", payment(50, on_line(30, "JournalEntry", entry, "0")))
    assert (paid["UnappliedAmt"], paid["Line"][0]["LinkedTxn"][0]["TxnLineId"]) == (20, "0")
    extra = {one["value"]["Name"]: one["value"]["Value"] for one in paid["Line"][0]["LineEx"]["any"]}
    assert extra["txnOpenBalance"] == "20.00"
    rest = us.make("Payment", payment(50, link(50, "JournalEntry", entry["Id"])))
    assert (rest["UnappliedAmt"], us.balance("Accounts Receivable (A/R)")) == (30, 5000 - 10000)
    names = [one["TxnId"] for one in fresh(us, "JournalEntry", entry)["LinkedTxn"]]
    assert names == [paid["Id"], rest["Id"]]


def test_a_journal_line_that_credits_receivables_is_a_credit(us: Client) -> None:
    made, entry = us.make("Invoice", invoice(80)), _credit(us, 30)
    lines = [link(80, "Invoice", made["Id"]), link(30, "JournalEntry", entry["Id"])]
    assert us.fault("payment", payment(49, *lines))["code"] == "6000"
    assert us.make("Payment", payment(50, *lines))["UnappliedAmt"] == 0
    assert us.balance("Accounts Receivable (A/R)") == 0


def test_a_journal_entry_without_receivables_or_another_line_of_it_cannot_be_linked(us: Client) -> None:
    plain = us.make("JournalEntry", {"Line": [side("Debit", "7", 5), side("Credit", "35", 5)]})
    assert us.fault("payment", payment(5, link(5, "JournalEntry", plain["Id"])))["code"] == "620"
    assert us.fault("payment", payment(5, on_line(5, "JournalEntry", _charge(us, 5), "1")))["code"] == "620"
    assert us.fault("payment", payment(5, link(5, "JournalEntry", _charge(us, 5, "58")["Id"])))["code"] == "620"


def test_money_given_back_by_cheque_uses_up_a_credit_memo(us: Client) -> None:
    credit, cheque = us.make("CreditMemo", invoice(40)), _expense(us, 40)
    lines = [link(40, "Check", cheque["Id"]), link(40, "CreditMemo", credit["Id"])]
    assert us.make("Payment", payment(0, *lines))["UnappliedAmt"] == 0
    assert fresh(us, "CreditMemo", credit)["Balance"] == 0
    assert us.balance("Accounts Receivable (A/R)") == 0
    assert us.fault("payment", payment(5, link(5, "Expense", cheque["Id"])))["code"] == "610"


def test_cash_and_card_expenses_are_charges_and_card_credits_are_credits(us: Client) -> None:
    cash = _expense(us, 10, "Cash")
    card = _expense(us, 20, "CreditCard", "42")
    back = _expense(us, 25, "CreditCard", "42", Credit=True)
    lines = [
        link(10, "Expense", cash["Id"]),
        link(20, "Expense", card["Id"]),
        link(25, "CreditCardCredit", back["Id"]),
    ]
    assert us.make("Payment", payment(5, *lines))["UnappliedAmt"] == 0
    assert us.balance("Accounts Receivable (A/R)") == 0


def test_an_expense_that_becomes_a_cheque_is_named_as_one(us: Client) -> None:
    cash = _expense(us, 10, "Cash")
    paid = us.make("Payment", payment(10, link(10, "Expense", cash["Id"])))
    us.make("Purchase", {**fresh(us, "Purchase", cash), "PaymentType": "Check"})
    assert list(applied(fresh(us, "Payment", paid))) == [("Check", cash["Id"], 10)]
    assert us.make("Payment", fresh(us, "Payment", paid))["UnappliedAmt"] == 0


def test_a_journal_line_changed_or_deleted_frees_its_payment(us: Client) -> None:
    entry = _charge(us, 50)
    paid = us.make("Payment", payment(50, link(50, "JournalEntry", entry["Id"])))
    for line in entry["Line"]:
        line["Amount"] = 20
    us.make("JournalEntry", {**entry, **own(fresh(us, "JournalEntry", entry))})
    assert fresh(us, "Payment", paid)["UnappliedAmt"] == 30
    deleted(us, "JournalEntry", entry)
    after = fresh(us, "Payment", paid)
    assert (after["UnappliedAmt"], after["Line"]) == (50, [])
    assert us.balance("Accounts Receivable (A/R)") == -5000


def test_a_journal_line_that_changes_sides_or_customers_lets_go_of_its_payment(us: Client) -> None:
    entry = _charge(us, 50)
    paid = us.make("Payment", payment(50, link(50, "JournalEntry", entry["Id"])))
    other = {**entry, **own(fresh(us, "JournalEntry", entry))}
    other["Line"][0] = {**side("Debit", "84", 50, "58"), "Id": "0"}
    us.make("JournalEntry", other)
    assert fresh(us, "Payment", paid)["UnappliedAmt"] == 50


def test_an_invoice_that_goes_to_another_customer_lets_go_of_its_payment(us: Client) -> None:
    made = us.make("Invoice", invoice(30))
    paid = us.make("Payment", payment(30, link(30, "Invoice", made["Id"])))
    us.make("Invoice", {**own(fresh(us, "Invoice", made)), **invoice(30, customer="58")})
    assert (fresh(us, "Invoice", made)["Balance"], fresh(us, "Payment", paid)["UnappliedAmt"]) == (30, 30)


def test_lines_are_replaced_as_a_whole_in_full_and_sparse_updates(us: Client) -> None:
    first, second = us.make("Invoice", invoice(60)), us.make("Invoice", invoice(60))
    paid = us.make("Payment", payment(60, link(60, "Invoice", first["Id"]), PrivateNote="kept"))
    moved = us.make("Payment", {**own(paid), "sparse": True, "Line": [link(50, "Invoice", second["Id"])]})
    assert (moved["UnappliedAmt"], moved["PrivateNote"], moved["TotalAmt"]) == (10, "kept", 60)
    assert [fresh(us, "Invoice", one)["Balance"] for one in (first, second)] == [60, 10]
    full = us.make("Payment", {**own(moved), **payment(70)})
    assert (full["UnappliedAmt"], full["Line"], "PrivateNote" in full) == (70, [], False)
    assert fresh(us, "Invoice", second)["LinkedTxn"] == []


def test_everything_a_request_touches_rises_by_one(us: Client) -> None:
    first, second = us.make("Invoice", invoice(60)), us.make("Invoice", invoice(60))
    paid = us.make("Payment", payment(100, link(60, "Invoice", first["Id"]), link(40, "Invoice", second["Id"])))
    note = us.make("Payment", {**own(paid), "sparse": True, "PrivateNote": "x"})
    assert note["SyncToken"] == "1"
    assert [fresh(us, "Invoice", one)["SyncToken"] for one in (first, second)] == ["1", "1"]
    voided(us, "Payment", note)
    tokens = [fresh(us, kind, one)["SyncToken"] for kind, one in (("Payment", paid), ("Invoice", first))]
    assert tokens == ["2", "2"]


@pytest.mark.parametrize("how", [{"operation": "void"}, {"operation": "update", "include": "void"}])
def test_a_payment_is_voided_either_way(us: Client, how: dict[str, str]) -> None:
    made = us.make("Invoice", invoice(30))
    paid = us.make("Payment", payment(40, link(30, "Invoice", made["Id"]), PrivateNote="n"))
    gone = us.make("Payment", {**own(paid), "sparse": True}, **how)
    assert (gone["TotalAmt"], gone["UnappliedAmt"], gone["Line"], gone["SyncToken"]) == (0, 0, [], "1")
    assert "Voided" in gone["PrivateNote"]
    assert fresh(us, "Invoice", made)["Balance"] == 30


def test_a_deposited_payment_can_neither_change_nor_go(us: Client) -> None:
    paid = us.make("Payment", payment(20))
    line = {"Amount": 20, "LinkedTxn": [{"TxnId": paid["Id"], "TxnType": "Payment", "TxnLineId": "0"}]}
    banked = us.make("Deposit", {"DepositToAccountRef": {"value": "35"}, "Line": [line]})
    body = own(fresh(us, "Payment", paid))
    assert us.fault("payment", body, operation="delete")["code"] == "6540"
    assert us.fault("payment", body, operation="void")["code"] == "6540"
    assert us.fault("payment", {**body, **payment(20)})["code"] == "6540"
    deleted(us, "Deposit", banked)
    deleted(us, "Payment", paid)
    assert us.ledger()["lines"] == []


def test_cards_are_not_charged_here_and_projects_not_kept(us: Client) -> None:
    assert us.make("Payment", payment(5, ProcessPayment=False))["ProcessPayment"] is False
    assert us.fault("payment", payment(5, ProcessPayment=True))["code"] == "5030"
    assert us.fault("payment", payment(5, ProjectRef={"value": "1"}))["code"] == "5030"


def test_a_line_is_linked_to_one_transaction_by_a_positive_amount(us: Client) -> None:
    made = us.make("Invoice", invoice(30))
    two = {"Amount": 5, "LinkedTxn": link(5, "Invoice", made["Id"])["LinkedTxn"] * 2}
    for line in ({"Amount": 5}, two, link(-5, "Invoice", made["Id"])):
        assert us.fault("payment", payment(30, line))["code"] == "6000"
    fault = us.fault("payment", payment(30, {"LinkedTxn": two["LinkedTxn"][:1]}))
    assert (fault["code"], fault["element"]) == ("2020", "Line.Amount")


def test_what_is_unapplied_is_read_only(us: Client) -> None:
    assert us.make("Payment", payment(9, UnappliedAmt=1))["UnappliedAmt"] == 9
