"""The mapping screen: its parts, saving, and the buttons that save nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matterbooks.errors import NewerVersionError
from matterbooks.mapping.mapping import difference
from matterbooks.mapping.problem import Problem
from matterbooks.push import remap
from matterbooks.push.effect import Waiting, waiting
from matterbooks.push.remap import RowsRefusedError
from matterbooks.store import mappings
from matterbooks.values import Permission
from matterbooks.web import notes
from matterbooks.web.changes import RowNames, Shown, changes_between
from matterbooks.web.draft import SECTIONS, Draft, from_form, from_mapping
from matterbooks.web.facts import Facts, facts, live_connection, waiting_by_row
from matterbooks.web.guard import allowed, needs
from matterbooks.web.host import host
from matterbooks.web.mapping_effect import Effect, effect_of, reader, remapping
from matterbooks.web.mapping_screen import build
from matterbooks.web.merging import on_top_of
from matterbooks.web.people import person
from matterbooks.web.suggestions import take, take_all

_SAVE = "save"
_PREVIEW = "preview"
_OPEN = "open:"
_PLACE = re.compile("[0-9]{1,5}")


@needs(Permission.VIEW, posting=Permission.MAP)
def mapping() -> ResponseReturnValue:
    """GET: the mapping as saved. POST: it is saved, or shown again with a row more or less; nothing entered is lost."""
    here = host()
    if request.method != "POST" and live_connection(here, here.firm_of()) is None:
        notes.say("warning", "Connect to QuickBooks first; the mapping comes next.")
        return redirect(url_for("matterbooks.accounting"))
    known = facts(here, here.firm_of())
    if request.method != "POST":
        return show(known, from_mapping(known.mapping))
    draft = from_form(request.form)
    asked = request.form.get("do", _SAVE)
    if asked == _SAVE:
        return _save(known, draft)
    if asked == _PREVIEW:
        return show(known, draft, effect=effect_of(here, known, draft))
    opened = asked.removeprefix(_OPEN) if asked.startswith(_OPEN) else ""
    return show(known, _changed(known, draft, asked), opened=opened)


@needs(Permission.MAP)
def suggest() -> ResponseReturnValue:
    """The form as entered, with every confident suggestion in the rows that were empty. Nothing is saved."""
    here = host()
    known = facts(here, here.firm_of())
    draft = from_form(request.form).without_empty()
    filled = take_all(known, draft)
    found = len(difference(draft.mapping(), filled.mapping()))
    words = f"{found} rows suggested and marked below; look them over, then save." if found else "Nothing sure to add."
    return show(known, filled, note=words)


def _changed(known: Facts, draft: Draft, asked: str) -> Draft:
    """The draft after one of the buttons that save nothing: `add:account`, `remove:account:3`, `take:tax:0`.

    `open:4000` changes nothing: it shows all choices of that account, for browsers without JavaScript.
    """
    verb, _, rest = asked.partition(":")
    section, _, index = rest.partition(":")
    if verb == "add" and section in SECTIONS:
        return draft.with_row(section)
    if verb == "remove" and section in SECTIONS and _PLACE.fullmatch(index):
        return draft.without_row(section, int(index))
    if verb == "take" and _PLACE.fullmatch(index):
        return take(known, draft, section, int(index))
    return draft


def _save(known: Facts, draft: Draft) -> ResponseReturnValue:
    here, kept = host(), draft.without_empty()
    if faults := kept.faults():
        return show(known, kept, extra=faults, status=400)
    stand = waiting(here.store, reader(here), remapping(known, kept))
    try:
        saved = remap.save_mapping(
            here.context,
            known.firm,
            kept.mapping(),
            based_on=kept.based_on,
            currencies=known.practice.currencies,
            names=known.names,
            actor=here.actor(),
        )
    except RowsRefusedError:
        return show(known, kept, status=400)
    except NewerVersionError as newer:
        return _show_conflict(kept, newer)
    here.wake(known.firm)
    _tell(saved.mapping.version, stand)
    return redirect(url_for("matterbooks.mapping"))


def _tell(version: int, stand: Waiting) -> None:
    released, still = stand.released, stand.still_held
    goes = f" {_records(released)} that waited {'goes' if released == 1 else 'go'} on." if released else ""
    stays = f" {_records(still)} still {'waits' if still == 1 else 'wait'} for a row." if still else ""
    notes.say("done", f"Saved as version {version}.{goes}{stays}")


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _show_conflict(draft: Draft, newer: NewerVersionError) -> ResponseReturnValue:
    """What the other person changed, above what was changed here, which can now be saved on top of it."""
    here = host()
    known = facts(here, here.firm_of())
    with here.store.read() as session:
        begun = mappings.at(session, known.firm, known.connection.realm_hash, draft.based_on)
    rebased = on_top_of(draft, begun, known.mapping)
    theirs = changes_between(known, None, None, newer.changes)
    ours = changes_between(known, None, None, difference(known.mapping, rebased.mapping()))
    return show(known, rebased, conflict=(_told(newer, known, draft.based_on), theirs, ours), status=409)


def _told(newer: NewerVersionError, known: Facts, begun: int) -> str:
    return (
        f"{person(newer.saved_by)} saved version {known.mapping.version} of the mapping on "
        f"{newer.saved_at:%Y-%m-%d at %H:%M} UTC, after you opened version {begun}: {len(newer.changes)} rows differ. "
        "Nothing of yours was saved. Look at the difference, and save again on top of it."
    )


def show(
    known: Facts,
    draft: Draft,
    *,
    extra: Sequence[Problem] = (),
    note: str = "",
    conflict: tuple[str, Sequence[Shown], Sequence[Shown]] | None = None,
    effect: Effect | None = None,
    opened: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """The screen for this draft, with what is said above it."""
    screen = build(known, draft, waiting_by_row(host(), known), extra, opened)
    page = render_template(
        "matterbooks/mapping.html",
        screen=screen,
        facts=known,
        note=note,
        conflict=conflict,
        effect=effect,
        row_names=RowNames(known),
        posted=request.method == "POST",
        may_map=allowed(Permission.MAP),
    )
    return page, status
