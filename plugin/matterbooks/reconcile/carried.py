"""Rolling forward: what the previous workbook says comes back by finding, and nothing that it held is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import blake2b

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.carried_reading import read_previous
from matterbooks.reconcile.carried_signed import changes_since, not_covered
from matterbooks.reconcile.carried_state import (
    CHANGED,
    MENDED,
    OPEN,
    Carried,
    Change,
    Item,
    Previous,
    Rolled,
    SignedPeriod,
)
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import company_of, size
from matterbooks.reconcile.words import spoken

__all__ = ["carry", "dates_of", "items_of", "print_of", "read_previous", "said_of"]

NEW, AS_BEFORE = "new", "as before"


def carry(result: Result, previous: Previous) -> Result:
    """The result with what people said in the previous workbook, and what became of everything that it held.

    Raises FileRefusedError where the workbook is of another company.
    """
    _refuse_other_books(result, previous)
    known = {item.id: item for item in (*previous.cleared, *previous.outside, *previous.findings)}
    records = {key: item for item in known.values() if item.cleared is None for key in _keys(item)}
    carried = {
        finding.id: _carried(finding, known.get(finding.id), records, result.period.as_of)
        for finding in result.findings
    }
    found = {finding.id for finding in result.findings}
    gone = [item for item in known.values() if item.id not in found]
    told_now = {key: finding.id for finding in result.findings for key in _keys(finding)}
    signed = _signed(previous)
    rolled = Rolled(
        path=previous.path,
        run_id=previous.period.run_id,
        cleared=tuple(_cleared(item, previous, result, told_now) for item in gone if _is_cleared(item, result)),
        outside=tuple(_seen_before(item, previous) for item in gone if not _is_cleared(item, result)),
        signed=tuple(signed),
        changes=tuple(change for period in signed for change in _changes(period, result)),
        unchecked=tuple(text for period in signed if (text := not_covered(period, result))),
        notes=previous.notes,
    )
    return replace(result, carried=carried, rolled=rolled, not_examined=_not_examined(result, rolled))


def said_of(finding: Finding, result: Result) -> Carried:
    """What is known of a finding besides its figures; one that no workbook knows was first seen in this run."""
    return result.carried.get(finding.id) or Carried(first_seen=result.period.as_of)


def items_of(result: Result) -> list[Item]:
    """Every finding as the workbook shows it."""
    latest = dates_of(result)
    return [
        Item(
            id=finding.id, cause=spoken(finding.cause), severity=finding.severity, cents=size(finding),
            records=finding.instances, oldest=finding.oldest, latest=latest.get(finding.id, finding.oldest),
            ledger_ids=finding.ledger_ids, quickbooks_ids=finding.quickbooks_ids, print=print_of(finding),
            said=said_of(finding, result),
        )
        for finding in result.findings
    ]  # fmt: skip


def dates_of(result: Result) -> dict[str, date]:
    """Finding id -> the date of its latest record."""
    rows = pd.concat(
        [side.loc[side["finding"] != "", ["finding", "date"]] for side in (result.ledger, result.quickbooks)]
    )
    latest = rows.groupby("finding")["date"].max()
    return {str(identity): day.date() for identity, day in latest.items()}


def print_of(finding: Finding) -> str:
    """Eight hexadecimal digits that change with the finding's records and effects, and with nothing else."""
    effects = sorted(finding.effects.items())
    told = [sorted(finding.ledger_ids), sorted(finding.quickbooks_ids), effects]
    return blake2b(repr(told).encode(), digest_size=4).hexdigest()


def _carried(finding: Finding, item: Item | None, records: dict[str, Item], today: date) -> Carried:
    if item is None:
        former = next((records[key] for key in _keys(finding) if key in records), None)
        if former is None:
            return Carried(first_seen=today, since=NEW)
        said = former.said
        return Carried(said.first_seen, OPEN, said.owner, said.comment, since=f"was {former.cause} ({former.id})")
    said = item.said
    if item.cleared is not None:
        return replace(said, status=OPEN, since=f"found again, cleared {item.cleared.isoformat()}")
    if item.print != print_of(finding):
        then = f"{money(item.cents)} on {item.records} record{'s' * (item.records != 1)} then"
        status, words = (CHANGED, "changed since it was settled") if said.settled else (said.status, "changed")
        return replace(said, status=status, since=f"{words}: {then}")
    if said.status == MENDED:
        return replace(said, since="said to be mended, still found")
    return replace(said, since=AS_BEFORE)


def _keys(of: Item | Finding) -> list[str]:
    return [*(f"ledger {key}" for key in of.ledger_ids), *(f"QuickBooks {key}" for key in of.quickbooks_ids)]


def _is_cleared(item: Item, result: Result) -> bool:
    """Whether this run looked at its days, so that not finding it means that it is no more."""
    period = result.period
    start, end = period.start or period.covered_from, period.end or period.covered_to
    early = item.oldest is not None and start is not None and item.oldest < start
    late = item.latest is not None and end is not None and item.latest > end
    return item.cleared is not None or not (early or late)


def _cleared(item: Item, previous: Previous, result: Result, told_now: Mapping[str, str]) -> Item:
    """An item that is no longer found, or whose records another finding tells of now."""
    if item.cleared is not None:
        return item
    now = next((told_now[key] for key in _keys(item) if key in told_now), "")
    return replace(_seen_before(item, previous), cleared=result.period.as_of, now=now)


def _seen_before(item: Item, previous: Previous) -> Item:
    return replace(item, last_seen=item.last_seen or previous.as_of)


def _signed(previous: Previous) -> list[SignedPeriod]:
    """The periods that were signed; of one that was signed again, the last signature counts."""
    signed = [*previous.earlier, *([previous.period] if previous.signed else [])]
    return list({(period.start, period.end): period for period in signed}.values())


def _changes(period: SignedPeriod, result: Result) -> Iterator[Change]:
    return iter(()) if not_covered(period, result) else changes_since(period, result.inputs)


def _not_examined(result: Result, rolled: Rolled) -> tuple[str, ...]:
    waiting = [item for item in rolled.outside if not item.said.settled]
    texts = [*result.not_examined, *rolled.unchecked]
    if waiting:
        many = len(waiting) != 1
        texts.append(
            f"{len(waiting)} finding{'s' * many} of earlier workbooks {'are' if many else 'is'} dated outside what "
            "this run compared and nobody settled them: see the end of the sheet Findings."
        )
    return tuple(texts)


def _refuse_other_books(result: Result, previous: Previous) -> None:
    company, books = company_of(result), result.inputs.books or {}
    realm = str(books.get("realm") or "")
    if previous.realm and realm:
        other = previous.realm != realm
    else:
        other = bool(previous.company and company) and _plain(previous.company) != _plain(company)
    if other:
        theirs = previous.company or f"realm {previous.realm}"
        problem = f"is of another company ({theirs}, realm {previous.realm or 'not known'}), not of {company or realm}"
        raise FileRefusedError(previous.path, problem, "Give the previous workbook of this company, or none.")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
