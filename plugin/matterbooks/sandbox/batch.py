"""Batches of independent items, and the feed of what changed (change data capture)."""

from datetime import datetime, timedelta
from typing import Any

from matterbooks.sandbox import faults, query, service
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import BY_PATH, REGISTRY
from matterbooks.sandbox.query_language import LIMIT
from matterbooks.sandbox.schema import Record

ITEMS_LIMIT = 30
LOOK_BACK = timedelta(days=30)
OPERATIONS = {"create": "", "update": "update", "delete": "delete", "void": "void"}
NO_FEED = frozenset({"TaxAgency", "TaxCode", "TaxRate"})


def carry_out(company: Company, body: object, request_id: str) -> list[Record]:
    """One answer for each item of a batch. Raises: ServiceFault 1040, 2010, 2130."""
    items = body.get("BatchItemRequest") if isinstance(body, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise faults.unreadable("BatchItemRequest")
    if len(items) > ITEMS_LIMIT:
        raise faults.batch_too_large()
    if len(request_id) > 36 or (request_id and any(len(str(item.get("bId", ""))) > 10 for item in items)):
        raise faults.bad_request_id()
    return [_once(company, item, request_id) for item in items]


def _once(company: Company, item: Record, request_id: str) -> Record:
    """An item counts as a repeat only if both the requestid and its bId do (Intuit)."""
    key = (request_id, str(item.get("bId", "")))
    with company.lock:
        if request_id and key in company.batch_replies:
            return company.batch_replies[key]
        try:
            done = {**_item(company, item), "bId": key[1]}
        except faults.ServiceFault as fault:
            return {"Fault": fault.as_json(), "bId": key[1]}
        if request_id:
            company.batch_replies[key] = done
        return done


def _item(company: Company, item: Record) -> Record:
    if "Query" in item:
        return {"QueryResponse": query.run(company, str(item["Query"]))}
    named = [name for name in item if name in REGISTRY]
    operation = str(item.get("operation", "")).lower()
    if len(named) != 1 or operation not in OPERATIONS:
        raise faults.unsupported_operation(f"{operation} of {', '.join(sorted(set(item) - {'bId', 'operation'}))}")
    body: Any = item[named[0]]
    if operation == "create" and isinstance(body, dict) and "Id" in body:
        body = {name: value for name, value in body.items() if name != "Id"}
    options = frozenset(str(item.get("optionsData", "")).lower().split(",")) - {""}
    return {named[0]: service.write(company, REGISTRY[named[0]], body, OPERATIONS[operation], options)}


def changes_since(company: Company, entities: str, since: str) -> list[Record]:
    """The changed records of each entity named, deleted ones as a notice. Raises: ServiceFault."""
    try:
        start = datetime.fromisoformat(since.replace(" ", "+"))
    except ValueError:
        raise faults.unreadable("changedSince") from None
    start = start if start.tzinfo else start.replace(tzinfo=company.now().tzinfo)
    if company.now() - start > LOOK_BACK:
        raise faults.business("changedSince can be at most 30 days back.", "changedSince")
    with company.lock:
        return [_changed(company, name.strip(), start) for name in entities.split(",")]


def _changed(company: Company, name: str, start: datetime) -> Record:
    entity = BY_PATH.get(name.lower())
    if entity is None or entity.name in NO_FEED:
        raise faults.unsupported_operation(f"cdc of {name}")
    found = [
        company.present(entity.name, record)
        for record in company.store.all(entity.name)
        if datetime.fromisoformat(record["MetaData"]["LastUpdatedTime"]) >= start
    ]
    gone = [
        {"status": "Deleted", "domain": "QBO", "Id": identifier, "MetaData": {"LastUpdatedTime": stamp(when)}}
        for (kind, identifier), when in company.store.deleted.items()
        if kind == entity.name and when >= start
    ]
    answers = [*found, *gone][:LIMIT]
    if not answers:
        return {}
    return {entity.name: answers, "startPosition": 1, "maxResults": len(answers), "totalCount": len(answers)}
