"""The tables of what a firm has decided: which company it feeds, what is switched on, and what corresponds to what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matterbooks.store.base import PREFIX, Base


class Connection(Base):
    """A firm's connection to one QuickBooks company.

    `live` is "yes" while it stands and NULL once it has ended, so that one firm has one live connection and one realm
    feeds from one firm. `generation` rises with each stored token pair; a refresh is saved only over the one it read.
    """

    __tablename__ = f"{PREFIX}connection"
    __table_args__ = (UniqueConstraint("firm", "live"), UniqueConstraint("realm_hash", "live"))

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str] = mapped_column(index=True)
    live: Mapped[str | None]
    state: Mapped[str]
    environment: Mapped[str]
    realm_hash: Mapped[str]
    realm_sealed: Mapped[bytes]
    access_sealed: Mapped[bytes | None]
    refresh_sealed: Mapped[bytes | None]
    previous_refresh_sealed: Mapped[bytes | None]
    generation: Mapped[int] = mapped_column(default=0)
    access_expires_at: Mapped[datetime | None]
    refresh_expires_at: Mapped[datetime | None]
    hard_expires_at: Mapped[datetime | None]
    refresh_lease_until: Mapped[datetime | None]
    renewed_at: Mapped[datetime | None]
    company_name: Mapped[str]
    country: Mapped[str] = mapped_column(default="")
    home_currency: Mapped[str] = mapped_column(default="")
    division: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime]
    connected_at: Mapped[datetime]
    connected_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    last_success_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    throttle_second_at: Mapped[datetime | None]
    throttle_minute_at: Mapped[datetime | None]
    catalogue: Mapped[dict[str, Any] | None]
    catalogue_read_at: Mapped[datetime | None]


class OAuthState(Base):
    """A question that we asked Intuit through somebody's browser; answered once, within ten minutes."""

    __tablename__ = f"{PREFIX}oauth_state"
    __table_args__ = (UniqueConstraint("state_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    state_hash: Mapped[str]
    user_id: Mapped[str]
    browser_hash: Mapped[str]
    asked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SwitchInterval(Base):
    """From when to when a kind of transaction was switched on, and by whom."""

    __tablename__ = f"{PREFIX}switch_interval"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str] = mapped_column(index=True)
    switch: Mapped[str]
    on_at: Mapped[datetime]
    on_by: Mapped[str]
    off_at: Mapped[datetime | None]
    off_by: Mapped[str | None]


class MappingVersion(Base):
    """One saved mapping of a firm and company, with the names as they stood when it was saved.

    rows: {section, host_code, host_name, host_type, quickbooks_id, quickbooks_name, quickbooks_type, trust}, the
    columns of `mapping.csv` after `from_instant`.
    """

    __tablename__ = f"{PREFIX}mapping"
    __table_args__ = (UniqueConstraint("firm", "realm_hash", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm: Mapped[str]
    realm_hash: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    rows: Mapped[list[dict[str, str]]]
