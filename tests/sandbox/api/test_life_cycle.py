"""The life of a record: made, changed in whole or in part, made inactive, deleted."""

import pytest

from tests.sandbox.client import Client, Json, invoice, link, payment, sale

OWN = {"Id": "1", "SyncToken": "0"}


def side(posting: str, account: str) -> Json:
    """A line of a journal entry."""
    detail = {"PostingType": posting, "AccountRef": {"value": account}}
    return {"Amount": 5, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}


def spent(account: str = "7") -> Json:
    """A line of a purchase."""
    detail = {"AccountRef": {"value": account}}
    return {"Amount": 5, "DetailType": "AccountBasedExpenseLineDetail", "AccountBasedExpenseLineDetail": detail}


BODIES: dict[str, Json] = {
    "Invoice": invoice(5),
    "CreditMemo": invoice(5),
    "Payment": payment(5),
    "Bill": {"VendorRef": {"value": "56"}, "Line": [spent()]},
    "VendorCredit": {"VendorRef": {"value": "56"}, "Line": [spent()]},
    "Purchase": {"PaymentType": "Check", "AccountRef": {"value": "35"}, "Line": [spent()]},
    "JournalEntry": {"Line": [side("Debit", "35"), side("Credit", "36")]},
    "Transfer": {"FromAccountRef": {"value": "35"}, "ToAccountRef": {"value": "36"}, "Amount": 5},
    "SalesReceipt": {"Line": [sale(5)], "DepositToAccountRef": {"value": "35"}},
    "RefundReceipt": {"Line": [sale(5)], "DepositToAccountRef": {"value": "35"}},
    "Deposit": {
        "DepositToAccountRef": {"value": "35"},
        "Line": [
            {"Amount": 5, "DetailType": "DepositLineDetail", "DepositLineDetail": {"AccountRef": {"value": "79"}}}
        ],
    },
}


@pytest.mark.parametrize("entity", sorted(BODIES))
def test_a_sync_token_begins_at_0_rises_by_one_and_an_old_one_is_5010(us: Client, entity: str) -> None:
    body = BODIES[entity]
    made = us.make(entity, body)
    assert made["SyncToken"] == "0"
    changed = us.make(entity, {**body, "Id": made["Id"], "SyncToken": "0", "PrivateNote": "first"})
    assert (changed["SyncToken"], changed["PrivateNote"]) == ("1", "first")
    assert us.fault(entity.lower(), {**body, "Id": made["Id"], "SyncToken": "0"})["code"] == "5010"
    assert us.fault(entity.lower(), {"Id": made["Id"], "SyncToken": "0"}, operation="delete")["code"] == "5010"


@pytest.mark.parametrize("entity", sorted(BODIES))
def test_a_full_update_empties_what_it_leaves_out_and_a_sparse_one_does_not(us: Client, entity: str) -> None:
    body = BODIES[entity]
    made = us.make(entity, {**body, "PrivateNote": "keep me", "TxnDate": "2026-03-01"})
    sparse = us.make(entity, {"Id": made["Id"], "SyncToken": "0", "sparse": True, "TxnDate": "2026-03-02"})
    assert (sparse["PrivateNote"], sparse["TxnDate"], sparse["sparse"]) == ("keep me", "2026-03-02", False)
    full = us.make(entity, {**body, "Id": made["Id"], "SyncToken": "1"})
    assert "PrivateNote" not in full
    assert us.read(entity, made["Id"]) == full


def test_a_sparse_update_empties_what_it_sends_empty(us: Client) -> None:
    us.make("Invoice", invoice(5, PrivateNote="x", DocNumber="7"))
    changed = us.make("Invoice", {**OWN, "sparse": True, "PrivateNote": ""})
    assert ("PrivateNote" in changed, changed["DocNumber"]) == (False, "7")


def test_a_full_update_without_what_is_required_is_refused(us: Client) -> None:
    us.make("Invoice", invoice(5))
    answer = us.post("invoice", OWN)
    assert [one["element"] for one in answer.json()["Fault"]["Error"]] == ["CustomerRef", "Line"]


def test_lines_are_replaced_as_a_whole(us: Client) -> None:
    made = us.make("Invoice", invoice(5, 6))
    kept = {**sale(7), "Id": made["Line"][1]["Id"]}
    changed = us.make("Invoice", {**OWN, "sparse": True, "Line": [kept, sale(8), {**sale(9), "Id": "77"}]})
    assert [(one["Id"], one["Amount"]) for one in changed["Line"][:-1]] == [("2", 7), ("3", 8), ("4", 9)]


