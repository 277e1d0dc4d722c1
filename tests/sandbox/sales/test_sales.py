"""Invoices, credit memos and payments: totals, links on both sides, voids and deletions, and what the books say."""

from tests.sandbox.client import Client, Json, invoice, link, payment, sale


def own(record: Json) -> Json:
    return {"Id": record["Id"], "SyncToken": record["SyncToken"]}


def test_an_answer_carries_the_computed_and_the_defaulted(us: Client) -> None:
    made = us.make("Invoice", invoice(10.5, 20, TxnDate="2026-03-01", SalesTermRef={"value": "3"}))
    assert [line.get("Id") for line in made["Line"]] == ["1", "2", None]
    assert made["Line"][2] == {"Amount": 30.5, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    assert made["DueDate"] == "2026-03-31"
    assert made["Line"][0]["SalesItemLineDetail"]["ItemRef"] == {"value": "1", "name": "Services"}
    assert made["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "NON"}
    assert (made["EmailStatus"], made["domain"], made["sparse"]) == ("NotSet", "QBO", False)
    assert made["CurrencyRef"] == {"value": "USD", "name": "United States Dollar"}
    assert us.read("Invoice", made["Id"]) == made


def test_lines_are_replaced_as_a_whole_even_in_a_sparse_update(us: Client) -> None:
    made = us.make("Invoice", invoice(10, 20, DocNumber="A", PrivateNote="kept"))
    lines = [{**sale(25), "Id": "2"}, sale(5), {**sale(1), "Id": "77"}]
    after = us.make("Invoice", {**own(made), "sparse": True, "Line": lines})
    assert [(line.get("Id"), line["Amount"]) for line in after["Line"]] == [("2", 25), ("3", 5), ("4", 1), (None, 31)]
    assert (after["DocNumber"], after["PrivateNote"], after["TotalAmt"]) == ("A", "kept", 31)
    full = us.make("Invoice", {**own(after), **invoice(7)})
    assert "PrivateNote" not in full
    assert full["SyncToken"] == "2"


def test_a_discount_lowers_the_total_and_has_its_own_account(us: Client) -> None:
    line = {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10}}
    made = us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [sale(200), line]})
    assert (made["TotalAmt"], us.balance("Discounts given"), us.balance("Services")) == (180, 2000, -20000)


def test_one_payment_pays_several_invoices_and_keeps_the_rest(us: Client) -> None:
    first, second = us.make("Invoice", invoice(100)), us.make("Invoice", invoice(50))
    paid = us.make(
        "Payment",
        payment(
            170,
            link(100, "Invoice", first["Id"]),
            link(50, "Invoice", second["Id"]),
            DepositToAccountRef={"value": "35"},
            PaymentRefNum="R-1",
        ),
    )
    assert paid["UnappliedAmt"] == 20
    assert [us.read("Invoice", one["Id"])["Balance"] for one in (first, second)] == [0, 0]
    assert us.balance("Checking") == 17000
    assert us.get("customer/1").json()["Customer"]["Balance"] == -20
    extra = paid["Line"][0]["LineEx"]["any"]
    assert extra[0]["value"] == {"Name": "txnId", "Value": first["Id"]}


def test_an_invoice_already_paid_silently_loses_the_link(us: Client) -> None:
    made = us.make("Invoice", invoice(30))
    us.make("Payment", payment(30, link(30, "Invoice", made["Id"])))
    again = us.make("Payment", payment(30, link(30, "Invoice", made["Id"])))
    assert (again["Line"], again["UnappliedAmt"]) == ([], 30)
    assert us.read("Invoice", made["Id"])["LinkedTxn"] == [{"TxnId": "2", "TxnType": "Payment"}]


def test_a_payment_of_nothing_applies_a_credit_memo_to_an_invoice(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(100)), us.make("CreditMemo", invoice(40))
    assert (credit["RemainingCredit"], credit["Balance"]) == (40, 40)
    net = us.make("Payment", payment(0, link(40, "Invoice", made["Id"]), link(40, "CreditMemo", credit["Id"])))
    assert (net["TotalAmt"], net["UnappliedAmt"]) == (0, 0)
    assert us.read("Invoice", made["Id"])["Balance"] == 60
    after = us.read("CreditMemo", credit["Id"])
    assert (after["RemainingCredit"], after["SyncToken"]) == (0, "1")
    assert us.balance("Accounts Receivable (A/R)") == 6000


