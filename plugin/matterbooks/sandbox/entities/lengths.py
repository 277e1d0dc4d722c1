"""How long the texts, and how large the numbers of each entity may be.

Intuit: the API reference, which goes before the older lengths of the XSD.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from matterbooks.sandbox import faults
from matterbooks.sandbox.faults import Problem
from matterbooks.sandbox.schema import Record, fields_of

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

DIGITS: Mapping[str, int] = {"Line.Amount": 10, "UnitPrice": 11, "PurchaseCost": 11}
"""Of a number before its point (Intuit: Line.Amount in the format 10.5, UnitPrice up to eleven nines)."""


def problems(entity: str, record: Record) -> Iterator[Problem]:
    """Every text of a record that is too long (2050), and every number that is too large (6000)."""
    for path, way, longest in _longest(entity):
        for text in _found(record, way):
            if isinstance(text, str) and len(text) > longest:
                yield faults.wrong_length(path, len(text), longest)
    for path, digits in DIGITS.items():
        numbers = (one for one in _found(record, path.split(".")) if not isinstance(one, str))
        if any(abs(number) >= 10**digits for number in numbers):
            yield faults.too_large(path, digits)


@cache
def _longest(entity: str) -> tuple[tuple[str, list[str], int], ...]:
    """Each path of an entity, whole and in parts, and the longest text there."""
    known = fields_of(entity)
    shared = {path: longest for path, longest in EVERYWHERE.items() if path.partition(".")[0] in known}
    own = {**shared, **BY_ENTITY.get(entity, {})}
    return tuple((path, path.split("."), longest) for path, longest in own.items())


def _found(value: object, way: list[str]) -> Iterator[str | Decimal | int]:
    if isinstance(value, list):
        for one in value:
            yield from _found(one, way)
    elif not way:
        if isinstance(value, str | Decimal | int):
            yield value
    elif isinstance(value, dict) and way[0] in value:
        yield from _found(value[way[0]], way[1:])
