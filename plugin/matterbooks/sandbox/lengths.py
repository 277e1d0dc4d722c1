"""How long the texts of each entity may be (Intuit: API reference, which goes before the older lengths of the XSD)."""

from collections.abc import Mapping
from functools import cache

from matterbooks.sandbox.schema import fields_of

_PHONES = ("PrimaryPhone", "AlternatePhone", "Mobile", "Fax")
_ADDRESSES = ("BillAddr", "ShipAddr", "PrimaryAddr")
_ADDRESS = {**{f"Line{number}": 500 for number in range(1, 6)}, "City": 255, "PostalCode": 30}
EVERYWHERE: Mapping[str, int] = {
    "DocNumber": 21,
    "PrivateNote": 4000,
    "Line.Description": 4000,
    "CustomerMemo.value": 1000,
    "Name": 100,
    "DisplayName": 500,
    "Title": 16,
    "GivenName": 100,
    "MiddleName": 100,
    "FamilyName": 100,
    "Suffix": 16,
    "CompanyName": 100,
    "PrintOnCheckName": 110,
    "PrimaryEmailAddr.Address": 100,
    "BillEmail.Address": 100,
    "WebAddr.URI": 1000,
    "Notes": 2000,
    **{f"{phone}.FreeFormNumber": 30 for phone in _PHONES},
    **{f"{address}.{part}": longest for address in _ADDRESSES for part, longest in _ADDRESS.items()},
}
"""By the path of the field, in whatever entity has it; a dot goes into an object or each part of a list."""
BY_ENTITY: Mapping[str, Mapping[str, int]] = {
    "Account": {"Description": 100},
    "Attachable": {
        "FileName": 1000,
        "Note": 2000,
        "Category": 100,
        "ContentType": 100,
        "PlaceName": 2000,
        "Tag": 2000,
        "Lat": 100,
        "Long": 100,
    },
    "ExchangeRate": {"SourceCurrencyCode": 3, "TargetCurrencyCode": 3},
    "Item": {"Sku": 100, "Description": 4000, "PurchaseDesc": 1000},
    "PaymentMethod": {"Name": 31},
    "RefundReceipt": {"PaymentRefNum": 100},
    "TaxAgency": {"DisplayName": 100},
    "Term": {"Name": 31},
    "Vendor": {"AcctNum": 100},
}
"""What is an entity's own. An account's number has other lengths in other countries and is checked by the entity."""


@cache
def of(entity: str) -> Mapping[str, int]:
    """The longest text at each path of an entity."""
    known = fields_of(entity)
    shared = {path: longest for path, longest in EVERYWHERE.items() if path.partition(".")[0] in known}
    return {**shared, **BY_ENTITY.get(entity, {})}
