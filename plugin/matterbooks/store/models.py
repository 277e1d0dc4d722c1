"""The tables of matterbooks, in the order in which a record meets them.

    connection, oauth_state    which QuickBooks company a firm feeds
    switch_interval            when each kind of transaction was switched on and off
    mapping                    the versions of what corresponds to what
    change                     the host saved something (written in the host's own transaction)
    unit, operation, edge      what has to be done in QuickBooks, what lands together, what waits for what
    request, request_item      exact bytes, of one operation today and of thirty later
    attempt                    one sending of a request
    link                       a host record and the QuickBooks record that it became; ended, never overwritten
    audit                      who did what, as a chain of hashes

`firm` is in every table and first in every unique key, except the keyed hash of the realm, which is unique among
live connections.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matterbooks.store.base import PREFIX, Base
from matterbooks.store.firm_models import Connection, MappingVersion, OAuthState, SwitchInterval

__all__ = [
    "Attempt",
    "Audit",
    "Change",
    "Connection",
    "Edge",
    "Link",
    "MappingVersion",
    "OAuthState",
    "Operation",
    "Request",
    "RequestItem",
    "SwitchInterval",
    "Unit",
]


class Change(Base):
    """The host saved a record. No unique key: this insert must never fail the host's own save."""

    __tablename__ = f"{PREFIX}change"
    __table_args__ = (Index(None, "firm", "planned_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    kind: Mapped[str]
    host_id: Mapped[str]
    at: Mapped[datetime]
    planned_at: Mapped[datetime | None]


class Unit(Base):
    """What must land together: the operations of one record's one posting."""

    __tablename__ = f"{PREFIX}unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    host_id: Mapped[str]
    created_at: Mapped[datetime]


class Operation(Base):
    """The making, changing or removing of one QuickBooks record.

    generation rises when a record is made again, revision when the bytes change after a definite refusal. fence rises
    with every claim, so that an answer that comes back to a lost claim changes nothing. outcome_unknown: it waits for a
    person, and may be in QuickBooks all the same, so that the record stays locked. missing_parent: `kind:id` of the
    record that it is held for. The figures are those of the
    document as it was last planned or sent, for the activity screen and `links.csv`.
    """

    __tablename__ = f"{PREFIX}operation"
    __table_args__ = (
        UniqueConstraint("firm", "kind", "host_id", "part", "generation", "action"),
        Index(None, "firm", "state", "not_before", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}unit.id"))
    kind: Mapped[str]
    host_id: Mapped[str]
    part: Mapped[str] = mapped_column(default="")
    generation: Mapped[int] = mapped_column(default=1)
    action: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(default="")
    outcome_unknown: Mapped[bool] = mapped_column(default=False)
    missing_parent: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    date: Mapped[date | None]
    amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    currency: Mapped[str] = mapped_column(default="")
    document_version: Mapped[str] = mapped_column(default="")
    mapping_version: Mapped[int] = mapped_column(default=0)
    pushed_posts: Mapped[str] = mapped_column(Text, default="")
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
    first_sent_at: Mapped[datetime | None]
    last_sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    rescues: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Edge(Base):
    """A child operation waits until its parent is done."""

    __tablename__ = f"{PREFIX}edge"
    __table_args__ = (UniqueConstraint("firm", "child_id", "parent_id"), Index(None, "parent_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    child_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}operation.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}operation.id"))


class Request(Base):
    """Exact bytes, frozen at claim and never cut anew while their outcome is unknown."""

    __tablename__ = f"{PREFIX}request"
    __table_args__ = (UniqueConstraint("firm", "request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    request_id: Mapped[str]
    method: Mapped[str]
    path: Mapped[str]
    params: Mapped[list[dict[str, str]]]
    body: Mapped[bytes | None]
    body_sha256: Mapped[str]
    frozen_at: Mapped[datetime]


class RequestItem(Base):
    """Which operations a request carries; `bid` names the item of a batch and is empty otherwise."""

    __tablename__ = f"{PREFIX}request_item"
    __table_args__ = (UniqueConstraint("firm", "request_id", "operation_id"), Index(None, "operation_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    request_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}request.id"))
    operation_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}operation.id"))
    revision: Mapped[int]
    bid: Mapped[str] = mapped_column(default="")
    marker: Mapped[str] = mapped_column(default="")


class Attempt(Base):
    """One sending of a request (or one look-up after silence) and what came of it."""

    __tablename__ = f"{PREFIX}attempt"
    __table_args__ = (Index(None, "operation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    operation_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}operation.id"))
    request_id: Mapped[str]
    purpose: Mapped[str]
    fence: Mapped[int]
    at: Mapped[datetime]
    milliseconds: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str]
    http_status: Mapped[int | None]
    code: Mapped[str] = mapped_column(default="")
    intuit_tid: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Text, default="")


class Link(Base):
    """A host record and the QuickBooks record that it became.

    pushed_posts: `account path=cents;...`, debit positive, as sent. amount, date and number are as pushed.
    """

    __tablename__ = f"{PREFIX}link"
    __table_args__ = (
        UniqueConstraint("firm", "kind", "host_id", "part", "generation"),
        Index(None, "firm", "state"),
        Index(None, "firm", "quickbooks_type", "quickbooks_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    kind: Mapped[str]
    host_id: Mapped[str]
    part: Mapped[str] = mapped_column(default="")
    generation: Mapped[int] = mapped_column(default=1)
    operation_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}operation.id"))
    realm_hash: Mapped[str]
    quickbooks_type: Mapped[str]
    quickbooks_id: Mapped[str]
    sync_token: Mapped[str]
    state: Mapped[str]
    adopted: Mapped[bool] = mapped_column(default=False)
    document_version: Mapped[str] = mapped_column(default="")
    mapping_version: Mapped[int] = mapped_column(default=0)
    body_sha256: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    date: Mapped[date | None]
    pushed_posts: Mapped[str] = mapped_column(Text, default="")
    returned_total: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    returned_tax: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    pushed_at: Mapped[datetime]
    unlocked_at: Mapped[datetime | None]
    unlocked_by: Mapped[str | None]
    unlock_reason: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None]


class Audit(Base):
    """Who did what. Each row's hash covers the one before it, per firm, so that a change shows."""

    __tablename__ = f"{PREFIX}audit"
    __table_args__ = (UniqueConstraint("firm", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    number: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str]
    event: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    detail: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]
