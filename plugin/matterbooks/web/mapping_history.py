"""The versions of the mapping: what each changed, by whom and when, and what was posted under it."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matterbooks.mapping.mapping import Mapping
from matterbooks.store import mappings, posted_under
from matterbooks.values import Permission
from matterbooks.web.activity import Pages
from matterbooks.web.changes import changes_between, renamed_between
from matterbooks.web.facts import facts
from matterbooks.web.guard import needs
from matterbooks.web.host import host


@needs(Permission.VIEW)
def mapping_history() -> ResponseReturnValue:
    """Every version with what it changed, newest first."""
    here = host()
    known = facts(here, here.firm_of())
    with here.store.read() as session:
        versions = mappings.versions(session, known.firm, known.connection.realm_hash)
        posted = posted_under.counts(session, known.firm, known.connection.realm_hash)
    pairs = zip([Mapping(), *versions], versions, strict=False)
    shown = [(new, (*changes_between(known, old, new), *renamed_between(known, old, new))) for old, new in pairs]
    return render_template("matterbooks/history.html", versions=shown[::-1], posted=posted)


@needs(Permission.VIEW)
def posted_under_version(version: int) -> ResponseReturnValue:
    """The records that were posted under one version, page by page."""
    here = host()
    known = facts(here, here.firm_of())
    text = request.args.get("page", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    with here.store.read() as session:
        saved = mappings.at(session, known.firm, known.connection.realm_hash, version)
        page = posted_under.page(session, known.firm, known.connection.realm_hash, version, number)
    return render_template(
        "matterbooks/mapping_version.html",
        version=saved,
        page=page,
        newest=known.mapping.version,
        page_of=Pages(here, known.firm),
    )
