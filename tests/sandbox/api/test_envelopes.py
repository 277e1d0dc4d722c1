"""What goes around every record: headers, envelope, times, numbers, references."""

import re

import pytest
import requests

from tests.sandbox.client import TIMEOUT, Client, invoice

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00")
ENVELOPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00")


def test_json_comes_back_to_who_accepts_it_and_xml_to_everybody_else(us: Client) -> None:
    token = {"Authorization": str(us.session.headers["Authorization"])}
    for accept, kind in (
        ("application/json", "application/json"),
        ("application/json, text/plain", "application/json"),
        ("application/xml", "application/xml"),
        ("*/*", "application/xml"),
        (None, "application/xml"),
    ):
        headers = {**token, "Accept": accept} if accept else {**token, "Accept": ""}
        answer = requests.get(us.url("preferences"), headers=headers, timeout=TIMEOUT)
        assert answer.headers["Content-Type"].startswith(kind), accept


def test_every_answer_bears_an_id_of_its_own_and_a_version(us: Client) -> None:
    answers = [us.get("preferences"), us.get("invoice/9"), us.post("invoice", invoice(5)), us.get("nothing")]
    assert len({answer.headers["intuit_tid"] for answer in answers}) == 4
    assert all(answer.headers["QBO-Version"] for answer in answers)


def test_a_long_answer_is_compressed_for_who_asks(us: Client) -> None:
    plain = us.session.get(us.url("preferences"), headers={"Accept-Encoding": "identity"}, timeout=TIMEOUT)
    packed = us.session.get(us.url("preferences"), headers={"Accept-Encoding": "gzip"}, timeout=TIMEOUT)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.json()["Preferences"] == plain.json()["Preferences"]


def test_one_object_stands_under_its_name_beside_the_time(us: Client) -> None:
    made = us.post("invoice", invoice(5)).json()
    assert made.keys() == {"Invoice", "time"}
    assert ENVELOPE.fullmatch(made["time"])
    gone = us.post("invoice", {"Id": "1", "SyncToken": "0"}, operation="delete").json()
    assert gone["Invoice"] == {"status": "Deleted", "domain": "QBO", "Id": "1"}
    assert ENVELOPE.fullmatch(gone["time"])


@pytest.mark.parametrize("country", ["us", "au"])
def test_times_have_the_offset_of_the_pacific_coast_whatever_the_country(
    country: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(country)
    made = client.make("Customer", {"DisplayName": "x"})
    assert STAMP.fullmatch(made["MetaData"]["CreateTime"])
    assert STAMP.fullmatch(made["MetaData"]["LastUpdatedTime"])


def test_a_transaction_without_a_date_is_of_today_on_the_server(us: Client) -> None:
    us.control("clock", {"set": "2026-07-01T05:00:00+00:00", "stopped": True})
    us.tokens = us.sandbox.tokens()
    us.session.headers["Authorization"] = f"Bearer {us.tokens['access_token']}"
    made = us.make("Invoice", invoice(5))
    assert (made["TxnDate"], made["MetaData"]["CreateTime"]) == ("2026-06-30", "2026-06-30T22:00:00-07:00")


def test_amounts_are_numbers_and_ids_texts_and_either_is_read_from_the_other(us: Client) -> None:
    text = us.post("invoice", invoice("10.5")).text
    assert re.search(r'"TotalAmt":10\.50?[,}]', text)
    transfer = {"FromAccountRef": {"value": "35"}, "ToAccountRef": {"value": "36"}, "Amount": "120.00"}
    moved = us.make("Transfer", transfer)
    assert (moved["Amount"], moved["Id"], moved["SyncToken"]) == (120, "2", "0")
    assert us.make("Transfer", {**transfer, "Id": 2, "SyncToken": 0})["SyncToken"] == "1"


def test_the_name_of_a_reference_is_ignored_going_in_and_filled_coming_out(us: Client) -> None:
    made = us.make("Invoice", {**invoice(5), "CustomerRef": {"value": "1", "name": "Somebody else"}})
    assert made["CustomerRef"] == {"value": "1", "name": "Amy's Bird Sanctuary"}


def test_an_account_is_named_in_full_and_a_sub_customer_by_its_own_name(us: Client) -> None:
    parent = us.make("Account", {"Name": "Costs", "AccountType": "Expense"})
    below = us.make(
        "Account",
        {"Name": "Courts", "AccountType": "Expense", "SubAccount": True, "ParentRef": {"value": parent["Id"]}},
    )
    matter = us.make("Customer", {"DisplayName": "Matter 7", "Job": True, "ParentRef": {"value": "1"}})
    assert us.make("Invoice", invoice(5, customer=matter["Id"]))["CustomerRef"]["name"] == "Matter 7"
    line = {
        "Amount": 5,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": below["Id"]}},
    }
    bill = us.make("Bill", {"VendorRef": {"value": "56"}, "Line": [line]})
    detail = bill["Line"][0]["AccountBasedExpenseLineDetail"]
    assert detail["AccountRef"]["name"] == "Costs:Courts"


def test_the_fields_of_the_server_stand_in_every_answer(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    assert (made["Id"], made["SyncToken"], made["domain"], made["sparse"]) == ("1", "0", "QBO", False)
    assert made["MetaData"].keys() == {"CreateTime", "LastUpdatedTime"}
    assert (made["TotalAmt"], made["Balance"], made["LinkedTxn"]) == (5, 5, [])


def test_lines_are_counted_from_1_on_forms_and_from_0_on_journal_entries(us: Client) -> None:
    made = us.make("Invoice", invoice(5, 6))
    assert [one.get("Id") for one in made["Line"]] == ["1", "2", None]
    sides = [
        {
            "Amount": 5,
            "DetailType": "JournalEntryLineDetail",
            "JournalEntryLineDetail": {"PostingType": posting, "AccountRef": {"value": account}},
        }
        for posting, account in (("Debit", "35"), ("Credit", "36"))
    ]
    assert [one["Id"] for one in us.make("JournalEntry", {"Line": sides})["Line"]] == ["0", "1"]


def test_the_answer_to_a_query_bears_the_time_too(us: Client) -> None:
    for text in ("select * from Account", "select count(*) from Invoice", "select * from Invoice"):
        answer = us.get("query", query=text).json()
        assert answer.keys() == {"QueryResponse", "time"}
        assert ENVELOPE.fullmatch(answer["time"])
