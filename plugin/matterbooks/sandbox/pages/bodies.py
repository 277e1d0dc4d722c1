"""From a form to the body that the API would be sent: a new record, or an old one changed."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.pages import applying
from matterbooks.sandbox.pages.banking import taken
from matterbooks.sandbox.pages.fields import FormError, amount_in, common, reference_to
from matterbooks.sandbox.pages.form import Fields, Form
from matterbooks.sandbox.pages.paid_from import paid_from
from matterbooks.sandbox.pages.shapes import BANKED, MOVED, SHAPES, SOLD, SPENT, Shape
from matterbooks.sandbox.pages.sold_lines import sales
from matterbooks.sandbox.schema import Record

NEEDED = {"CustomerRef": "a customer", "VendorRef": "a vendor"}
"""Parties that a form cannot do without."""


def body(company: Company, kind: str, form: Form, old: Mapping[str, Any]) -> Record:
    """The body for `form`: all of `old` (what a new record begins with) and the form's changes. Raises: FormError."""
    record, shape, head = dict(old), SHAPES[kind], form.head
    if not head.get("date"):
        raise FormError("Choose a date.")
    record |= {"TxnDate": head["date"], "PrivateNote": head.get("memo", "")}
    if shape.number:
        record[shape.number] = head.get("number", "")
    if "token" in head:
        record["SyncToken"] = head["token"]
    if shape.party in NEEDED:
        record[shape.party] = reference_to(head.get("party", ""), NEEDED[shape.party])
    elif shape.party:
        record[shape.party] = {"value": head.get("party", "")}
    if shape.account:
        account = reference_to(head.get("account", ""), "an account")
        record = paid_from(company, kind, record, account["value"])
        if kind != "BillPayment":
            record[shape.account] = account
    if shape.to:
        record[shape.to] = reference_to(head.get("to", ""), "the other account")
    if shape.amount:
        record[shape.amount] = amount_in(head.get("amount", ""), "Amount")
        record = _applied(record, form)
        if kind == "BillPayment" and not record["Line"]:
            raise FormError("Show what is open, and say how much of it is paid.")
        return record
    if not form.lines and not any(name.startswith("takes-") for name in head):
        raise FormError("Enter at least one amount.")
    return _LINES[shape.lines](company, record, form, shape)


def _sold(company: Company, record: Record, form: Form, shape: Shape) -> Record:
    del shape
    return sales(company, record, form)


def _journal(company: Company, record: Record, form: Form, shape: Shape) -> Record:
    del shape
    old = {line.get("Id", ""): line for line in record.get("Line", [])}
    sides = [_side(company, line, number, old) for number, line in enumerate(form.lines, start=1)]
    texts = [line for line in record.get("Line", []) if line["DetailType"] == "DescriptionOnly"]
    return {**record, "Line": [*sides, *texts]}


def _side(company: Company, line: Fields, number: int, old: Mapping[str, Record]) -> Record:
    if line.get("debit") and line.get("credit"):
        raise FormError(f"Line {number} has a debit and a credit. Leave one of them empty.")
    before = old.get(line.get("id", ""), {}).get("JournalEntryLineDetail", {})
    detail = {name: value for name, value in before.items() if name not in {"Entity"}}
    detail["PostingType"] = "Debit" if line.get("debit") else "Credit"
    detail["AccountRef"] = reference_to(line.get("account", ""), f"an account on line {number}")
    if line.get("name"):
        kind = "Customer" if company.store.get("Customer", line["name"]) else "Vendor"
        detail["Entity"] = {"Type": kind, "EntityRef": {"value": line["name"]}}
    return {**common(line, number), "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}


def _by_account(company: Company, record: Record, form: Form, shape: Shape) -> Record:
    """A record whose lines are amounts on accounts; lines of another kind stay as they are. Tax is computed anew."""
    del company
    record.pop("TxnTaxDetail", None)
    old = {line.get("Id", ""): line for line in record.get("Line", [])}
    others = [line for line in record.get("Line", []) if line.get("DetailType") != shape.lines]
    if shape.lines == BANKED:
        others = taken(form.head, record)
    lines = []
    for number, line in enumerate(form.lines, start=1):
        detail = dict(old.get(line.get("id", ""), {}).get(shape.lines, {}))
        detail["AccountRef"] = reference_to(line.get("account", ""), f"an account on line {number}")
        detail.pop(shape.line_party, None)
        if line.get("name"):
            detail[shape.line_party] = {"value": line["name"]}
        if line.get("tax"):
            detail["TaxCodeRef"] = {"value": line["tax"]}
        lines.append({**common(line, number), "DetailType": shape.lines, shape.lines: detail})
    return {**record, "Line": [*lines, *others]}


def _applied(record: Record, form: Form) -> Record:
    """A payment or transfer; where a payment gets smaller, what it is applied to last gives way."""
    if "TotalAmt" not in record:
        return record
    given = {name: text for name, text in form.head.items() if name.startswith(applying.PREFIX)}
    amounts = {name: amount_in(text or "0", "Applied") for name, text in given.items()}
    return {**record, "Line": _fitted(applying.applied(record.get("Line", []), amounts), record["TotalAmt"])}


def _fitted(lines: list[Record], total: Decimal) -> list[Record]:
    credit = sum((Decimal(line["Amount"]) for line in lines if _is_credit(line)), Decimal())
    left, kept = total + credit, []
    for line in lines:
        amount = Decimal(line["Amount"]) if _is_credit(line) else min(Decimal(line["Amount"]), max(left, Decimal()))
        left -= Decimal() if _is_credit(line) else amount
        if amount:
            kept.append({"Amount": amount, "LinkedTxn": line["LinkedTxn"]})
    return kept


def _is_credit(line: Record) -> bool:
    return any(link["TxnType"] in {"CreditMemo", "VendorCredit"} for link in line["LinkedTxn"])


_LINES: Mapping[str, Callable[[Company, Record, Form, Shape], Record]] = {
    SOLD: _sold,
    MOVED: _journal,
    BANKED: _by_account,
    SPENT: _by_account,
}
"""How lines of each detail are made."""
