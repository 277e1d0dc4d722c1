"""What stands against signing: a residue, critical findings, large ones nobody settled, what was not examined."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from matterbooks.reconcile.carried import NEW, items_of
from matterbooks.reconcile.carried_state import unsettled
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.result import Result

_WORDS = (
    "critical and not settled", "above the materiality and not settled", "not examined", "changed after sign-off",
)  # fmt: skip
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


def sign_off_lines(result: Result) -> Iterator[str]:
    """What became of the previous workbook, what changed after it was signed, and what stands against signing."""
    rolled, blocks = result.rolled, blocks_of(result)
    if rolled.path:
        new = sum(said.since == NEW for said in result.carried.values())
        cleared = sum(not item.now for item in rolled.cleared)
        yield f"since {rolled.path}: {new} new, {cleared} cleared, {len(rolled.outside)} of other days"
    for change in rolled.changes:
        before, after = (money(debits - credits_) for debits, credits_ in (change.signed, change.now))
        yield f"changed after sign-off: {change.side}, {change.account}: {before} as signed, {after} now"
    told = [f"{count} {words}" for words, count in zip(_WORDS, blocks[2:], strict=True) if count]
    told = [f"residue {money(blocks.residue)}"] * bool(blocks.residue) + told
    yield f"against signing: {', '.join(told)}" if told else "nothing stands against signing"


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
