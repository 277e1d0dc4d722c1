"""What a query may ask of each entity: its filterable properties, by their paths, and of what type each is.

The XSD marks a few of them; most are marked only in the API reference, by name, the same for every entity that has a
field of that name (Intuit: data queries). What can be filtered can be sorted by (assumed).
"""

from collections.abc import Mapping
from functools import cache

from matterbooks.sandbox.faults import ServiceFault, query_fault
from matterbooks.sandbox.schema import fields_of, filterable

EVERYWHERE = ("Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime")
IN_TRANSACTIONS = frozenset((
    "DocNumber", "TxnDate", "DueDate", "TotalAmt", "Balance", "Amount", "UnappliedAmt", "PaymentRefNum",
    "PaymentType", "PayType", "Adjustment", "CustomerRef", "VendorRef", "EntityRef", "AccountRef",
    "APAccountRef", "DepositToAccountRef", "SalesTermRef", "TxnStatus",
))  # fmt: skip
IN_LISTS = frozenset((
    "Name", "FullyQualifiedName", "DisplayName", "CompanyName", "PrintOnCheckName", "PrimaryEmailAddr",
    "Active", "Job", "ParentRef", "Type", "Sku", "UnitPrice", "AccountType", "AccountSubType", "Classification",
    "AcctNum", "CurrentBalance", "SubAccount", "Code", "RateValue", "Taxable", "TaxGroup", "SourceCurrencyCode",
    "TargetCurrencyCode", "AsOfDate", "FileName", "Note", "Tag", "QtyOnHand",
))  # fmt: skip
MORE: Mapping[str, tuple[str, ...]] = {
    "Attachable": ("AttachableRef.EntityRef.Type", "AttachableRef.EntityRef.Value"),
}
"""Paths into a list: true where any part of the list fits (Intuit: attachments of a transaction)."""
NEVER: Mapping[str, frozenset[str]] = {
    "Payment": frozenset({"DocNumber", "PaymentType"}),
    "Transfer": frozenset({"DocNumber"}),
    "Deposit": frozenset({"DocNumber"}),
}
"""What the XSD marks, or names, and the entity does not have (Intuit: Payment has no DocNumber)."""


NOT_COLUMNS: Mapping[str, frozenset[str]] = {
    "Customer": frozenset({"BillAddr", "ShipAddr"}),
    "Invoice": frozenset({"InvoiceLink"}),
}
"""Fields that cannot be named in SELECT (Intuit: seen live); ``*`` has them all the same."""


@cache
def paths(entity: str) -> Mapping[str, str]:
    """The paths that can be asked for, in lower case, each with its own spelling."""
    named = (filterable(entity) | (fields_of(entity).keys() & (IN_TRANSACTIONS | IN_LISTS))) - NEVER.get(
        entity, frozenset()
    )
    return {path.lower(): path for path in (*EVERYWHERE, *named, *MORE.get(entity, ()))}


def path_of(entity: str, text: str) -> str:
    """A path as its own spelling. Raises: ServiceFault 4001 if there is none, or it cannot be asked for."""
    found = paths(entity).get(text.lower())
    if found is not None:
        return found
    if _field(entity, text) is not None:
        raise query_fault("4001", f"property '{text}' is not queryable")
    raise _unknown(entity, text)


def column_of(entity: str, text: str) -> str:
    """The field that a column of SELECT names. Raises: ServiceFault 4001 if there is none."""
    found = _field(entity, text)
    if found is None or found in NOT_COLUMNS.get(entity, ()):
        raise _unknown(entity, text)
    return found


def type_of(entity: str, path: str) -> str:
    """The type of what stands at a path."""
    if path.startswith("MetaData."):
        return "dateTime"
    return fields_of(entity).get(path, "string")


def _field(entity: str, text: str) -> str | None:
    first = text.partition(".")[0].lower()
    return next((known for known in fields_of(entity) if known.lower() == first), None)


def _unknown(entity: str, text: str) -> ServiceFault:
    return query_fault("4001", f"Property {text} not found for Entity {entity}")
