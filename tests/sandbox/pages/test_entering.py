"""What a bookkeeper does by hand: the forms of the pages, held against the books."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from matterbooks.sandbox.pages.shapes import NEW, SHAPES
from tests.sandbox.reports.books import company, kept, make, sale
from tests.sandbox.reports.http import Browser

FIELD = re.compile(r'name="([^"]+)" value="([^"]*)"')
SELECT = re.compile(r'<select name="([^"]+)".*?</select>', re.DOTALL)
CHOSEN = re.compile(r'<option value="([^"]*)" selected>')


def filled(browser: Browser, kind: str, identifier: str) -> dict[str, str]:
    """The edit form of a transaction as a browser would send it back unchanged."""
    text = browser.page(f"transactions/{kind}/{identifier}").text
    form = text[text.index('class="entry"') : text.index('aria-label="Void or delete"')]
    fields = {name: unescape(value) for name, value in FIELD.findall(form)}
    for match in SELECT.finditer(form):
        chosen = CHOSEN.search(match.group(0))
        fields[match.group(1)] = chosen.group(1) if chosen else ""
    return fields


def edit(browser: Browser, kind: str, identifier: str, **changes: str) -> Any:
    """Send the edit form with `changes`; dashes of field names are written as underscores."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return browser.send(f"transactions/{kind}/{identifier}/edit", **{**filled(browser, kind, identifier), **changed})


def test_a_form_sent_back_unchanged_changes_nothing_but_the_version() -> None:
    browser = Browser(kept())
    for kind, identifier in (("Invoice", "2"), ("Payment", "3"), ("CreditMemo", "4"), ("JournalEntry", "5")):
        before = browser.books.journal()
        assert edit(browser, kind, identifier).status_code == 303
        after = browser.books.journal()
        assert [(one.account_id, one.cents, one.memo) for one in after] == [
            (one.account_id, one.cents, one.memo) for one in before
        ]


def test_a_deposit_sent_back_unchanged_changes_nothing() -> None:
    browser = Browser(kept())
    assert edit(browser, "Deposit", "1").status_code == 303
    assert browser.books.balance("34") == -500000


def test_the_amount_and_the_item_of_an_invoice_line_are_changed_by_hand() -> None:
    browser = Browser(kept())
    answer = edit(browser, "Invoice", "2", line_0_amount="1,800.50", line_1_item="1")
    assert answer.status_code == 303
    assert answer.location.endswith("/transactions/Invoice/2")
    assert browser.books.balance("84") == 183550 - 100000 - 4000
    assert browser.books.balance("79") == 0


def test_a_line_without_an_amount_is_taken_out_and_a_new_one_added() -> None:
    browser = Browser(kept())
    added = {"line_1_amount": "", "line_2_item": "3", "line_2_amount": "7"}
    assert edit(browser, "Invoice", "2", **added).status_code == 303
    invoice = browser.books.transaction("Invoice", "2") or {}
    assert [line["Amount"] for line in invoice["Line"]] == [Decimal("1740.50"), Decimal("7.00"), Decimal("1747.50")]


def sold_with_everything(country: str) -> tuple[Browser, Any]:
    """An invoice whose line has more than its form shows: in the US tax and a discount, elsewhere its gross."""
    books = company(country)
    client = make(books, "Customer", {"DisplayName": "Client"})["Id"]
    known: dict[str, Any] = {"Qty": Decimal(2), "UnitPrice": Decimal(50), "ServiceDate": "2025-08-01"}
    body: dict[str, Any] = {"CustomerRef": {"value": client}, "DueDate": "2025-09-30"}
    if country == "US":
        off = {"Amount": Decimal(10), "DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": False}}
        body["Line"] = [sale("100", text="Advice", TaxCodeRef={"value": "TAX"}, **known), off]
        body["TxnTaxDetail"] = {"TxnTaxCodeRef": {"value": "2"}}
    else:
        body["Line"] = [sale("100", text="Advice", TaxCodeRef={"value": "1"}, TaxInclusiveAmt=Decimal(110), **known)]
        body["GlobalTaxCalculation"] = "TaxInclusive"
    return Browser(books), make(books, "Invoice", body)


