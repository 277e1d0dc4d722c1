"""References between records: which field points at what, whether it is there, and the name an answer gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from matterbooks.sandbox import faults
from matterbooks.sandbox.schema import Record

if TYPE_CHECKING:
    from matterbooks.sandbox.storage.store import Draft, Store

NAME_KINDS = ("Customer", "Vendor", "Employee")


class Target(NamedTuple):
    """What a reference points at: the entities, QuickBooks' word for them in fault 2500, the field shown."""

    entities: tuple[str, ...]
    word: str
    shown: str


ACCOUNT = Target(("Account",), "Accounts", "FullyQualifiedName")
CUSTOMER = Target(("Customer",), "Names", "DisplayName")

TARGETS: Mapping[str, Target] = {
    "CustomerRef": CUSTOMER,
    "VendorRef": Target(("Vendor",), "Names", "DisplayName"),
    "EntityRef": Target(NAME_KINDS, "Names", "DisplayName"),
    "Entity": Target(NAME_KINDS, "Names", "DisplayName"),
    "ItemRef": Target(("Item",), "Items", "FullyQualifiedName"),
    "SalesTermRef": Target(("Term",), "Terms", "Name"),
    "TermRef": Target(("Term",), "Terms", "Name"),
    "PaymentMethodRef": Target(("PaymentMethod",), "PaymentMethods", "Name"),
    "TaxRateRef": Target(("TaxRate",), "TaxRates", ""),
    "DefaultTaxCodeRef": Target(("TaxCode",), "TaxCodes", ""),
    "AgencyRef": Target(("TaxAgency",), "TaxAgencies", ""),
    "ClassRef": Target(("Class",), "Klasses", "FullyQualifiedName"),
    "DepartmentRef": Target(("Department",), "Depts", "FullyQualifiedName"),
    "AccountRef": ACCOUNT,
    "ItemAccountRef": ACCOUNT,
    "IncomeAccountRef": ACCOUNT,
    "ExpenseAccountRef": ACCOUNT,
    "AssetAccountRef": ACCOUNT,
    "COGSAccountRef": ACCOUNT,
    "DiscountAccountRef": ACCOUNT,
    "DepositToAccountRef": ACCOUNT,
    "ARAccountRef": ACCOUNT,
    "APAccountRef": ACCOUNT,
    "FromAccountRef": ACCOUNT,
    "ToAccountRef": ACCOUNT,
    "BankAccountRef": ACCOUNT,
    "CCAccountRef": ACCOUNT,
}


def _found(record: object, path: str = "") -> Iterator[tuple[str, str, Record]]:
    if isinstance(record, list):
        for one in record:
            yield from _found(one, path)
    elif isinstance(record, dict):
        for name, value in record.items():
            where = f"{path}.{name}" if path else name
            if name in TARGETS and isinstance(value, dict) and value.get("value"):
                yield name, where, value
            else:
                yield from _found(value, where)


def check(draft: Draft, record: Record, kept: Record | None) -> None:
    """Raise: ServiceFault 2500 where a reference of `record` never existed, 610 where it is inactive or deleted.

    A reference that stood in `kept`, the record's former state, may be inactive.
    """
    before = {(where, one["value"]) for _, where, one in _found(kept)} if kept else set()
    for name, where, reference in _found(record):
        target = _lookup(draft.get, TARGETS[name], reference["value"])
        if target is None:
            raise faults.invalid_reference(TARGETS[name].word, reference["value"], where)
        if target.get("Active") is False and (where, reference["value"]) not in before:
            raise faults.not_found()


def accounts_in(record: Record) -> Iterator[tuple[str, str]]:
    """Where `record` names an account, and the account's id."""
    return ((where, one["value"]) for name, where, one in _found(record) if TARGETS[name] is ACCOUNT)


def _lookup(get: Callable[[str, str], Record | None], target: Target, identifier: str) -> Record | None:
    for entity in target.entities:
        if (record := get(entity, identifier)) is not None:
            return record
    return None


def with_names(store: Store, value: Any) -> Any:
    """A copy of `value` in which every reference carries the present name of what it points at."""
    if isinstance(value, list):
        return [with_names(store, one) for one in value]
    if isinstance(value, dict):
        return {name: _named(store, name, one) for name, one in value.items()}
    return value


def _named(store: Store, name: str, value: Any) -> Any:
    target = TARGETS.get(name)
    if target is None or not isinstance(value, dict) or "value" not in value:
        return with_names(store, value) if isinstance(value, dict | list) else value
    record = _lookup(store.get, target, value["value"])
    if record is None or not target.shown:
        return value
    shown = record.get(target.shown) or record.get("Name", "")
    return {"value": value["value"], "name": shown, **({"type": value["type"]} if "type" in value else {})}
