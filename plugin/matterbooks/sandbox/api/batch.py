"""Batches of independent items: writes, queries and feeds of changes, each with its own answer or fault."""

from typing import Any

from matterbooks.sandbox import faults, query
from matterbooks.sandbox.api import answers, feed, service
from matterbooks.sandbox.company import Answer, Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.schema import Record

ITEMS_LIMIT = 30
OBJECTS_LIMIT = 1000
REQUEST_ID_LONGEST, BID_LONGEST = 36, 10
OPERATIONS = {"": "", "create": "", "update": "update", "delete": "delete", "void": "void"}
"""Those of the XSD that write; it also has revert, send and merge, which no item carries out here. An item without one
is as a single POST without one (Intuit: optional in the XSD, and left out by a suite that runs live)."""
OK, REFUSED = 200, 400


def carry_out(company: Company, body: object, request_id: str | None, role: Role) -> list[Record]:
    """One answer for each item of a batch, in their order. Raises: ServiceFault 1040, 2010, 2130."""
    items = body.get("BatchItemRequest") if isinstance(body, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise faults.unreadable("BatchItemRequest")
    if len(items) > ITEMS_LIMIT:
        raise faults.batch_too_large()
    if request_id is not None:
        _check_ids(request_id, items)
    return _Batch(company, request_id, role).answers(items)


def _check_ids(request_id: str, items: list[Record]) -> None:
    longest = max((len(_bid(item)) for item in items), default=0)
    if not 0 < len(request_id) <= REQUEST_ID_LONGEST or longest > BID_LONGEST:
        raise faults.bad_request_id()


def _bid(item: Record) -> str:
    return str(item.get("bId", ""))


class _Batch:
    """One batch at work; counts what its queries answer."""

    def __init__(self, company: Company, request_id: str | None, role: Role) -> None:
        self._company = company
        self._role = role
        self._request_id = request_id
        self._objects_left = OBJECTS_LIMIT

    def answers(self, items: list[Record]) -> list[Record]:
        return [self._once(item) for item in items]

    def _once(self, item: Record) -> Record:
        """An item counts as a repeat only if both the requestid and its bId do (Intuit)."""
        if self._request_id is None:
            return self._named(item, self._tried(item))
        key = f"{self._request_id}\n{_bid(item)}"
        with self._company.database.transaction():
            kept = self._company.replies.find(key, self._company.now())
            done = answers.decode(kept.body) if kept else self._tried(item)
            if kept is None:
                status = REFUSED if "Fault" in done else OK
                answer = Answer(status, answers.encode(done), answers.JSON)
                self._company.replies.keep(key, self._company.now(), answer)
        return self._named(item, done)

    @staticmethod
    def _named(item: Record, done: Record) -> Record:
        return {**done, "bId": str(item["bId"])} if "bId" in item else done

    def _tried(self, item: Record) -> Record:
        try:
            return self._done(item)
        except faults.ServiceFault as fault:
            return {"Fault": fault.as_json()}

    def _done(self, item: Record) -> Record:
        if "Query" in item:
            return {"QueryResponse": self._counted(query.run(self._company, str(item["Query"]), self._role))}
        if "CDCQuery" in item:
            return {"CDCResponse": {"QueryResponse": self._changes(item["CDCQuery"])}}
        if "ReportQuery" in item:
            raise faults.not_in_sandbox("ReportQuery in a batch")
        return self._write(item)

    def _changes(self, asked: Any) -> list[Record]:
        if not isinstance(asked, dict):
            raise faults.unreadable("CDCQuery")
        named, since = str(asked.get("Entities", "")), str(asked.get("ChangedSince", ""))
        pages = feed.changes_since(self._company, named, since, self._role)
        return [self._counted(page) for page in pages]

    def _counted(self, page: Record) -> Record:
        """`page`, its objects taken off what the batch may answer. Raises: ServiceFault 1040 (assumed) beyond that."""
        self._objects_left -= page.get("maxResults", 0)
        if self._objects_left < 0:
            self._objects_left += page["maxResults"]
            raise faults.batch_too_large()
        return page

    def _write(self, item: Record) -> Record:
        named = [name for name in item if name in REGISTRY]
        operation = str(item.get("operation", "")).lower()
        if len(named) != 1 or operation not in OPERATIONS:
            raise faults.unsupported_operation(f"{operation} of {', '.join(sorted(set(item) - {'bId', 'operation'}))}")
        name, body = named[0], item[named[0]]
        self._role.check_write(name)
        if operation == "create" and isinstance(body, dict):
            body = {field: value for field, value in body.items() if field != "Id"}
        options = frozenset(str(item.get("optionsData", "")).lower().split(",")) - {""}
        return {name: service.write(self._company, REGISTRY[name], body, OPERATIONS[operation], options)}
