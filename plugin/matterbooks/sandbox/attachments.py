"""``/v3/company/{realm}/upload`` and ``/download``: files, several in one request, each with or without its data."""

import re
from typing import Any

from flask import Blueprint, Response, abort, request

from matterbooks.sandbox import faults, service
from matterbooks.sandbox.answers import decode, respond
from matterbooks.sandbox.api import company_of, once, state
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.attachable import CONTENT, address_of, content, with_file
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.multipart import Part, parts
from matterbooks.sandbox.schema import Record, conform

bp = Blueprint("attachments", __name__)
ENTITY = REGISTRY["Attachable"]
FIELD = re.compile(r"file_(metadata|content)_(\d+)")


@bp.post("/v3/company/<realm>/upload")
def upload(realm: str) -> Response:
    """Keep files: ``file_content_01`` with (or without) ``file_metadata_01``, and so on."""
    company = company_of(realm)

    def work() -> Record:
        given = parts(request.get_data(), request.headers.get("Content-Type", ""))
        answers = [_one(company, about, file) for about, file in _pairs(given)]
        if not answers:
            raise faults.ServiceFault(faults.missing("file_content_01"))
        return {"AttachableResponse": answers}

    return respond(once(company, work))


def _pairs(given: list[Part]) -> list[tuple[Part | None, Part]]:
    """Each file with its metadata, told by the number in their names."""
    found: dict[str, dict[str, Part]] = {}
    for part in given:
        named = FIELD.fullmatch(part.name)
        if named is not None:
            found.setdefault(named.group(2), {})[named.group(1)] = part
    return [(pair.get("metadata"), pair["content"]) for _, pair in sorted(found.items()) if "content" in pair]


def _one(company: Company, about: Part | None, file: Part) -> Record:
    """The answer for one file: its record, or the fault that refused it."""
    try:
        body: Any = decode(about.data) if about else {}
        record = conform(ENTITY.name, body)
        named = {"FileName": file.file_name or "file", "ContentType": file.content_type}
        with company.lock, company.work() as work:
            made = service.create(work, ENTITY, {**named, **{k: v for k, v in record.items() if k != "Id"}})
            saved = work.save(ENTITY.name, with_file(made, file.data))
        return {ENTITY.name: company.present(ENTITY.name, saved)}
    except faults.ServiceFault as fault:
        return {"Fault": fault.as_json()}


@bp.get("/v3/company/<realm>/download/<identifier>")
def download(realm: str, identifier: str) -> Response:
    """The address of a file, as text (Intuit: one that works for a while)."""
    company = company_of(realm)
    record = company.store.get(ENTITY.name, identifier)
    if record is None or CONTENT not in record:
        raise faults.not_found()
    return Response(address_of(realm, identifier), mimetype="text/plain")


@bp.get("/sandbox/files/<realm>/<identifier>")
def file(realm: str, identifier: str) -> Response:
    """The bytes of a file."""
    company = state().companies.get(realm)
    record = company.store.get(ENTITY.name, identifier) if company else None
    if record is None or CONTENT not in record:
        abort(404)
    answer = Response(content(record), content_type=record.get("ContentType", "application/octet-stream"))
    answer.headers.set("Content-Disposition", "attachment", filename=str(record["FileName"]))
    return answer
