"""Answers of the Reports API taken apart, as a client would."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def rows(part: Json) -> Iterator[list[Json]]:
    """The cells of every row, sections opened."""
    for row in part.get("Row", []):
        if "ColData" in row:
            yield row["ColData"]
        yield from rows(row.get("Rows", {}))


def texts(cells: list[Json]) -> list[str]:
    """The texts of a row."""
    return [cell["value"] for cell in cells]


def keys(report: Json) -> list[str]:
    """The keys of a report's columns."""
    return [one["MetaData"][-1]["Value"] for one in report["Columns"]["Column"]]


def table(report: Json) -> list[dict[str, str]]:
    """Every row under the keys of the columns."""
    return [dict(zip(keys(report), texts(cells), strict=True)) for cells in rows(report["Rows"])]


def sections(part: Json) -> Iterator[Json]:
    """Every section, outer ones first."""
    for row in part.get("Row", []):
        if row.get("type") == "Section":
            yield row
        yield from sections(row.get("Rows", {}))


def group(report: Json, name: str) -> Json:
    """The only section or row of Intuit's `name`."""
    found = [row for row in _all(report["Rows"]) if row.get("group") == name]
    assert len(found) == 1, name
    return found[0]


def total(report: Json, name: str) -> list[str]:
    """The figures of a section's total."""
    return texts(group(report, name)["Summary"]["ColData"])[1:]


def codes(report: Json) -> list[str]:
    """Intuit's names of the sections on the top level."""
    return [row.get("group", "") for row in report["Rows"].get("Row", [])]


def cents(text: str) -> int:
    """An amount, empty for nothing."""
    return int(Decimal(text or "0") * 100)


def _all(part: Json) -> Iterator[Json]:
    for row in part.get("Row", []):
        yield row
        yield from _all(row.get("Rows", {}))
