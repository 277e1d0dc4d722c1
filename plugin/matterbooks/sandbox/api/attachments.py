"""``/v3/company/{realm}/upload`` and ``/download``: files, several in one request, each with or without its data."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, request

from matterbooks.sandbox import faults
from matterbooks.sandbox.api import markup_in, service
from matterbooks.sandbox.api.answers import decode, respond
from matterbooks.sandbox.api.blueprint import company_of, once, state
from matterbooks.sandbox.api.multipart import Part, parts
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.attachable import CONTENT, content, file_address, with_file
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import Record, conform

bp = Blueprint("attachments", __name__)
ENTITY = REGISTRY["Attachable"]
FIELD = re.compile(r"file_(metadata|content)_(\d+)")


@bp.post("/v3/company/<realm>/upload")
def upload(realm: str) -> Response:
    """Keep files: ``file_content_01`` with (or without) ``file_metadata_01``, and so on."""
    company = company_of(realm)

    def carry_out() -> Record:
        given = parts(request.get_data(), request.headers.get("Content-Type", ""))
        found = [_one(company, about, file) for about, file in _pairs(given)]
        if not found:
            raise faults.ServiceFault(faults.missing("file_content_01"))
        return {"AttachableResponse": found}

    return respond(once(company, carry_out))


def _pairs(given: list[Part]) -> Iterator[tuple[Part | None, Part]]:
    """Each file with its metadata, told by the number in their names."""
    found: dict[str, dict[str, Part]] = {}
    for part in given:
        named = FIELD.fullmatch(part.name)
        if named is None:
            raise faults.unknown_property(part.name)
        found.setdefault(named.group(2), {})[named.group(1)] = part
    return ((pair.get("metadata"), pair["content"]) for _, pair in sorted(found.items()) if "content" in pair)


def _one(company: Company, about: Part | None, file: Part) -> Record:
    """The answer for one file: its record, or the fault that refused it."""
    try:
        given = conform(ENTITY.name, _body(about))
        record = {"FileName": file.file_name or "file", "ContentType": file.content_type, **given}
        record.pop("Id", None)
        with company.work() as work:
            made = with_file(service.create(work, ENTITY, record), file.data)
            work.draft.put(ENTITY.name, made)
        return {ENTITY.name: company.present(ENTITY.name, made)}
    except faults.ServiceFault as fault:
        return {"Fault": fault.as_json()}


def _body(about: Part | None) -> Any:
    if about is None:
        return {}
    kind = about.content_type.partition(";")[0].strip()
    return markup_in.read(about.data, ENTITY.name) if kind.endswith("xml") else decode(about.data)


@bp.get("/v3/company/<realm>/download/<identifier>")
def download(realm: str, identifier: str) -> Response:
    """The address of a file, as text (Intuit: one that works for a while)."""
    if not _has_file(company_of(realm).store.get(ENTITY.name, identifier)):
        raise faults.not_found()
    return Response(file_address(realm, identifier), mimetype="text/plain")


@bp.get("/sandbox/files/<realm>/<identifier>")
def file(realm: str, identifier: str) -> Response:
    """The bytes of a file."""
    company = state().companies.get(realm)
    record = company.store.get(ENTITY.name, identifier) if company else None
    if record is None or not _has_file(record):
        abort(404)
    answer = Response(content(record), content_type=record["ContentType"])
    answer.headers.set("Content-Disposition", "attachment", filename=str(record["FileName"]))
    return answer


def _has_file(record: Record | None) -> bool:
    return record is not None and CONTENT in record
