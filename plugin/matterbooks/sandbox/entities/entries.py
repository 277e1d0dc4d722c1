"""What a bookkeeper enters by hand: journal entries, bank deposits, and money spent."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.transaction import (
    Transaction,
    amount_of,
    detail_type,
    numbered_lines,
    other_preference,
)
from matterbooks.sandbox.ledger import Posting
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import rates_of
from matterbooks.sandbox.work import Work

if TYPE_CHECKING:
    from matterbooks.sandbox.company import Company

NEEDS_CUSTOMER = "When you use Accounts Receivable, you must choose a customer in the Name field."
NEEDS_VENDOR = "When you use Accounts Payable, you must choose a vendor in the Name field."


def _check_party(work: Work, account: str, party: str) -> None:
    """Raise: ServiceFault 6000 where accounts receivable or payable stand without a customer or vendor."""
    kind = work.account_type(account)
    if kind == "Accounts Receivable" and work.draft.get("Customer", party) is None:
        raise faults.business(NEEDS_CUSTOMER)
    if kind == "Accounts Payable" and work.draft.get("Vendor", party) is None:
        raise faults.business(NEEDS_VENDOR)


def _untaxed(work: Work, detail: Record) -> None:
    """Refuse a line code that would bring tax: not in the sandbox yet."""
    code = reference(detail, "TaxCodeRef")
    if code and not work.is_us():
        if work.draft.get("TaxCode", code) is None:
            raise faults.invalid_reference("TaxCodes", code, "TaxCodeRef")
        if any(Decimal(rate["RateValue"]) for rate in rates_of(work, code)):
            raise faults.not_in_sandbox("tax on a line of this transaction")


def _own_account(detail: Record, element: str) -> str:
    account = reference(detail, "AccountRef")
    if not account:
        raise faults.ServiceFault(faults.missing(element))
    return account


class JournalEntry(Transaction):
    """A general journal entry: at least two lines, debits equal to credits."""

    name = "JournalEntry"
    required = ("Line",)
    computed = frozenset({"TotalAmt", "HomeTotalAmt"})
    numbers_checked = ("OtherPrefs", "WarnDuplicateJournalNumber")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check both sides and number the lines from 0."""
        record = super().complete(work, record, old)
        lines = [_journal_line(work, line) for line in record["Line"]]
        posting = [line for line in lines if line["DetailType"] == "JournalEntryLineDetail"]
        if len(posting) < 2:
            raise faults.business("Fill out at least two detail lines to continue.")
        if sum(_side(line) for line in posting):
            raise faults.unbalanced()
        _one_control_account(work, posting)
        zero = from_cents(0)
        numbered = numbered_lines(lines, old, first=0)
        return {"Adjustment": False, "TxnTaxDetail": {}, **record, "Line": numbered, "TotalAmt": zero}

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """As given."""
        del work
        return [
            Posting(
                reference(line["JournalEntryLineDetail"], "AccountRef"),
                _side(line),
                reference(line["JournalEntryLineDetail"].get("Entity", {}), "EntityRef"),
                line.get("Description", ""),
            )
            for line in record["Line"]
            if line["DetailType"] == "JournalEntryLineDetail"
        ]


def _side(line: Record) -> int:
    cents = to_cents(line["Amount"])
    return cents if line["JournalEntryLineDetail"]["PostingType"] == "Debit" else -cents


def _journal_line(work: Work, line: Record) -> Record:
    if detail_type(line) == "DescriptionOnly":
        return line
    if detail_type(line) != "JournalEntryLineDetail":
        raise faults.not_in_sandbox(f"a line of type {line['DetailType']}")
    detail: Record = line.get("JournalEntryLineDetail") or {}
    if not detail.get("PostingType"):
        raise faults.ServiceFault(faults.missing("Line.JournalEntryLineDetail.PostingType"))
    amount = rounded(amount_of(line))
    if amount < 0:
        raise faults.business("Transaction amount must be 0 or greater.", "Line.Amount")
    account = _own_account(detail, "Line.JournalEntryLineDetail.AccountRef")
    _check_party(work, account, reference(detail.get("Entity", {}), "EntityRef"))
    _untaxed(work, detail)
    return {**line, "Amount": amount}


