"""Every kind and what it becomes, told from the recipes themselves: `flask matterbooks explain kinds`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal

from matterbooks.ledger.rules import switches_for
from matterbooks.quickbooks.body_posts import entries_of
from matterbooks.quickbooks.payloads.body import Asked, Body
from matterbooks.quickbooks.payloads.examples import Example, examples, terms
from matterbooks.quickbooks.payloads.recipes import parts
from matterbooks.quickbooks.payloads.terms import Terms
from matterbooks.values import NEVER_PUSHED, Switch

_SWITCHES = {Switch.SALES: "Sales", Switch.SUPPLIER: "Supplier", Switch.TRUST: "Trust"}
_HEADS = ("kind", "form", "switch", "in QuickBooks", "debits", "credits")


@dataclass(frozen=True, slots=True)
class Explained:
    """One row: records in the order in which they are made, and the accounts that they debit and credit."""

    kind: str
    form: str
    switch: str
    records: tuple[str, ...]
    debits: tuple[str, ...]
    credits: tuple[str, ...]


def explain_kinds() -> tuple[Explained, ...]:
    """Every kind in every form; those that are never pushed last, as what they are."""
    firm = terms()
    rows = [_row(example, firm) for example in examples()]
    return (*rows, *(Explained(kind, "any other", "never", (), (), ()) for kind in sorted(NEVER_PUSHED)))


def as_markdown(rows: Iterable[Explained]) -> Iterator[str]:
    """The rows as a table."""
    yield f"| {' | '.join(_HEADS)} |"
    yield f"| {' | '.join('---' for _ in _HEADS)} |"
    for row in rows:
        records = ", then ".join(row.records) or "nothing: skipped, with its reason"
        cells = (f"`{row.kind}`", row.form, row.switch, records, ", ".join(row.debits), ", ".join(row.credits))
        yield f"| {' | '.join(cells)} |"


def as_json(rows: Iterable[Explained]) -> list[dict[str, object]]:
    """The rows as plain JSON values."""
    return [asdict(row) for row in rows]


def _row(example: Example, firm: Terms) -> Explained:
    document, asked = example.document, Asked()
    bodies = [part.make(asked, "") for part in parts(document, firm)]
    sums = _sums(bodies, firm, asked)
    switches = [_SWITCHES[switch] for switch in switches_for(document, firm.is_trust)]
    return Explained(
        kind=document.ref.kind.value,
        form=example.form,
        switch=" or ".join(switches) or "always",
        records=tuple(_named(body) for body in bodies),
        debits=tuple(account for (account, _), amount in sums.items() if amount > 0),
        credits=tuple(account for (account, _), amount in sums.items() if amount < 0),
    )


def _named(body: Body) -> str:
    if body.onto is not None:
        return f"what {body.entity} settles, changed"
    if body.entity in ("Payment", "BillPayment") and not body.fields["TotalAmt"]:
        return f"{body.entity} of 0 that links them"
    if body.entity == "Purchase":
        return f"Purchase ({body.fields['PaymentType']})"
    return f"BillPayment ({body.fields['PayType']})" if body.entity == "BillPayment" else body.entity


def _sums(bodies: Iterable[Body], firm: Terms, asked: Asked) -> dict[tuple[str, str], Decimal]:
    """What the records post to each account and party; an account in which two legs meet stands with neither."""
    sums: dict[tuple[str, str], Decimal] = {}
    for body in bodies:
        for entry in entries_of(body, firm.catalogue, asked.items()) if body.onto is None else ():
            key = (entry.account_id, entry.party)
            sums[key] = sums.get(key, Decimal(0)) + entry.amount
    return sums
