"""The badge for the host's own pages: where a record stands, in a word, with the way to its details."""

from __future__ import annotations

from flask import current_app, url_for
from markupsafe import Markup

from matterbooks.ledger.documents import Ref
from matterbooks.store import activity, links
from matterbooks.values import LinkState, OperationState
from matterbooks.web.host import host
from matterbooks.web.words import Word, link_state, state

_TELLS_MORE = (LinkState.LINKED, LinkState.DIFFERS, LinkState.CHANGED, LinkState.GONE, LinkState.UNLOCKED)


def badge_of(ref: Ref) -> Markup:
    """The record's badge as `{{ matterbooks_badge(ref) }}`; empty for a record that we have never seen."""
    with host().store.read() as session:
        operation = activity.latest_of(session, ref.firm, ref.kind.value, ref.id)
        link = links.live(session, ref.firm, ref.kind.value, ref.id)
    if operation is None:
        return Markup("")
    settled = operation.state == OperationState.DONE and link is not None and link.state in _TELLS_MORE
    word = link_state(link.state) if settled and link is not None else state(operation.state)
    url = url_for("matterbooks.record", kind=ref.kind.value, host_id=ref.id)
    return _render(word, url)


def _render(word: Word, url: str) -> Markup:
    macros = current_app.jinja_env.get_template("matterbooks/badge.html").module
    rendered: Markup = macros.__dict__["badge"](word.tone, word.text, url)
    return rendered
