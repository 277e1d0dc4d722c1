"""Invoices and credit memos: the same lines, totals and tax; only the side of the ledger differs."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from matterbooks.sandbox import faults, links
from matterbooks.sandbox.entities.base import LINES_LIMIT, reference
from matterbooks.sandbox.entities.transaction import Transaction, amount_of, detail_type, numbered_lines
from matterbooks.sandbox.ledger import Posting
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import line_code, tax_postings, taxed
from matterbooks.sandbox.work import Work

NOT_YET = ("Deposit", "DiscountAmt", "DiscountRate", "TxnRetainageDetail", "ProjectRef")


class SalesForm(Transaction):
    """A form to a customer whose lines sell items."""

    required = ("CustomerRef", "Line")
    computed = frozenset({"TotalAmt", "Balance", "HomeTotalAmt", "HomeBalance", "RemainingCredit", "LinkedTxn"})
    queryable = Transaction.queryable | {"Balance", "DueDate"}
    numbers_checked = ("SalesFormsPrefs", "CustomTxnNumbers")
    sign: ClassVar[int]
    """1 where the form is a debit to accounts receivable, -1 where it is a credit."""

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Price the lines, compute tax and totals, and give what was left out."""
        record = super().complete(work, record, old)
        _refuse_unsupported(record)
        if not reference(record, "CustomerRef"):
            raise faults.business("Unexpected Internal Error. (-30003)", "CustomerRef")
        done = taxed(work, record, self._sales(work, record))
        others = [_other(line) for line in record["Line"] if detail_type(line) in {"DescriptionOnly"}]
        subtotal = sum((rounded(line["Amount"]) for line in done.lines), Decimal())
        discounts = [_discount(work, line, subtotal) for line in record["Line"] if _is(line, "DiscountLineDetail")]
        lines = numbered_lines([*done.lines, *others, *discounts], old)
        total = subtotal - sum((line["Amount"] for line in discounts), Decimal()) + done.detail["TotalTax"]
        if total < 0:
            raise faults.business("Transaction amount must be 0 or greater.")
        return {
            **self._defaults(work, record, old),
            **({"GlobalTaxCalculation": done.mode} if done.mode else {}),
            "Line": _with_subtotal(lines, subtotal),
            "TxnTaxDetail": done.detail,
            "TotalAmt": rounded(total),
            "Balance": rounded(total) - from_cents(links.applied_to(work.draft, self.name, old)),
            "LinkedTxn": (old or {}).get("LinkedTxn", []),
            "DocNumber": self._own_number(work, record, old),
        }

    def _sales(self, work: Work, record: Record) -> list[Record]:
        if len(record["Line"]) > LINES_LIMIT:
            raise faults.business("A transaction can have at most 10000 lines.")
        for line in record["Line"]:
            if detail_type(line) not in {
                "SalesItemLineDetail",
                "DescriptionOnly",
                "DiscountLineDetail",
                "SubTotalLineDetail",
            }:
                raise faults.not_in_sandbox(f"a line of type {line['DetailType']}")
        sold = [_sold(work, line) for line in record["Line"] if _is(line, "SalesItemLineDetail")]
        if not sold:
            raise faults.ServiceFault(faults.missing("Line"))
        return sold

    def _own_number(self, work: Work, record: Record, old: Record | None) -> str | None:
        if record.get("DocNumber") or work.preference("SalesFormsPrefs", "CustomTxnNumbers") is True:
            return record.get("DocNumber")
        if old and old.get("DocNumber"):
            return str(old["DocNumber"])
        return work.draft.next_id("sales form numbers")

    def _defaults(self, work: Work, record: Record, old: Record | None) -> Record:
        del old
        customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
        address = {"BillAddr": customer["BillAddr"]} if customer.get("BillAddr") else {}
        return {
            "ApplyTaxAfterDiscount": False,
            "PrintStatus": "NeedToPrint",
            "EmailStatus": "NotSet",
            "CustomField": [],
            **address,
            **record,
        }

    def number_taken(self, work: Work, record: Record) -> None:
        """Look only if there is a number at all."""
        if record.get("DocNumber"):
            super().number_taken(work, record)

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Let go of payments that no longer fit: all if deleted, the rest above the total if it fell."""
        if old is not None and old["LinkedTxn"]:
            links.fit(work, self.name, old, 0 if new is None else to_cents(new["TotalAmt"]))

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """Accounts receivable for the total against each line's income account and the tax liability."""
        name = reference(record, "CustomerRef")
        memo = str(record.get("PrivateNote", ""))
        receivable = work.default_account("Accounts Receivable")
        postings = [Posting(receivable, self.sign * to_cents(record["TotalAmt"]), name, memo)]
        for line in record["Line"]:
            account = _line_account(line)
            if account:
                side = self.sign if _is(line, "DiscountLineDetail") else -self.sign
                postings.append(Posting(account, side * to_cents(line["Amount"]), name, line.get("Description", "")))
        for account, cents in tax_postings(work, record["TxnTaxDetail"]):
            postings.append(Posting(account, -self.sign * cents, name))
        return postings


