"""The mapping screen: its four parts, saving, suggestions, history, and CSV out and in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matterbooks.errors import FileRefusedError, NewerVersionError
from matterbooks.mapping.mapping import difference
from matterbooks.mapping.problem import Problem
from matterbooks.mapping.rows import LARGEST_FILE, read_csv, to_rows, write_csv
from matterbooks.push import remap
from matterbooks.push.remap import RowsRefusedError, Saved
from matterbooks.store import mappings
from matterbooks.values import Permission
from matterbooks.web import notes
from matterbooks.web.changes import Shown, changes_between
from matterbooks.web.draft import SECTIONS, Draft, from_form, from_mapping, from_rows
from matterbooks.web.facts import Facts, facts, live_connection, waiting_by_row
from matterbooks.web.guard import allowed, needs
from matterbooks.web.host import host
from matterbooks.web.mapping_screen import build
from matterbooks.web.merging import on_top_of
from matterbooks.web.people import person
from matterbooks.web.suggestions import take, take_all

_SAVE = "save"
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
        return _show(known, from_mapping(known.mapping))
    draft = from_form(request.form)
    asked = request.form.get("do", _SAVE)
    if asked == _SAVE:
        return _save(known, draft)
    return _show(
        known, _changed(known, draft, asked), opened=asked.removeprefix(_OPEN) if asked.startswith(_OPEN) else ""
    )


@needs(Permission.MAP)
def suggest() -> ResponseReturnValue:
    """The form as entered, with every confident suggestion in the rows that were empty. Nothing is saved."""
    here = host()
    known = facts(here, here.firm_of())
    draft = from_form(request.form).without_empty()
    filled = take_all(known, draft)
    found = len(difference(draft.mapping(), filled.mapping()))
    words = f"{found} rows suggested and marked below; look them over, then save." if found else "Nothing sure to add."
    return _show(known, filled, note=words)


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
    return _show(known, draft, note=f"{upload.filename} is shown below and not saved yet: look it over, then save.")


@needs(Permission.VIEW)
def mapping_history() -> ResponseReturnValue:
    """Every version with what it changed, newest first."""
    here = host()
    known = facts(here, here.firm_of())
    with here.store.read() as session:
        rows = mappings.history(session, known.firm, known.connection.realm_hash)
        versions = [mappings.at(session, known.firm, known.connection.realm_hash, row.version) for row in rows]
    former = [None, *versions]
    shown = [(new, changes_between(known, old, new)) for old, new in zip(former, versions, strict=False)]
    return render_template("matterbooks/history.html", versions=shown[::-1], connection=known.connection)


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
        return _show(known, kept, extra=faults, status=400)
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
        return _show(known, kept, status=400)
    except NewerVersionError as newer:
        return _show_conflict(kept, newer)
    here.wake(known.firm)
    _tell(saved)
    return redirect(url_for("matterbooks.mapping"))


def _tell(saved: Saved) -> None:
    released = f" {saved.released} waiting records go on." if saved.released else ""
    notes.say("done", f"Saved as version {saved.mapping.version}.{released}")


def _show_conflict(draft: Draft, newer: NewerVersionError) -> ResponseReturnValue:
    """What the other person changed, above what was changed here, which can now be saved on top of it."""
    here = host()
    known = facts(here, here.firm_of())
    with here.store.read() as session:
        begun = mappings.at(session, known.firm, known.connection.realm_hash, draft.based_on)
    rebased = on_top_of(draft, begun, known.mapping)
    theirs = changes_between(known, None, None, newer.changes)
    ours = changes_between(known, None, None, difference(known.mapping, rebased.mapping()))
    return _show(known, rebased, conflict=(_told(newer, known, draft.based_on), theirs, ours), status=409)


def _told(newer: NewerVersionError, known: Facts, begun: int) -> str:
    return (
        f"{person(newer.saved_by)} saved version {known.mapping.version} of the mapping on "
        f"{newer.saved_at:%Y-%m-%d at %H:%M} UTC, after you opened version {begun}: {len(newer.changes)} rows differ. "
        "Nothing of yours was saved. Look at the difference, and save again on top of it."
    )


def _show(
    known: Facts,
    draft: Draft,
    *,
    extra: Sequence[Problem] = (),
    note: str = "",
    conflict: tuple[str, Sequence[Shown], Sequence[Shown]] | None = None,
    opened: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    screen = build(known, draft, waiting_by_row(host(), known), extra, opened)
    page = render_template(
        "matterbooks/mapping.html",
        screen=screen,
        facts=known,
        note=note,
        conflict=conflict,
        posted=request.method == "POST",
        may_map=allowed(Permission.MAP),
    )
    return page, status