@pytest.mark.parametrize("country", ["US", "AU"])
def test_who_changes_only_the_memo_of_an_invoice_changes_nothing_else(country: str) -> None:
    browser, made = sold_with_everything(country)
    assert edit(browser, "Invoice", made["Id"], memo="seen").status_code == 303
    after = browser.books.transaction("Invoice", made["Id"]) or {}
    apart = {"PrivateNote", "SyncToken", "MetaData"}
    assert {name: value for name, value in after.items() if name not in apart} == {
        name: value for name, value in made.items() if name not in apart
    }


@pytest.mark.parametrize(("country", "tax"), [("US", 16), ("AU", 20)])
def test_another_amount_goes_without_quantity_and_price_and_is_taxed_by_the_same_code(country: str, tax: int) -> None:
    browser, made = sold_with_everything(country)
    assert edit(browser, "Invoice", made["Id"], line_0_amount="200").status_code == 303
    after = browser.books.transaction("Invoice", made["Id"]) or {}
    detail = after["Line"][0]["SalesItemLineDetail"]
    assert (after["TxnTaxDetail"]["TotalTax"], detail["ServiceDate"]) == (tax, "2025-08-01")
    assert not {"Qty", "UnitPrice"} & detail.keys()


def test_a_payment_made_smaller_pays_less_of_its_invoice() -> None:
    browser = Browser(kept())
    assert edit(browser, "Payment", "3", amount="600.00", account="4", date="2025-04-10").status_code == 303
    assert (browser.books.transaction("Invoice", "2") or {})["Balance"] == Decimal("1175.50")
    assert browser.books.balance("4") == 60000


def test_the_account_of_a_journal_line_is_changed_by_hand() -> None:
    browser = Browser(kept())
    assert edit(browser, "JournalEntry", "5", line_0_account="95").status_code == 303
    assert (browser.books.balance("7"), browser.books.balance("95")) == (0, 1050)


def test_a_purchase_made_by_an_app_can_be_changed_by_hand() -> None:
    books = company()
    detail = {"AccountRef": {"value": "96"}}
    line = {
        "Amount": Decimal(9),
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": detail,
    }
    made = make(books, "Purchase", {"PaymentType": "Check", "AccountRef": {"value": "35"}, "Line": [line]})
    browser = Browser(books)
    assert edit(browser, "Purchase", made["Id"], account="36", line_0_amount="12").status_code == 303
    assert (books.balance("35"), books.balance("36"), books.balance("96")) == (0, -1200, 1200)


def test_an_invoice_is_voided_by_hand_and_its_number_stays() -> None:
    browser = Browser(kept())
    token = filled(browser, "Invoice", "2")["token"]
    assert browser.send("transactions/Invoice/2/void", token=token).status_code == 303
    assert browser.books.balance("79") == 0
    assert (browser.books.transaction("Invoice", "2") or {})["DocNumber"] == "1002"


def test_a_payment_is_deleted_by_hand_and_its_invoice_is_open_again() -> None:
    browser = Browser(kept())
    answer = browser.send("transactions/Payment/3/delete", token="0")
    assert answer.location.endswith("/transactions")
    assert browser.books.transaction("Payment", "3") is None
    assert browser.page("transactions/Payment/3").status_code == 404
    assert (browser.books.transaction("Invoice", "2") or {})["Balance"] == Decimal("1775.50")


def test_only_what_quickbooks_can_void_has_a_button_for_it() -> None:
    browser = Browser(kept())
    assert "/void" not in browser.page("transactions/JournalEntry/5").text
    assert browser.send("transactions/JournalEntry/5/void", token="0").status_code == 404


