"""Turns: services that must run one at a time, whatever process they are in.

On SQLite our engine's BEGIN IMMEDIATE gives the turn already; on PostgreSQL an advisory lock does, until the commit.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session


def take(session: Session, *names: str) -> None:
    """Wait until nobody else holds any of these turns; they end with the transaction.

    Ask for all of them at once: they are taken in one order, so that two callers cannot wait for each other.
    """
    take_on(session.connection(), *names)


def take_on(connection: Connection, *names: str) -> None:
    """As `take`, on a bare connection."""
    if connection.dialect.name != "postgresql":
        return
    for key in sorted({_key(name) for name in names}):
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def _key(name: str) -> int:
    digest = hashlib.sha256(f"matterbooks {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
