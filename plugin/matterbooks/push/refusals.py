"""A right that QuickBooks refuses once is refused for the whole kind: remembered, named, and asked for no more.

Until somebody connects again or has the company read again, records of that kind are held before anything is sent.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from matterbooks.mapping.rights import PLURALS, Grant, Right, refusal
from matterbooks.push.claim import Claim
from matterbooks.push.verdict import HoldFor, Verdict
from matterbooks.quickbooks.permissions import DENIED
from matterbooks.store import connections
from matterbooks.store.models import Connection, Operation
from matterbooks.values import Action

_ENTITIES = {entity.lower(): entity for entity in PLURALS}


def remember(session: Session, connection_id: int, row: Operation, claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, in words that name the kind of record where the right to enter it was refused."""
    entity = _ENTITIES.get(claim.frozen.path)
    if not isinstance(verdict, HoldFor) or verdict.code != DENIED or row.action != Action.CREATE or entity is None:
        return verdict
    right = Right(entity, Grant.NOT_ENTERED)
    connection = connections.by_id(session, connection_id, lock=True)
    if connection is not None:
        _keep(session, connection, [right])
    return replace(verdict, words=f"{refusal(right)} (Intuit {verdict.code})")


def forget(session: Session, firm: str) -> None:
    """A person says that a right was given: the next record of each kind that was refused is sent, and shows it."""
    connection = connections.live(session, firm)
    catalogue = connections.catalogue_of(connection) if connection is not None else None
    if connection is None or catalogue is None:
        return
    refused = [right for right in catalogue.rights if right.grant is Grant.NOT_ENTERED]
    if refused:
        _keep(session, connection, [replace(right, grant=Grant.SEEN) for right in refused])


def _keep(session: Session, connection: Connection, rights: list[Right]) -> None:
    catalogue = connections.catalogue_of(connection)
    if catalogue is not None:
        named = {right.entity for right in rights}
        others = [right for right in catalogue.rights if right.entity not in named]
        connections.save_catalogue(session, connection.id, replace(catalogue, rights=(*others, *rights)))
