"""Bank deposits: money from anywhere, or what waits in Undeposited Funds."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.exchange import in_currency, is_foreign, rate_of, with_gain, worth
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import deposited
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import lines_of, refuse_fields
from matterbooks.sandbox.entities.deposit_lines import (
    DETAIL,
    cash_back,
    deposit_line,
    in_currency_of_payers,
    refuse_twice,
)
from matterbooks.sandbox.entities.deposited import Waiting
from matterbooks.sandbox.entities.parties import kind_of
from matterbooks.sandbox.entities.transaction import Transaction, numbered_lines
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import journal_postings, journal_tax

WORKED_OUT = frozenset({"TxnTaxDetail", "GlobalTaxCalculation", "CashBack"})


class Deposit(Transaction):
    """A bank deposit: direct lines from any account, and sums taken out of Undeposited Funds."""

    name = "Deposit"
    required = ("DepositToAccountRef", "Line")
    computed = frozenset({"TotalAmt", "HomeTotalAmt", "DocNumber", "LinkedTxn"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the accounts, complete the lines, and add everything up.

        The total is what reaches the bank: the lines with their tax, less cash back (Intuit: recorded).
        """
        record = super().complete(work, in_currency_of_payers(work, record), old)
        refuse_fields(record, ("ProjectRef",))
        bank = reference(record, "DepositToAccountRef")
        if not bank or work.account_type(bank) not in {"Bank", "Other Current Asset"}:
            raise faults.business("Select a bank account for this deposit")
        lines = [deposit_line(work, record, line) for line in lines_of(record)]
        refuse_twice(lines)
        tax = journal_tax(work, record, [line for line in lines if DETAIL in line])
        taxes = from_cents(-sum(cents for _, cents in journal_postings(work, tax.detail)))
        cash = cash_back(work, record)
        total = sum((line["Amount"] for line in lines), taxes) - cash
        if total <= 0:
            raise faults.business("You must set a transaction amount.")
        rest = {name: value for name, value in record.items() if name not in WORKED_OUT}
        return {
            **rest,
            **({"CashBack": {**record["CashBack"], "Amount": cash}} if cash else {}),
            **({"GlobalTaxCalculation": tax.mode} if tax.mode else {}),
            **({"TxnTaxDetail": tax.detail} if tax.detail else {}),
            "Line": _numbered(lines, tax.lines, old),
            "TotalAmt": rounded(total),
        }

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Mark what is in the deposit, and free what left it."""
        super().settle(work, old, new)
        deposited.mark(work, old, new)

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """The bank and the cash back against each line's account, or Undeposited Funds, and tax."""
        return [posting for posting, _ in self._parts(work, record)]

    def _parts(self, work: Work, record: Record) -> list[tuple[Posting, Waiting | None]]:
        """The sides, each with the sum in Undeposited Funds that it takes out, if it takes one."""
        memo = str(record.get("PrivateNote", ""))
        bank = Posting(reference(record, "DepositToAccountRef"), to_cents(record["TotalAmt"]), "", memo)
        parts: list[tuple[Posting, Waiting | None]] = [(bank, None)]
        cash: Record = record.get("CashBack") or {}
        if cash:
            held = Posting(reference(cash, "AccountRef"), to_cents(cash["Amount"]), "", cash.get("Memo", ""))
            parts.append((held, None))
        parts += [_booked(work, line) for line in record["Line"]]
        taxes = journal_postings(work, record.get("TxnTaxDetail", {}))
        return [*parts, *((Posting(account, cents), None) for account, cents in taxes)]

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """The sides in the home currency; foreign sums leave Undeposited Funds at the rate they came in at."""
        parts = self._parts(work, record)
        if not is_foreign(work, record) or not any(one for _, one in parts):
            return super().postings(work, record)
        home = []
        for posting, one in parts:
            source = work.draft.get(one.entity, one.txn_id) if one else None
            home.append(in_currency(record, posting, worth(posting.cents, rate_of(source or record))))
        return with_gain(work, home)

    def present(self, company: Books, record: Record) -> Record:
        """Names with their kind in capitals; taken sums with the way and the number they were paid by (recorded)."""
        shown = super().present(company, record)
        return {**shown, "Line": [_shown(company, line) for line in shown["Line"]]}


def _numbered(lines: list[Record], direct: list[Record], old: Record | None) -> list[Record]:
    """`lines` with the `direct` ones, after tax, in place of theirs: only they have ids and numbers (recorded)."""
    numbered = iter({**line, "LineNum": n} for n, line in enumerate(numbered_lines(direct, old), start=1))
    return [next(numbered) if DETAIL in line else line for line in lines]


def _booked(work: Work, line: Record) -> tuple[Posting, Waiting | None]:
    cents, memo = -to_cents(line["Amount"]), line.get("Description", "")
    if DETAIL in line:
        detail = line[DETAIL]
        return Posting(reference(detail, "AccountRef"), cents, reference(detail, "Entity"), memo), None
    one = deposited.waiting(work, line["LinkedTxn"][0])
    return Posting(one.account, cents, one.party, memo), one


def _shown(company: Books, line: Record) -> Record:
    if "LinkedTxn" in line:
        return _with_source(company, line)
    detail: Record = line[DETAIL]
    if not detail.get("Entity"):
        return line
    kind = kind_of(company.store.get, detail["Entity"]["value"]).upper()
    return {**line, DETAIL: {**detail, "Entity": {**detail["Entity"], "type": kind}}}


def _with_source(company: Books, line: Record) -> Record:
    link = line["LinkedTxn"][0]
    source: Record = company.store.get(link["TxnType"], link["TxnId"]) or {}
    pairs = {"PaymentMethodRef": source.get("PaymentMethodRef"), "CheckNum": source.get("PaymentRefNum")}
    detail = {name: value for name, value in pairs.items() if value}
    return {**line, DETAIL: detail} if detail else line
