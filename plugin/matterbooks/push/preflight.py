"""Reading the company with what its user may do there, and letting go on whatever that shows to be mended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matterbooks.mapping.accounts import Catalogue
from matterbooks.push import retry, tokens
from matterbooks.push.context import Context
from matterbooks.push.plan import plan
from matterbooks.quickbooks.catalogue import read_catalogue
from matterbooks.quickbooks.client import Client
from matterbooks.quickbooks.permissions import probe
from matterbooks.store import audit, connections, outbox
from matterbooks.values import OperationState


@dataclass(frozen=True, slots=True)
class Checked:
    """The company as it stands now, and how many records go on that its settings, accounts or rights held."""

    catalogue: Catalogue
    released: int


def read_company(context: Context, realm: str, token: str) -> Catalogue:
    """The company, and what this token may see there: questions alone, nothing is changed.

    Raises ReconnectNeededError where the company may not be read, QuickBooksError where it cannot be just now.
    """
    client = Client(context.http(), context.app.environment, realm, token)
    return replace(read_catalogue(client, context.clock()), rights=probe(client))


def check_again(context: Context, firm: str, actor: str) -> Checked:
    """Read the company again, keep it, and plan anew what it may have held. Raises QuickBooksError as `read_company`.

    A right that was refused is forgotten with that: the first record of its kind shows whether it was given since.
    """
    access = tokens.access(context, firm)
    catalogue = read_company(context, access.realm, access.token)
    with context.store.begin() as session:
        connections.save_catalogue(session, access.connection_id, catalogue)
        audit.record(session, firm=firm, actor=actor, event="company_read", now=context.clock())
        planned_anew = retry.release_read(context, session, firm, actor)
    plan(context, firm)
    with context.store.read() as session:
        still = {row.id for row in outbox.in_states(session, firm, (OperationState.HELD,))}
    return Checked(catalogue, sum(id_ not in still for id_ in planned_anew))
