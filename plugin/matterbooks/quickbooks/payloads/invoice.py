"""A sales invoice or credit note becomes an Invoice or a CreditMemo; a supplier's becomes a Bill or a VendorCredit."""

from __future__ import annotations

from functools import partial
from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Invoice
from matterbooks.quickbooks.payloads import header, who
from matterbooks.quickbooks.payloads.body import Body, Part, References, ref_to
from matterbooks.quickbooks.payloads.lines import SUPPLIER, Group, groups_of
from matterbooks.quickbooks.payloads.tax import header_tax, line_tax, spent
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import Kind


def invoice(document: Invoice, terms: Terms) -> tuple[Part, ...]:
    """One record. A negative document becomes its opposite, turned round: Intuit takes no negative total."""
    if not document.lines:
        raise PushError(f"The {document.ref} has no lines; QuickBooks takes none without. Add one, or remove it.")
    sign = -1 if document.total < 0 else 1
    build = _supplier if document.ref.kind in SUPPLIER else _sales
    return (Part("", partial(build, document, terms, groups_of(document, terms, sign), sign)),)


def _sales(
    document: Invoice, terms: Terms, groups: tuple[Group, ...], sign: int, references: References, marker: str
) -> Body:
    entity = "Invoice" if (document.ref.kind is Kind.SALES_INVOICE) == (sign > 0) else "CreditMemo"
    customer = who.customer(document.party, document.matter, terms, document.currency)
    fields: dict[str, Any] = {
        "CustomerRef": ref_to(references.id_of(customer)),
        "Line": [_sold(document, group, terms, references) for group in groups],
        **header.head(document, terms),
        **header_tax(document, groups, sign, terms),
        **header.numbered(document, marker, allowed=terms.company.custom_numbers),
    }
    if entity == "Invoice":
        fields["DueDate"] = (document.due or document.date).isoformat()
    return Body(entity, fields, marker)


def _supplier(
    document: Invoice, terms: Terms, groups: tuple[Group, ...], sign: int, references: References, marker: str
) -> Body:
    entity = "Bill" if (document.ref.kind is Kind.SUPPLIER_INVOICE) == (sign > 0) else "VendorCredit"
    head = header.head(document, terms)
    amounts = spent(document, groups, sign, terms)
    fields: dict[str, Any] = {
        "VendorRef": ref_to(references.id_of(who.vendor(document.party, terms, document.currency))),
        **terms.payable(document.currency),
        "Line": [
            _bought(document, group, terms, references) | {"Amount": amount}
            for group, amount in zip(groups, amounts, strict=True)
        ],
        **head,
        **header_tax(document, groups, sign, terms),
        **header.numbered(document, marker, allowed=entity == "Bill" or terms.company.purchase_numbers),
    }
    if entity == "Bill":
        fields["DueDate"] = (document.due or document.date).isoformat()
    return Body(entity, fields, marker)


def _sold(document: Invoice, group: Group, terms: Terms, references: References) -> dict[str, Any]:
    item = {"ItemRef": ref_to(references.id_of(who.item(group.account_id)))}
    detail = item | _classed(group, terms, references) | line_tax(document, group, terms)
    return _line(group, "SalesItemLineDetail", detail)


def _bought(document: Invoice, group: Group, terms: Terms, references: References) -> dict[str, Any]:
    """Intuit: a line names the customer that it was spent for; the host bills it, so QuickBooks must not."""
    detail: dict[str, Any] = {"AccountRef": ref_to(group.account_id), "BillableStatus": "NotBillable"}
    if group.matter is not None:
        customer = who.customer(group.matter.client, group.matter, terms)
        detail["CustomerRef"] = ref_to(references.id_of(customer))
    detail |= _classed(group, terms, references) | line_tax(document, group, terms)
    return _line(group, "AccountBasedExpenseLineDetail", detail)


def _line(group: Group, kind: str, detail: dict[str, Any]) -> dict[str, Any]:
    line = {"Amount": group.net, "DetailType": kind, kind: detail}
    return line | ({"Description": group.description} if group.description else {})


def _classed(group: Group, terms: Terms, references: References) -> dict[str, Any]:
    wanted = who.class_of(group.matter, terms)
    return {} if wanted is None else {"ClassRef": ref_to(references.id_of(wanted))}
