"""One transaction's page, its form, and the forms for new ones."""

from datetime import date

import msgspec
from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox.api import answers
from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.pages import applying, hand, listing
from matterbooks.sandbox.pages import form as forms
from matterbooks.sandbox.pages.banking import sums_waiting
from matterbooks.sandbox.pages.fields import FormError
from matterbooks.sandbox.pages.form import Form
from matterbooks.sandbox.pages.offered import lists
from matterbooks.sandbox.pages.shapes import NEW, PAYERS, SHAPES, New, Shape
from matterbooks.sandbox.pages.site import bp, company_of, page
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.words import transaction_word
from matterbooks.sandbox.schema import Record

Refused = (FormError, ServiceFault)


@bp.get("/app/<realm>/transactions/<kind>/<identifier>")
def transaction(realm: str, kind: str, identifier: str) -> Response:
    """One transaction: its lines in the books, its form, and the record as the API answers it."""
    company = company_of(realm)
    record = _record(company, kind, identifier)
    return _transaction(company, kind, record, forms.of_record(kind, record))


def _record(company: Company, kind: str, identifier: str) -> Record:
    record = company.transaction(kind, identifier) if kind in listing.KINDS else None
    if record is None:
        abort(404, f"{company.name} has no {kind} {identifier}. It may have been deleted.")
    return record


def _transaction(company: Company, kind: str, record: Record, form: Form, problem: str = "") -> Response:
    raw = msgspec.json.format(answers.encode(record), indent=2).decode()
    return page(
        "transaction.html",
        400 if problem else 200,
        company=company,
        kind=kind,
        record=record,
        word=transaction_word(kind, record, company.country),
        lines=_lines(company, kind, record),
        links=listing.linked(record),
        choices=applying.choices(company, kind, applying.party_of(kind, record), record),
        sums=sums_waiting(company, record["Id"]) if kind == "Deposit" else [],
        payer=PAYERS.get(kind) if record.get("Balance") else None,
        shape=SHAPES.get(kind),
        chart=Chart(company),
        form=form.with_spare(2) if hand.can_edit(kind) else form,
        can_edit=hand.can_edit(kind),
        can_void=hand.can_void(kind) and not _is_void(record),
        voided=_is_void(record),
        total=record.get("TotalAmt", record.get("Amount")),
        open=record.get("Balance", record.get("UnappliedAmt")),
        raw=raw,
        problem=problem,
        lists=lists(company, SHAPES.get(kind, Shape()), form),
    )


def _is_void(record: Record) -> bool:
    """Whether it was voided, which QuickBooks tells by its note alone."""
    note, total = str(record.get("PrivateNote", "")), record.get("TotalAmt", record.get("Amount"))
    return note.startswith("Voided") and not total


def _lines(company: Company, kind: str, record: Record) -> list[JournalLine]:
    day = date.fromisoformat(record["TxnDate"])
    return [line for line in company.lines(day, day) if (line.txn_type, line.txn_id) == (kind, record["Id"])]


@bp.post("/app/<realm>/transactions/<kind>/<identifier>/<action>")
def change(realm: str, kind: str, identifier: str, action: str) -> AnyResponse:
    """Edit, void or delete by hand."""
    company = company_of(realm)
    record = _record(company, kind, identifier)
    form = forms.of_sent(request.form.items()) if action == "edit" else forms.of_record(kind, record)
    try:
        _carry_out(company, kind, record, form, action)
    except Refused as refusal:
        return _transaction(company, kind, record, form, said(refusal))
    place = f"/app/{realm}/transactions"
    return redirect(place if action == "delete" else f"{place}/{kind}/{identifier}", 303)


def _carry_out(company: Company, kind: str, record: Record, form: Form, action: str) -> None:
    token = request.form.get("token", "")
    if action == "delete":
        hand.delete(company, kind, record["Id"], token)
    elif action == "void" and hand.can_void(kind):
        hand.void(company, kind, record["Id"], token)
    elif action == "edit" and hand.can_edit(kind):
        hand.save(company, kind, form, record)
    else:
        abort(404, f"A {kind} has no {action} here.")


@bp.get("/app/<realm>/new")
def new(realm: str) -> Response:
    """What can be entered."""
    company = company_of(realm)
    kinds = [(what, _word(company, new)) for what, new in NEW.items()]
    return page("choose_new.html", company=company, kinds=kinds)


@bp.get("/app/<realm>/new/<what>")
def blank(realm: str, what: str) -> Response:
    """An empty form, or one begun in the address: a payment asks first whose open forms it is to show."""
    company = company_of(realm)
    begun = forms.of_sent(request.args.items())
    return _blank(company, what, Form({"date": company.today().isoformat()} | begun.head, begun.lines))


@bp.post("/app/<realm>/new/<what>")
def add(realm: str, what: str) -> AnyResponse:
    """Enter a new transaction."""
    company = company_of(realm)
    form = forms.of_sent(request.form.items())
    try:
        new = _new(what)
        identifier = hand.save(company, new.kind, form, new.preset)
    except Refused as refusal:
        return _blank(company, what, form, said(refusal))
    return redirect(f"/app/{realm}/transactions/{new.kind}/{identifier}", 303)


def _word(company: Company, new: New) -> str:
    return transaction_word(new.kind, dict(new.preset), company.country)


def _new(what: str) -> New:
    if what not in NEW:
        abort(404, f"There is no form for a new {what}.")
    return NEW[what]


def _blank(company: Company, what: str, form: Form, problem: str = "") -> Response:
    new = _new(what)
    spare = max(2, 4 - len(form.lines))
    return page(
        "new.html",
        400 if problem else 200,
        company=company,
        kind=new.kind,
        shape=SHAPES[new.kind],
        what=what,
        word=_word(company, new),
        choices=applying.choices(company, new.kind, form.head.get("party", "")),
        sums=sums_waiting(company) if new.kind == "Deposit" else [],
        form=form.with_spare(spare),
        problem=problem,
        lists=lists(company, SHAPES[new.kind], form),
    )


def said(refusal: Exception) -> str:
    """A refusal in a sentence for a person."""
    if isinstance(refusal, ServiceFault):
        return "; ".join(f"{one.detail or one.message} (QuickBooks error {one.code})" for one in refusal.problems)
    return str(refusal)
