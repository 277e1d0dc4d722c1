"""Deposits: money from anywhere, sums taken out of Undeposited Funds, cash back, tax, and what they hold fast."""

import pytest

from tests.sandbox.buying import deposit, direct, posted, taken
from tests.sandbox.client import Client, Json, payment
from tests.sandbox.paying import deleted, fresh, own, side


def _waiting(us: Client, amount: object, posting: str = "Debit") -> Json:
    other = "Credit" if posting == "Debit" else "Debit"
    return us.make("JournalEntry", {"Line": [side(posting, "4", amount, "1"), side(other, "1", amount)]})


def test_the_smallest_deposit_of_the_reference_is_accepted(us: Client) -> None:
    line = {
        "Amount": 20.0,
        "DetailType": "DepositLineDetail",
        "DepositLineDetail": {"AccountRef": {"value": "87"}},
    }
    made = us.make("Deposit", {"DepositToAccountRef": {"value": "35"}, "Line": [line]})
    assert (made["TotalAmt"], made["DepositToAccountRef"]["name"]) == (20, "Checking")
    assert (made["Line"][0]["Id"], made["Line"][0]["LineNum"]) == ("1", 1)
    assert posted(us) == {"Checking": 2000, "Unapplied Cash Payment Income": -2000}


@pytest.mark.parametrize("account", ["35", "93", "4", "92"])
def test_money_goes_to_a_bank_or_a_current_asset(us: Client, account: str) -> None:
    us.make("Deposit", deposit(direct(5), DepositToAccountRef={"value": account}))


@pytest.mark.parametrize("account", ["42", "1", "84", "34"])
def test_any_other_account_is_no_bank(us: Client, account: str) -> None:
    fault = us.fault("deposit", deposit(direct(5), DepositToAccountRef={"value": account}))
    assert fault["Detail"] == "Business Validation Error: Select a bank account for this deposit"


def test_the_bank_the_lines_and_their_accounts_are_required(us: Client) -> None:
    assert us.fault("deposit", {"Line": [direct(5)]})["element"] == "DepositToAccountRef"
    assert us.fault("deposit", deposit())["element"] == "Line"
    bare = {"Amount": 5, "DetailType": "DepositLineDetail", "DepositLineDetail": {}}
    fault = us.fault("deposit", deposit(bare))
    assert fault["Detail"] == "Required parameter Line.DepositLineDetail.AccountRef is missing in the request"


def test_a_direct_line_keeps_what_it_says(us: Client) -> None:
    said: Json = {"PaymentMethodRef": {"value": "2"}, "CheckNum": "501", "Entity": {"value": "58"}}
    made = us.make("Deposit", deposit({**direct(5, **said), "Description": "retainer"}, PrivateNote="n"))
    detail = made["Line"][0]["DepositLineDetail"]
    assert (detail["PaymentMethodRef"]["name"], detail["CheckNum"]) == ("Check", "501")
    assert detail["Entity"] == {"value": "58", "name": "Weiskopf Consulting", "type": "CUSTOMER"}
    assert (made["PrivateNote"], made["Line"][0]["Description"]) == ("n", "retainer")
    assert "DocNumber" not in us.make("Deposit", deposit(direct(5), DocNumber="D1"))
    assert us.fault("deposit", deposit(direct(5, PaymentMethodRef={"value": "99"})))["code"] == "2500"


def test_a_nested_entity_is_silently_ignored(us: Client) -> None:
    nested = {"Type": "Customer", "EntityRef": {"value": "58"}}
    made = us.make("Deposit", deposit(direct(5, Entity=nested)))
    assert "Entity" not in made["Line"][0]["DepositLineDetail"]


def test_an_entity_of_another_kind_is_refused(us: Client) -> None:
    us.make("Deposit", deposit(direct(5, Entity={"value": "56", "type": "VENDOR"})))
    assert us.fault("deposit", deposit(direct(5, Entity={"value": "56", "type": "CUSTOMER"})))["code"] == "2500"


@pytest.mark.parametrize("account", ["1", "99", "7", "80", "92", "34", "36", "94", "42"])
def test_a_line_may_stand_on_every_account_but_those_of_open_balances(us: Client, account: str) -> None:
    us.make("Deposit", deposit(direct(5, account)))
    assert us.balance("Checking") == 500


def test_on_open_balances_it_needs_a_customer_or_a_vendor(us: Client) -> None:
    us.make("Deposit", deposit(direct(5, "84", Entity={"value": "1"}), direct(6, "33", Entity={"value": "56"})))
    assert (us.read("Customer", "1")["Balance"], us.read("Vendor", "56")["Balance"]) == (-5, 6)
    for account in ("84", "33"):
        assert us.fault("deposit", deposit(direct(5, account)))["code"] == "6000"


