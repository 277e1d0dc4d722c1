"""Notes and files that are attached to transactions and list entries."""

import base64
from collections.abc import Mapping
from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.addresses import absolute
from matterbooks.sandbox.books import Books
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work

CONTENT = "Content"
"""Where the store keeps the bytes of a file, in base64; no answer shows it."""


class Attachable(Entity):
    """A note, or a file with what is known of it."""

    name = "Attachable"
    can = frozenset({"create", "update", "delete", "query"})
    computed = frozenset(
        {"FileAccessUri", "TempDownloadUri", "Size", "ThumbnailFileAccessUri", "ThumbnailTempDownloadUri"}
    )
    queryable = frozenset({"FileName", "Note", "Category", "ContentType", "Size"})
    lengths: ClassVar[Mapping[str, int]] = {"FileName": 1000, "Note": 2000, "Category": 100, "PlaceName": 2000}

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Keep the file. Raises: ServiceFault 2020 without note and file, 2170 or 2500 for a link to nothing."""
        if not record.get("Note") and not record.get("FileName"):
            raise faults.ServiceFault(faults.missing("Note"))
        for link in record.get("AttachableRef", []):
            _check(work, link.get("EntityRef") or {})
        held = {name: old[name] for name in (CONTENT, "Size") if old and name in old}
        return {**record, **held}

    def present(self, company: Books, record: Record) -> Record:
        """With the address a file can be fetched at, without the file itself."""
        plain = {name: value for name, value in record.items() if name != CONTENT}
        shown = {**plain, "domain": "QBO", "sparse": False}
        if CONTENT not in record:
            return shown
        path = f"/v3/company/{company.realm_id}/download/{record['Id']}"
        return {**shown, "FileAccessUri": path, "TempDownloadUri": address_of(company.realm_id, record["Id"])}


def address_of(realm: str, identifier: str) -> str:
    """Where the bytes of a file are."""
    return absolute(f"/sandbox/files/{realm}/{identifier}")


def content(record: Record) -> bytes:
    """The bytes of a file."""
    return base64.b64decode(record[CONTENT])


def with_file(record: Record, data: bytes) -> Record:
    """`record` with a file in it."""
    return {**record, CONTENT: base64.b64encode(data).decode(), "Size": len(data)}


def _check(work: Work, link: Record) -> None:
    kind, identifier = str(link.get("type", "")), str(link.get("value", ""))
    if not kind or not identifier:
        raise faults.ServiceFault(faults.missing(f"AttachableRef.EntityRef.{'value' if kind else 'type'}"))
    known = next((name for name in _LINKABLE if name.casefold() == kind.casefold()), "")
    if not known:
        raise faults.invalid_enumeration(kind, "AttachableRef.EntityRef.type")
    if work.draft.get(known, identifier) is None:
        raise faults.invalid_reference(known, identifier, "AttachableRef.EntityRef")


_LINKABLE = (
    *("Bill", "BillPayment", "CreditMemo", "Customer", "Deposit", "Employee", "Estimate", "Invoice", "Item"),
    *("JournalEntry", "Payment", "Purchase", "RefundReceipt", "SalesReceipt", "Transfer", "Vendor", "VendorCredit"),
)
