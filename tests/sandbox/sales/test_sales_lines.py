"""The lines and the header of a sales form: what is required, computed, given by default, and refused."""

import pytest

from tests.sandbox.client import Client, Json, invoice, link, payment, sale

TEXT = {"DetailType": "DescriptionOnly", "Description": "In the matter of Lease"}


def off(**detail: object) -> Json:
    return {"DetailType": "DiscountLineDetail", "DiscountLineDetail": detail}


def lines(*given: Json, **fields: object) -> Json:
    return {"CustomerRef": {"value": "1"}, "Line": list(given), **fields}


@pytest.mark.parametrize("entity", ["Invoice", "CreditMemo", "Estimate"])
def test_a_customer_and_a_line_are_required(us: Client, entity: str) -> None:
    for field in ("CustomerRef", "Line"):
        body = {name: value for name, value in invoice(5).items() if name != field}
        error = us.fault(entity.lower(), body)
        assert (error["code"], error["element"]) == ("2020", field)


def test_a_line_needs_an_amount_and_a_type(us: Client) -> None:
    for field, element in (("Amount", "Line.Amount"), ("DetailType", "Line.DetailType")):
        line = {name: value for name, value in sale(5).items() if name != field}
        assert us.fault("invoice", lines(line))["element"] == element


def test_words_stand_between_what_is_sold_and_count_nothing(us: Client) -> None:
    made = us.make("Invoice", lines(sale(5), TEXT, sale(7)))
    assert [line["DetailType"] for line in made["Line"]] == [
        "SalesItemLineDetail",
        "DescriptionOnly",
        "SalesItemLineDetail",
        "SubTotalLineDetail",
    ]
    assert made["Line"][1]["Description"] == "In the matter of Lease"
    assert made["TotalAmt"] == 12