def test_two_people_at_one_transaction_do_not_overwrite_each_other() -> None:
    browser = Browser(kept())
    stale = filled(browser, "JournalEntry", "5")
    assert edit(browser, "JournalEntry", "5", line_0_account="95").status_code == 303
    refused = browser.send("transactions/JournalEntry/5/edit", **stale)
    assert refused.status_code == 400
    assert "5010" in refused.text
    assert browser.books.balance("95") == 1050


def test_a_journal_entry_a_deposit_and_an_invoice_are_entered_by_hand() -> None:
    browser = Browser(company())
    sides = {
        "line-0-account": "7",
        "line-0-debit": "12.50",
        "line-1-account": "84",
        "line-1-credit": "12.50",
        "line-1-name": "58",
        "line-2-account": "",
        "line-2-debit": "",
    }
    answer = browser.send("new/journal-entry", date="2025-08-01", number="J9", memo="By hand", **sides)
    assert answer.location.endswith("/transactions/JournalEntry/1")
    lines = {"line-0-account": "99", "line-0-amount": "5", "line-0-text": "Interest", "line-0-name": "56"}
    assert browser.send("new/deposit", date="2025-08-02", account="35", **lines).status_code == 303
    sold = {"line-0-item": "1", "line-0-amount": "100"}
    assert browser.send("new/invoice", date="2025-08-03", party="1", number="H-1", **sold).status_code == 303
    books = browser.books
    assert [books.balance(one) for one in ("7", "84", "35", "99", "1")] == [1250, 8750, 500, -500, -10000]
    assert next(line.doc_num for line in books.journal()) == "J9"


@pytest.mark.parametrize(
    ("what", "fields", "words"),
    [
        ("journal-entry", {"line-0-account": "7", "line-0-debit": "1,2x"}, "is not an amount"),
        ("journal-entry", {"line-0-debit": "1"}, "Choose an account on line 1."),
        ("journal-entry", {"line-0-account": "7", "line-0-debit": "1", "line-0-credit": "1"}, "Leave one of them"),
        (
            "journal-entry",
            {"line-0-account": "7", "line-0-debit": "2", "line-1-account": "35", "line-1-credit": "1"},
            "QuickBooks error",
        ),
        ("invoice", {"line-0-item": "1", "line-0-amount": "1"}, "Choose a customer."),
        ("invoice", {"party": "1", "line-0-amount": "1"}, "Choose a product or service on line 1."),
        ("invoice", {"party": "1", "line-0-item": "1", "line-0-amount": "1e3"}, "is not an amount. Write it like"),
        ("invoice", {"party": "1", "line-0-item": "1", "line-0-amount": "12.345"}, "is not an amount. Write it like"),
        (
            "invoice",
            {"party": "1", "line-0-item": "1", "line-0-amount": f"1{'0' * 13}"},
            "not an amount QuickBooks can",
        ),
        ("invoice", {"party": "1"}, "Enter at least one amount."),
        ("invoice", {"party": "1", "line-0-item": "1", "line-0-amount": "5", "date": ""}, "Choose a date."),
        ("deposit", {"line-0-account": "99", "line-0-amount": "5"}, "Choose an account."),
        ("bill-payment", {"party": "56", "account": "35", "amount": "5"}, "Show what is open"),
    ],
)
def test_a_refused_form_says_why_keeps_what_was_typed_and_changes_nothing(
    what: str, fields: dict[str, str], words: str
) -> None:
    browser = Browser(company())
    answer = browser.send(f"new/{what}", **{"date": "2025-08-01", "memo": "kept memo", **fields})
    assert answer.status_code == 400
    assert words in answer.text
    assert 'value="kept memo"' in answer.text
    assert browser.books.journal() == []


