"""What a change of the mapping would do, before it is saved: whom it releases or holds, and what was posted otherwise.

Nothing is changed here. What stands in QuickBooks stays as it was posted; its list is what re-pushing would touch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from matterbooks.ledger.documents import SHAPES, BankTransfer, Document, Invoice, Ref
from matterbooks.ledger.source import HostAccount
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping, RowChange, difference
from matterbooks.mapping.resolve import Key, missing_rows, rows_used
from matterbooks.store import mappings, outbox, posted_under
from matterbooks.store.engines import Store
from matterbooks.store.models import Link, Operation
from matterbooks.store.posted_under import Trace
from matterbooks.values import Action, Held, Kind, OperationState, Option, Switch

MOST_WAITING = 2_000
"""How many documents that wait are looked into."""

Read = Callable[[Ref], Document | None]
"""Reads one document of the practice, as it stands."""

_ON_THE_WAY = (OperationState.READY, OperationState.WAITING)
_MOST_NAMES = 50
_KINDS = {
    "tax": {kind for kind, shape in SHAPES.items() if shape is Invoice},
    "setting": {kind for kind, shape in SHAPES.items() if shape is BankTransfer},
}
"""Kinds whose documents go through rows of these sections."""

_NO_ROWS = frozenset(("setting", choice.value) for choice in (*Switch, *Option))


@dataclass(frozen=True, slots=True)
class Remapping:
    """A change that was entered and not saved, with what it is judged by. saved is the newest version."""

    firm: str
    realm_hash: str
    saved: Mapping
    entered: Mapping
    catalogue: Catalogue
    accounts: Sequence[HostAccount]

    @property
    def changes(self) -> tuple[RowChange, ...]:
        """The rows that differ."""
        return difference(self.saved, self.entered)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Documents that are not sent yet: how many go on, how many are held from now on, how many stay held."""

    released: int
    held: int
    still_held: int


@dataclass(frozen=True, slots=True)
class Touched:
    """A record in QuickBooks that was posted under another row than the one that was entered; rows name those."""

    link: Link
    rows: tuple[Key, ...]
    under: Mapping


@dataclass(frozen=True, slots=True)
class KindTouched:
    """How many records of one kind, and their value as pushed."""

    kind: str
    count: int
    value: Decimal


def waiting(store: Store, read: Read, change: Remapping) -> Waiting:
    """What becomes of the documents that wait, of which at most MOST_WAITING are looked into."""
    with store.read() as session:
        rows = outbox.in_states(session, change.firm, (*_ON_THE_WAY, OperationState.HELD))
        wanted = [row for row in rows if _is_concerned(row)][:MOST_WAITING]
    released = held = still_held = 0
    for row in wanted:
        document = read(Ref(row.firm, Kind(row.kind), row.host_id))
        if document is None:
            continue
        lacks = bool(missing_rows(document, change.entered, change.catalogue, change.accounts))
        was_held = row.state == OperationState.HELD
        released += was_held and not lacks
        still_held += was_held and lacks
        held += not was_held and lacks
    return Waiting(released, held, still_held)


def touched(store: Store, read: Read, change: Remapping, most: int | None = None) -> tuple[Sequence[Touched], int]:
    """The records that were posted under another row, newest first, and how many older copies were not looked into.

    most: how many copies are looked into at most; None looks into all that may be concerned.
    """
    keys = {(row.section, row.host_code) for row in change.changes} - _NO_ROWS
    if not keys:
        return (), 0
    with store.read() as session:
        versions = _versions(session, change)
        differs = {number: _differing(version, change.entered, keys) for number, version in versions.items()}
        traces = [_trace(versions[number], rows) for number, rows in differs.items() if rows]
        links, total = posted_under.live(session, change.firm, change.realm_hash, traces, most)
    found = (_touch(link, read, change, versions[link.mapping_version], differs) for link in _once_each(links))
    return [one for one in found if one is not None], total - len(links)


def by_kind(found: Iterable[Touched]) -> tuple[KindTouched, ...]:
    """The records by kind, in the order of the kinds."""
    groups: dict[str, list[Link]] = {}
    for one in found:
        groups.setdefault(one.link.kind, []).append(one.link)
    return tuple(_total(kind, groups[kind]) for kind in Kind if kind in groups)


def _is_concerned(row: Operation) -> bool:
    if row.kind not in set(Kind) or row.action != Action.CREATE:
        return False
    return row.state != OperationState.HELD or row.reason == Held.MAPPING


def _versions(session: Session, change: Remapping) -> dict[int, Mapping]:
    """Every version under which something was posted."""
    counted = posted_under.counts(session, change.firm, change.realm_hash)
    known = mappings.versions(session, change.firm, change.realm_hash)
    return {one.version: one for one in known if counted.get(one.version)}


def _differing(version: Mapping, entered: Mapping, keys: set[Key]) -> frozenset[Key]:
    """Those of the changed rows that this version had, and otherwise than they were entered now."""
    return frozenset((row.section, row.host_code) for row in difference(version, entered) if row.before) & keys


def _trace(version: Mapping, rows: frozenset[Key]) -> Trace:
    """How copies that went through one of these rows are found without reading their documents."""
    names: set[str] = set()
    kinds: set[Kind] = set()
    for section, code in rows:
        path = version.known_as.get(version.accounts.get(code, ""), "") if section == "account" else ""
        if path and len(names) < _MOST_NAMES:
            names.add(path.rpartition(":")[2])
        else:
            kinds |= _KINDS.get(section, set(Kind))
    return Trace(version.version, frozenset(names), frozenset(kinds))


def _once_each(links: Sequence[Link]) -> Iterator[Link]:
    """One link for each record of the practice, which may have become several in QuickBooks."""
    seen = set()
    for link in links:
        if (link.kind, link.host_id) not in seen:
            seen.add((link.kind, link.host_id))
            yield link


def _touch(
    link: Link, read: Read, change: Remapping, under: Mapping, differs: dict[int, frozenset[Key]]
) -> Touched | None:
    document = read(Ref(link.firm, Kind(link.kind), link.host_id))
    if document is None:
        return None
    used = rows_used(document, under, change.catalogue, change.accounts)
    rows = tuple(key for key in used if key in differs[link.mapping_version])
    return Touched(link, rows, under) if rows else None


def _total(kind: str, links: Sequence[Link]) -> KindTouched:
    return KindTouched(kind, len(links), sum((link.amount for link in links if link.amount is not None), Decimal(0)))