def test_voiding_an_invoice_leaves_zeros_and_an_unapplied_payment(us: Client) -> None:
    made = us.make("Invoice", invoice(80, DocNumber="V-1", PrivateNote="matter 7"))
    paid = us.make("Payment", payment(80, link(80, "Invoice", made["Id"])))
    answer = us.post("invoice", own(us.read("Invoice", made["Id"])), operation="void")
    gone = answer.json()["Invoice"]
    assert (gone["TotalAmt"], gone["Balance"], gone["LinkedTxn"], gone["SyncToken"]) == (0, 0, [], "2")
    assert gone["PrivateNote"] == "Voided - matter 7"
    assert {line["Amount"] for line in gone["Line"]} == {0}
    left = us.read("Payment", paid["Id"])
    assert (left["UnappliedAmt"], left["Line"], left["SyncToken"]) == (80, [], "1")
    assert us.balance("Services") == 0
    assert us.fault("invoice", invoice(1, DocNumber="V-1"))["code"] == "6140"


def test_quantity_and_price_of_a_voided_sale_are_zero_where_they_stood(us: Client) -> None:
    made = us.make("SalesReceipt", {"Line": [sale(24, Qty=3, UnitPrice=8), sale(1)]})
    gone = us.post("salesreceipt", own(made), operation="void").json()["SalesReceipt"]
    first, second = (line["SalesItemLineDetail"] for line in gone["Line"][:2])
    assert (first["Qty"], first["UnitPrice"]) == (0, 0)
    assert "UnitPrice" not in second


def test_what_moves_no_money_still_stands_in_the_journal(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(40)), us.make("CreditMemo", invoice(40))
    net = us.make("Payment", payment(0, link(40, "Invoice", made["Id"]), link(40, "CreditMemo", credit["Id"])))
    other = us.make("Invoice", invoice(7))
    us.post("invoice", own(other), operation="void")
    zeros = [line for line in us.ledger()["lines"] if line["cents"] == 0]
    assert [line["txn_id"] for line in zeros] == [net["Id"]] * 2 + [other["Id"]] * 2


def test_voiding_a_payment_opens_its_invoice_again(us: Client) -> None:
    made = us.make("Invoice", invoice(80))
    paid = us.make("Payment", payment(80, link(80, "Invoice", made["Id"])))
    body = {**own(paid), "sparse": True}
    gone = us.make("Payment", body, operation="update", include="void")
    assert (gone["TotalAmt"], gone["UnappliedAmt"], gone["Line"], gone["PrivateNote"]) == (0, 0, [], "Voided")
    assert us.read("Invoice", made["Id"])["Balance"] == 80
    assert us.balance("Undeposited Funds") == 0


def test_deleting_answers_with_a_notice_and_frees_what_was_linked(us: Client) -> None:
    made = us.make("Invoice", invoice(80))
    paid = us.make("Payment", payment(80, link(80, "Invoice", made["Id"])))
    answer = us.post("invoice", own(us.read("Invoice", made["Id"])), operation="delete").json()
    assert answer["Invoice"] == {"status": "Deleted", "domain": "QBO", "Id": made["Id"]}
    assert us.read("Payment", paid["Id"])["UnappliedAmt"] == 80
    us.post("payment", own(us.read("Payment", paid["Id"])), operation="delete")
    assert us.ledger()["lines"] == []
    assert us.make("Invoice", invoice(1))["Id"] == "3"


def test_deleting_an_applied_credit_memo_opens_the_invoice_again(us: Client) -> None:
    made, credit = us.make("Invoice", invoice(100)), us.make("CreditMemo", invoice(100))
    us.make("Payment", payment(0, link(100, "Invoice", made["Id"]), link(100, "CreditMemo", credit["Id"])))
    us.post("creditmemo", own(us.read("CreditMemo", credit["Id"])), operation="delete")
    assert us.read("Invoice", made["Id"])["Balance"] == 100
    books = us.ledger()["receivable"]
    assert books["ledger"] == books["open"] == 10000


