"""General journal entries, as a bookkeeper enters them by hand."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import check_party, own_account, refuse_tax
from matterbooks.sandbox.entities.transaction import Transaction, amount_of, detail_type, numbered_lines
from matterbooks.sandbox.ledger import Posting
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work


class JournalEntry(Transaction):
    """A general journal entry: at least two lines, debits equal to credits."""

    name = "JournalEntry"
    required = ("Line",)
    computed = frozenset({"TotalAmt", "HomeTotalAmt", "LinkedTxn"})
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

    def sides(self, work: Work, record: Record) -> list[Posting]:
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
    account = own_account(detail, "Line.JournalEntryLineDetail.AccountRef")
    check_party(work, account, reference(detail.get("Entity", {}), "EntityRef"))
    refuse_tax(work, detail)
    return {**line, "Amount": amount}


def _one_control_account(work: Work, lines: list[Record]) -> None:
    accounts = [reference(line["JournalEntryLineDetail"], "AccountRef") for line in lines]
    control = [one for one in accounts if work.account_type(one) in {"Accounts Receivable", "Accounts Payable"}]
    if len(control) > 1:
        raise faults.business("You cannot use more than one A/R or A/P account in the same transaction.")
