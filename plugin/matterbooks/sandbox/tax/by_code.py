"""Tax by code and rate, as everywhere but in the US: amounts of lines are net, the gross stands beside them.

Tax is rounded once for each rate over all lines that have it; with ``TaxInclusive`` it is what lies between the net and
the gross of each line, and where a line states its tax itself it is the sum of the lines. Tax lines that are sent
override the computed tax of their rates (Intuit), whatever they were computed from; a total without tax lines does not
(Intuit: seen on a British bill).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.bases import apportioned, bases, share
from matterbooks.sandbox.tax.codes import line_rates, refuse_codes, require_codes
from matterbooks.sandbox.tax.overrides import override
from matterbooks.sandbox.tax.terms import NOTHING, Taxed, detail_of, gross_of, stated_tax, tax_line, untold, uses_tax

EXCLUDED, INCLUSIVE, NOT_APPLICABLE = "TaxExcluded", "TaxInclusive", "NotApplicable"
MODES = (EXCLUDED, INCLUSIVE, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A line, its rates, the cents they are taken of, and its tax in cents."""

    line: Record
    rates: Sequence[Record]
    base: int
    tax: int


def mode_of(record: Record) -> str:
    """How the amounts of `record` stand to tax, empty if it does not say. Raises: ServiceFault 2170, 6170."""
    mode = record.get("GlobalTaxCalculation") or ""
    if mode and mode not in MODES:
        raise faults.invalid_enumeration(mode, "GlobalTaxCalculation")
    given: Record = record.get("TxnTaxDetail") or {}
    if mode == NOT_APPLICABLE and (given.get("TaxLine") or given.get("TotalTax")):
        raise faults.tax_detail_not_allowed()
    return str(mode)


def taxed(work: Work, record: Record, lines: Sequence[Record], side: str, discount: Decimal) -> Taxed:
    """Tax on one side. Raises: ServiceFault 6000 for a line without a code, 6170, 2170, 2500, 610."""
    mode = mode_of(record) or EXCLUDED
    if not uses_tax(work):
        refuse_codes(lines)
        mode = NOT_APPLICABLE
    if mode == NOT_APPLICABLE:
        return Taxed([untold(line) for line in lines], {"TotalTax": NOTHING}, mode)
    require_codes(work, lines, side)
    sent = (record.get("TxnTaxDetail") or {}).get("TaxLine") or []
    net = [_netted(work, line, side) for line in lines] if mode == INCLUSIVE and not sent else list(lines)
    parts = [
        _part(line, line_rates(work, line, side), base) for line, base in zip(net, bases(net, discount), strict=True)
    ]
    by_line = mode == INCLUSIVE or any(stated_tax(line) is not None for line in net)
    done = [_with_gross(part) for part in parts] if mode == INCLUSIVE else net
    return Taxed([untold(line) for line in done], _detail(parts, sent, by_line=by_line), mode)


def _part(line: Record, rates: Sequence[Record], base: int) -> _Part:
    net, gross = to_cents(line["Amount"]), gross_of(line)
    if rates and (stated := stated_tax(line)) is not None:
        return _Part(line, rates, base, stated)
    if gross is not None and net == base:
        return _Part(line, rates, base, to_cents(gross) - net)
    return _Part(line, rates, base, sum(share(rate, base) for rate in rates))


def _netted(work: Work, line: Record, side: str) -> Record:
    """`line` with the net that its gross has, if the two do not agree to the cent (assumed: the gross governs)."""
    stated = gross_of(line)
    if stated is None:
        return line
    gross, net = to_cents(stated), to_cents(line["Amount"])
    percent = sum((Decimal(rate["RateValue"]) for rate in line_rates(work, line, side)), Decimal())
    if abs(to_cents(from_cents(net) * percent / 100) - (gross - net)) <= 1:
        return line
    return {**line, "Amount": from_cents(to_cents(from_cents(gross) * 100 / (100 + percent)))}


def _with_gross(part: _Part) -> Record:
    detail, line = detail_of(part.line), part.line
    gross = gross_of(line) or from_cents(to_cents(line["Amount"]) + part.tax)
    return {**line, line["DetailType"]: {**detail, "TaxInclusiveAmt": Decimal(gross)}}


def _detail(parts: Sequence[_Part], sent: Sequence[Record], *, by_line: bool) -> Record:
    """Tax lines of every rate used, in the order of the form's lines, and their total."""
    used = {rate["Id"]: rate for part in parts for rate in part.rates}
    nets = {one: sum(part.base for part in parts if _has(part, one)) for one in used}
    computed = _by_line(parts, used) if by_line else {one: share(rate, nets[one]) for one, rate in used.items()}
    taxes = override(computed, sent)
    listed = [tax_line(rate, taxes[one], nets[one]) for one, rate in used.items()]
    return {"TotalTax": from_cents(sum(taxes.values())), **({"TaxLine": listed} if listed else {})}


def _has(part: _Part, rate_id: str) -> bool:
    return any(rate["Id"] == rate_id for rate in part.rates)


def _by_line(parts: Sequence[_Part], used: Mapping[str, Record]) -> dict[str, int]:
    """The tax of each line divided among its rates, and added up by rate."""
    taxes = dict.fromkeys(used, 0)
    for part in parts:
        for rate, cents in zip(part.rates, divided(part.tax, part.base, part.rates), strict=True):
            taxes[rate["Id"]] += cents
    return taxes


def divided(tax: int, base: int, rates: Sequence[Record]) -> list[int]:
    """Cents of `tax` on `base` for each of `rates`: as they stand to each other, or (where they cancel out) by rate."""
    weights = [Decimal(rate["RateValue"]) for rate in rates]
    if sum(weights):
        return apportioned(tax, weights)
    return [share(rate, base) for rate in rates]