def test_a_sub_total_that_is_sent_is_ignored_and_a_right_one_is_answered(us: Client) -> None:
    wrong = {"Amount": 999, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    made = us.make("Invoice", lines(sale(5), wrong))
    assert made["Line"][-1] == {"Amount": 5, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    assert "Id" not in made["Line"][-1]


@pytest.mark.parametrize(
    ("detail", "amount"),
    [({"PercentBased": True, "DiscountPercent": 10}, None), ({"PercentBased": False}, 20)],
)
def test_a_discount_of_a_percentage_or_an_amount_has_its_account(us: Client, detail: Json, amount: int | None) -> None:
    account = us.make("Account", {"Name": "Given away", "AccountSubType": "DiscountsRefundsGiven"})["Id"]
    line = off(**detail, DiscountAccountRef={"value": account})
    made = us.make("Invoice", lines(sale(200), {**line, **({"Amount": amount} if amount else {})}))
    shown = made["Line"][-1]
    assert (shown["Amount"], shown["DiscountLineDetail"]["PercentBased"]) == (20, detail["PercentBased"])
    assert (made["TotalAmt"], us.balance("Given away")) == (180, 2000)


def test_discounts_must_be_switched_on_and_not_exceed_what_is_sold(us: Client) -> None:
    assert us.fault("invoice", lines(sale(5), {**off(PercentBased=False), "Amount": 6}))["code"] == "6000"
    us.control("preferences", {"SalesFormsPrefs": {"AllowDiscount": False}})
    assert us.fault("invoice", lines(sale(5), {**off(PercentBased=False), "Amount": 1}))["code"] == "6000"


def test_quantity_and_price_make_the_amount_and_may_be_left_out(us: Client) -> None:
    made = us.make("Invoice", lines(sale(7.5, Qty=3, UnitPrice=2.5), sale(8), sale(9, Qty=2)))
    details = [line["SalesItemLineDetail"] for line in made["Line"][:3]]
    assert [(one.get("Qty"), one.get("UnitPrice")) for one in details] == [(3, 2.5), (None, None), (2, None)]
    error = us.fault("invoice", lines(sale(7, Qty=3, UnitPrice=2.5)))
    assert (error["code"], error["element"]) == ("6070", "Line.Amount")


def test_a_price_has_more_places_than_money(us: Client) -> None:
    made = us.make("Invoice", lines(sale(3.7, Qty=300, UnitPrice=0.01234)))
    assert (made["TotalAmt"], made["Line"][0]["SalesItemLineDetail"]["UnitPrice"]) == (3.7, 0.01234)
    assert us.make("Invoice", lines(sale("1.005")))["TotalAmt"] == 1.01


def test_the_item_account_is_read_only(us: Client) -> None:
    made = us.make("Invoice", lines(sale(5, ItemAccountRef={"value": "79"})))
    assert made["Line"][0]["SalesItemLineDetail"]["ItemAccountRef"] == {"value": "1", "name": "Services"}
    assert us.balance("Services") == -500


def test_a_service_date_and_a_description_stay(us: Client) -> None:
    line = {**sale(5, ServiceDate="2026-02-03"), "Description": "Advice"}
    made = us.make("Invoice", lines(line))["Line"][0]
    assert (made["Description"], made["SalesItemLineDetail"]["ServiceDate"]) == ("Advice", "2026-02-03")


def test_addresses_terms_and_the_due_date_come_from_the_customer(us: Client) -> None:
    addresses = {"BillAddr": {"Line1": "1 High Street"}, "ShipAddr": {"Line1": "2 Low Street"}}
    customer = us.make("Customer", {"DisplayName": "King", "SalesTermRef": {"value": "3"}, **addresses})["Id"]
    made = us.make("Invoice", invoice(5, customer=customer, TxnDate="2026-03-01"))
    assert (made["SalesTermRef"], made["DueDate"]) == ({"value": "3", "name": "Net 30"}, "2026-03-31")
    assert (made["BillAddr"]["Line1"], made["ShipAddr"]["Line1"]) == ("1 High Street", "2 Low Street")
    own = us.make("Invoice", invoice(5, customer=customer, TxnDate="2026-03-01", DueDate="2026-03-05"))
    assert own["DueDate"] == "2026-03-05"


def test_what_nobody_says_is_answered(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    assert made["TxnDate"] == us.sandbox.company().today().isoformat()
    assert made["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "NON"}
    assert (made["EmailStatus"], made["PrintStatus"], made["CustomField"]) == ("NotSet", "NeedToPrint", [])
    assert (made["ApplyTaxAfterDiscount"], made["AllowOnlinePayment"], made["LinkedTxn"]) == (False, False, [])
    assert (made["Id"], made["SyncToken"], made["domain"], made["sparse"]) == ("1", "0", "QBO", False)
    assert made["MetaData"]["CreateTime"] == made["MetaData"]["LastUpdatedTime"]


def test_an_address_is_needed_before_a_form_can_be_sent(us: Client) -> None:
    assert us.fault("invoice", invoice(5, EmailStatus="NeedToSend"))["code"] == "6420"
    body = invoice(5, EmailStatus="NeedToSend", BillEmail={"Address": "amy@example.com"})
    assert us.make("Invoice", body)["EmailStatus"] == "NeedToSend"


def test_server_fields_that_are_sent_change_nothing(us: Client) -> None:
    made = us.make("Invoice", invoice(5, TotalAmt=99, Balance=1, HomeTotalAmt=9, domain="XYZ"))
    assert (made["TotalAmt"], made["Balance"], made["domain"]) == (5, 5, "QBO")


def test_links_to_payments_are_read_only(us: Client) -> None:
    made = us.make("Invoice", invoice(10))
    paid = us.make("Payment", payment(10, link(10, "Invoice", made["Id"])))
    other = us.make("Invoice", invoice(10, LinkedTxn=[{"TxnId": paid["Id"], "TxnType": "Payment"}]))
    assert (other["LinkedTxn"], other["Balance"]) == ([], 10)
    now = us.read("Invoice", made["Id"])
    kept = us.make("Invoice", {**now, "LinkedTxn": []})
    assert (kept["LinkedTxn"], kept["Balance"]) == ([{"TxnId": paid["Id"], "TxnType": "Payment"}], 0)


@pytest.mark.parametrize("kind", ["TimeActivity", "ReimburseCharge", "StatementCharge"])
def test_links_to_what_is_not_there_are_refused(us: Client, kind: str) -> None:
    assert us.fault("invoice", invoice(5, LinkedTxn=[{"TxnId": "1", "TxnType": kind}]))["code"] == "5030"


@pytest.mark.parametrize("extra", [{"ProjectRef": {"value": "1"}}, {"DiscountRate": 5}, {"DiscountAmt": 5}])
def test_fields_without_effect_here_are_refused_and_not_swallowed(us: Client, extra: Json) -> None:
    assert us.fault("invoice", invoice(5, **extra))["code"] == "5030"


def test_a_matter_is_the_customer_or_a_class(us: Client) -> None:
    us.control("preferences", {"AccountingInfoPrefs": {"ClassTrackingPerTxn": True}})
    matter = us.make("Customer", {"DisplayName": "0042 Lease", "ParentRef": {"value": "1"}, "Job": True})
    klass = us.make("Class", {"Name": "0042"})
    made = us.make("Invoice", invoice(5, customer=matter["Id"], ClassRef={"value": klass["Id"]}))
    assert made["CustomerRef"] == {"value": matter["Id"], "name": "0042 Lease"}
    assert made["ClassRef"] == {"value": klass["Id"], "name": "0042"}


def test_a_line_of_a_bundle_is_refused_and_not_swallowed(us: Client) -> None:
    bundle = {"DetailType": "GroupLineDetail", "GroupLineDetail": {"GroupItemRef": {"value": "1"}, "Quantity": 1}}
    assert us.fault("invoice", lines(sale(5), bundle))["code"] == "5030"


@pytest.mark.parametrize("field", ["DiscountAmt", "DiscountRate"])
def test_a_discount_on_one_line_is_refused_and_not_swallowed(us: Client, field: str) -> None:
    discount: Json = {field: 1}
    assert us.fault("invoice", lines(sale(5, **discount)))["code"] == "5030"


def test_a_deposit_on_an_invoice_is_refused_and_cannot_be_switched_on(us: Client) -> None:
    assert us.fault("invoice", invoice(5, Deposit=1))["code"] == "5030"
    preferences = us.get("preferences").json()["Preferences"]
    change = {**preferences, "SalesFormsPrefs": {**preferences["SalesFormsPrefs"], "AllowDeposit": True}}
    assert us.fault("preferences", change)["code"] == "5030"


@pytest.mark.parametrize("entity", ["Invoice", "CreditMemo"])
def test_an_account_of_receivables_is_not_listened_to(us: Client, entity: str) -> None:
    other = us.make("Account", {"Name": "Other debtors", "AccountType": "Accounts Receivable"})["Id"]
    made = us.make(entity, invoice(5, ARAccountRef={"value": other}))
    assert ("ARAccountRef" in made, us.balance("Other debtors")) == (False, 0)
