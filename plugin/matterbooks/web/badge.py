"""The badge for the host's own pages: where a record stands, in a word, with the way to its details."""

from __future__ import annotations

from flask import current_app, url_for
from markupsafe import Markup

from matterbooks.ledger.documents import Ref
from matterbooks.store import activity, links
from matterbooks.web.host import host
from matterbooks.web.words import Word, standing


def badge_of(ref: Ref) -> Markup:
    """The record's badge as `{{ matterbooks_badge(ref) }}`; empty for a record that we have never seen."""
    with host().store.read() as session:
        operation = activity.latest_of(session, ref.firm, ref.kind.value, ref.id)
        link = links.latest(session, ref.firm, ref.kind.value, ref.id)
    if operation is None:
        return Markup("")
    return _render(standing(operation, link), url_for("matterbooks.record", kind=ref.kind.value, host_id=ref.id))


def _render(word: Word, url: str) -> Markup:
    macros = current_app.jinja_env.get_template("matterbooks/badge.html").module
    rendered: Markup = macros.__dict__["badge"](word.tone, word.text, url)
    return rendered
