"""Writes `tests/data/qbo-types/types.json` anew: `python -m tests.quickbooks.regenerate_types SCHEMA`.

SCHEMA is the whole of Intuit's types as JSON: `entities` (name on the wire -> type), `types` (each with `kind`, and
`fields` with type, min, max, readonly, products; `values`; `attrs`), `observed` (`Type.Field` of recorded traffic).
What is kept are the types that the entities below and the answers around them are made of, field for field.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ENTITIES = (
    "Account", "Attachable", "Bill", "BillPayment", "Class", "CompanyCurrency", "CompanyInfo", "CreditMemo", "Customer",
    "Department", "Deposit", "Employee", "Estimate", "ExchangeRate", "Invoice", "Item", "JournalEntry", "Payment",
    "PaymentMethod", "Preferences", "Purchase", "RefundReceipt", "SalesReceipt", "TaxAgency", "TaxCode", "TaxRate",
    "Term", "Transfer", "Vendor", "VendorCredit", "Report", "Fault",
)  # fmt: skip
TARGET = Path(__file__).parents[1] / "data" / "qbo-types" / "types.json"
Json = dict[str, Any]


def needed(schema: Json) -> Json:
    """The types reachable from `ENTITIES`, in our shape."""
    kept: Json = {}
    waiting = [schema["entities"].get(name, name) for name in ENTITIES]
    while waiting:
        name = waiting.pop()
        if name in kept or name not in schema["types"]:
            continue
        fields = all_fields(schema, name)
        kept[name] = described(schema, name, fields)
        waiting += [field["type"] for field in fields.values()]
    return kept


def all_fields(schema: Json, name: str) -> Json:
    """The fields of a type with those of the types it extends; an entity's own come last."""
    found = schema["types"][name]
    base = found.get("base")
    inherited = all_fields(schema, base) if base in schema["types"] else {}
    return {**inherited, **found.get("fields", {})}


def described(schema: Json, name: str, fields: Json) -> Json:
    """One type: kind, and its fields, values or attributes."""
    found = schema["types"][name]
    if found["kind"] == "enum":
        return {"kind": "enum", "values": found["values"]}
    if found["kind"] == "simple":
        return {"kind": "simple", "base": found["base"]}
    attrs = sorted(found.get("attrs", {}))
    if "value" in found:
        return {"kind": "text", "attrs": attrs}
    observed = set(schema["observed"])
    return {
        "kind": "complex",
        **({"attrs": attrs} if attrs else {}),
        "fields": {field: _field(f"{name}.{field}", about, observed) for field, about in sorted(fields.items())},
    }


def _field(path: str, about: Json, observed: set[str]) -> Json:
    desktop = about.get("products") == ["QBW"] and path not in observed
    return {
        "many": about.get("max") is None,
        "type": about["type"],
        **({"readonly": True} if about.get("readonly") else {}),
        **({"desktop": True} if desktop else {}),
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(needed(json.loads(Path(sys.argv[1]).read_text())), indent=0, sort_keys=True) + "\n")
