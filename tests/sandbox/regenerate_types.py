"""Writes the sandbox's own list of fields anew: `python -m tests.sandbox.regenerate_types SCHEMA`.

SCHEMA is the whole of Intuit's types as JSON: `entities` (name on the wire -> type) and `types` (each with `kind`, and
`fields` in the order of the XSD with type, max and filterable; `values` of an enumeration; `base` of a simple type).
What is kept is every entity of the Accounting API with the types that it is made of, and the frames around answers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from matterbooks.sandbox import schema as served

FRAMES = ("Report", "Fault", "CDCQuery")
LISTED = {("Account", "AccountSubType"): "AccountSubTypeEnum"}
"""What the XSD types as text although it lists the values."""
SCALARS = {
    "xs:string": "string",
    "xs:anyURI": "string",
    "xs:decimal": "decimal",
    "xs:int": "integer",
    "xs:long": "integer",
    "xs:positiveInteger": "integer",
    "xs:boolean": "boolean",
    "xs:date": "date",
    "xs:dateTime": "dateTime",
    "xs:anyType": "any",
    "IntuitAnyType": "any",
    "@IntuitObject": "any",
}
TARGET = Path(served.__file__).parent / "data" / "types.json"
Json = dict[str, Any]


def selected(schema: Json) -> Json:
    """`fields` and `enums` of every type that is needed, and the fields marked filterable where there are any."""
    fields: Json = {}
    enums: Json = {}
    waiting = [*schema["intuit_objects"], *FRAMES]
    while waiting:
        name = waiting.pop()
        found = schema["types"].get(name)
        if found is None or name in fields or name in enums:
            continue
        if found["kind"] == "enum":
            enums[name] = found["values"]
        elif found["kind"] == "complex" and "value" not in found and name not in SCALARS:
            fields[name] = {field: _type(schema, name, field, about) for field, about in found["fields"].items()}
            waiting += [LISTED.get((name, field), about["type"]) for field, about in found["fields"].items()]
    return {
        "entities": sorted(schema["intuit_objects"]),
        "fields": dict(sorted(fields.items())),
        "enums": dict(sorted(enums.items())),
        "filterable": {name: _filterable(schema, name) for name in sorted(schema["intuit_objects"])},
    }


def _type(schema: Json, owner: str, field: str, about: Json) -> str:
    name = LISTED.get((owner, field)) or _scalar(schema, about["type"])
    return name if about["max"] == 1 else f"[{name}]"


def _filterable(schema: Json, name: str) -> list[str]:
    return [field for field, about in schema["types"][name]["fields"].items() if "filterable" in about]


def _scalar(schema: Json, name: str) -> str:
    if name in SCALARS:
        return SCALARS[name]
    found = schema["types"].get(name, {})
    if found.get("kind") == "simple":
        return _scalar(schema, found["base"])
    return "reference" if "value" in found else name


if __name__ == "__main__":
    TARGET.write_text(json.dumps(selected(json.loads(Path(sys.argv[1]).read_text())), indent=0) + "\n")