def test_abroad_a_line_needs_a_tax_code_and_tax_is_computed_anew() -> None:
    books = company("AU")
    customer = make(books, "Customer", {"DisplayName": "Kookaburra"})["Id"]
    codes = {one["Name"]: one["Id"] for one in books.entities("TaxCode")}
    taxed = sale("100", TaxCodeRef={"value": codes["GST"]})
    made = make(books, "Invoice", {"CustomerRef": {"value": customer}, "Line": [taxed]})
    browser = Browser(books)
    assert books.balance("84") == 11000
    assert edit(browser, "Invoice", made["Id"], line_0_amount="200").status_code == 303
    assert books.balance("84") == 22000
    refused = edit(browser, "Invoice", made["Id"], line_0_tax="")
    assert "Choose a tax code on line 1." in refused.text


def test_the_closing_date_does_not_stop_a_person() -> None:
    browser = Browser(kept())
    prefs = browser.books.entities("Preferences")[0]
    closed = {"SyncToken": prefs["SyncToken"], "AccountingInfoPrefs": {"BookCloseDate": "2025-08-31"}}
    make(browser.books, "Preferences", closed)
    assert edit(browser, "JournalEntry", "5", line_0_account="95").status_code == 303


def test_a_form_from_another_site_is_refused() -> None:
    browser = Browser(kept())
    path = f"/app/{browser.books.realm_id}/transactions/Payment/3/delete"
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.client.post(path, data={"token": "0"}, headers=headers).status_code == 403
    assert browser.books.transaction("Payment", "3") is not None


@pytest.mark.parametrize("country", ["US", "AU"])
@pytest.mark.parametrize("what", sorted(NEW))
def test_every_kind_of_transaction_is_entered_changed_and_deleted_by_hand(what: str, country: str) -> None:
    books = company(country)
    client = make(books, "Customer", {"DisplayName": "Client"})["Id"]
    supplier = make(books, "Vendor", {"DisplayName": "Supplier"})["Id"]
    browser, shape = Browser(books), SHAPES[NEW[what].kind]
    fields = {"date": "2025-08-03", "amount": "50", "account": "35", "to": "36"}
    fields["party"] = supplier if shape.party == "VendorRef" else client
    line = {
        "line-0-amount": "50",
        "line-0-account": "7",
        "line-0-item": "1",
        "line-0-tax": "2" if country == "AU" else "",
    }
    if what == "journal-entry":
        line = {"line-0-debit": "50", "line-0-account": "7", "line-1-credit": "50", "line-1-account": "35"}
    if what == "bill-payment":
        begun = browser.send("new/bill", **fields, **line)
        line = {f"applied-Bill-{begun.location.split('/')[-1]}": "50"}
    place = browser.send(f"new/{what}", **fields, **line).location.removeprefix(f"/app/{books.realm_id}/")
    assert NEW[what].kind in place
    kind, identifier = place.split("/")[1:]
    assert edit(browser, kind, identifier, memo="seen").status_code == 303
    token = (books.transaction(kind, identifier) or {})["SyncToken"]
    assert browser.send(f"{place}/delete", token=token).status_code == 303
    assert books.transaction(kind, identifier) is None
    left = sum(abs(cents) for cents in books.book.totals.values())
    assert left == (10000 if what == "bill-payment" else 0)


def test_a_payment_entered_for_the_wrong_invoice_is_put_right_by_hand() -> None:
    books = company()
    wrong, right = (make(books, "Invoice", {"CustomerRef": {"value": "58"}, "Line": [sale("100")]}) for _ in range(2))
    browser = Browser(books)
    shown = browser.page("new/payment", party="58", memo="begun").text
    assert 'value="begun"' in shown
    assert all(f'name="applied-Invoice-{one["Id"]}"' in shown for one in (wrong, right))
    fields = {"date": "2025-08-03", "amount": "60", "account": "35", "party": "58", "memo": ""}
    paid = browser.send("new/payment", **fields, **{f"applied-Invoice-{wrong['Id']}": "60"}).location.split("/")[-1]
    assert filled(browser, "Payment", paid)[f"applied-Invoice-{wrong['Id']}"] == "60.00"
    changes = {f"applied_Invoice_{wrong['Id']}": "", f"applied_Invoice_{right['Id']}": "45.50"}
    assert edit(browser, "Payment", paid, **changes).status_code == 303
    balances = [(books.transaction("Invoice", one["Id"]) or {})["Balance"] for one in (wrong, right)]
    assert balances == [Decimal(100), Decimal("54.50")]
    assert (books.transaction("Payment", paid) or {})["UnappliedAmt"] == Decimal("14.50")


