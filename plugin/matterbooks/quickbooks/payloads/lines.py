"""The lines of an invoice: summarised as Actionstep does, one for each account and tax code, or one for each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from matterbooks.errors import MissingRowsError
from matterbooks.ledger.documents import Invoice, Line, Matter
from matterbooks.ledger.source import Role
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import Kind, Option

CENT = Decimal("0.01")
DESCRIPTION_LENGTH = 4000
MOST_LINES = 750
"""What the company takes on one form; beyond it an itemised document is summarised all the same."""

SUPPLIER = frozenset({Kind.SUPPLIER_INVOICE, Kind.SUPPLIER_CREDIT_NOTE})
_DEBITED = frozenset({Kind.SALES_CREDIT_NOTE, Kind.SUPPLIER_INVOICE})
_CONTROL = frozenset({Role.RECEIVABLE, Role.PAYABLE, Role.TAX})


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that go to one QuickBooks account under one of the host's tax codes; net in cents, tax unrounded.

    matter is the one that the line is classed by, or that a supplier's line is for.
    """

    account_id: str
    tax_code: str | None
    net: Decimal
    tax: Decimal
    description: str
    matter: Matter | None = None


def groups_of(document: Invoice, terms: Terms, sign: int) -> tuple[Group, ...]:
    """The groups in the order of the host's lines. sign is -1 where a negative document becomes its opposite."""
    host_lines = (*document.lines, *_rounding(document, terms))
    itemised = terms.wants(Option.ITEMISED) and len(host_lines) <= MOST_LINES
    keyed: dict[tuple[object, ...], list[Line]] = {}
    for place, line in enumerate(host_lines):
        matter = _matter(document, line, terms)
        key = (terms.account(line.account), line.tax_code, matter.id if matter else "", place if itemised else 0)
        keyed.setdefault(key, []).append(line)
    groups = _in_cents([_group(document, lines, terms, sign) for lines in keyed.values()], document, terms, sign)
    return tuple(group for group in groups if itemised or group.net or group.tax) or groups[:1]


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


def as_posted(
    document: Invoice, groups: Sequence[Group], exact: Sequence[Decimal], terms: Terms, sign: int
) -> tuple[Decimal, ...]:
    """Each amount in cents, so that on every account they sum to what the host posted there.

    Postings are in the base currency, so that a foreign document's are met in all and not one by one.
    """
    if terms.foreign(document.currency):
        return apportion(exact, to_cents(sum(exact, Decimal(0))))
    side = sign * (1 if document.ref.kind in _DEBITED else -1)
    posted: dict[str, Decimal] = {}
    for posting in document.postings:
        account = terms.mapping.accounts.get(posting.account, "")
        posted[account] = posted.get(account, Decimal(0)) + side * posting.amount
    amounts = list(exact)
    for account_id in dict.fromkeys(group.account_id for group in groups):
        places = [place for place, group in enumerate(groups) if group.account_id == account_id]
        shares = _met([exact[place] for place in places], posted.get(account_id, Decimal(0)), len(document.lines))
        for place, share in zip(places, shares, strict=True):
            amounts[place] = share
    return tuple(amounts)


def _met(exact: Sequence[Decimal], posted: Decimal, lines: int) -> tuple[Decimal, ...]:
    """Shares in cents of what was posted; a host that rounds each of its lines may be some cents off, but no more."""
    shares = list(apportion(exact, posted))
    off = posted - sum(shares, Decimal(0))
    if off and abs(off) <= CENT * lines:
        largest = max(range(len(shares)), key=lambda place: abs(shares[place]))
        shares[largest] += off
    return tuple(shares)


def _in_cents(groups: Sequence[Group], document: Invoice, terms: Terms, sign: int) -> tuple[Group, ...]:
    """Each net rounded; where the host kept fractions of a cent, shared out so that its own postings are met."""
    exact = [group.net for group in groups]
    if all(net == to_cents(net) for net in exact):
        return tuple(groups)
    nets = as_posted(document, groups, exact, terms, sign)
    return tuple(replace(group, net=net) for group, net in zip(groups, nets, strict=True))


def _group(document: Invoice, lines: list[Line], terms: Terms, sign: int) -> Group:
    net = sign * sum((line.net for line in lines), Decimal(0))
    tax = sign * sum((line.tax for line in lines), Decimal(0))
    told = dict.fromkeys(text for line in lines if (text := " ".join(line.description.split())))
    description = "; ".join(told)[:DESCRIPTION_LENGTH]
    matter = _matter(document, lines[0], terms)
    return Group(terms.account(lines[0].account), lines[0].tax_code, net, tax, description, matter)


def _matter(document: Invoice, line: Line, terms: Terms) -> Matter | None:
    if document.ref.kind in SUPPLIER:
        return line.matter
    return (line.matter or document.matter) if terms.wants(Option.MATTERS_AS_CLASSES) else None


def _rounding(document: Invoice, terms: Terms) -> list[Line]:
    """What the host posted beside its lines, such as cash rounding: a line of its own on that very account."""
    if terms.foreign(document.currency):
        return []
    named = {line.account for line in document.lines}
    side = 1 if document.ref.kind in _DEBITED else -1
    return [
        Line(posting.account, side * posting.amount, tax_code=_code_of_nothing(terms), description="Rounding")
        for posting in document.postings
        if posting.amount
        and posting.account not in named
        and posting.account in terms.roles
        and terms.roles[posting.account] not in _CONTROL
        and not terms.is_trust(posting.account)
    ]


def _code_of_nothing(terms: Terms) -> str | None:
    """The host's tax code of a line without tax, where the company wants one on every line."""
    if terms.company.is_us or not terms.company.uses_sales_tax:
        return None
    for code, id_ in terms.mapping.tax_codes.items():
        found = terms.catalogue.tax_code(id_)
        rates = (*found.sales_rates, *found.purchase_rates) if found is not None else ()
        if rates and not any(rate.rate for rate in rates):
            return code
    raise MissingRowsError("A rounding line needs a tax code of 0 %, and none is mapped. Map one and save.")
