"""The lines of a sales form from its fields: what the form does not show of a line stays as it was.

Where no line changed but in its words, nothing is computed anew: quantities, tax and totals stay to the cent. Else tax
is computed anew by the codes, on net amounts.
"""

from collections.abc import Mapping

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.pages.fields import FormError, common, reference_to
from matterbooks.sandbox.pages.form import Fields, Form, line_fields
from matterbooks.sandbox.pages.shapes import SOLD
from matterbooks.sandbox.schema import Record

FIGURES = ("Qty", "UnitPrice", "TaxInclusiveAmt")
"""What contradicts an amount or an item that is changed alone."""
COMPARED = ("id", "item", "tax", "amount")


def sales(company: Company, record: Record, form: Form) -> Record:
    """`record` with the lines of `form`. Raises: FormError."""
    old = {line.get("Id", ""): line for line in record.get("Line", []) if line["DetailType"] == SOLD}
    sold = [_sold(company, line, number, old) for number, line in enumerate(form.lines, start=1)]
    if [_compared(line) for line in form.lines] == [_compared(line_fields(line, line[SOLD])) for line in old.values()]:
        told = iter(sold)
        return {**record, "Line": [next(told) if line["DetailType"] == SOLD else line for line in record["Line"]]}
    code = (record.pop("TxnTaxDetail", None) or {}).get("TxnTaxCodeRef")
    if record.get("GlobalTaxCalculation") == "TaxInclusive":
        record["GlobalTaxCalculation"] = "TaxExcluded"
        sold = [_net(line) for line in sold]
    kept = [line for line in record.get("Line", []) if line["DetailType"] not in {SOLD, "SubTotalLineDetail"}]
    return {**record, "Line": [*sold, *kept], **({"TxnTaxDetail": {"TxnTaxCodeRef": code}} if code else {})}


def _compared(line: Fields) -> tuple[str, ...]:
    return tuple(line.get(name, "").replace(",", "") for name in COMPARED)


def _sold(company: Company, line: Fields, number: int, old: Mapping[str, Record]) -> Record:
    item = reference_to(line.get("item", ""), f"a product or service on line {number}")
    if not line.get("tax") and company.country != "US":
        raise FormError(f"Choose a tax code on line {number}.")
    made = common(line, number)
    before = old.get(line.get("id", ""), {})
    was: Record = before.get(SOLD, {})
    same = (was.get("ItemRef", {}).get("value"), before.get("Amount")) == (item["value"], made["Amount"])
    kept = {name: value for name, value in was.items() if same or name not in FIGURES}
    tax = {"TaxCodeRef": {"value": line["tax"]}} if line.get("tax") else {}
    return {**made, "DetailType": SOLD, SOLD: {**kept, "ItemRef": item, **tax}}


def _net(line: Record) -> Record:
    detail = {name: value for name, value in line[SOLD].items() if name != "TaxInclusiveAmt"}
    return {**line, SOLD: detail}
