"""Money spent by cheque, cash or card."""

from decimal import Decimal
from typing import Any

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import Books
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import check_party, own_account, refuse_tax
from matterbooks.sandbox.entities.transaction import (
    Transaction,
    amount_of,
    detail_type,
    numbered_lines,
    other_preference,
)
from matterbooks.sandbox.ledger import Posting
from matterbooks.sandbox.money import rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work


class Purchase(Transaction):
    """Money spent: a cheque, cash, or a card charge (or, with ``Credit``, a card refund)."""

    name = "Purchase"
    required = ("PaymentType", "AccountRef", "Line")
    computed = frozenset({"TotalAmt", "HomeTotalAmt", "LinkedTxn"})
    queryable = frozenset({"DocNumber", "TxnDate", "TotalAmt", "PaymentType", "AccountRef", "EntityRef"})
    numbers_checked = ("OtherPrefs", "WarnDuplicateCheckNumber")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the account against the payment type, and add the lines up."""
        record = super().complete(work, record, old)
        _check_paying_account(work, record)
        lines = numbered_lines([_expense_line(work, line) for line in record["Line"]], old)
        total = sum((line["Amount"] for line in lines), Decimal())
        if total <= 0:
            raise faults.business("You must set a transaction amount.")
        if other_preference(work, "VendorAndPurchasesPrefs.UseCustomTxnNumbers") == "false":
            record.pop("DocNumber", None)
        return {"Credit": False, "LinkedTxn": [], **record, "Line": lines, "TotalAmt": rounded(total)}

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """Each line's account against the paying account, sides exchanged for a refund."""
        del work
        sign, party = (-1 if record["Credit"] else 1), reference(record, "EntityRef")
        memo, total = record.get("PrivateNote", ""), to_cents(record["TotalAmt"])
        postings = [Posting(reference(record, "AccountRef"), -sign * total, party, memo)]
        for line in record["Line"]:
            detail = line["AccountBasedExpenseLineDetail"]
            name = reference(detail, "CustomerRef") or party
            cents = sign * to_cents(line["Amount"])
            postings.append(Posting(reference(detail, "AccountRef"), cents, name, line.get("Description", "")))
        return postings

    def present(self, company: Books, record: Record) -> Record:
        """The payee's reference says what kind of name it is."""
        shown = super().present(company, record)
        party: Any = shown.get("EntityRef")
        if party:
            kind = "Vendor" if company.store.get("Vendor", party["value"]) else "Customer"
            shown["EntityRef"] = {**party, "type": kind}
        return shown


def _check_paying_account(work: Work, record: Record) -> None:
    wanted = {"Check": {"Bank"}, "CreditCard": {"Credit Card"}, "Cash": {"Bank", "Other Current Asset"}}
    kind = record["PaymentType"]
    if kind not in wanted:
        raise faults.invalid_enumeration(kind, "PaymentType")
    if work.account_type(reference(record, "AccountRef")) not in wanted[kind]:
        raise faults.wrong_account_type()
    if record.get("Credit") and kind != "CreditCard":
        raise faults.business("Only a credit card can be credited.", "Credit")


def _expense_line(work: Work, line: Record) -> Record:
    if detail_type(line) != "AccountBasedExpenseLineDetail":
        raise faults.not_in_sandbox(f"a line of type {line['DetailType']}")
    detail: Record = line.get("AccountBasedExpenseLineDetail") or {}
    account = own_account(detail, "Line.AccountBasedExpenseLineDetail.AccountRef")
    check_party(work, account, reference(detail, "CustomerRef"))
    refuse_tax(work, detail)
    return {**line, "Amount": rounded(amount_of(line))}
