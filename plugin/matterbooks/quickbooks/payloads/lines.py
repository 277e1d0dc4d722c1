"""A bill's lines, summarised as Actionstep does: one for each income account and tax code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from matterbooks.ledger.documents import Invoice, Line
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.payloads.body import mapped_account

CENT = Decimal("0.01")
DESCRIPTION_LENGTH = 4000


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that go to one QuickBooks account under one of the host's tax codes; net in cents, tax unrounded."""

    account_id: str
    tax_code: str | None
    net: Decimal
    tax: Decimal
    description: str


def summarise(document: Invoice, mapping: Mapping, sign: int) -> tuple[Group, ...]:
    """The groups in the order of the host's lines. sign is -1 where a negative document becomes its opposite."""
    keyed: dict[tuple[str, str | None], list[Line]] = {}
    for line in document.lines:
        keyed.setdefault((mapped_account(mapping, line.account), line.tax_code), []).append(line)
    groups = tuple(_group(account_id, code, lines, sign) for (account_id, code), lines in keyed.items())
    return tuple(group for group in groups if group.net or group.tax) or groups[:1]


def to_cents(amount: Decimal) -> Decimal:
    """Rounded half away from zero, as invoices are."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def apportion(parts: Iterable[Decimal], total: Decimal) -> tuple[Decimal, ...]:
    """Each part in cents, so that they sum to the total where less than a cent for each part is at stake.

    The cents that rounding down leaves go to the parts that lost most. Where the total is of another size altogether
    each part is simply rounded: the difference is then seen before anything is sent.
    """
    exact = tuple(parts)
    floors = [part.quantize(CENT, ROUND_FLOOR) for part in exact]
    left = int((total - sum(floors, Decimal(0))) / CENT)
    if not 0 <= left <= len(exact):
        return tuple(to_cents(part) for part in exact)
    by_loss = sorted(range(len(exact)), key=lambda index: (floors[index] - exact[index], index))
    lucky = set(by_loss[:left])
    return tuple(floor + CENT if index in lucky else floor for index, floor in enumerate(floors))


def _group(account_id: str, code: str | None, lines: list[Line], sign: int) -> Group:
    net = to_cents(sign * sum((line.net for line in lines), Decimal(0)))
    tax = sign * sum((line.tax for line in lines), Decimal(0))
    told = dict.fromkeys(text for line in lines if (text := " ".join(line.description.split())))
    return Group(account_id, code, net, tax, "; ".join(told)[:DESCRIPTION_LENGTH])
