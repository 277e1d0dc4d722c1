"""What every sales form shares: lines, totals and tax; and the credit memo."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import links, stock
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.stock import Moved
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import auto_apply, stock_lines
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.sales_lines import (
    DISCOUNT,
    SOLD,
    checked_lines,
    is_line,
    line_account,
    other,
    sold,
    voided_line,
    voided_note,
    with_subtotal,
)
from matterbooks.sandbox.entities.transaction import Transaction, numbered_lines
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import tax_postings, taxed

NOT_YET = ("Deposit", "DiscountAmt", "DiscountRate", "TxnRetainageDetail", "ProjectRef")


class SalesForm(Transaction):
    """A form to a customer whose lines sell items."""

    required: ClassVar[tuple[str, ...]] = ("CustomerRef", "Line")
    computed = frozenset(
        {"TotalAmt", "Balance", "HomeTotalAmt", "HomeBalance", "RemainingCredit", "LinkedTxn", "ARAccountRef"}
    )
    """Also the account of receivables: the schema marks it for the desktop, so it is not listened to (assumed)."""
    numbers_checked = ("SalesFormsPrefs", "CustomTxnNumbers")
    sign: ClassVar[int]
    """1 where the form is a debit to accounts receivable (or to the bank), -1 where it is a credit."""
    needs_customer: ClassVar[bool] = True

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Price the lines, compute tax and totals, and give what was left out."""
        record = super().complete(work, record, old)
        _refuse_unsupported(record)
        if record.get("EmailStatus") == "NeedToSend" and not (record.get("BillEmail") or {}).get("Address"):
            raise faults.email_missing()
        if self.needs_customer and not reference(record, "CustomerRef"):
            raise faults.business("Unexpected Internal Error. (-30003)", "CustomerRef")
        given = checked_lines(record)
        net = [sold(work, line) for line in given if is_line(line, SOLD)]
        tax = taxed(work, record, net, discount=_taken_off(work, given, net))
        subtotal = sum((line["Amount"] for line in tax.lines), Decimal())
        priced = iter(tax.lines)
        lines = [next(priced) if is_line(line, SOLD) else other(work, line, subtotal) for line in given]
        discounts = sum((line["Amount"] for line in lines if is_line(line, DISCOUNT)), Decimal())
        total = rounded(subtotal - discounts + tax.detail["TotalTax"])
        if total < 0:
            raise faults.business("Transaction amount must be 0 or greater.")
        if self.posts:
            stock_lines.check(work, {**record, "Line": lines})
        return {
            **self._defaults(work, record),
            "GlobalTaxCalculation": tax.mode or None,
            "Line": with_subtotal(numbered_lines(lines, old), subtotal),
            "TxnTaxDetail": tax.detail,
            "TotalAmt": total,
            "Balance": self.open_amount(work, total, old),
            "LinkedTxn": (old or {}).get("LinkedTxn", []),
            "DocNumber": self._own_number(work, record, old),
        }

    def open_amount(self, work: Work, total: Decimal, old: Record | None) -> Decimal:
        """What no payment has settled yet."""
        return total - from_cents(links.applied_to(work.draft, self.name, old))

    def against(self, work: Work, record: Record) -> str:
        """The account that the total stands on."""
        return work.control_account("Accounts Receivable", record)

    def _own_number(self, work: Work, record: Record, old: Record | None) -> str | None:
        if record.get("DocNumber") or work.preference("SalesFormsPrefs", "CustomTxnNumbers") is True:
            return record.get("DocNumber")
        if old and old.get("DocNumber"):
            return str(old["DocNumber"])
        return work.draft.next_id("sales form numbers")

    def _defaults(self, work: Work, record: Record) -> Record:
        customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
        addresses = {name: customer[name] for name in ("BillAddr", "ShipAddr") if customer.get(name)}
        return {
            "ApplyTaxAfterDiscount": False,
            "PrintStatus": "NeedToPrint",
            "EmailStatus": "NotSet",
            "CustomField": [],
            **addresses,
            **record,
        }

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Let go of payments that no longer fit; something new takes or gives credit if the company wants that."""
        super().settle(work, old, new)
        if self.posts:
            stock.move(work, self.name, old, new, () if new is None else self.moved(work, new))
        if old is None and new is not None:
            auto_apply.apply_new(work, self.name, new)

    def moved(self, work: Work, record: Record) -> Iterator[Moved]:
        """What the lines take out of stock, or bring back to it."""
        name = reference(record, "CustomerRef")
        for line, detail in stock_lines.stocked(work, record):
            if quantity := -self.sign * Decimal(detail.get("Qty") or 0):
                yield Moved(reference(detail, "ItemRef"), quantity, 0, False, name, line.get("Description", ""))

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """Also what is sold of stock: its cost against the asset account."""
        sold_at = stock.costs(work, self.name, record["Id"], self.moved(work, record))
        return [*super().postings(work, record), *sold_at]

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """Accounts receivable (or the bank) for the total against each line's income account and the tax liability."""
        name = reference(record, "CustomerRef")
        memo = str(record.get("PrivateNote", ""))
        postings = [Posting(self.against(work, record), self.sign * to_cents(record["TotalAmt"]), name, memo)]
        for line in record["Line"]:
            side = self.sign if is_line(line, DISCOUNT) else -self.sign
            if account := line_account(line):
                postings.append(Posting(account, side * to_cents(line["Amount"]), name, line.get("Description", "")))
        for account, cents in tax_postings(work, record["TxnTaxDetail"]):
            postings.append(Posting(account, -self.sign * cents, name))
        return postings


class CreditMemo(SalesForm):
    """A credit note: applied to invoices through a payment; no void, delete instead."""

    name = "CreditMemo"
    sign = -1

    def present(self, company: Any, record: Record) -> Record:
        """With ``RemainingCredit``, which is what is not applied yet."""
        return {**super().present(company, record), "RemainingCredit": record["Balance"]}


def voided(old: Record) -> Record:
    """A sales form with every amount 0 and a note that says so."""
    return {
        **old,
        "Line": [voided_line(line) for line in old["Line"]],
        "TxnTaxDetail": {"TotalTax": Decimal("0.00")},
        "TotalAmt": Decimal("0.00"),
        "Balance": Decimal("0.00"),
        "PrivateNote": voided_note(old),
    }


def _taken_off(work: Work, given: Sequence[Record], net: Sequence[Record]) -> Decimal:
    whole = sum((line["Amount"] for line in net), Decimal())
    return sum((other(work, line, whole)["Amount"] for line in given if is_line(line, DISCOUNT)), Decimal())


def _refuse_unsupported(record: Record) -> None:
    for name in NOT_YET:
        if record.get(name):
            raise faults.not_in_sandbox(f"the field {name}")