def test_what_only_the_server_writes_is_silently_ignored(us: Client) -> None:
    sent: Json = {"TotalAmt": 99, "Balance": 99, "MetaData": {"CreateTime": "2001-01-01T00:00:00-08:00"}, "domain": "X"}
    made = us.make("Invoice", invoice(5, **sent))
    assert (made["TotalAmt"], made["Balance"], made["domain"]) == (5, 5, "QBO")
    assert not made["MetaData"]["CreateTime"].startswith("2001")


def test_an_update_names_what_it_changes(us: Client) -> None:
    us.make("Invoice", invoice(5))
    assert us.fault("invoice", {"Id": "1", **invoice(5)})["element"] == "SyncToken"
    assert us.fault("invoice", {"SyncToken": "0", **invoice(5)}, operation="update")["element"] == "Id"
    assert us.fault("invoice", {"Id": "77", "SyncToken": "0", **invoice(5)})["code"] == "610"


def test_what_is_linked_rises_too(us: Client) -> None:
    us.make("Invoice", invoice(5))
    us.make("Payment", payment(5, link(5, "Invoice", "1")))
    assert us.read("Invoice", "1")["SyncToken"] == "1"


@pytest.mark.parametrize("entity", sorted(BODIES))
def test_what_is_deleted_by_id_and_sync_token_is_gone_for_good(us: Client, entity: str) -> None:
    made = us.make(entity, BODIES[entity])
    answer = us.post(entity.lower(), {"Id": made["Id"], "SyncToken": "0"}, operation="delete").json()
    assert answer[entity] == {"status": "Deleted", "domain": "QBO", "Id": made["Id"]}
    fault = us.get(f"{entity.lower()}/{made['Id']}").json()["Fault"]["Error"][0]
    assert (fault["code"], fault["Detail"]) == (
        "610",
        "Object Not Found : Another user has deleted this transaction.",
    )
    assert us.query(f"select * from {entity}") == {}
    again = us.fault(entity.lower(), {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    assert again["code"] == "610"
    assert us.make(entity, BODIES[entity])["Id"] != made["Id"]


@pytest.mark.parametrize("entity", ["SalesReceipt", "RefundReceipt", "Payment"])
def test_some_are_voided_by_include_void_in_a_sparse_update(us: Client, entity: str) -> None:
    made = us.make(entity, BODIES[entity])
    own = {"Id": made["Id"], "SyncToken": "0", "sparse": True}
    voided = us.make(entity, own, operation="update", include="void")
    assert (voided["TotalAmt"], voided["SyncToken"]) == (0, "1")
    assert "Voided" in voided["PrivateNote"]


@pytest.mark.parametrize(
    ("entity", "body"),
    [
        ("Account", {"Name": "x", "AccountType": "Bank"}),
        ("Class", {"Name": "x"}),
        ("Customer", {"DisplayName": "x"}),
        ("Department", {"Name": "x"}),
        ("Item", {"Name": "x", "Type": "Service", "IncomeAccountRef": {"value": "79"}}),
        ("PaymentMethod", {"Name": "x"}),
        ("Term", {"Name": "x", "DueDays": 1}),
        ("Vendor", {"DisplayName": "x"}),
    ],
)
def test_lists_are_made_inactive_by_a_sparse_update_and_never_deleted(us: Client, entity: str, body: Json) -> None:
    made = us.make(entity, body)
    own = {"Id": made["Id"], "SyncToken": "0"}
    assert us.fault(entity.lower(), own, operation="delete")["code"] == "500"
    gone = us.make(entity, {**own, "sparse": True, "Active": False})
    name = "DisplayName" if "DisplayName" in body else "Name"
    assert (gone["Active"], gone[name]) == (False, "x (deleted)")
    assert us.make(entity, body)["Id"] != made["Id"]
    assert us.query(f"select * from {entity} where Id = '{made['Id']}'") == {}
    assert us.query(f"select * from {entity} where Id = '{made['Id']}' and Active = false")["maxResults"] == 1


@pytest.mark.parametrize("entity", ["taxcode", "taxrate", "taxagency"])
@pytest.mark.parametrize("operation", ["delete", "void"])
def test_tax_lists_are_neither_deleted_nor_voided(us: Client, entity: str, operation: str) -> None:
    assert us.fault(entity, {"Id": "1", "SyncToken": "0"}, operation=operation)["code"] == "500"
