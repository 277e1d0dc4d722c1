"""Which kinds of record QuickBooks has taken since a moment: the only proof that they may be entered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks.store.models import Link


def entered_since(session: Session, firm: str, realm_hash: str, since: datetime) -> frozenset[str]:
    """Intuit's names of the kinds of which this firm made a record in this company; adopted ones prove nothing."""
    query = select(Link.quickbooks_type).distinct()
    where = Link.firm == firm, Link.realm_hash == realm_hash, Link.pushed_at >= since, Link.adopted.is_(False)
    return frozenset(session.scalars(query.where(*where)))
