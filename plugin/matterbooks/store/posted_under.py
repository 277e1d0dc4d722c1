"""What was posted under which version of a mapping: the links of one company, each with the version it was sent under.

Reading only. Customers and items that are made on the way belong to no version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
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


@dataclass(frozen=True, slots=True)
class Trace:
    """What copies under one version bear: they are of one of these kinds, or post to an account of one of these names.

    names are the accounts' own, without those above them. A copy of which it is not known what it posts bears it too.
    """

    version: int
    names: frozenset[str]
    kinds: frozenset[Kind]


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


def posts(session: Session, firm: str, realm_hash: str, versions: Sequence[int]) -> list[tuple[int, str]]:
    """Version and `pushed_posts` of every copy that stands as posted under one of these versions."""
    fitting = (Link.state.in_(LIVE), Link.mapping_version.in_(versions))
    rows = session.execute(select(Link.mapping_version, Link.pushed_posts).where(*_of(firm, realm_hash), *fitting))
    return [(row[0], row[1]) for row in rows]


def live(
    session: Session, firm: str, realm_hash: str, traces: Sequence[Trace], most: int | None = None
) -> tuple[Sequence[Link], int]:
    """The copies that stand and bear one of these traces, newest first, and how many there are in all.

    most: how many are read at most; all of them where it is None.
    """
    if not traces:
        return (), 0
    fitting = select(Link).where(*_of(firm, realm_hash), Link.state.in_(LIVE), or_(*map(_bears, traces)))
    total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    return session.scalars(fitting.order_by(Link.id.desc()).limit(most)).all(), total


def _bears(trace: Trace) -> ColumnElement[bool]:
    posted = (Link.pushed_posts.contains(f"{name}=", autoescape=True) for name in trace.names)
    return and_(
        Link.mapping_version == trace.version, or_(Link.kind.in_(trace.kinds), Link.pushed_posts == "", *posted)
    )


def _of(firm: str, realm_hash: str) -> tuple[ColumnElement[bool], ...]:
    return Link.firm == firm, Link.realm_hash == realm_hash, Link.kind.in_(list(Kind))
