"""Document numbers: who gives them, who may bear the same one, and the forms that have none."""

import pytest

from tests.sandbox.client import Client, Json, invoice, payment, sale

FORMS = ("Invoice", "CreditMemo", "RefundReceipt", "SalesReceipt", "Estimate")


def form(entity: str, **fields: object) -> Json:
    place = {"DepositToAccountRef": {"value": "35"}} if entity == "RefundReceipt" else {}
    return {**invoice(10), **place, **fields}


def counted(us: Client) -> None:
    us.control("preferences", {"SalesFormsPrefs": {"CustomTxnNumbers": False}})


@pytest.mark.parametrize("entity", FORMS)
def test_a_number_of_ones_own_is_kept_and_no_number_stays_none(us: Client, entity: str) -> None:
    assert us.make(entity, form(entity, DocNumber="A-1"))["DocNumber"] == "A-1"
    assert "DocNumber" not in us.make(entity, form(entity))


@pytest.mark.parametrize("entity", FORMS)
def test_without_custom_numbers_quickbooks_counts_and_takes_what_is_sent(us: Client, entity: str) -> None:
    counted(us)
    first = us.make(entity, form(entity))
    assert first["DocNumber"].isdigit()
    assert int(us.make(entity, form(entity))["DocNumber"]) == int(first["DocNumber"]) + 1
    twice = [us.make(entity, form(entity, DocNumber=first["DocNumber"])) for _ in range(2)]
    assert [one["DocNumber"] for one in twice] == [first["DocNumber"]] * 2
    again = {"Id": first["Id"], "SyncToken": first["SyncToken"], **form(entity)}
    assert us.make(entity, again)["DocNumber"] == first["DocNumber"]


def test_sales_forms_share_one_count(us: Client) -> None:
    counted(us)
    numbers = [int(us.make(entity, form(entity))["DocNumber"]) for entity in FORMS]
    assert numbers == list(range(numbers[0], numbers[0] + len(FORMS)))


@pytest.mark.parametrize("entity", FORMS)
def test_a_duplicate_is_told_with_what_bears_it_unless_it_is_asked_for(us: Client, entity: str) -> None:
    first = us.make(entity, form(entity, DocNumber="A-1"))
    error = us.fault(entity.lower(), form(entity, DocNumber="A-1"))
    assert error["code"] == "6140"
    assert f"with TxnId={first['Id']}" in error["Detail"]
    twin = us.make(entity, form(entity, DocNumber="A-1"), include="allowduplicatedocnum")
    assert twin["DocNumber"] == "A-1"


def test_two_types_may_bear_one_number(us: Client) -> None:
    assert {us.make(entity, form(entity, DocNumber="7"))["DocNumber"] for entity in FORMS} == {"7"}


@pytest.mark.parametrize("entity", FORMS)
def test_a_number_has_twenty_one_characters(us: Client, entity: str) -> None:
    assert us.make(entity, form(entity, DocNumber="9" * 21))["DocNumber"] == "9" * 21
    error = us.fault(entity.lower(), form(entity, DocNumber="9" * 22))
    assert (error["code"], error["element"]) == ("2050", "DocNumber")
    assert error["Detail"].endswith("Min:0 Max:21 supported. Supplied length:22")


def test_a_payment_has_a_reference_number_which_may_be_borne_twice(us: Client) -> None:
    twice = [us.make("Payment", payment(5, PaymentRefNum="CHQ 9")) for _ in range(2)]
    assert [one["PaymentRefNum"] for one in twice] == ["CHQ 9", "CHQ 9"]
    assert "DocNumber" not in twice[0]


def test_a_transfer_and_a_deposit_keep_a_reference_in_their_note(us: Client) -> None:
    move = {"FromAccountRef": {"value": "35"}, "ToAccountRef": {"value": "36"}, "Amount": 5, "PrivateNote": "T-9"}
    made = us.make("Transfer", move)
    assert (made["PrivateNote"], "DocNumber" in made) == ("T-9", False)
    line = {"Amount": 5, "DetailType": "DepositLineDetail", "DepositLineDetail": {"AccountRef": {"value": "87"}}}
    body = {"DepositToAccountRef": {"value": "35"}, "Line": [line], "PrivateNote": "D-9"}
    kept = us.make("Deposit", body)
    assert (kept["PrivateNote"], "DocNumber" in kept) == ("D-9", False)


def test_texts_of_a_form_have_their_lengths(us: Client) -> None:
    line = {**sale(1), "Description": "d" * 4000}
    longest = {"PrivateNote": "p" * 4000, "CustomerMemo": {"value": "m" * 1000}}
    made = us.make("Invoice", {"CustomerRef": {"value": "1"}, "Line": [line], **longest})
    assert (len(made["PrivateNote"]), len(made["CustomerMemo"]["value"])) == (4000, 1000)
    assert len(made["Line"][0]["Description"]) == 4000
    assert us.fault("invoice", invoice(1, PrivateNote="p" * 4001))["element"] == "PrivateNote"
    assert us.fault("invoice", invoice(1, CustomerMemo={"value": "m" * 1001}))["code"] == "2050"
    line["Description"] += "d"
    assert us.fault("invoice", {"CustomerRef": {"value": "1"}, "Line": [line]})["code"] == "2050"
