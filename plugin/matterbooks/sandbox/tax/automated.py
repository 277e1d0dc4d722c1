"""Automated sales tax (the US): rates by address. Not there yet."""

from collections.abc import Sequence
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.terms import Taxed
from matterbooks.sandbox.work import Work


def taxed(work: Work, record: Record, lines: Sequence[Record], discount: Decimal) -> Taxed:
    """Refused. Raises: ServiceFault 5030."""
    del work, record, lines, discount
    raise faults.not_in_sandbox("automated sales tax")
