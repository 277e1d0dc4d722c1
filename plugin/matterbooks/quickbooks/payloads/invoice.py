"""A sales invoice or credit note becomes an Invoice or a CreditMemo."""

from __future__ import annotations

from typing import Any

from matterbooks.errors import PushError
from matterbooks.ledger.documents import Invoice
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads import header
from matterbooks.quickbooks.payloads.body import Body, Needs, References, mapped_account, ref_to
from matterbooks.quickbooks.payloads.lines import Group, summarise
from matterbooks.quickbooks.payloads.tax import header_tax, line_tax
from matterbooks.values import Kind


def entity_of(document: Invoice) -> str:
    """A negative invoice is a CreditMemo: Intuit takes no negative total."""
    return "Invoice" if document.ref.kind is Kind.SALES_INVOICE and document.total >= 0 else "CreditMemo"


def needs(document: Invoice, mapping: Mapping) -> Needs:
    """The client, and an item for each account of its lines."""
    accounts = dict.fromkeys(mapped_account(mapping, line.account) for line in document.lines)
    return Needs(parties=(document.party,), item_accounts=tuple(accounts))


def build(document: Invoice, mapping: Mapping, catalogue: Catalogue, references: References, marker: str) -> Body:
    """The body. Amounts are positive where the record is: a negative document is turned round."""
    if not document.lines:
        raise PushError(f"The {document.ref} has no lines; QuickBooks takes none without. Add one, or remove it.")
    entity, sign = entity_of(document), -1 if document.total < 0 else 1
    groups = summarise(document, mapping, sign)
    fields: dict[str, Any] = {
        "CustomerRef": ref_to(references.customer(document.party)),
        "Line": [_line(document, group, mapping, catalogue, references) for group in groups],
        **header.dated(document),
        **header.currency(document, mapping, catalogue.company),
        **header_tax(document, groups, sign, mapping, catalogue),
        **_number_and_note(document, catalogue, marker),
    }
    if entity == "Invoice":
        fields["DueDate"] = (document.due or document.date).isoformat()
    return Body(entity, fields, marker)


def _number_and_note(document: Invoice, catalogue: Catalogue, marker: str) -> dict[str, str]:
    """The host's number; where QuickBooks numbers by itself it must not be sent (Intuit), and goes into the note."""
    number = header.number(document)
    if number and catalogue.company.custom_numbers:
        return {"DocNumber": number, "PrivateNote": header.note(marker, document.memo)}
    return {"PrivateNote": header.note(marker, number, document.memo)}


def _line(
    document: Invoice, group: Group, mapping: Mapping, catalogue: Catalogue, references: References
) -> dict[str, Any]:
    item = {"ItemRef": ref_to(references.item(group.account_id))}
    line: dict[str, Any] = {
        "Amount": group.net,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": item | line_tax(document, group, mapping, catalogue),
    }
    return line | ({"Description": group.description} if group.description else {})
