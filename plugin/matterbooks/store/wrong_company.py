"""When a firm may not be connected to the company that was chosen at Intuit."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matterbooks.errors import WrongCompanyError
from matterbooks.mapping.accounts import Company
from matterbooks.store import links
from matterbooks.store.models import Connection, Link, Operation
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


def refuse_to_leave(session: Session, former: Connection, company: Company) -> None:
    """Another company may follow only when nothing of this firm lives, or is on its way, in the former one."""
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
        raise WrongCompanyError(
            f"You chose {company.name}, but this firm's records are linked to {former.company_name} "
            f"({linked} linked, {sent} sent and not yet answered). Connect again and choose {former.company_name}, "
            f"or first have the links to {former.company_name} archived."
        )
