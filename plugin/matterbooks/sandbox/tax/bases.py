"""What tax is worked out on: the net of each line, less its share of a discount, and shares of cents in general."""

from collections.abc import Sequence
from decimal import Decimal

from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record


def bases(lines: Sequence[Record], discount: Decimal) -> list[int]:
    """Net cents of each line, less its share of `discount` (by amount, over all lines: assumed)."""
    nets = [to_cents(line["Amount"]) for line in lines]
    if not discount:
        return nets
    shares = apportioned(to_cents(discount), nets)
    return [net - share for net, share in zip(nets, shares, strict=True)]


def apportioned(total: int, weights: Sequence[int | Decimal]) -> list[int]:
    """`total` cents divided as `weights` stand to each other, to the cent; nothing where the weights are nothing."""
    whole = sum(weights, Decimal())
    if not whole:
        return [0 for _ in weights]
    shares, given, weighed = [], 0, Decimal()
    for weight in weights:
        weighed += weight
        until = to_cents(from_cents(total) * weighed / whole)
        shares.append(until - given)
        given = until
    return shares


def share(rate: Record, cents: int) -> int:
    """Cents of tax by one rate on `cents`, halves away from zero."""
    return to_cents(from_cents(cents) * Decimal(rate["RateValue"]) / 100)
