"""Whether a part of QuickBooks matters to a firm: before its first mapping all of them do."""

from __future__ import annotations

from collections.abc import Iterable

from matterbooks.mapping.mapping import Mapping
from matterbooks.values import Switch


def any_on(mapping: Mapping, switches: Iterable[Switch]) -> bool:
    """Whether records of these switches flow, or may once the mapping is saved for the first time."""
    return mapping.version == 0 or any(mapping.is_on(switch) for switch in switches)
