"""What stock is worth when what came first goes first: the effect of each movement of one item on its value, in cents.

What goes out without stock counts at the usual cost until something comes in to cover it, at whose cost it then counts
(Intuit: first in, first out; how a shortage counts is assumed). Nothing in stock is worth nothing, to the cent.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from matterbooks.sandbox import faults
from matterbooks.sandbox.money import to_cents

DIGITS = 10
"""Of a value before its point, as of every amount (Intuit: Line.Amount)."""


class Move(NamedTuple):
    """What came in (positive) or went out (negative), and the cents that were paid for it, None where nobody says.

    What comes in unpaid came back: it counts at the cost of what went out last, or at the usual cost (assumed).
    """

    quantity: Decimal
    paid: int | None = None


@dataclass(slots=True)
class _Layer:
    """What is left of one movement into stock, and what is left of its cents."""

    quantity: Decimal
    cents: int

    def take(self, quantity: Decimal) -> int:
        """Take a part (or all) out; answers what it is worth."""
        whole = quantity == self.quantity
        cents = self.cents if whole else to_cents(Decimal(self.cents) * quantity / self.quantity / 100)
        self.quantity -= quantity
        self.cents -= cents
        return cents


@dataclass(slots=True)
class _Sent:
    """What one movement took out: in all, at which cents, and how much of it was not there."""

    quantity: Decimal
    missing: Decimal
    cents: int = 0

    def worth(self, cost: Decimal) -> int:
        """Cents of all of it, with what is missing at the usual cost."""
        return self.cents + value(self.missing, cost)


def value(quantity: Decimal, cost: Decimal) -> int:
    """Cents of `quantity` at `cost` each. Raises: ServiceFault 6000 for more than an amount can be."""
    if abs(quantity * cost) >= 10**DIGITS:
        raise faults.ServiceFault(faults.too_large("PurchaseCost", DIGITS))
    return to_cents(quantity * cost)


def worths(moves: Sequence[Move], cost: Decimal) -> list[int]:
    """By how many cents each of `moves`, in their order, changes the value of the stock; `cost` is the usual one."""
    stock = _Stock(cost)
    for place, move in enumerate(moves):
        if move.quantity > 0:
            stock.receive(place, move)
        else:
            stock.send(place, -move.quantity)
    sent = {place: -one.worth(cost) for place, one in stock.sent.items()}
    found = stock.received | sent
    return [found[place] for place in range(len(moves))]


class _Stock:
    """One item's stock while its movements pass."""

    def __init__(self, cost: Decimal) -> None:
        """None yet."""
        self.received: dict[int, int] = {}
        self.sent: dict[int, _Sent] = {}
        self._cost = cost
        self._layers: deque[_Layer] = deque()
        self._short: deque[_Sent] = deque()
        self._last: _Sent | None = None

    def receive(self, place: int, move: Move) -> None:
        """Something comes in, and first makes up for what is missing."""
        cents = self._returned(move.quantity) if move.paid is None else move.paid
        self.received[place] = cents
        layer = _Layer(move.quantity, cents)
        while layer.quantity and self._short:
            sent = self._short[0]
            taken = min(sent.missing, layer.quantity)
            sent.cents += layer.take(taken)
            sent.missing -= taken
            if not sent.missing:
                self._short.popleft()
        if layer.quantity:
            self._layers.append(layer)

    def send(self, place: int, quantity: Decimal) -> None:
        """Something goes out, the oldest first."""
        sent = self.sent[place] = self._last = _Sent(quantity, quantity)
        while sent.missing and self._layers:
            taken = min(sent.missing, self._layers[0].quantity)
            sent.cents += self._layers[0].take(taken)
            sent.missing -= taken
            if not self._layers[0].quantity:
                self._layers.popleft()
        if sent.missing:
            self._short.append(sent)

    def _returned(self, quantity: Decimal) -> int:
        if self._last is None:
            return value(quantity, self._cost)
        return to_cents(Decimal(self._last.worth(self._cost)) * quantity / self._last.quantity / 100)