class Invoice(SalesForm):
    """A sales invoice: due by its terms, settled by payments; can be voided."""

    name = "Invoice"
    can = SalesForm.can | {"void"}
    sign = 1

    def _defaults(self, work: Work, record: Record, old: Record | None) -> Record:
        customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
        terms = record.get("SalesTermRef") or customer.get("SalesTermRef")
        due = record.get("DueDate") or _due(work, record["TxnDate"], terms)
        flags = ("AllowIPNPayment", "AllowOnlinePayment", "AllowOnlineCreditCardPayment", "AllowOnlineACHPayment")
        return {
            **dict.fromkeys(flags, False),
            **super()._defaults(work, record, old),
            **({"SalesTermRef": terms} if terms else {}),
            "DueDate": due,
        }

    def void(self, work: Work, old: Record) -> Record:
        """Every amount 0, no links, a note that says so; the number stays taken (Intuit: live samples)."""
        del work
        lines = [voided_line(line) for line in old["Line"]]
        return {
            **old,
            "Line": lines,
            "TxnTaxDetail": {"TotalTax": Decimal("0.00")},
            "TotalAmt": Decimal("0.00"),
            "Balance": Decimal("0.00"),
            "PrivateNote": voided_note(old),
        }


class CreditMemo(SalesForm):
    """A credit note: applied to invoices through a payment; no void, delete instead."""

    name = "CreditMemo"
    sign = -1

    def present(self, company: Any, record: Record) -> Record:
        """With ``RemainingCredit``, which is what is not applied yet."""
        return {**super().present(company, record), "RemainingCredit": record["Balance"]}


def voided_note(record: Record) -> str:
    """The private note of a voided transaction."""
    note = record.get("PrivateNote", "")
    return f"Voided - {note}"[:4000] if note else "Voided"


def voided_line(line: Record) -> Record:
    """A line without its amount, quantity and price."""
    detail_name = line.get("DetailType", "")
    detail: Any = line.get(detail_name)
    if isinstance(detail, dict):
        kept = {k: v for k, v in detail.items() if k not in {"Qty", "UnitPrice", "TaxInclusiveAmt"}}
        return {**line, "Amount": Decimal("0.00"), detail_name: kept}
    return {**line, "Amount": Decimal("0.00")} if "Amount" in line else line


def _is(line: Record, kind: str) -> bool:
    return bool(line.get("DetailType") == kind)


def _refuse_unsupported(record: Record) -> None:
    for name in NOT_YET:
        if record.get(name):
            raise faults.not_in_sandbox(f"the field {name}")


def _sold(work: Work, line: Record) -> Record:
    amount = amount_of(line)
    detail: Record = line.get("SalesItemLineDetail") or {}
    for name in ("DiscountAmt", "DiscountRate"):
        if detail.get(name):
            raise faults.not_in_sandbox(f"the field Line.SalesItemLineDetail.{name}")
    if "Qty" in detail and "UnitPrice" in detail and rounded(detail["Qty"] * detail["UnitPrice"]) != rounded(amount):
        raise faults.amount_mismatch(format(amount, "f"))
    item = _item(work, detail)
    default = "TAX" if item.get("Taxable") else "NON"
    coded = line_code(work, detail, default)
    return {
        **{name: value for name, value in line.items() if name in {"Id", "Description"}},
        "Amount": rounded(amount),
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {
            **coded,
            "ItemRef": {"value": item["Id"]},
            "ItemAccountRef": {"value": reference(item, "IncomeAccountRef")},
        },
    }


def _item(work: Work, detail: Record) -> Record:
    """The item sold; a line without one gets the company's first (Intuit: a default item is used)."""
    identifier = reference(detail, "ItemRef")
    items = [work.draft.get("Item", identifier)] if identifier else work.draft.all("Item")
    for item in items:
        if item is not None and reference(item, "IncomeAccountRef"):
            return item
    raise faults.business("This item has no income account, so it cannot be sold.", "Line.SalesItemLineDetail.ItemRef")


def _other(line: Record) -> Record:
    kept = {name: value for name, value in line.items() if name in {"Id", "Description"}}
    return {**kept, "DetailType": "DescriptionOnly", "DescriptionLineDetail": {}}


def _discount(work: Work, line: Record, subtotal: Decimal) -> Record:
    if work.preference("SalesFormsPrefs", "AllowDiscount") is not True:
        raise faults.business("Discounts are not switched on for this company.", "Line.DiscountLineDetail")
    detail: Record = line.get("DiscountLineDetail") or {}
    by_percent = detail.get("PercentBased") is True
    amount = subtotal * Decimal(detail.get("DiscountPercent", 0)) / 100 if by_percent else amount_of(line)
    account = reference(detail, "DiscountAccountRef") or work.default_account("Income", "DiscountsRefundsGiven")
    return {
        **{name: value for name, value in line.items() if name in {"Id", "Description"}},
        "Amount": rounded(amount),
        "DetailType": "DiscountLineDetail",
        "DiscountLineDetail": {**detail, "PercentBased": by_percent, "DiscountAccountRef": {"value": account}},
    }


def _with_subtotal(lines: Sequence[Record], subtotal: Decimal) -> list[Record]:
    """Line numbers, and the sub-total line, which has no id, before any discount."""
    total = {"Amount": rounded(subtotal), "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    discounts = [line for line in lines if _is(line, "DiscountLineDetail")]
    rest = [line for line in lines if not _is(line, "DiscountLineDetail")]
    numbered = [{**line, "LineNum": number} for number, line in enumerate(rest, start=1)]
    return [*numbered, total, *discounts]


def _due(work: Work, txn_date: str, terms: Record | None) -> str:
    term = work.draft.get("Term", terms["value"]) if terms else None
    days = int(term.get("DueDays", 0)) if term else 0
    return (date.fromisoformat(txn_date) + timedelta(days=days)).isoformat()


def _line_account(line: Record) -> str:
    if _is(line, "SalesItemLineDetail"):
        return reference(line["SalesItemLineDetail"], "ItemAccountRef")
    if _is(line, "DiscountLineDetail"):
        return reference(line["DiscountLineDetail"], "DiscountAccountRef")
    return ""
