"""Notes and files that are attached to transactions and list entries, or to nothing."""

import base64
from collections.abc import Iterator

from matterbooks.sandbox import faults
from matterbooks.sandbox.addresses import absolute
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.faults import Problem
from matterbooks.sandbox.schema import Record, entity_named

CONTENT = "Content"
"""Where the store keeps the bytes of a file, in base64; no answer shows it."""


class Attachable(Entity):
    """A note, or a file with what is known of it."""

    name = "Attachable"
    can = frozenset({"create", "update", "delete", "query"})
    computed = frozenset(
        {"FileAccessUri", "TempDownloadUri", "Size", "ThumbnailFileAccessUri", "ThumbnailTempDownloadUri", CONTENT}
    )

    def missing(self, record: Record) -> Iterator[Problem]:
        """A note or the name of a file there must be."""
        if not record.get("Note") and not record.get("FileName"):
            yield faults.missing("Note")

    def check_references(self, work: Work, record: Record, old: Record | None) -> None:
        """What it is attached to must be there. Raises: ServiceFault 2020, 2170, 2500."""
        del old
        for link in record.get("AttachableRef", []):
            target = link.get("EntityRef")
            if not target:
                raise faults.ServiceFault(faults.missing("AttachableRef.EntityRef"))
            kind = _kind(target.get("type", ""))
            if work.draft.get(kind, target["value"]) is None:
                raise faults.invalid_reference(kind, target["value"], "AttachableRef.EntityRef")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """The file stays what was uploaded."""
        del work
        return {**record, **{name: old[name] for name in (CONTENT, "Size") if old and name in old}}

    def present(self, company: Books, record: Record) -> Record:
        """With the addresses a file can be fetched at, without the file itself."""
        shown = {name: value for name, value in record.items() if name != CONTENT}
        if CONTENT in record:
            path = f"/v3/company/{company.realm_id}/download/{record['Id']}"
            shown |= {"FileAccessUri": path, "TempDownloadUri": file_address(company.realm_id, record["Id"])}
        return {**shown, "domain": "QBO", "sparse": False}


def _kind(word: str) -> str:
    if not word:
        raise faults.ServiceFault(faults.missing("AttachableRef.EntityRef.type"))
    kind = entity_named(word)
    if kind is None:
        raise faults.invalid_enumeration(word, "AttachableRef.EntityRef.type")
    return kind


def file_address(realm: str, identifier: str) -> str:
    """Where the bytes of a file are, for whoever has the address; it does not run out here, as Intuit's does."""
    return absolute(f"/sandbox/files/{realm}/{identifier}")


def content(record: Record) -> bytes:
    """The bytes of a file."""
    return base64.b64decode(record[CONTENT])


def with_file(record: Record, data: bytes) -> Record:
    """`record` with a file in it."""
    return {**record, CONTENT: base64.b64encode(data).decode(), "Size": len(data)}
