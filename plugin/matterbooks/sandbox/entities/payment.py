"""A customer's payment: whole, in part, over several invoices, or nothing but a credit memo applied."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import links, open_items
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.open_items import ENTITY_OF, RECEIVABLE
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import deposited, oldest_first
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.payer import Payer
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.schema import Record

PLACES = ("Bank", "Other Current Asset")


class Payment(Payer):
    """Money received from a customer, applied to open transactions."""

    name = "Payment"
    side = RECEIVABLE
    required = ("CustomerRef", "TotalAmt")
    computed = frozenset({"UnappliedAmt", "LinkedTxn", "HomeTotalAmt", "DocNumber"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check where the money goes, and compute what stays unapplied."""
        deposited.refuse_change(old)
        if record.get("ProcessPayment") is True:
            raise faults.not_in_sandbox("charging a card, which ProcessPayment asks for")
        if not reference(record, "CustomerRef"):
            raise faults.business("Unexpected Internal Error. (-30003)", "CustomerRef")
        done = super().complete(work, record, old)
        if not done["TotalAmt"] and not record.get("Line"):
            raise faults.business("You must set a transaction amount.")
        if old is None and not record.get("Line") and oldest_first.wanted(work, done):
            done["Line"] = oldest_first.lines(work, "Invoice", done, to_cents(done["TotalAmt"]))
        place = {"DepositToAccountRef": {"value": _place(work, record)}}
        return links.with_unapplied(work, {**done, **place, "ProcessPayment": False})

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """A payment in a bank deposit cannot be deleted."""
        if new is None:
            deposited.refuse_change(old)
        super().settle(work, old, new)

    def void(self, work: Work, old: Record) -> Record:
        """A payment in a bank deposit cannot be voided."""
        deposited.refuse_change(old)
        return super().void(work, old)

    def bank(self, record: Record) -> str:
        """Undeposited Funds, unless an account was named."""
        return reference(record, "DepositToAccountRef")

    def number(self, record: Record) -> str:
        """A payment's number is its reference number."""
        return str(record.get("PaymentRefNum", ""))

    def present(self, company: Books, record: Record) -> Record:
        """With each line's ``LineEx``, which names the linked transaction (Intuit: recorded samples)."""
        lines = [_with_extra(company, line) for line in record["Line"]]
        return super().present(company, {**record, "Line": lines})


def _place(work: Work, record: Record) -> str:
    account = reference(record, "DepositToAccountRef")
    if not account:
        return work.default_account("Other Current Asset", "UndepositedFunds")
    if work.account_type(account) not in PLACES:
        raise faults.wrong_account_type()
    return account


def _with_extra(company: Books, line: Record) -> Record:
    """A line with the id, the open balance and the number of what it is linked to, under its present TxnType."""
    link = line["LinkedTxn"][0]
    entity = ENTITY_OF.get(link["TxnType"], link["TxnType"])
    target = company.store.get(entity, link["TxnId"])
    if target is None:
        return line
    pairs = {
        "txnId": link["TxnId"],
        "txnOpenBalance": format(links.open_balance(company.store, entity, target, link.get("TxnLineId", "")), "f"),
        "txnReferenceNumber": target.get("DocNumber") or "",
    }
    return {
        **line,
        "LinkedTxn": [{**link, "TxnType": open_items.txn_type(entity, target)}],
        "LineEx": {"any": [_name_value(name, value) for name, value in pairs.items() if value]},
    }


def _name_value(name: str, value: str) -> Record:
    return {
        "name": "{http://schema.intuit.com/finance/v3}NameValue",
        "nil": False,
        "value": {"Name": name, "Value": value},
        "declaredType": "com.intuit.schema.finance.v3.NameValue",
        "scope": "javax.xml.bind.JAXBElement$GlobalScope",
        "globalScope": True,
        "typeSubstituted": False,
    }
