"""What bills, vendor credits and purchases have in common: expense lines with purchase tax, against one account."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import stock
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.stock import Moved
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import stock_lines
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import refuse_fields
from matterbooks.sandbox.entities.expense_lines import ITEM, expense_lines, line_account, line_customer
from matterbooks.sandbox.entities.transaction import Transaction, numbered_lines
from matterbooks.sandbox.money import rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import PURCHASE, tax_postings, taxed

NOT_HERE = ("ProjectRef", "PayerRef", "LessCIS", "TxnApprovalInfo", "Tag")
UNLINKABLE = ("PurchaseOrder", "ReimburseCharge")


class ExpenseForm(Transaction):
    """Money spent or owed, line by line."""

    party: ClassVar[str]
    """The field that names who is paid."""
    computed = frozenset({"TotalAmt", "Balance", "HomeTotalAmt", "HomeBalance", "LinkedTxn", "RecurDataRef"})

    def writable(self, body: Record) -> Record:
        """Refuse links that a request may make in QuickBooks and not here; links that payments made are dropped."""
        for link in body.get("LinkedTxn") or []:
            if link.get("TxnType") in UNLINKABLE:
                raise faults.not_in_sandbox(f"a link to a {link['TxnType']}")
        return super().writable(body)

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Complete the lines, compute tax and total."""
        record = super().complete(work, record, old)
        refuse_fields(record, NOT_HERE)
        given = expense_lines(work, record)
        for line in given:
            self.check_account(work, record, line)
        stock_lines.check(work, {**record, "Line": given})
        tax = taxed(work, record, given, side=PURCHASE)
        total = sum((line["Amount"] for line in tax.lines), Decimal()) + tax.detail.get("TotalTax", 0)
        rest = {name: value for name, value in record.items() if name not in {"TxnTaxDetail", "GlobalTaxCalculation"}}
        lines = numbered_lines(tax.lines, old)
        return {
            "LinkedTxn": [],
            **rest,
            **({"GlobalTaxCalculation": tax.mode} if tax.mode else {}),
            **({"TxnTaxDetail": tax.detail} if tax.detail else {}),
            "Line": [{**line, "LineNum": number} for number, line in enumerate(lines, start=1)],
            "TotalAmt": rounded(total),
        }

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Also move the stock of what was bought or given back."""
        super().settle(work, old, new)
        stock.move(work, self.name, old, new, () if new is None else self.moved(work, new))

    def present(self, company: Books, record: Record) -> Record:
        """Without the accounts of items, which Intuit does not show (recorded)."""
        shown = super().present(company, record)
        return {**shown, "Line": [_as_shown(line) for line in shown["Line"]]}

    def check_account(self, work: Work, record: Record, line: Record) -> None:
        """Raise: ServiceFault where a line's account does not go with this form."""
        raise NotImplementedError

    def line_party(self, work: Work, record: Record, line: Record) -> str:
        """The name a line is booked against: the customer it was spent for, else who is paid."""
        del work
        return line_customer(line) or reference(record, self.party)

    def is_credit(self, record: Record) -> bool:
        """Whether the form gives money back, so that its sides are exchanged."""
        raise NotImplementedError

    def own_account(self, record: Record) -> str:
        """The account of the whole: what pays, or accounts payable."""
        raise NotImplementedError

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """The whole on its own account against each line's account and the tax reclaimed."""
        sign, party = (-1 if self.is_credit(record) else 1), reference(record, self.party)
        whole = -sign * to_cents(record["TotalAmt"])
        postings = [Posting(self.own_account(record), whole, party, str(record.get("PrivateNote", "")))]
        for line in record["Line"]:
            name, cents = self.line_party(work, record, line), sign * to_cents(line["Amount"])
            postings.append(Posting(line_account(line), cents, name, line.get("Description", "")))
        for account, cents in tax_postings(work, record.get("TxnTaxDetail", {}), PURCHASE):
            postings.append(Posting(account, sign * cents, party))
        return postings

    def moved(self, work: Work, record: Record) -> Iterator[Moved]:
        """What the lines bring into stock, or take out of it, and what each posts to the asset account by itself."""
        sign, booked = (-1 if self.is_credit(record) else 1), super().postings(work, record)[1:]
        for line, posting in zip(record["Line"], booked, strict=False):
            detail = line[line["DetailType"]]
            quantity, item = sign * Decimal(detail.get("Qty") or 0), reference(detail, "ItemRef")
            if quantity and stock.is_stocked(work.draft.get("Item", item)):
                yield Moved(item, quantity, posting.cents, True, posting.name_id, posting.memo)

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """Also the difference to what stock cost that is given back."""
        rest = stock.costs(work, self.name, record["Id"], self.moved(work, record))
        return [*super().postings(work, record), *rest]


def _as_shown(line: Record) -> Record:
    if line["DetailType"] != ITEM:
        return line
    return {**line, ITEM: {name: value for name, value in line[ITEM].items() if name != "ItemAccountRef"}}
