"""The account that money is paid from, and how: it decides whether a payment is by cheque, in cash or by card."""

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record

CARD = "Credit Card"


def account_of(kind: str, record: Record, field: str) -> str:
    """The account in a record's head: that of a bill payment stands below the way it is paid."""
    if kind != "BillPayment":
        return reference(record, field)
    way, place = _way(record.get("PayType") == "CreditCard")
    return reference(record.get(way) or {}, place)


def paid_from(company: Company, kind: str, record: Record, account: str) -> Record:
    """`record` of a kind that pays, paid from `account`; every other record as it is."""
    by_card = (company.store.get("Account", account) or {}).get("AccountType") == CARD
    if kind == "Purchase" and record.get("PaymentType") != "Check":
        return {**record, "PaymentType": "CreditCard" if by_card else "Cash"}
    if kind != "BillPayment":
        return record
    way, place = _way(by_card)
    rest = {name: value for name, value in record.items() if name not in {"CheckPayment", "CreditCardPayment"}}
    kept = {name: value for name, value in (record.get(way) or {}).items() if name != place}
    return {**rest, "PayType": "CreditCard" if by_card else "Check", way: {**kept, place: {"value": account}}}


def _way(by_card: bool) -> tuple[str, str]:
    return ("CreditCardPayment", "CCAccountRef") if by_card else ("CheckPayment", "BankAccountRef")
