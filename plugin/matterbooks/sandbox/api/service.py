"""Create, read, update, delete and void, in Intuit's order of checks, for one record of one company.

Order (Intuit: assumed from recorded answers): unknown property, required, lengths, references, business rules,
closed period, duplicate number. A refused request changes nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import postal
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.schema import Record, conform

if TYPE_CHECKING:
    from matterbooks.sandbox.company import Company

SINGLE = frozenset({"Preferences", "CompanyInfo"})
"""Entities of which a company has exactly one."""


def write(
    company: Company,
    entity: Entity,
    body: object,
    operation: str,
    include: frozenset[str],
    *,
    by_hand: bool = False,
) -> Record:
    """Do what a POST asks for, and answer with the record (or the notice of its deletion).

    `operation` is what the query string says, possibly empty. `by_hand` is a person on QuickBooks' own pages, whom
    the closing date warns and does not stop. Raises: ServiceFault.
    """
    record = conform(entity.name, body)
    with company.lock:
        with company.work(include, by_hand=by_hand) as work:
            done = _carry_out(work, entity, record, operation)
        return done if done.get("status") == "Deleted" else company.present(entity.name, done)


def _carry_out(work: Work, entity: Entity, record: Record, operation: str) -> Record:
    if operation == "delete":
        return delete(work, entity, record)
    if operation == "void" or "void" in work.include:
        return void(work, entity, record)
    if operation not in {"", "update"}:
        raise faults.unsupported_operation(operation)
    if record.get("Id") or operation or entity.name in SINGLE:
        return update(work, entity, record)
    return create(work, entity, record)


def read(company: Company, entity: Entity, identifier: str) -> Record:
    """One record as answered. Raises: ServiceFault 610 (gone or never there), 2030 (no id)."""
    with company.lock:
        record = company.store.get(entity.name, identifier)
        if record is not None:
            return company.present(entity.name, record)
        if company.store.was_deleted(entity.name, identifier):
            raise faults.deleted()
        if not identifier.isdigit():
            raise faults.invalid_id(identifier)
        raise faults.not_found()


def create(work: Work, entity: Entity, record: Record) -> Record:
    """Add a record."""
    if "create" not in entity.can:
        raise faults.unsupported_operation(f"create {entity.name}")
    return _save(work, entity, entity.writable(record), None)


def update(work: Work, entity: Entity, record: Record) -> Record:
    """Change a record: whole, or (with ``sparse``) only the fields sent."""
    if "update" not in entity.can:
        raise faults.unsupported_operation(f"update {entity.name}")
    old = _present(work, entity, record)
    fields = entity.writable(record)
    if record.get("sparse"):
        emptied = {name for name, value in record.items() if value == ""}
        kept = {name: value for name, value in entity.writable(old).items() if name not in emptied}
        kept.pop("TxnTaxDetail", None)
        fields = {**kept, **fields}
    return _save(work, entity, {**fields, "Id": old["Id"]}, old)


def delete(work: Work, entity: Entity, record: Record) -> Record:
    """Delete a record: its id and SyncToken are enough."""
    if "delete" not in entity.can:
        raise faults.unsupported_operation(f"delete {entity.name}")
    old = _present(work, entity, record)
    _check_period(work, entity, old, None)
    work.draft.drop(entity.name, old["Id"])
    entity.settle(work, old, None)
    return {"status": "Deleted", "domain": "QBO", "Id": old["Id"]}


def void(work: Work, entity: Entity, record: Record) -> Record:
    """Void a record: amounts to zero, links gone."""
    if "void" not in entity.can:
        raise faults.unsupported_operation(f"void {entity.name}")
    old = _present(work, entity, record)
    _check_period(work, entity, old, None)
    saved = work.save(entity.name, entity.void(work, old))
    work.voided.add((entity.name, old["Id"]))
    entity.settle(work, old, saved)
    return work.draft.get(entity.name, old["Id"]) or saved


def _save(work: Work, entity: Entity, record: Record, old: Record | None) -> Record:
    entity.check_shape(record)
    entity.check_references(work, record, old)
    done = entity.complete(work, record, old)
    _check_period(work, entity, old, done)
    entity.number_taken(work, done)
    done["Id"] = old["Id"] if old else work.draft.next_id(entity.id_line)
    kept = {name: value for name, value in done.items() if value is not None}
    saved = work.save(entity.name, postal.numbered(work, entity.name, kept, old))
    entity.settle(work, old, saved)
    return work.draft.get(entity.name, saved["Id"]) or saved


def _present(work: Work, entity: Entity, record: Record) -> Record:
    """The record a body speaks of, at the SyncToken it names. Raises: ServiceFault 610, 2020, 5010."""
    identifier = record.get("Id") or _singleton(work, entity)
    if not identifier:
        raise faults.ServiceFault(faults.missing("Id"))
    old = work.draft.get(entity.name, identifier)
    if old is None:
        raise faults.deleted() if work.draft.was_deleted(entity.name, identifier) else faults.not_found()
    if "SyncToken" not in record:
        raise faults.ServiceFault(faults.missing("SyncToken"))
    if record["SyncToken"] != old["SyncToken"]:
        raise faults.stale()
    return old


def _singleton(work: Work, entity: Entity) -> str:
    if entity.name in SINGLE:
        return next((one["Id"] for one in work.draft.all(entity.name)), "")
    return ""


def _check_period(work: Work, entity: Entity, old: Record | None, new: Record | None) -> None:
    closed = work.preference("AccountingInfoPrefs", "BookCloseDate")
    days = {"" if record is None else entity.day(record) for record in (old, new)}
    if not isinstance(closed, str) or work.by_hand or (len(days) == 1 and not entity.posts):
        return
    if any(date.fromisoformat(day) <= date.fromisoformat(closed) for day in days if day):
        raise faults.period_closed()