def test_a_bill_is_paid_by_hand_from_a_bank_and_then_from_a_card() -> None:
    books = company()
    detail = {"AccountRef": {"value": "96"}}
    line = {
        "Amount": Decimal(80),
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": detail,
    }
    owed = make(books, "Bill", {"VendorRef": {"value": "56"}, "Line": [line]})["Id"]
    browser = Browser(books)
    assert (
        f"new/bill-payment?party=56&amp;amount=80.00&amp;applied-Bill-{owed}=80.00"
        in browser.page(f"transactions/Bill/{owed}").text
    )
    fields = {"date": "2025-08-03", "amount": "80", "account": "35", "party": "56"}
    answer = browser.send("new/bill-payment", **fields, **{f"applied-Bill-{owed}": "80"})
    paid = answer.location.split("/")[-1]
    assert (books.balance("35"), books.balance("33")) == (-8000, 0)
    assert "new/bill-payment" not in browser.page(f"transactions/Bill/{owed}").text
    assert edit(browser, "BillPayment", paid, account="42").status_code == 303
    assert (books.balance("35"), books.balance("42")) == (0, -8000)
    assert (books.transaction("BillPayment", paid) or {})["PayType"] == "CreditCard"


def test_a_cheque_names_its_payee_and_an_expense_is_paid_by_whatever_account_is_chosen() -> None:
    browser = Browser(company())
    books = browser.books
    line = {"line-0-amount": "9", "line-0-account": "96"}
    cheque = browser.send("new/check", date="2025-08-03", account="35", party="56", number="101", **line)
    made = books.transaction("Purchase", cheque.location.split("/")[-1]) or {}
    assert (made["PaymentType"], made["EntityRef"]["name"], made["DocNumber"]) == ("Check", "Thrifty Meats", "101")
    for account, way in (("35", "Cash"), ("42", "CreditCard")):
        spent = browser.send("new/expense", date="2025-08-03", account=account, **line)
        assert (books.transaction("Purchase", spent.location.split("/")[-1]) or {})["PaymentType"] == way


def test_received_payments_are_taken_to_the_bank_in_one_deposit_by_hand() -> None:
    books = company()
    first, second = (
        make(books, "Payment", {"CustomerRef": {"value": "58"}, "TotalAmt": Decimal(amount)}) for amount in (60, 40)
    )
    browser, boxes = Browser(books), [f"takes-Payment-{one}-0" for one in (first["Id"], second["Id"])]
    shown = browser.page("new/deposit").text
    assert all(f'name="{box}"' in shown for box in boxes)
    fields = {"date": "2025-08-03", "account": "35", "shows-sums": "1"}
    banked = browser.send("new/deposit", **fields, **dict.fromkeys(boxes, "1")).location.split("/")[-1]
    assert (books.balance("35"), books.balance("4")) == (10000, 0)
    assert "takes-" not in browser.page("new/deposit").text
    refused = browser.send(f"transactions/Payment/{first['Id']}/delete", token="1")
    assert "QuickBooks error 6540" in refused.text
    token = filled(browser, "Deposit", banked)["token"]
    kept = browser.send(f"transactions/Deposit/{banked}/edit", token=token, **fields, **{boxes[1]: "1"})
    assert kept.status_code == 303
    assert (books.balance("35"), books.balance("4")) == (4000, 6000)
    token = (books.transaction("Payment", first["Id"]) or {})["SyncToken"]
    assert browser.send(f"transactions/Payment/{first['Id']}/delete", token=token).status_code == 303
