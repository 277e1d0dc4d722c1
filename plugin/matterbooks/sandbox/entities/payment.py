"""A customer's payment: whole, in part, over several invoices, or nothing but a credit memo applied."""

from matterbooks.sandbox import faults, links
from matterbooks.sandbox.books import Books
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.sales_lines import voided_note
from matterbooks.sandbox.entities.transaction import Transaction, amount_of
from matterbooks.sandbox.ledger import Posting
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work

LINKABLE = ("Invoice", "CreditMemo")
NOT_YET = ("JournalEntry", "Expense", "Check", "CreditCardCredit")
PLACES = ("Bank", "Other Current Asset")


class Payment(Transaction):
    """Money received from a customer, applied to open transactions."""

    name = "Payment"
    can = Transaction.can | {"void"}
    required = ("CustomerRef", "TotalAmt")
    computed = frozenset({"UnappliedAmt", "LinkedTxn", "HomeTotalAmt", "DocNumber"})
    queryable = frozenset({"TxnDate", "TotalAmt", "CustomerRef", "PaymentRefNum", "UnappliedAmt"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the links against what is open, and compute what stays unapplied."""
        _refuse_if_deposited(old)
        record = super().complete(work, record, old)
        if not reference(record, "CustomerRef"):
            raise faults.business("Unexpected Internal Error. (-30003)", "CustomerRef")
        if record["TotalAmt"] < 0:
            raise faults.business("Transaction amount must be 0 or greater.")
        lines = _linked_lines(work, record, old)
        done = {
            **record,
            "Line": lines,
            "TotalAmt": rounded(record["TotalAmt"]),
            "DepositToAccountRef": {"value": _place(work, record)},
            "ProcessPayment": False,
            "LinkedTxn": [],
        }
        _check_receivable(work, done)
        if links.unapplied(done) < 0:
            raise faults.business("The amount applied is more than the payment and its credits.", "Line.Amount")
        if not done["TotalAmt"] and not record.get("Line"):
            raise faults.business("You must set a transaction amount.")
        return {**done, "UnappliedAmt": from_cents(links.unapplied(done))}

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Change the balance and the links of what is paid."""
        if new is None:
            _refuse_if_deposited(old)
        links.settle(work, old, new)

    def void(self, work: Work, old: Record) -> Record:
        """Nothing is left of the amount or of the links."""
        del work
        _refuse_if_deposited(old)
        zero = from_cents(0)
        return {**old, "Line": [], "TotalAmt": zero, "UnappliedAmt": zero, "PrivateNote": voided_note(old)}

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """The bank side for the cash alone; a credit that is applied nets inside accounts receivable."""
        name, memo, cents = (
            reference(record, "CustomerRef"),
            record.get("PrivateNote", ""),
            to_cents(record["TotalAmt"]),
        )
        receivable = reference(record, "ARAccountRef") or work.control_account("Accounts Receivable", record)
        return [
            Posting(reference(record, "DepositToAccountRef"), cents, name, memo),
            Posting(receivable, -cents, name, memo),
        ]

    def number(self, record: Record) -> str:
        """A payment's number is its reference number."""
        return str(record.get("PaymentRefNum", ""))

    def present(self, company: Books, record: Record) -> Record:
        """With each line's ``LineEx``, which names the linked transaction (Intuit: recorded samples)."""
        lines = [_with_extra(company, line) for line in record["Line"]]
        return super().present(company, {**record, "Line": lines})


def _refuse_if_deposited(old: Record | None) -> None:
    if any(link["TxnType"] == "Deposit" for link in (old or {}).get("LinkedTxn", [])):
        raise faults.deposited()


def _place(work: Work, record: Record) -> str:
    account = reference(record, "DepositToAccountRef")
    if not account:
        return work.default_account("Other Current Asset", "UndepositedFunds")
    if work.account_type(account) not in PLACES:
        raise faults.wrong_account_type()
    return account


def _check_receivable(work: Work, record: Record) -> None:
    account = reference(record, "ARAccountRef")
    if account and work.account_type(account) != "Accounts Receivable":
        raise faults.wrong_account_type()


def _linked_lines(work: Work, payment: Record, old: Record | None) -> list[Record]:
    """The lines as stored; one whose target has nothing open is dropped (Intuit: silently)."""
    lines: list[Record] = []
    for line in payment.get("Line", []):
        linked = _linked(work, payment, line, old, lines)
        if linked["Amount"] > 0:
            lines.append(linked)
    return lines


def _linked(work: Work, payment: Record, line: Record, old: Record | None, earlier: list[Record]) -> Record:
    """A line capped at what is still open after the `earlier` lines."""
    given = line.get("LinkedTxn") or []
    if len(given) != 1:
        raise faults.business("Each payment line must be linked to one transaction.", "Line.LinkedTxn")
    kind, identifier = given[0].get("TxnType", ""), given[0].get("TxnId", "")
    if amount_of(line) < 0:
        raise faults.business("Transaction amount must be 0 or greater.", "Line.Amount")
    target = _target(work, kind, identifier)
    _check_customer(work, payment, target)
    open_cents = to_cents(target["Balance"]) + links.cents_on(old, kind, identifier)
    open_cents -= links.cents_on({"Line": earlier}, kind, identifier)
    cents = min(to_cents(line["Amount"]), open_cents)
    return {"Amount": from_cents(cents), "LinkedTxn": [{"TxnId": identifier, "TxnType": kind}]}


def _target(work: Work, kind: str, identifier: str) -> Record:
    if kind in NOT_YET:
        raise faults.not_in_sandbox(f"a payment linked to {kind}")
    if kind not in LINKABLE:
        raise faults.ServiceFault(
            faults.Problem("620", "Txn ID Cannot Be Linked", f"Transaction type {kind} cannot be linked", "TxnType")
        )
    target = work.draft.get(kind, identifier)
    if target is not None:
        return target
    raise faults.deleted() if work.draft.was_deleted(kind, identifier) else faults.not_found()


def _check_customer(work: Work, payment: Record, target: Record) -> None:
    """The same customer, or one below the same top-level parent (assumed)."""
    if _top(work, reference(payment, "CustomerRef")) != _top(work, reference(target, "CustomerRef")):
        detail = "The customer of the payment is not the customer of the transaction"
        raise faults.ServiceFault(faults.Problem("620", "Txn ID Cannot Be Linked", detail, "CustomerRef"))


def _top(work: Work, identifier: str) -> str:
    customer = work.draft.get("Customer", identifier)
    while customer is not None and reference(customer, "ParentRef"):
        identifier = reference(customer, "ParentRef")
        customer = work.draft.get("Customer", identifier)
    return identifier


def _with_extra(company: Books, line: Record) -> Record:
    link = line["LinkedTxn"][0]
    target = company.store.get(link["TxnType"], link["TxnId"]) or {}
    pairs = {
        "txnId": link["TxnId"],
        "txnOpenBalance": format(target.get("Balance", 0), "f"),
        "txnReferenceNumber": target.get("DocNumber") or "",
    }
    return {**line, "LineEx": {"any": [_name_value(name, value) for name, value in pairs.items() if value]}}


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