def _one_control_account(work: Work, lines: list[Record]) -> None:
    accounts = [reference(line["JournalEntryLineDetail"], "AccountRef") for line in lines]
    control = [one for one in accounts if work.account_type(one) in {"Accounts Receivable", "Accounts Payable"}]
    if len(control) > 1:
        raise faults.business("You cannot use more than one A/R or A/P account in the same transaction.")


class Deposit(Transaction):
    """A bank deposit: direct lines from any account, or payments taken out of Undeposited Funds."""

    name = "Deposit"
    required = ("DepositToAccountRef", "Line")
    computed = frozenset({"TotalAmt", "HomeTotalAmt", "DocNumber"})
    queryable = frozenset({"TxnDate", "TotalAmt", "DepositToAccountRef"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the accounts and add the lines up."""
        record = super().complete(work, record, old)
        if record.get("CashBack"):
            raise faults.not_in_sandbox("cash back from a deposit")
        if work.account_type(reference(record, "DepositToAccountRef")) not in {"Bank", "Other Current Asset"}:
            raise faults.business("Select a bank account for this deposit")
        lines = numbered_lines([_deposit_line(work, line, old) for line in record["Line"]], old)
        total = sum((line["Amount"] for line in lines), Decimal())
        if total <= 0:
            raise faults.business("You must set a transaction amount.")
        return {**record, "Line": lines, "TotalAmt": rounded(total)}

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Mark the payments that are in the deposit, and free those that left it."""
        record = new or old or {}
        for identifier in {*_payments(old), *_payments(new)}:
            payment = work.draft.get("Payment", identifier)
            if payment is not None:
                inside = [{"TxnId": record["Id"], "TxnType": "Deposit"}] if identifier in _payments(new) else []
                if payment["LinkedTxn"] != inside:
                    work.save("Payment", {**payment, "LinkedTxn": inside})

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """The bank for the total against each line's account, or Undeposited Funds for a payment."""
        total, memo = to_cents(record["TotalAmt"]), record.get("PrivateNote", "")
        postings = [Posting(reference(record, "DepositToAccountRef"), total, "", memo)]
        for line in record["Line"]:
            detail = line.get("DepositLineDetail")
            if detail is None:
                payment: Record = work.draft.get("Payment", line["LinkedTxn"][0]["TxnId"]) or {}
                account, party = reference(payment, "DepositToAccountRef"), reference(payment, "CustomerRef")
            else:
                account, party = reference(detail, "AccountRef"), reference(detail, "Entity")
            postings.append(Posting(account, -to_cents(line["Amount"]), party, line.get("Description", "")))
        return postings


def _payments(deposit: Record | None) -> list[str]:
    lines = (deposit or {}).get("Line", [])
    return [link["TxnId"] for line in lines for link in line.get("LinkedTxn", [])]


def _deposit_line(work: Work, line: Record, old: Record | None) -> Record:
    if line.get("LinkedTxn"):
        return _undeposited(work, line, old)
    detail: Record = line.get("DepositLineDetail") or {}
    if detail_type(line) != "DepositLineDetail":
        raise faults.not_in_sandbox(f"a line of type {line['DetailType']}")
    account = _own_account(detail, "Line.DepositLineDetail.AccountRef")
    _check_party(work, account, reference(detail, "Entity"))
    _untaxed(work, detail)
    return {**line, "Amount": rounded(amount_of(line))}


def _undeposited(work: Work, line: Record, old: Record | None) -> Record:
    if line.get("DetailType"):
        raise faults.ServiceFault(faults.missing("Line.DepositLineDetail.AccountRef"))
    link = line["LinkedTxn"][0]
    payment = work.draft.get("Payment", link.get("TxnId", "")) if link.get("TxnType") == "Payment" else None
    if payment is None:
        raise faults.not_in_sandbox("a deposit line linked to anything but a payment")
    if payment["LinkedTxn"] and payment["Id"] not in _payments(old):
        raise faults.deposited()
    return {**line, "Amount": payment["TotalAmt"]}


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
        return {"Credit": False, **record, "Line": lines, "TotalAmt": rounded(total), "LinkedTxn": []}

    def postings(self, work: Work, record: Record) -> list[Posting]:
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

    def present(self, company: "Company", record: Record) -> Record:
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
    account = _own_account(detail, "Line.AccountBasedExpenseLineDetail.AccountRef")
    _check_party(work, account, reference(detail, "CustomerRef"))
    _untaxed(work, detail)
    return {**line, "Amount": rounded(amount_of(line))}
