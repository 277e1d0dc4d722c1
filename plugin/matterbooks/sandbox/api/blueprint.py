"""``/v3/company/{realm}/...``: the gateway's checks, then one operation of the Accounting API."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, g, request

from matterbooks.sandbox import faults, query
from matterbooks.sandbox.api import gateway, service
from matterbooks.sandbox.api.answers import received, respond, written
from matterbooks.sandbox.api.batch import carry_out
from matterbooks.sandbox.api.feed import changes_since
from matterbooks.sandbox.api.markup_in import BATCH
from matterbooks.sandbox.clock import envelope_time
from matterbooks.sandbox.company import Answer, Company
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.registry import BY_PATH
from matterbooks.sandbox.oauth.apps import ACCOUNTING
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.schema import Record, known_path
from matterbooks.sandbox.state import State

bp = Blueprint("api", __name__, url_prefix="/v3/company/<realm>")
REQUEST_ID_LONGEST = 50


def state() -> State:
    """The state of this sandbox."""
    found = current_app.extensions["sandbox"]
    if not isinstance(found, State):
        raise TypeError("the application was not made by create_app")
    return found


def company_of(realm: str) -> Company:
    """The company of a request, its bearer token checked. Raises: GatewayFault 401 or 403, Throttled."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or g.get("token_is_dead"):
        raise faults.token_fault("Token expired: see the trouble rule" if g.get("token_is_dead") else None)
    connection = state().oauth.connection(token)
    if isinstance(connection, str):
        raise faults.token_fault(connection)
    company = state().companies.get(realm)
    if company is None or connection.realm_id != realm or not connection.allows(ACCOUNTING):
        raise faults.realm_fault()
    gateway.admit(realm, connection.client_id)
    g.role = connection.role
    return company


def role() -> Role:
    """What the person may do whose token this request, which :func:`company_of` has admitted, came with."""
    found: Role = g.role
    return found


def enveloped(body: Record) -> Record:
    """`body` with the time of the answer."""
    return {**body, "time": envelope_time(state().now())}


def bare(body: Record) -> Record:
    """`body` alone, as TaxService answers."""
    return body


@bp.get("/query")
@bp.post("/query")
def ask(realm: str) -> Response:
    """A query, from the address or as raw text."""
    company = company_of(realm)
    text = request.args.get("query", "")
    if request.method == "POST":
        text = _text(request.get_data()) or text
    return respond(written(request, enveloped({"QueryResponse": query.run(company, text, role())})))


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise faults.malformed_utf8() from None


@bp.post("/batch")
def batch(realm: str) -> Response:
    """Up to 30 independent items."""
    company = company_of(realm)
    items = carry_out(company, received(request, BATCH), request.args.get("requestid"), role())
    return respond(written(request, enveloped({"BatchItemResponse": items})))


@bp.get("/cdc")
def cdc(realm: str) -> Response:
    """What changed since an instant."""
    company = company_of(realm)
    changed = changes_since(company, request.args.get("entities", ""), request.args.get("changedSince", ""), role())
    return respond(written(request, enveloped({"CDCResponse": [{"QueryResponse": changed}]})))


@bp.get("/<entity_path>")
def read_single(realm: str, entity_path: str) -> Response:
    """Preferences and CompanyInfo, of which there is one."""
    company = company_of(realm)
    entity = _entity(entity_path)
    if entity.name not in service.SINGLE:
        raise faults.unsupported_operation(f"GET {entity_path} without an id")
    return _found(company, entity, "1")


@bp.get("/<entity_path>/<identifier>")
def read_one(realm: str, entity_path: str, identifier: str) -> Response:
    """One record."""
    company = company_of(realm)
    entity = _entity(entity_path)
    own = entity.name in service.SINGLE and identifier == realm
    return _found(company, entity, "1" if own else identifier)


def _found(company: Company, entity: Entity, identifier: str) -> Response:
    role().check_read(entity.name)
    return respond(written(request, enveloped({entity.name: service.read(company, entity, identifier)})))


@bp.post("/<entity_path>")
def change(realm: str, entity_path: str) -> Response:
    """Create, update, delete or void, at most once for each ``requestid``."""
    company = company_of(realm)
    entity = _entity(entity_path)
    operation = request.args.get("operation", "").lower()
    include = frozenset(request.args.get("include", "").lower().split(",")) - {""}

    def work() -> Record:
        role().check_write(entity.name)
        return {entity.name: service.write(company, entity, received(request, entity.name), operation, include)}

    return respond(once(company, work))


def once(company: Company, work: Callable[[], Record], form: Callable[[Record], Record] = enveloped) -> Answer:
    """Do `work`, or give the answer again that this ``requestid`` was given first, in `form`.

    Raises: ServiceFault 2130 for a malformed requestid; whatever `work` raises.
    """
    request_id = request.args.get("requestid")
    if request_id is None:
        return written(request, form(work()))
    if not 0 < len(request_id) <= REQUEST_ID_LONGEST:
        raise faults.bad_request_id()
    with company.database.transaction():
        kept = company.replies.find(request_id, state().now())
        if kept is not None:
            g.seen.replayed = True
            return kept
        answer = _tried(work, form)
        company.replies.keep(request_id, state().now(), answer)
        return answer


def _tried(work: Callable[[], Record], form: Callable[[Record], Record]) -> Answer:
    try:
        return written(request, form(work()))
    except faults.ServiceFault as fault:
        return written(request, fault.body(state().now()), fault.status)


def _entity(path: str) -> Entity:
    entity = BY_PATH.get(path.lower())
    if entity is not None:
        return entity
    if known_path(path):
        raise faults.not_in_sandbox(f"the entity {path}")
    raise faults.unsupported_operation(path)


def log_defect(error: Exception) -> None:
    """Write the traceback of a defect of the sandbox to its error log."""
    current_app.logger.error("defect of the sandbox", exc_info=error)


def fault_answer(fault: Any) -> Response:
    """The answer to a refused request, in the fault's own form."""
    return respond(written(request, fault.body(state().now()), fault.status))
