"""What stands against signing: a residue, critical findings, large ones nobody settled, what was not examined."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from matterbooks.reconcile.carried import items_of
from matterbooks.reconcile.carried_state import unsettled
from matterbooks.reconcile.result import Result

MOST_CENTS = 10**15


class Blocks(NamedTuple):
    """How much of each stands against signing; all zero is ready to be signed.

    residue: cents without regard to sign; unbalanced: 1 where a file does not agree with its own totals; critical,
    above: findings that nobody settled, above those that move more than the materiality; notes: what was not examined,
    changes: accounts that changed after they were signed, both without a word why that is acceptable.
    """

    residue: int
    unbalanced: int
    critical: int
    above: int
    notes: int
    changes: int

    @property
    def ready(self) -> bool:
        """Whether nothing stands against signing."""
        return not any(self)


def blocks_of(result: Result) -> Blocks:
    """What stands against signing this run, before anybody fills anything in."""
    critical, above = unsettled(items_of(result), result.materiality)
    return Blocks(
        residue=result.residue_cents,
        unbalanced=int(result.ties is False and not result.residue_cents),
        critical=critical,
        above=above,
        notes=sum(1 for text in result.not_examined if not result.rolled.notes.get(text)),
        changes=len(result.rolled.changes),
    )


def cents_of(text: str) -> int:
    """A materiality as a person writes it, `100.00`, in cents. Raises ValueError with the way out."""
    way_out = f"{text!r} is not an amount; write it like 100.00."
    try:
        cents = Decimal(text.replace(",", "")).scaleb(2)
    except InvalidOperation as error:
        raise ValueError(way_out) from error
    if not cents.is_finite() or cents != cents.to_integral_value() or not 0 <= cents <= MOST_CENTS:
        raise ValueError(way_out)
    return int(cents)
