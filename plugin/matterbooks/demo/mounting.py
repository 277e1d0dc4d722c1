"""How the practice mounts matterbooks: its side of the seam, beside `adapter` and the calls of `enqueue`."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.orm import object_session

from matterbooks import Matterbooks
from matterbooks.demo.adapter import PracticeLedger
from matterbooks.demo.database import db
from matterbooks.demo.practice.records import Allocation, Line, Record, TrustShare
from matterbooks.demo.refs import FIRM, KINDS, ref_if_posted

FREE = {"id", "kind", "settled", "posted_at", "modified_at", "version", "locked", "lock_reason", "entry"}
"""What may change on a locked record: `settled` above all, which a payment changes on its bill."""


def current_firm() -> str:
    """The practice serves one firm."""
    return FIRM


def allowed(user: Any, action: str, firm: str) -> bool:
    """Administrators may do everything, others nothing."""
    return bool(user.is_authenticated and user.is_admin and firm == FIRM)


def guarded(model: type[Any]) -> set[str]:
    """Every column and relationship of a model, but those that are free: a new one is guarded from the first day."""
    return {attribute.key for attribute in inspect(model).attrs} - FREE


def owner(row: Line | Allocation | TrustShare) -> Record | None:
    """The record that a row hangs on, also while the row names it by key alone."""
    session = object_session(row)
    return row.record or (session.get(Record, row.record_id) if session is not None else None)


books = Matterbooks(db, ledger=PracticeLedger(), firm_of=current_firm, may=allowed)

for _kind in KINDS:
    books.watch(_kind, ref=ref_if_posted, guarded=guarded(_kind))
for _child in (Line, Allocation, TrustShare):
    books.watch(_child, ref=ref_if_posted, guarded=guarded(_child), parent=owner)


def mount(app: Flask) -> None:
    """The blueprint at /accounting, the commands and the settings."""
    books.init_app(app)
