"""Bank deposits: money from anywhere, or payments taken out of Undeposited Funds."""

from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import check_party, own_account, refuse_tax
from matterbooks.sandbox.entities.transaction import Transaction, amount_of, detail_type, numbered_lines
from matterbooks.sandbox.ledger import Posting
from matterbooks.sandbox.money import rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work


class Deposit(Transaction):
    """A bank deposit: direct lines from any account, or payments taken out of Undeposited Funds."""

    name = "Deposit"
    required = ("DepositToAccountRef", "Line")
    computed = frozenset({"TotalAmt", "HomeTotalAmt", "DocNumber", "LinkedTxn"})
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
        super().settle(work, old, new)
        record = new or old or {}
        for identifier in {*_payments(old), *_payments(new)}:
            payment = work.draft.get("Payment", identifier)
            if payment is not None:
                inside = [{"TxnId": record["Id"], "TxnType": "Deposit"}] if identifier in _payments(new) else []
                if payment["LinkedTxn"] != inside:
                    work.save("Payment", {**payment, "LinkedTxn": inside})

    def sides(self, work: Work, record: Record) -> list[Posting]:
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
    account = own_account(detail, "Line.DepositLineDetail.AccountRef")
    check_party(work, account, reference(detail, "Entity"))
    refuse_tax(work, detail)
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
