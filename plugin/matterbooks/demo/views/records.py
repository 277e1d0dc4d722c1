"""The lists of records, and the page of one: its figures, its journal entry, and what can be done with it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from matterbooks.demo.database import db
from matterbooks.demo.practice.kinds import Cash, CreditUse, Document, WriteOff
from matterbooks.demo.practice.records import Allocation, Record
from matterbooks.demo.services import settling
from matterbooks.demo.views.sections import SECTIONS, Section, section_of
from matterbooks.demo.views.web import attempt

PAGE = 25
blueprint = Blueprint("records", __name__)


def listing(section: Section) -> ResponseReturnValue:
    """One page of a list, the latest first."""
    words = [shape.KIND for kind in section.kinds for shape in (kind, *kind.__subclasses__()) if shape.KIND]
    where = Record.kind.in_(words)
    count = db.session.scalar(select(func.count()).select_from(Record).where(where)) or 0
    page = max(1, request.args.get("page", 1, type=int))
    query = select(Record).where(where).order_by(Record.date.desc(), Record.id.desc())
    people = (selectinload(Record.contact), selectinload(Record.matter))
    records = db.session.scalars(query.options(*people).limit(PAGE).offset((page - 1) * PAGE)).all()
    pages = max(1, -(-count // PAGE))
    return render_template("records.html", section=section, records=records, count=count, page=page, pages=pages)


@blueprint.get("/records/<int:key>")
def record(key: int) -> ResponseReturnValue:
    """One record."""
    found = find(key)
    settled_by = db.session.scalars(select(Allocation).where(Allocation.target_id == key)).all()
    return render_template(
        "record.html",
        record=found,
        section=section_of(found),
        document=found if isinstance(found, Document) else None,
        settled_by=settled_by,
        removable=isinstance(found, Cash | CreditUse | WriteOff),
    )


@blueprint.post("/records/<int:key>/remove")
def remove(key: int) -> ResponseReturnValue:
    """Take back a payment, a credit applied or a write-off."""
    found = find(key)
    if not isinstance(found, Cash | CreditUse | WriteOff):
        abort(404)
    slug, number = section_of(found).slug, found.number
    gone = attempt(f"{number} was removed.", lambda work: settling.remove(work, found))
    return redirect(url_for(f"records.{slug}") if gone else url_for(".record", key=key))


def find(key: int) -> Record:
    """The record, or 404."""
    return db.session.get(Record, key) or abort(404)


for _section in SECTIONS:
    blueprint.add_url_rule(f"/{_section.slug}", _section.slug, listing, defaults={"section": _section}, methods=["GET"])
