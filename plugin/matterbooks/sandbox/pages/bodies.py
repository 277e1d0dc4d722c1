"""From a form to the body that the API would be sent: a new record, or an old one changed."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.pages import applying
from matterbooks.sandbox.pages.form import Fields, Form
from matterbooks.sandbox.pages.paid_from import paid_from
from matterbooks.sandbox.pages.shapes import BANKED, MOVED, SHAPES, SOLD, SPENT, Shape
from matterbooks.sandbox.schema import Record

LARGEST = Decimal(10) ** 12


NEEDED = {"CustomerRef": "a customer", "VendorRef": "a vendor"}
"""Parties that a form cannot do without."""


class FormError(ValueError):
    """A field that cannot be understood, said in a sentence."""


def body(company: Company, kind: str, form: Form, old: Mapping[str, Any]) -> Record:
    """The body for `form`: all of `old` (what a new record begins with) and the form's changes. Raises: FormError."""
    record, shape, head = dict(old), SHAPES[kind], form.head
    record |= {"TxnDate": head.get("date", ""), "PrivateNote": head.get("memo", "")}
    if shape.number:
        record[shape.number] = head.get("number", "")
    if "token" in head:
        record["SyncToken"] = head["token"]
    if shape.party in NEEDED:
        record[shape.party] = _reference(head.get("party", ""), NEEDED[shape.party])
    elif shape.party:
        record[shape.party] = {"value": head.get("party", "")}
    if shape.account:
        account = _reference(head.get("account", ""), "an account")
        record = paid_from(company, kind, record, account["value"])
        if kind != "BillPayment":
            record[shape.account] = account
    if shape.to:
        record[shape.to] = _reference(head.get("to", ""), "the other account")
    if shape.amount:
        record[shape.amount] = _amount(head.get("amount", ""), "Amount")
        record = _applied(record, form)
        if kind == "BillPayment" and not record["Line"]:
            raise FormError("Show what is open, and say how much of it is paid.")
        return record
    return _LINES[shape.lines](company, record, form, shape)


def _amount(text: str, where: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        raise FormError(f"{where}: {text!r} is not an amount. Write it like 1234.50.") from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise FormError(f"{where}: {text!r} is not an amount QuickBooks can hold.")
    return value


def _reference(identifier: str, what: str) -> Record:
    if not identifier:
        raise FormError(f"Choose {what}.")
    return {"value": identifier}


def _sales(company: Company, record: Record, form: Form, shape: Shape) -> Record:
    """A sales form. Tax is computed anew, on net amounts; a line keeps its quantity with its item and its amount."""
    del shape
    record.pop("TxnTaxDetail", None)
    if record.get("GlobalTaxCalculation") == "TaxInclusive":
        record["GlobalTaxCalculation"] = "TaxExcluded"
    kept = [line for line in record.get("Line", []) if line["DetailType"] not in {SOLD, "SubTotalLineDetail"}]
    old = {line.get("Id", ""): line for line in record.get("Line", [])}
    sold = [_sold(company, line, number, old) for number, line in enumerate(form.lines, start=1)]
    return {**record, "Line": [*sold, *kept]}


def _sold(company: Company, line: Fields, number: int, old: Mapping[str, Record]) -> Record:
    detail: Record = {"ItemRef": _reference(line.get("item", ""), f"a product or service on line {number}")}
    if line.get("tax"):
        detail["TaxCodeRef"] = {"value": line["tax"]}
    elif company.country != "US":
        raise FormError(f"Choose a tax code on line {number}.")
    made = _common(line, number)
    before = old.get(line.get("id", ""), {})
    was: Record = before.get(SOLD, {})
    if (was.get("ItemRef", {}).get("value"), before.get("Amount")) == (detail["ItemRef"]["value"], made["Amount"]):
        detail |= {name: was[name] for name in ("Qty", "UnitPrice") if name in was}
    return {**made, "DetailType": SOLD, SOLD: detail}


def _common(line: Fields, number: int) -> Record:
    """What every line has: its id if it had one, its amount and its text."""
    named = {name: line[key] for name, key in (("Id", "id"), ("Description", "text")) if line.get(key)}
    amount = line.get("amount") or line.get("debit") or line.get("credit") or ""
    return {**named, "Amount": _amount(amount, f"Line {number}")}


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
    detail["AccountRef"] = _reference(line.get("account", ""), f"an account on line {number}")
    if line.get("name"):
        kind = "Customer" if company.store.get("Customer", line["name"]) else "Vendor"
        detail["Entity"] = {"Type": kind, "EntityRef": {"value": line["name"]}}
    return {**_common(line, number), "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}


def _by_account(company: Company, record: Record, form: Form, shape: Shape) -> Record:
    """A record whose lines are amounts on accounts; lines of another kind stay as they are. Tax is computed anew."""
    del company
    record.pop("TxnTaxDetail", None)
    old = {line.get("Id", ""): line for line in record.get("Line", [])}
    others = [line for line in record.get("Line", []) if line.get("DetailType") != shape.lines]
    lines = []
    for number, line in enumerate(form.lines, start=1):
        detail = dict(old.get(line.get("id", ""), {}).get(shape.lines, {}))
        detail["AccountRef"] = _reference(line.get("account", ""), f"an account on line {number}")
        detail.pop(shape.line_party, None)
        if line.get("name"):
            detail[shape.line_party] = {"value": line["name"]}
        if line.get("tax"):
            detail["TaxCodeRef"] = {"value": line["tax"]}
        lines.append({**_common(line, number), "DetailType": shape.lines, shape.lines: detail})
    return {**record, "Line": [*lines, *others]}


def _applied(record: Record, form: Form) -> Record:
    """A payment or transfer; where a payment gets smaller, what it is applied to last gives way."""
    if "TotalAmt" not in record:
        return record
    given = {name: text for name, text in form.head.items() if name.startswith(applying.PREFIX)}
    amounts = {name: _amount(text or "0", "Applied") for name, text in given.items()}
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
    SOLD: _sales,
    MOVED: _journal,
    BANKED: _by_account,
    SPENT: _by_account,
}
"""How lines of each detail are made."""
