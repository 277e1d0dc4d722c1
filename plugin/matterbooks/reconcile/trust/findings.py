"""Findings of the highest severity: one for each root cause that the legs or the client ledgers show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matterbooks.reconcile.causes.building import finding_id
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.evidence import sentences
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.trust.bank_match import LATE_DAYS
from matterbooks.reconcile.trust.one_sided import LEDGER
from matterbooks.reconcile.trust.result import (
    BANK_AND_BOOK,
    BOOK_AND_CLIENTS,
    LIST_DIFFERS,
    ONE_SIDED,
    ONLY_ON_STATEMENT,
    OPENING,
    OTHER_AMOUNT,
    OUTSTANDING,
    UNLOCATED,
    Item,
    OneSided,
    Overdrawn,
)
from matterbooks.reconcile.words import WORDS
from matterbooks.values import Cause

_MOST_NAMED = 10
_MENDS = {
    ONLY_ON_STATEMENT: "Accountant: find out whose money it is today. Enter it in the practice's trust cash book under "
    "its matter, or have the bank correct it.",
    OTHER_AMOUNT: "Accountant: the statement is right unless the bank says otherwise. Reverse the entry in the "
    "practice's trust ledger and enter it anew with the statement's amount.",
    OPENING: "Accountant: agree the reconciliation of the day before first, and give what was uncleared then in "
    "bank.csv.",
    UNLOCATED: "Accountant: compare the figures with the practice's own trust reconciliation of that day, and give the "
    "statement's lines and both matter trial lists, so that the difference can be named.",
    OUTSTANDING: "Accountant: ask the bank where the deposit is. If it was banked to another account, move the money "
    "to trust today.",
    LIST_DIFFERS: "Accountant: print the matter trial list and export the ledger again for the same day. If they still "
    "differ, a ledger was changed without an entry: show the practice system's support.",
}


def trust_findings(
    items: Sequence[Item],
    overdrawn: Sequence[Overdrawn],
    mixed: Sequence[OneSided],
    others: Sequence[Finding],
) -> tuple[list[Finding], list[Item]]:
    """The findings of trust, and the items with the finding that each belongs to.

    others: findings of the run so far, those of mixed records among them.
    """
    told = _of_mixed(mixed, others)
    named = list(items)
    for at, item in enumerate(named):
        if item.what == ONE_SIDED and item.record in told:
            named[at] = item._replace(finding=told[item.record])
    found: list[Finding] = []
    for group in _groups(named):
        finding = _out_of_balance([named[at] for at in group])
        found.append(finding)
        for at in group:
            named[at] = named[at]._replace(finding=finding.id)
    found.extend(_overdrawn(spell) for spell in overdrawn)
    return found, named


def _groups(items: Sequence[Item]) -> Iterator[list[int]]:
    """Places of items that are one root cause: each by itself, save the matters whose list differs."""
    for at, item in enumerate(items):
        late = item.what == OUTSTANDING and (item.age or 0) > LATE_DAYS
        if item.between in {BANK_AND_BOOK, BOOK_AND_CLIENTS} and (item.what in _FOUND or late):
            yield [at]
    listed = [at for at, item in enumerate(items) if item.what == LIST_DIFFERS]
    if listed:
        yield listed


_FOUND = (ONLY_ON_STATEMENT, OTHER_AMOUNT, OPENING, UNLOCATED)


def _out_of_balance(group: Sequence[Item]) -> Finding:
    first, cause = group[0], Cause.TRUST_OUT_OF_BALANCE
    key = "\x1f".join((first.account, first.between, first.what, str(first.date), first.reference, str(first.amount)))
    records = tuple(item.record for item in group if item.record)
    return Finding(
        id=finding_id(cause, key if len(group) == 1 else f"{first.between}\x1f{first.what}"),
        cause=cause.value,
        severity=WORDS[cause].severity,
        difference=("amount",),
        ledger_ids=tuple(record.partition(":")[2] for record in records),
        quickbooks_ids=(),
        instances=len(group),
        effects={},
        evidence=sentences(WORDS[cause].meaning, *map(_words, group[:_MOST_NAMED]), _more(len(group))),
        mend=_MENDS[first.what],
        oldest=min((item.date for item in group if item.date), default=None),
        ledger_cents=sum(abs(item.amount) for item in group),
        acts="accountant",
        ledger_keys=records,
    )


def _words(item: Item) -> str:
    day = f" of {item.date.isoformat()}" if item.date else ""
    reference = f" {item.reference}" if item.reference else ""
    age = f", {item.age} days old" if item.age else ""
    if item.what == OTHER_AMOUNT:
        return f"{item.account}: {item.told}{day}{reference}: the bank has {money(item.cents)} more"
    return f"{item.account}, {item.between}: {item.what}, {money(item.amount)}{day}{reference}{age}: {item.told}"


def _more(count: int) -> str:
    return f"and {count - _MOST_NAMED} more" if count > _MOST_NAMED else ""


def _overdrawn(spell: Overdrawn) -> Finding:
    cause = Cause.TRUST_CLIENT_OVERDRAWN
    whose = f"{spell.client} {spell.matter}".strip()
    until = f"until {spell.until.isoformat()}" if spell.until else "and still is"
    told = (
        f"{whose} was overdrawn from {spell.first.isoformat()} {until}; at most by {money(-spell.lowest)}, on "
        f"{spell.on.isoformat()}"
    )
    return Finding(
        id=finding_id(cause, f"{spell.client}\x1f{spell.matter}\x1f{spell.first}"),
        cause=cause.value,
        severity=WORDS[cause].severity,
        difference=("amount",),
        ledger_ids=tuple(record.partition(":")[2] for record in spell.records),
        quickbooks_ids=(),
        instances=max(len(spell.records), 1),
        effects={},
        evidence=sentences(WORDS[cause].meaning, told),
        mend=WORDS[cause].mend,
        oldest=spell.first,
        ledger_cents=-spell.lowest,
        acts="accountant",
        ledger_keys=spell.records,
    )


def _of_mixed(mixed: Sequence[OneSided], others: Sequence[Finding]) -> dict[str, str]:
    """Record of the ledger -> the finding of the run that tells of it."""
    known = {
        identity: finding.id
        for finding in others
        if finding.cause == Cause.TRUST_MIXED_WITH_OFFICE
        for identity in (*finding.ledger_ids, *finding.ledger_keys)
    }
    keys = [(f"{record.kind}:{record.id}", record.id) for record in mixed if record.side == LEDGER]
    return {key: known.get(key) or known[identity] for key, identity in keys if key in known or identity in known}
