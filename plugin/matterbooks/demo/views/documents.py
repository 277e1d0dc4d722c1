"""Enter, post, edit, take back and delete documents of lines."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matterbooks.demo.practice.kinds import Bill, CreditNote, Document, SupplierInvoice
from matterbooks.demo.services import documents
from matterbooks.demo.services.work import Work
from matterbooks.demo.views.forms import DocumentForm, document_data
from matterbooks.demo.views.records import find
from matterbooks.demo.views.sections import KIND_WORDS, section_of
from matterbooks.demo.views.web import attempt, now

TERMS = timedelta(days=14)
blueprint = Blueprint("documents", __name__)


def new(shape: type[Document]) -> ResponseReturnValue:
    """A new document; kept as a draft, or posted at once."""
    today = now().date()
    form = DocumentForm(sales=shape is not SupplierInvoice, data={"date": today, "due": today + TERMS})
    if form.validate_on_submit():
        made = attempt("{} was saved.", lambda work: _enter(work, shape, form))
        if made is not None:
            return redirect(url_for("records.record", key=made.id))
    return render_template("document.html", form=form, title=f"New {KIND_WORDS[shape].lower()}", posted=False)


@blueprint.route("/records/<int:key>/edit", methods=["GET", "POST"])
def edit(key: int) -> ResponseReturnValue:
    """Write a document anew."""
    document = _document(key)
    if document.locked and request.method == "GET":
        flash(f"{document.number} cannot be edited while it is locked.", "problem")
        return redirect(url_for("records.record", key=key))
    sales = not isinstance(document, SupplierInvoice)
    form = DocumentForm(sales=sales, data=document_data(document))
    if form.validate_on_submit() and attempt(
        f"{document.number} was saved.", lambda work: documents.edit(work, document, form.entered())
    ):
        return redirect(url_for("records.record", key=key))
    return render_template("document.html", form=form, title=f"Edit {document.number}", posted=document.is_posted)


@blueprint.post("/records/<int:key>/post")
def post(key: int) -> ResponseReturnValue:
    """Post a draft."""
    document = _document(key)
    attempt(f"{document.number} was posted.", lambda work: documents.post(work, document))
    return redirect(url_for("records.record", key=key))


@blueprint.post("/records/<int:key>/revert")
def revert(key: int) -> ResponseReturnValue:
    """Back to draft."""
    document = _document(key)
    attempt(f"{document.number} is a draft again.", lambda work: documents.revert_to_draft(work, document))
    return redirect(url_for("records.record", key=key))


@blueprint.post("/records/<int:key>/delete")
def delete(key: int) -> ResponseReturnValue:
    """Delete a draft."""
    document = _document(key)
    slug = section_of(document).slug
    gone = attempt(f"{document.number} was deleted.", lambda work: documents.delete(work, document))
    return redirect(url_for(f"records.{slug}") if gone else url_for("records.record", key=key))


def _enter(work: Work, shape: type[Document], form: DocumentForm) -> Document:
    document = documents.draft(work, shape, form.entered())
    if request.form.get("do") == "post":
        documents.post(work, document)
    return document


def _document(key: int) -> Document:
    found = find(key)
    return found if isinstance(found, Document) else abort(404)


for _name, _address, _shape in (
    ("new_bill", "/bills/new", Bill),
    ("new_credit", "/credit-notes/new", CreditNote),
    ("new_supplier_invoice", "/supplier-invoices/new", SupplierInvoice),
):
    blueprint.add_url_rule(_address, _name, new, defaults={"shape": _shape}, methods=["GET", "POST"])
