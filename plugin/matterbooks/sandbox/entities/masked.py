"""Tax and social security numbers: kept whole, answered with all but their last characters covered (Intuit)."""

from collections.abc import Mapping

from matterbooks.sandbox.schema import Record

SHOWN: Mapping[str, int] = {"TaxIdentifier": 4, "PrimaryTaxIdentifier": 5, "SecondaryTaxIdentifier": 5}
"""Characters left to be seen of each field; how the others are covered is assumed."""
SSN = "XXX-XX-XXXX"
"""What is answered for any social security number."""


def covered(record: Record) -> Record:
    """`record` as answered."""
    done = {name: _cover(record[name], shown) for name, shown in SHOWN.items() if name in record}
    return {**record, **done, **({"SSN": SSN} if "SSN" in record else {})}


def kept(record: Record, old: Record | None) -> Record:
    """`record` in which a covered number that was sent back is the one it covers."""
    before = old or {}
    shown = covered(before)
    same = {name for name in (*SHOWN, "SSN") if name in shown and record.get(name) == shown[name]}
    return {**record, **{name: before[name] for name in same}}


def _cover(value: str, shown: int) -> str:
    return "X" * (len(value) - shown) + value[-shown:]