def test_lowering_an_invoice_below_what_is_paid_leaves_the_rest_unapplied(us: Client) -> None:
    made = us.make("Invoice", invoice(100))
    paid = us.make("Payment", payment(100, link(100, "Invoice", made["Id"])))
    after = us.make("Invoice", {**own(us.read("Invoice", made["Id"])), **invoice(70)})
    assert (after["Balance"], us.read("Payment", paid["Id"])["UnappliedAmt"]) == (0, 30)


def test_a_payment_changed_moves_what_it_was_applied_to(us: Client) -> None:
    first, second = us.make("Invoice", invoice(100)), us.make("Invoice", invoice(100))
    paid = us.make("Payment", payment(100, link(100, "Invoice", first["Id"])))
    us.make("Payment", {**own(paid), **payment(100, link(60, "Invoice", second["Id"]))})
    assert [us.read("Invoice", one["Id"])["Balance"] for one in (first, second)] == [100, 40]
    assert us.read("Invoice", first["Id"])["LinkedTxn"] == []


def test_a_matter_is_paid_through_its_client(us: Client) -> None:
    matter = us.make("Customer", {"DisplayName": "0042 Lease", "ParentRef": {"value": "1"}, "Job": True})
    assert (matter["FullyQualifiedName"], matter["Level"]) == ("Amy's Bird Sanctuary:0042 Lease", 1)
    made = us.make("Invoice", invoice(90, customer=matter["Id"]))
    assert made["CustomerRef"]["name"] == "0042 Lease"
    assert us.get("customer/1").json()["Customer"]["BalanceWithJobs"] == 90
    us.make("Payment", payment(90, link(90, "Invoice", made["Id"]), customer="1"))
    assert us.read("Invoice", made["Id"])["Balance"] == 0
    assert us.ledger()["lines"][0]["name"] == "Amy's Bird Sanctuary:0042 Lease"


def test_an_inactive_name_is_marked_and_its_name_is_free_again(us: Client) -> None:
    made = us.make("Customer", {"DisplayName": "Old Client"})
    gone = us.make("Customer", {**own(made), "sparse": True, "Active": False})
    assert gone["DisplayName"] == "Old Client (deleted)"
    us.make("Customer", {"DisplayName": "Old Client"})
    assert us.fault("customer", {**own(gone), "sparse": True, "Active": True})["code"] == "6240"


def test_transactions_share_one_line_of_ids_and_names_another(us: Client) -> None:
    kinds = [us.make("Invoice", invoice(1)), us.make("CreditMemo", invoice(1)), us.make("Payment", payment(1))]
    assert [one["Id"] for one in kinds] == ["1", "2", "3"]
    assert us.make("Customer", {"DisplayName": "n"})["Id"] == "63"
    assert us.make("Vendor", {"DisplayName": "v"})["Id"] == "64"


def test_a_nested_party_on_a_deposit_line_is_silently_ignored(us: Client) -> None:
    party = {"Type": "Customer", "EntityRef": {"value": "1"}}
    line = {"Amount": 5, "DetailType": "DepositLineDetail"}
    line |= {"DepositLineDetail": {"AccountRef": {"value": "94"}, "Entity": party}}
    made = us.make("Deposit", {"DepositToAccountRef": {"value": "93"}, "Line": [line]})
    assert "Entity" not in made["Line"][0]["DepositLineDetail"]


def test_what_is_entered_by_hand_stands_in_the_books(us: Client) -> None:
    def side(posting: str, account: str) -> Json:
        detail = {"PostingType": posting, "AccountRef": {"value": account}}
        return {"Amount": 12.34, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}

    entry = us.make("JournalEntry", {"Line": [side("Debit", "96"), side("Credit", "35")]})
    assert ([line["Id"] for line in entry["Line"]], entry["TotalAmt"]) == (["0", "1"], 0)
    held = {"AccountRef": {"value": "94"}, "Entity": {"value": "1", "type": "CUSTOMER"}}
    line = {"Amount": 500, "DetailType": "DepositLineDetail", "DepositLineDetail": held}
    us.make("Deposit", {"DepositToAccountRef": {"value": "93"}, "Line": [line]})
    assert (us.balance("Trust Bank Account"), us.balance("Trust Accounts - Liabilities")) == (50000, -50000)
    assert (us.balance("Office Expenses"), us.balance("Checking")) == (1234, -1234)
    us.post("journalentry", own(entry), operation="delete")
    assert us.balance("Checking") == 0
