"""The rows of a mapping version: what is stored for people and files, and the `Mapping` that is read out of it."""

from __future__ import annotations

from collections.abc import Iterable

from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.rows import from_rows
from matterbooks.values import MAPPING_COLUMNS

COLUMNS = MAPPING_COLUMNS[2:]
"""section, host_code, host_name, host_type, quickbooks_id, quickbooks_name, quickbooks_type, trust."""

_OF_MAPPING = frozenset({"account", "tax", "currency", "setting"})


def of_mapping(mapping: Mapping, described: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The rows to store: those of the mapping, with their names where `described` has them, then other sections.

    Raises ValueError where `described` maps something that the mapping does not.
    """
    told = [{column: row.get(column, "") for column in COLUMNS} for row in described if row.get("quickbooks_id")]
    wanted = {row for row in mapping.rows() if row[2]}
    by_key = {_key(row): row for row in told if row["section"] in _OF_MAPPING}
    if by_key.keys() - wanted:
        raise ValueError(f"rows that the mapping does not have: {sorted(by_key.keys() - wanted)}")
    own = [by_key.get(key, dict.fromkeys(COLUMNS, "") | _named(key)) for key in sorted(wanted)]
    return own + [row for row in told if row["section"] not in _OF_MAPPING]


def to_mapping(rows: Iterable[dict[str, str]]) -> Mapping:
    """The mapping that these rows say, without version, moment and person."""
    return from_rows(row for row in rows if row["section"] in _OF_MAPPING)


def _key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["section"], row["host_code"], row["quickbooks_id"]


def _named(key: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("section", "host_code", "quickbooks_id"), key, strict=True))
