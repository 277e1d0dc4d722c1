"""The forms of the practice. Rows that are left empty are not meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import DateField, DecimalField, FieldList, Form, FormField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matterbooks.demo.database import db
from matterbooks.demo.practice.books import Account, TaxCode
from matterbooks.demo.practice.people import Contact, Matter
from matterbooks.demo.practice.records import Record
from matterbooks.demo.services.documents import NewDocument, NewLine

LINES = 6
WAYS = [SelectChoice("receipt", "Received for the matter"), SelectChoice("payment", "Paid to the client")]
_DAY = InputRequired("Enter a date.")
_AMOUNT = (InputRequired("Enter an amount."), NumberRange(Decimal("0.01"), message="Enter an amount above 0."))
_MEMO = (Optional(), Length(max=300))


class LineForm(Form):  # type: ignore[misc]  # wtforms ships no types
    """One line of a document."""

    description = StringField("Description", [Optional(), Length(max=200)])
    account = SelectField("Account")
    net = DecimalField("Net amount", [Optional()], places=2)
    tax_code = SelectField("Tax")


class DocumentForm(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """A bill, a credit note or a supplier invoice. whose: a matter's key, or a supplier's."""

    whose = SelectField("Matter", coerce=int)
    number = StringField("Number", [Optional(), Length(max=20)])
    date = DateField("Date", [_DAY])
    due = DateField("Due", [Optional()])
    memo = StringField("Memo", _MEMO)
    lines = FieldList(FormField(LineForm), min_entries=LINES)

    def __init__(self, *, sales: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._sales = sales
        self.whose.label.text = "Matter" if sales else "Supplier"
        self.whose.choices = matter_choices() if sales else contact_choices(suppliers=True)
        roles = ("income", "disbursement_recovery", "client_costs") if sales else ("expense", "client_costs")
        accounts, codes = account_choices(*roles), _tax_choices()
        for line in self.lines:
            line.form.account.choices, line.form.tax_code.choices = accounts, codes

    def entered(self) -> NewDocument:
        """What was entered, as the services take it."""
        lines = [
            NewLine(line.account.data, line.description.data or "", line.net.data, line.tax_code.data or None)
            for line in (entry.form for entry in self.lines)
            if line.net.data is not None
        ]
        matter = db.session.get_one(Matter, self.whose.data) if self._sales else None
        contact = matter.client if matter is not None else db.session.get_one(Contact, self.whose.data)
        return NewDocument(
            contact,
            self.date.data,
            lines,
            matter,
            self.due.data,
            self.memo.data or "",
            (self.number.data or "").strip(),
        )


class AllocationForm(Form):  # type: ignore[misc]  # wtforms ships no types
    """How much goes to one document; its key stands in the row."""

    key = StringField()
    amount = DecimalField("Amount", [Optional(), NumberRange(Decimal(0), message="Not below 0.")], places=2)


class CreditForm(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """A credit note set against documents."""

    date = DateField("Date", [_DAY])
    shares = FieldList(FormField(AllocationForm))

    def allocated(self) -> dict[int, Decimal]:
        """Document's key -> its share, where there is one."""
        return {int(row.key.data): row.amount.data for row in (entry.form for entry in self.shares) if row.amount.data}


class PaymentForm(CreditForm):
    """Money from a client or to a supplier, and what it settles."""

    bank = SelectField("Bank account")
    amount = DecimalField("Amount", _AMOUNT, places=2)
    method = SelectField("Method", choices=["EFT", "Card", "Cheque", "Cash"])
    reference = StringField("Reference", [Optional(), Length(max=60)])
    memo = StringField("Memo", _MEMO)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bank.choices = account_choices("bank", "credit_card")


class TrustForm(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """Client money received for a matter, or paid out of it to its client."""

    way = SelectField("What", choices=WAYS)
    matter = SelectField("Matter", coerce=int)
    date = DateField("Date", [_DAY])
    amount = DecimalField("Amount", _AMOUNT, places=2)
    reference = StringField("Reference", [Optional(), Length(max=60)])
    memo = StringField("Memo", _MEMO)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.matter.choices = matter_choices()


class TransferForm(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """Money between accounts of the firm."""

    source = SelectField("From")
    target = SelectField("To")
    date = DateField("Date", [_DAY])
    amount = DecimalField("Amount", _AMOUNT, places=2)
    memo = StringField("Memo", _MEMO)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.source.choices = self.target.choices = account_choices("bank", "trust_bank")


def document_data(document: Any) -> dict[str, Any]:
    """A document as the form shows it."""
    lines = [
        {"description": line.description, "account": line.account_code, "net": line.net, "tax_code": line.tax_code}
        for line in document.lines
    ]
    blank = max(0, LINES - len(lines))
    whose = document.matter_id or document.contact_id
    return {
        "whose": whose,
        "number": document.number,
        "date": document.date,
        "due": document.due,
        "memo": document.memo,
        "lines": lines + [{}] * blank,
    }


def share_data(documents: Sequence[Record], day: dt.date) -> dict[str, Any]:
    """A row for each document that can be settled."""
    return {"date": day, "shares": [{"key": str(document.id)} for document in documents]}


def matter_choices() -> list[SelectChoice]:
    """Every matter, with its client."""
    found = db.session.scalars(select(Matter).order_by(Matter.number))
    return [SelectChoice(matter.id, f"{matter.number} {matter.client.name}: {matter.name}") for matter in found]


def contact_choices(*, suppliers: bool) -> list[SelectChoice]:
    """Every supplier, or every client."""
    kind = Contact.is_supplier if suppliers else Contact.is_client
    found = db.session.scalars(select(Contact).where(kind).order_by(Contact.name))
    return [SelectChoice(contact.id, contact.name) for contact in found]


def account_choices(*roles: str) -> list[SelectChoice]:
    """Accounts of these roles that documents post to, in the order of the roles."""
    query = select(Account).where(Account.role.in_(roles), Account.on_documents).order_by(Account.code)
    found = sorted(db.session.scalars(query), key=lambda account: roles.index(account.role))
    return [SelectChoice(account.code, f"{account.code} {account.name}") for account in found]


def _tax_choices() -> list[SelectChoice]:
    codes = db.session.scalars(select(TaxCode).order_by(TaxCode.percent.desc()))
    return [SelectChoice(code.code, code.name) for code in codes] or [SelectChoice("", "No tax")]
