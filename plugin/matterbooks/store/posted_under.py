"""What was posted under which version of a mapping: the links of one company, each with the version it was sent under.

Reading only. Customers and items that are made on the way belong to no version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from matterbooks.store.activity import PAGE_SIZE
from matterbooks.store.links import LIVE
from matterbooks.store.models import Link
from matterbooks.values import Kind


@dataclass(frozen=True, slots=True)
class LinkPage:
    """One page of links."""

    rows: Sequence[Link]
    total: int
    number: int

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def counts(session: Session, firm: str, realm_hash: str) -> dict[int, int]:
    """Version -> how many records were posted under it, those included whose copy has ended since."""
    query = select(Link.mapping_version, func.count()).where(*_of(firm, realm_hash))
    return {row[0]: row[1] for row in session.execute(query.group_by(Link.mapping_version))}


def page(session: Session, firm: str, realm_hash: str, version: int, number: int = 1) -> LinkPage:
    """The records that were posted under one version, newest first; a page beyond the last one is the last."""
    fitting = select(Link).where(*_of(firm, realm_hash), Link.mapping_version == version)
    total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    query = fitting.order_by(Link.id.desc()).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return LinkPage(session.scalars(query).all(), total, number)


def posted_to(session: Session, firm: str, realm_hash: str, version: int, path: str) -> int:
    """How many records that were posted under a version, and stand, posted to the account of this full name."""
    entry = literal(";") + Link.pushed_posts
    fitting = (Link.state.in_(LIVE), Link.mapping_version == version, entry.contains(f";{path}=", autoescape=True))
    return session.scalar(select(func.count()).where(*_of(firm, realm_hash), *fitting)) or 0


def live(
    session: Session, firm: str, realm_hash: str, versions: Iterable[int], most: int | None = None
) -> tuple[Sequence[Link], int]:
    """The copies that still stand as posted under one of these versions, newest first, and how many there are in all.

    most: how many are read at most; all of them where it is None.
    """
    standing = (Link.state.in_(LIVE), Link.mapping_version.in_(list(versions)))
    fitting = select(Link).where(*_of(firm, realm_hash), *standing)
    total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    return session.scalars(fitting.order_by(Link.id.desc()).limit(most)).all(), total


def _of(firm: str, realm_hash: str) -> tuple[ColumnElement[bool], ...]:
    return Link.firm == firm, Link.realm_hash == realm_hash, Link.kind.in_(list(Kind))