def test_a_line_may_be_negative_while_the_total_is_positive(us: Client) -> None:
    made = us.make("Deposit", deposit(direct(262), direct(-62.5, "95")))
    assert made["TotalAmt"] == 199.5
    assert posted(us) == {"Checking": 19950, "Sales of Product Income": -26200, "Bank Charges": 6250}
    for amount in (-262, -300):
        assert us.fault("deposit", deposit(direct(262), direct(amount)))["code"] == "6000"


def test_a_payment_is_taken_out_of_undeposited_funds(us: Client) -> None:
    paid = us.make("Payment", payment(262))
    made = us.make("Deposit", deposit(taken("Payment", paid, amount=262), direct(10)))
    line = made["Line"][0]
    link = {"TxnId": paid["Id"], "TxnType": "Payment", "TxnLineId": "0"}
    assert line == {"Amount": 262, "LinkedTxn": [link]}
    assert (made["Line"][1]["Id"], made["Line"][1]["LineNum"]) == ("1", 1)
    after = fresh(us, "Payment", paid)
    assert (after["LinkedTxn"], after["SyncToken"]) == ([{"TxnId": made["Id"], "TxnType": "Deposit"}], "1")
    assert posted(us) == {
        "Checking": 27200,
        "Accounts Receivable (A/R)": -26200,
        "Sales of Product Income": -1000,
    }


def test_a_taken_sum_shows_how_it_was_paid(us: Client) -> None:
    paid = us.make("Payment", payment(108, PaymentMethodRef={"value": "2"}, PaymentRefNum="6552"))
    made = us.make("Deposit", deposit(taken("Payment", paid)))
    detail = made["Line"][0]["DepositLineDetail"]
    assert detail == {"PaymentMethodRef": {"value": "2"}, "CheckNum": "6552"}
    assert us.make("Deposit", us.read("Deposit", made["Id"]))["Line"] == made["Line"]


def test_a_linked_line_with_a_detail_type_needs_its_account_too(us: Client) -> None:
    paid = us.make("Payment", payment(20))
    typed = {**taken("Payment", paid), "DetailType": "DepositLineDetail"}
    fault = us.fault("deposit", deposit(typed))
    assert (fault["code"], fault["element"]) == ("2020", "Line.DepositLineDetail.AccountRef")
    whole = us.make("Deposit", deposit({**typed, "DepositLineDetail": {"AccountRef": {"value": "4"}}}))
    assert (whole["TotalAmt"], us.balance("Undeposited Funds")) == (20, 0)


def test_money_in_a_journal_entry_is_deposited_line_by_line(us: Client) -> None:
    entry, given = _waiting(us, 50), _waiting(us, 8, "Credit")
    made = us.make("Deposit", deposit(taken("JournalEntry", entry), taken("JournalEntry", given)))
    assert (made["TotalAmt"], [line["Amount"] for line in made["Line"]]) == (42, [50, -8])
    assert (us.balance("Undeposited Funds"), us.balance("Checking")) == (0, 4200)
    assert us.fault("deposit", deposit(taken("JournalEntry", entry, "1")))["code"] == "620"


def test_money_moved_to_undeposited_funds_is_deposited(us: Client) -> None:
    body = {"FromAccountRef": {"value": "36"}, "ToAccountRef": {"value": "4"}, "Amount": 30}
    transfer = us.make("Transfer", body)
    us.make("Deposit", deposit(taken("Transfer", transfer)))
    assert posted(us) == {"Savings": -3000, "Checking": 3000}
    assert us.fault("transfer", {**own(fresh(us, "Transfer", transfer)), **body, "Amount": 31})["code"] == "6540"


def test_what_is_not_in_undeposited_funds_cannot_be_deposited(us: Client) -> None:
    straight = us.make("Payment", payment(20, DepositToAccountRef={"value": "35"}))
    assert us.fault("deposit", deposit(taken("Payment", straight)))["code"] == "620"
    assert us.fault("deposit", deposit(taken("Invoice", straight)))["code"] == "620"
    assert us.fault("deposit", deposit(taken("Payment", {"Id": "999"})))["code"] == "610"
    deleted(us, "Payment", straight)
    assert "Another user has deleted" in us.fault("deposit", deposit(taken("Payment", straight)))["Detail"]


def test_nothing_is_deposited_twice(us: Client) -> None:
    paid = us.make("Payment", payment(20))
    assert us.fault("deposit", deposit(taken("Payment", paid), taken("Payment", paid)))["code"] == "6540"
    us.make("Deposit", deposit(taken("Payment", paid)))
    fault = us.fault("deposit", deposit(taken("Payment", paid)))
    assert (fault["code"], fault["Message"]) == ("6540", "Deposited Transaction cannot be changed")


