"""The mapping as CSV, out and in, so that the firm's accountant can review it elsewhere."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from matterbooks.errors import FileRefusedError
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.renamed import former_name
from matterbooks.mapping.rows import LARGEST_FILE, read_csv, to_rows, write_csv
from matterbooks.values import Permission
from matterbooks.web.draft import from_rows
from matterbooks.web.facts import Facts, facts
from matterbooks.web.guard import needs
from matterbooks.web.host import host
from matterbooks.web.mapping import show


@needs(Permission.VIEW, posting=Permission.MAP)
def mapping_csv() -> ResponseReturnValue:
    """GET: the mapping as saved, as CSV. POST: a file, shown as unsaved changes of the form."""
    here = host()
    known = facts(here, here.firm_of())
    if request.method != "POST":
        text = write_csv(to_rows(known.mapping, known.names))
        name = f"mapping-version-{known.mapping.version}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text, mimetype="text/csv", headers=headers)
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise FileRefusedError("No file", "none was chosen", "Choose the CSV file of a mapping, then upload it.")
    read = read_csv(upload.filename, upload.stream.read(LARGEST_FILE + 1))
    draft = from_rows(read, based_on=known.mapping.version, switches=read.switches)
    note = f"{upload.filename} is shown below and not saved yet: look it over, then save."
    return show(known, draft, note=" ".join((note, *_named_otherwise(read, known))))


def _named_otherwise(read: Mapping, known: Facts) -> list[str]:
    """Accounts that a file calls otherwise than QuickBooks does: perhaps a name was edited and not the id beside it."""
    used = dict.fromkeys((*read.accounts.values(), read.bank_transfers_account))
    targets = (known.catalogue.by_id[id_] for id_ in used if id_ in known.catalogue.by_id)
    pairs = ((former_name(read, target), target) for target in targets)
    return [
        f"The file calls {target.id} {former}, and QuickBooks calls it {target.path}: the id counts, not the name."
        for former, target in pairs
        if former
    ]
