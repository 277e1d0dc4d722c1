"""Findings out of cases: members of either side, totals, effects, words; nothing is cut out of a frame per finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import pandas as pd

from matterbooks.reconcile.evidence import described, details, sentences
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Integers
from matterbooks.reconcile.words import WORDS
from matterbooks.values import Cause

FIELDS = ("amount", "account", "date", "tax", "party", "currency")
"""What can differ, in the order in which a finding lists it."""

_HEAD = ["kind", "number", "date", "party", "total", "id"]


class Record(NamedTuple):
    """One transaction as a finding tells of it; total in cents."""

    kind: str
    number: str
    date: pd.Timestamp
    party: str
    total: int
    id: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the cases of one finding say together."""

    cause: Cause
    group: str
    difference: tuple[str, ...]
    details: tuple[str, ...]
    unposted: tuple[str, ...]
    """Ids of ledger records without postings, which no ledger row shows."""


def findings_from(
    scene: Scene, cases: pd.DataFrame, members: tuple[Integers, Integers], effects: Mapping[int, dict[str, int]]
) -> Iterator[Finding]:
    """The findings in order of number; cases: VERDICT with `finding`; members: finding number of each transaction."""
    size = int(cases["finding"].max()) + 1 if len(cases) else 0
    ours = _records(scene.ledger.heads, members[0], size)
    theirs = _records(scene.books.heads, members[1], size)
    limits = _limits(scene)
    for number, told in enumerate(_told(scene, cases, size)):
        yield _finding(told, ours[number], theirs[number], effects.get(number, {}), limits)


def finding_id(cause: Cause, key: str) -> str:
    """Stable from run to run: the cause and the group, or the keys of both sides' records."""
    return "F" + blake2b(f"{cause}\x1f{key}".encode(), digest_size=5).hexdigest()


def _finding(
    told: Told, ours: Sequence[Record], theirs: Sequence[Record], effects: dict[str, int], limits: dict[str, date]
) -> Finding:
    words = WORDS[told.cause]
    ids, their_ids = tuple(record.id for record in ours), tuple(record.id for record in theirs)
    ids = ids if ids or their_ids else told.unposted
    days = [record.date for record in (*ours, *theirs)]
    oldest = min(days).date() if days else None
    texts = (described(ours, "ledger"), described(theirs, "QuickBooks"), details(told.details))
    return Finding(
        id=finding_id(told.cause, told.group or "\x1f".join((*ids, "", *their_ids))),
        cause=told.cause.value,
        severity=words.severity,
        difference=told.difference,
        ledger_ids=ids,
        quickbooks_ids=their_ids,
        instances=max(len(ids), len(their_ids)),
        effects=effects,
        evidence=sentences(words.meaning, *texts),
        mend=words.mend,
        flags=tuple(name for name, limit in limits.items() if oldest is not None and oldest <= limit),
        oldest=oldest,
        ledger_cents=sum(record.total for record in ours),
        quickbooks_cents=sum(record.total for record in theirs),
        acts=words.acts,
        ledger_keys=tuple(f"{record.kind}:{record.id}" for record in ours),
    )


def _records(heads: pd.DataFrame, finding: Integers, size: int) -> list[list[Record]]:
    """Each finding's records of one side, in the side's order."""
    found: list[list[Record]] = [[] for _ in range(size)]
    at = np.flatnonzero(finding >= 0)
    columns = [heads[name].iloc[at].tolist() for name in _HEAD]
    for number, *cells in zip(finding[at].tolist(), *columns, strict=True):
        found[number].append(Record(*cells))
    return found


def _told(scene: Scene, cases: pd.DataFrame, size: int) -> list[Told]:
    rows: list[list[tuple[int, str, str, str, str]]] = [[] for _ in range(size)]
    columns = [cases[name].tolist() for name in ("case", "cause", "group", "difference", "detail")]
    for number, *cells in zip(cases["finding"].tolist(), *columns, strict=True):
        rows[number].append(tuple(cells))
    return [_together(scene, told) for told in rows]


def _together(scene: Scene, rows: Sequence[tuple[int, str, str, str, str]]) -> Told:
    named = {name for row in rows for name in row[3].split(",")}
    first = len(scene.ledger.heads) + len(scene.books.heads)
    ids = _unposted(scene, [row[0] - first for row in rows if row[0] >= first])
    return Told(
        cause=Cause(rows[0][1]),
        group=rows[0][2],
        difference=tuple(name for name in FIELDS if name in named),
        details=tuple(row[4] for row in rows),
        unposted=ids,
    )


def _unposted(scene: Scene, places: Sequence[int]) -> tuple[str, ...]:
    if scene.known is None or not places:
        return ()
    return tuple(scene.known.rows["transaction_id"].iloc[list(places)])


def _limits(scene: Scene) -> dict[str, date]:
    """The days up to which the books are closed, by the name of the flag."""
    books = scene.inputs.books or {}
    days = {name: str(books.get(name) or "")[:10] for name in ("host_lockout", "closing_date")}
    return {name: date.fromisoformat(day) for name, day in days.items() if day}
