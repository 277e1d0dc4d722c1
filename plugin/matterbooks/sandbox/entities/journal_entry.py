"""General journal entries, as a bookkeeper enters them by hand."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import numbers
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import check_billable, lines_of, own_account, refuse_fields
from matterbooks.sandbox.entities.parties import check_kind, check_party, kind_of
from matterbooks.sandbox.entities.transaction import Transaction, amount_of, detail_type, numbered_lines
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import journal_postings, journal_tax

DETAIL, TEXT = "JournalEntryLineDetail", "DescriptionOnly"
CONTROL = frozenset({"Accounts Receivable", "Accounts Payable"})


class JournalEntry(Transaction):
    """A general journal entry: at least two lines, debits equal to credits."""

    name = "JournalEntry"
    required = ("Line",)
    computed = frozenset({"TotalAmt", "HomeTotalAmt", "LinkedTxn"})
    numbers_checked = ("OtherPrefs", "WarnDuplicateJournalNumber")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check both sides, tax included, and number the lines from 0. Its total is always nothing (Intuit)."""
        record = super().complete(work, record, old)
        refuse_fields(record, ("HomeCurrencyAdjustment", "ProjectRef"))
        lines = [_line(work, line) for line in lines_of(record)]
        tax = journal_tax(work, record, [line for line in lines if DETAIL in line])
        if sum(1 for line in tax.lines if line["Amount"]) < 2:
            raise faults.business("Fill out at least two detail lines to continue.")
        if sum(_cents(line) for line in tax.lines) + sum(cents for _, cents in journal_postings(work, tax.detail)):
            raise faults.unbalanced()
        _one_control_account(work, tax.lines)
        posting = iter(tax.lines)
        return {
            "Adjustment": False,
            **{name: value for name, value in record.items() if name != "GlobalTaxCalculation"},
            **({"GlobalTaxCalculation": tax.mode} if tax.mode else {}),
            "TxnTaxDetail": tax.detail,
            "Line": numbered_lines([next(posting) if DETAIL in line else line for line in lines], old, first=0),
            "TotalAmt": from_cents(0),
            "DocNumber": _number(work, record),
        }

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """As given, and tax."""
        given = [
            Posting(
                reference(line[DETAIL], "AccountRef"),
                _cents(line),
                reference(line[DETAIL].get("Entity", {}), "EntityRef"),
                line.get("Description", ""),
            )
            for line in record["Line"]
            if DETAIL in line
        ]
        taxes = journal_postings(work, record["TxnTaxDetail"])
        return [*given, *(Posting(account, cents) for account, cents in taxes)]

    def present(self, company: Books, record: Record) -> Record:
        """Each line's name says what kind of name it is."""
        shown = super().present(company, record)
        return {**shown, "Line": [_with_kind(company, line) for line in shown["Line"]]}


def _number(work: Work, record: Record) -> str | None:
    """The number sent; without one QuickBooks counts only if asked to (Intuit: ``include=allowautodocnum``)."""
    number: str | None = record.get("DocNumber")
    if number or "allowautodocnum" not in work.include:
        return number
    return numbers.next_free(work, JournalEntry.name)


def _cents(line: Record) -> int:
    cents = to_cents(line["Amount"])
    return cents if line[DETAIL]["PostingType"] == "Debit" else -cents


def _line(work: Work, line: Record) -> Record:
    kind = detail_type(line)
    kept = {name: value for name, value in line.items() if name in {"Id", "Description"}}
    if kind == TEXT:
        return {**kept, "DetailType": TEXT, "DescriptionLineDetail": {}}
    if kind != DETAIL:
        raise faults.not_in_sandbox(f"a line of type {kind}")
    refuse_fields(line, ("ProjectRef",), "Line")
    detail: Record = line.get(DETAIL) or {}
    refuse_fields(detail, ("JournalCodeRef", "TaxRateRef"), f"Line.{DETAIL}")
    if not detail.get("PostingType"):
        raise faults.ServiceFault(faults.missing(f"Line.{DETAIL}.PostingType"))
    amount = rounded(amount_of(line))
    if amount < 0:
        raise faults.business("Transaction amount must be 0 or greater.", "Line.Amount")
    _check_parties(work, detail, own_account(detail, f"Line.{DETAIL}.AccountRef"))
    return {**kept, "Amount": amount, "DetailType": DETAIL, DETAIL: detail}


def _check_parties(work: Work, detail: Record, account: str) -> None:
    entity: Record = detail.get("Entity") or {}
    party = reference(entity, "EntityRef")
    check_kind(work, entity.get("Type", ""), party, f"Line.{DETAIL}.Entity.EntityRef")
    check_party(work, account, party)
    customer = party if work.draft.get("Customer", party) else ""
    check_billable(work, detail, customer, f"Line.{DETAIL}")


def _one_control_account(work: Work, lines: list[Record]) -> None:
    accounts = [reference(line[DETAIL], "AccountRef") for line in lines]
    if sum(1 for one in accounts if work.account_type(one) in CONTROL) > 1:
        raise faults.business("You cannot use more than one A/R or A/P account in the same transaction.")


def _with_kind(company: Books, line: Record) -> Record:
    entity: Record = (line.get(DETAIL) or {}).get("Entity") or {}
    if not entity.get("EntityRef"):
        return line
    kind = kind_of(company.store.get, entity["EntityRef"]["value"])
    return {**line, DETAIL: {**line[DETAIL], "Entity": {**entity, "Type": kind}}}
