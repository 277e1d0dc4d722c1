"""Firms, companies and tokens for tests of this room, without any Intuit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from matterbooks.mapping.accounts import Company
from matterbooks.store import connections
from matterbooks.store.models import Connection
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock

COMPANY = Company(name="North Law Books", country="US", home_currency="USD")
REALM = "4620816365000000001"
OTHER_REALM = "4620816365000000002"


@dataclass(frozen=True)
class Pair:
    """A token pair that tells its number."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_expires_at: datetime
    refresh_expires_at: datetime
    hard_expires_at: datetime | None


def pair(clock: Clock, number: int = 1) -> Pair:
    """The number-th pair that Intuit gave: `access-1`, `refresh-1`."""
    return Pair(
        f"access-{number}",
        f"refresh-{number}",
        clock.now + timedelta(hours=1),
        clock.now + timedelta(days=100),
        clock.now + timedelta(days=1825),
    )


def connect(
    session: Session,
    ring: KeyRing,
    clock: Clock,
    *,
    firm: str = "north",
    realm: str = REALM,
    name: str = COMPANY.name,
    number: int = 1,
    environment: str = "sandbox",
) -> Connection:
    """Connect the firm as Ann."""
    return connections.establish(
        session,
        ring,
        firm=firm,
        realm=realm,
        environment=environment,
        tokens=pair(clock, number),
        company=replace(COMPANY, name=name),
        actor="ann",
        now=clock.now,
    )
