"""Bodies and questions that the tests of payments and bill payments share."""

from collections.abc import Iterator
from typing import Any

from tests.sandbox.client import Client, Json, link

VENDOR = {"value": "56"}


def own(record: Json) -> Json:
    """What names a record in a request that changes it."""
    return {"Id": record["Id"], "SyncToken": record["SyncToken"]}


def fresh(client: Client, entity: str, record: Json) -> Json:
    """A record as it is now."""
    return client.read(entity, record["Id"])


def deleted(client: Client, entity: str, record: Json) -> None:
    """Delete a record as it is now."""
    body = own(fresh(client, entity, record))
    assert client.post(entity.lower(), body, operation="delete").status_code == 200


def voided(client: Client, entity: str, record: Json) -> Json:
    """Void a record by the update form."""
    return client.make(entity, {**own(record), "sparse": True}, operation="update", include="void")


def on_line(amount: object, kind: str, record: Json, line_id: str) -> Json:
    """A line of a payment that settles a line of another transaction."""
    return {"Amount": amount, "LinkedTxn": [{"TxnId": record["Id"], "TxnType": kind, "TxnLineId": line_id}]}


def side(posting: str, account: str, amount: object, party: str = "", kind: str = "Customer") -> Json:
    """A line of a journal entry."""
    entity = {"Entity": {"Type": kind, "EntityRef": {"value": party}}} if party else {}
    detail = {"PostingType": posting, "AccountRef": {"value": account}, **entity}
    return {"Amount": amount, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}


def owed_to_vendor(client: Client, amount: object, party: str = "56") -> Json:
    """An open item on accounts payable: a journal entry that credits it."""
    lines = [side("Debit", "7", amount), side("Credit", "33", amount, party, "Vendor")]
    return client.make("JournalEntry", {"Line": lines})


def credit_of_vendor(client: Client, amount: object, party: str = "56") -> Json:
    """A credit on accounts payable: a journal entry that debits it."""
    lines = [side("Debit", "33", amount, party, "Vendor"), side("Credit", "7", amount)]
    return client.make("JournalEntry", {"Line": lines})


def bill_payment(total: object, *lines: Json, **fields: object) -> Json:
    """A bill payment by cheque."""
    return {
        "VendorRef": VENDOR,
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": {"value": "35"}},
        "TotalAmt": total,
        "Line": list(lines),
        **fields,
    }


def settling(entry: Json, amount: object) -> Json:
    """A line that is linked to a journal entry."""
    return link(amount, "JournalEntry", entry["Id"])


def applied(payment: Json) -> Iterator[tuple[str, str, Any]]:
    """What a payment is linked to, and for how much."""
    for line in payment["Line"]:
        for one in line["LinkedTxn"]:
            yield one["TxnType"], one["TxnId"], line["Amount"]
