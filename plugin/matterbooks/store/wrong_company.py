"""When a firm may not be connected to the company that was chosen at Intuit."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matterbooks.errors import SealBrokenError, WrongCompanyError
from matterbooks.mapping.accounts import Company
from matterbooks.store import links
from matterbooks.store.models import Connection, Link, Operation
from matterbooks.store.secrets import SETTING, KeyRing
from matterbooks.store.tokens import realm_of
from matterbooks.values import OperationState

_SETTLED = (OperationState.DONE, OperationState.SKIPPED, OperationState.CANCELLED)


def refuse_company_of_another_firm(session: Session, firm: str, realm_hash: str, company: Company) -> None:
    """Two firms never feed one company."""
    query = select(Connection.id).where(
        Connection.realm_hash == realm_hash, Connection.live.is_not(None), Connection.firm != firm
    )
    if session.scalar(query) is not None:
        raise WrongCompanyError(
            f"The QuickBooks company {company.name} receives the books of another firm already, and two firms never "
            "feed one company. Choose another company at Intuit, or have it disconnected there first."
        )


def refuse_to_leave(session: Session, ring: KeyRing, former: Connection, company: Company) -> None:
    """Another company may follow only when nothing of this firm lives, or is on its way, in the former one.

    Raises SealBrokenError where a lost key leaves open whether it is another company at all.
    """
    linked = session.scalar(
        select(func.count()).where(
            Link.firm == former.firm, Link.realm_hash == former.realm_hash, Link.state.in_(links.LIVE)
        )
    )
    sent = session.scalar(
        select(func.count()).where(
            Operation.firm == former.firm,
            Operation.first_sent_at.is_not(None),
            Operation.state.not_in(_SETTLED),
        )
    )
    if linked or sent:
        _make_sure_it_is_another(ring, former, company)
        raise WrongCompanyError(
            f"You chose {company.name}, but this firm's records are linked to {former.company_name} "
            f"({linked} linked, {sent} sent and not yet answered). Connect again and choose {former.company_name}, "
            f"or first have the links to {former.company_name} archived."
        )


def _make_sure_it_is_another(ring: KeyRing, former: Connection, company: Company) -> None:
    try:
        realm_of(ring, former)
    except SealBrokenError as broken:
        raise SealBrokenError(
            f"This firm's records are linked to {former.company_name}, and without the oldest key of {SETTING} nobody "
            f"can tell whether {company.name} is that company. Put the key back at the end, then connect again."
        ) from broken