@pytest.mark.parametrize("kind", ["Payment", "JournalEntry"])
def test_what_was_deposited_can_neither_change_nor_go(us: Client, kind: str) -> None:
    source = us.make("Payment", payment(20)) if kind == "Payment" else _waiting(us, 20)
    made = us.make("Deposit", deposit(taken(kind, source)))
    record = fresh(us, kind, source)
    for body in (record, {**own(record), "sparse": True, "PrivateNote": "x"}):
        assert us.fault(kind.lower(), body)["code"] == "6540"
    fault = us.fault(kind.lower(), own(record), operation="delete")
    assert fault["Detail"] == (
        "This transaction has been deposited. If you want to change or delete it, you must first edit the deposit it "
        "appears on and remove it."
    )
    us.make("Deposit", {**own(made), **deposit(direct(1))})
    assert fresh(us, kind, source)["LinkedTxn"] == []
    deleted(us, kind, source)


def test_a_deposit_is_sent_back_changed_and_deleted(us: Client) -> None:
    paid = us.make("Payment", payment(20))
    made = us.make("Deposit", deposit(taken("Payment", paid), direct(5), PrivateNote="kept"))
    again = us.make("Deposit", us.read("Deposit", made["Id"]))
    assert {**again, "SyncToken": "0", "MetaData": made["MetaData"]} == made
    sparse = us.make("Deposit", {**own(again), "sparse": True, "Line": [again["Line"][1]]})
    assert (sparse["PrivateNote"], sparse["TotalAmt"], sparse["Line"][0]["Id"]) == ("kept", 5, "1")
    assert us.query("select * from Deposit where DepositToAccountRef = '35'")["Deposit"][0]["Id"] == made["Id"]
    assert us.fault("deposit", own(sparse), operation="void")["code"] == "500"
    deleted(us, "Deposit", made)
    assert posted(us) == {"Undeposited Funds": 2000, "Accounts Receivable (A/R)": -2000}


def test_cash_back_is_kept_from_what_reaches_the_bank(us: Client) -> None:
    cash = {"AccountRef": {"value": "92"}, "Amount": 30, "Memo": "petty cash"}
    made = us.make("Deposit", deposit(direct(100), CashBack=cash))
    assert (made["TotalAmt"], made["CashBack"]["Amount"], made["CashBack"]["Memo"]) == (70, 30, "petty cash")
    assert posted(us) == {"Checking": 7000, "Advanced Client Costs": 3000, "Sales of Product Income": -10000}
    assert [line["memo"] for line in us.ledger()["lines"]][1] == "petty cash"
    refused = (
        ({"Amount": 30}, "2020"),
        ({**cash, "AccountRef": {"value": "84"}}, "6430"),
        ({**cash, "Amount": -1}, "6000"),
        ({**cash, "Amount": 100}, "6000"),
    )
    for wrong, code in refused:
        assert us.fault("deposit", deposit(direct(100), CashBack=wrong))["code"] == code
    for none in ({"AccountRef": {"value": "92"}}, {"Amount": 0}, {}):
        assert "CashBack" not in us.make("Deposit", deposit(direct(100), CashBack=none))
    assert "CashBack" not in us.make("Deposit", {**own(made), **deposit(direct(100))})


def test_tax_on_a_direct_line_reaches_the_bank_too(au: Client) -> None:
    line = direct(100, TaxCodeRef={"value": "1"}, TaxApplicableOn="Sales")
    made = au.make("Deposit", deposit(line, direct(5, "94"), GlobalTaxCalculation="TaxExcluded"))
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"]) == (115, 10)
    assert posted(au) == {
        "Checking": 11500,
        "Sales of Product Income": -10000,
        "Trust Accounts - Liabilities": -500,
        "GST Liabilities Payable": -1000,
    }
    refund = direct(100, "7", TaxCodeRef={"value": "1"}, TaxApplicableOn="Purchase")
    au.make("Deposit", deposit(refund))
    assert (au.balance("GST Liabilities Payable"), au.balance("Checking")) == (-2000, 22500)


def test_the_us_has_no_tax_on_deposits(us: Client) -> None:
    assert "TxnTaxDetail" not in us.make("Deposit", deposit(direct(5)))
    assert us.fault("deposit", deposit(direct(5, TaxCodeRef={"value": "2"})))["code"] == "6100"


@pytest.mark.parametrize(
    "line",
    [
        {"Amount": 5, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {}},
        {**direct(5), "ProjectRef": {"value": "1"}},
    ],
)
def test_what_the_sandbox_has_not_is_refused(us: Client, line: Json) -> None:
    assert us.fault("deposit", deposit(line))["code"] == "5030"
