"""Preview: one record as QuickBooks will have it, before anything is sent."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from matterbooks.ledger.documents import Ref
from matterbooks.push import preview as previewing
from matterbooks.values import Kind, Permission
from matterbooks.web.draft import row_id
from matterbooks.web.guard import needs
from matterbooks.web.host import host


@needs(Permission.VIEW)
def preview(kind: str, host_id: str) -> ResponseReturnValue:
    """What the record becomes, its debits and credits on both sides, the JSON, and what is missing."""
    here, firm = host(), host().firm_of()
    if kind not in set(Kind):
        abort(404)
    found = previewing.preview(here.context, firm, Ref(firm, Kind(kind), host_id))
    if found is None:
        abort(404)
    return render_template("matterbooks/preview.html", preview=found, row_url=_row_url)


def _row_url(section: str, host_code: str) -> str:
    return url_for("matterbooks.mapping", _anchor=row_id(section, host_code))
