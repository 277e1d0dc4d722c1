"""From a form to the body that the API would be sent: a new record, or an old one changed."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.pages.form import PLACES, Fields, Form
from matterbooks.sandbox.schema import Record

LARGEST = Decimal(10) ** 12


class FormError(ValueError):
    """A field that cannot be understood, said in a sentence."""


def body(company: Company, kind: str, form: Form, old: Record | None) -> Record:
    """The body for `form`: a new `kind`, or all of `old` with the form's changes. Raises: FormError."""
    record = dict(old or {})
    record["TxnDate"] = form.head.get("date", "")
    record["PrivateNote"] = form.head.get("memo", "")
    record["PaymentRefNum" if kind == "Payment" else "DocNumber"] = form.head.get("number", "")
    if "token" in form.head:
        record["SyncToken"] = form.head["token"]
    if kind in PLACES:
        record[PLACES[kind]] = _reference(form.head.get("account", ""), "an account")
    return BUILDERS[kind](company, record, form)


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


def _sales(company: Company, record: Record, form: Form) -> Record:
    """An invoice or credit memo. Tax is computed anew, on net amounts."""
    record["CustomerRef"] = _reference(form.head.get("customer", ""), "a customer")
    record.pop("TxnTaxDetail", None)
    if record.get("GlobalTaxCalculation") == "TaxInclusive":
        record["GlobalTaxCalculation"] = "TaxExcluded"
    kept = [line for line in record.get("Line", []) if line["DetailType"] in {"DescriptionOnly", "DiscountLineDetail"}]
    sold = [_sold(company, line, number) for number, line in enumerate(form.lines, start=1)]
    return {**record, "Line": [*sold, *kept]}


def _sold(company: Company, line: Fields, number: int) -> Record:
    detail: Record = {"ItemRef": _reference(line.get("item", ""), f"a product or service on line {number}")}
    if line.get("tax"):
        detail["TaxCodeRef"] = {"value": line["tax"]}
    elif company.country != "US":
        raise FormError(f"Choose a tax code on line {number}.")
    return {**_common(line, number), "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}


def _common(line: Fields, number: int) -> Record:
    """What every line has: its id if it had one, its amount and its text."""
    named = {name: line[key] for name, key in (("Id", "id"), ("Description", "text")) if line.get(key)}
    amount = line.get("amount") or line.get("debit") or line.get("credit") or ""
    return {**named, "Amount": _amount(amount, f"Line {number}")}


def _journal(company: Company, record: Record, form: Form) -> Record:
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


def _by_account(detail_type: str, party: str) -> Callable[[Company, Record, Form], Record]:
    """A builder of records whose lines are amounts on accounts; `party` is the line's field for a name."""

    def build(company: Company, record: Record, form: Form) -> Record:
        del company
        old = {line.get("Id", ""): line for line in record.get("Line", [])}
        linked = [line for line in record.get("Line", []) if line.get("LinkedTxn")]
        lines = []
        for number, line in enumerate(form.lines, start=1):
            detail = dict(old.get(line.get("id", ""), {}).get(detail_type, {}))
            detail["AccountRef"] = _reference(line.get("account", ""), f"an account on line {number}")
            detail.pop(party, None)
            if line.get("name"):
                detail[party] = {"value": line["name"]}
            lines.append({**_common(line, number), "DetailType": detail_type, detail_type: detail})
        return {**record, "Line": [*lines, *linked]}

    return build


def _payment(company: Company, record: Record, form: Form) -> Record:
    """A payment; where it gets smaller, what it is applied to last gives way."""
    del company
    record["TotalAmt"] = _amount(form.head.get("amount", ""), "Amount")
    record["CustomerRef"] = _reference(form.head.get("customer", ""), "a customer")
    return {**record, "Line": _fitted(record.get("Line", []), record["TotalAmt"])}


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
    return any(link["TxnType"] == "CreditMemo" for link in line["LinkedTxn"])


BUILDERS: Mapping[str, Callable[[Company, Record, Form], Record]] = {
    "CreditMemo": _sales,
    "Deposit": _by_account("DepositLineDetail", "Entity"),
    "Invoice": _sales,
    "JournalEntry": _journal,
    "Payment": _payment,
    "Purchase": _by_account("AccountBasedExpenseLineDetail", "CustomerRef"),
}
"""How the lines of each kind are made."""
