"""Mapping versions of a firm and company: each save makes a new one, over the one it began from or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matterbooks.errors import MappingError, NewerVersionError
from matterbooks.mapping.mapping import Mapping, RowChange, at_version, difference
from matterbooks.store import audit, mapping_rows, switches, turns
from matterbooks.store.models import MappingVersion


def current(session: Session, firm: str, realm_hash: str) -> Mapping:
    """The newest version, or the empty version 0 before any save."""
    row = session.scalar(_versions(firm, realm_hash).limit(1))
    return Mapping() if row is None else _mapping(row)


def at(session: Session, firm: str, realm_hash: str, version: int) -> Mapping:
    """The mapping as it was under this version. Raises MappingError where there was none."""
    if version == 0:
        return Mapping()
    row = session.scalar(_versions(firm, realm_hash).where(MappingVersion.version == version))
    if row is None:
        raise MappingError(f"There is no version {version} of this mapping. Open the mapping screen again.")
    return _mapping(row)


def history(session: Session, firm: str, realm_hash: str) -> list[MappingVersion]:
    """Every version with its rows as saved, oldest first."""
    return list(session.scalars(_versions(firm, realm_hash)))[::-1]


def versions(session: Session, firm: str, realm_hash: str) -> list[Mapping]:
    """Every version as a mapping, oldest first."""
    return [_mapping(row) for row in history(session, firm, realm_hash)]


def save(
    session: Session,
    *,
    firm: str,
    realm_hash: str,
    mapping: Mapping,
    based_on: int,
    rows: Sequence[dict[str, str]],
    actor: str,
    now: datetime,
) -> Mapping:
    """Save a new version, and switch on or off from `now` what it says.

    rows: the columns of `mapping.csv` after `from_instant`, with the names of the moment; rows of the mapping that are
    not among them are kept without names. Raises NewerVersionError where `based_on` is no longer the newest.
    """
    turns.take(session, f"mapping {firm}")
    newest = current(session, firm, realm_hash)
    if newest.version != based_on:
        raise _newer(newest, at(session, firm, realm_hash, based_on), based_on)
    saved = at_version(mapping, newest.version + 1, now, actor)
    row = MappingVersion(
        firm=firm,
        realm_hash=realm_hash,
        version=saved.version,
        saved_at=now,
        saved_by=actor,
        rows=mapping_rows.of_mapping(mapping, rows),
    )
    session.add(row)
    session.flush()
    switches.apply(session, firm, saved.switches, actor=actor, now=now)
    _note(session, firm, saved, difference(newest, saved), now)
    return saved


def _versions(firm: str, realm_hash: str) -> Select[MappingVersion]:
    query = select(MappingVersion).where(MappingVersion.firm == firm, MappingVersion.realm_hash == realm_hash)
    return query.order_by(MappingVersion.version.desc())


def _mapping(row: MappingVersion) -> Mapping:
    return at_version(mapping_rows.to_mapping(row.rows), row.version, row.saved_at, row.saved_by)


def _newer(newest: Mapping, begun: Mapping, based_on: int) -> NewerVersionError:
    changes = difference(begun, newest)
    moment = newest.saved_at
    if moment is None:
        raise MappingError("There is no saved version of this mapping yet. Open the mapping screen again.")
    return NewerVersionError(
        f"{newest.saved_by} saved version {newest.version} of the mapping on {moment:%Y-%m-%d at %H:%M} UTC, after you "
        f"opened version {based_on}: {len(changes)} rows differ. Nothing of yours was saved. Look at the difference, "
        "and save again on top of it.",
        saved_by=newest.saved_by,
        saved_at=moment,
        changes=changes,
    )


def _note(session: Session, firm: str, saved: Mapping, changes: Sequence[RowChange], now: datetime) -> None:
    detail = {"changes": [[change.section, change.host_code, change.before, change.after] for change in changes]}
    subject = f"mapping version {saved.version}"
    audit.record(
        session, firm=firm, actor=saved.saved_by, event="mapping_saved", subject=subject, detail=detail, now=now
    )
