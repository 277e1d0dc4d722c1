"""How deep entries may stand below one another, in every list that has families."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.schema import Record

LEVELS = 5
"""Levels of accounts, customers, classes, items and locations (Intuit)."""


def check_depth(work: Work, entity: str, parent: Record, record: Record) -> None:
    """Raise: ServiceFault 6180 if `record`, with all that stands below it, is too deep below `parent`."""
    above = int(parent["FullyQualifiedName"].count(":")) + 1
    if above + 1 + _height(work, entity, record) > LEVELS:
        raise faults.too_deep()


def _height(work: Work, entity: str, record: Record) -> int:
    """How many levels stand below a record that is there already."""
    children = work.draft.below(entity, record["Id"]) if "Id" in record else []
    return max((1 + _height(work, entity, one) for one in children), default=0)
