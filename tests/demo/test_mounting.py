"""The practice mounts matterbooks through its public names alone, and both nets hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

import matterbooks.demo
from matterbooks.demo.database import db
from matterbooks.demo.mounting import books, guarded
from matterbooks.demo.practice.base import Base
from matterbooks.demo.practice.kinds import Bill
from matterbooks.demo.practice.people import Firm
from matterbooks.demo.refs import KINDS
from matterbooks.demo.services import documents, settling
from matterbooks.demo.services.work import Work
from matterbooks.demo.setup import prepare
from matterbooks.errors import RecordLockedError
from tests.demo.office import opened
from tests.demo.practice import NOW, money_from, new_document

PUBLIC = {"matterbooks", "matterbooks.ledger.documents", "matterbooks.ledger.source", "matterbooks.values"}
PUBLIC |= {"matterbooks.errors"}
SET_UP = {"setup.py": {"matterbooks.store"}}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The practice before its month."""
    with opened(tmp_path) as made, made.app_context():
        yield made


@pytest.fixture
def work(app: Flask) -> Work:
    """A unit of work of the mounted practice."""
    return Work(db.session(), books, NOW)


def test_the_practice_uses_only_what_is_public() -> None:
    root = Path(matterbooks.demo.__file__).parent
    rooms = (root, root / "practice", root / "services", root / "seed", root / "views")
    for file in (file for room in rooms for file in room.glob("*.py") if file.name != "__main__.py"):
        allowed = PUBLIC | SET_UP.get(file.name, set())
        foreign = {name for name in _imported(file) if not name.startswith("matterbooks.demo")} - allowed
        assert not foreign, f"{file.name} imports {foreign}"


def test_the_factory_makes_no_table(tmp_path: Path) -> None:
    app = matterbooks.demo.create_app({"MATTERBOOKS_DEMO_DATA": str(tmp_path / "empty.sqlite3")})
    with app.app_context():
        assert inspect(db.engine).get_table_names() == []
        db.engine.dispose()


def test_set_up_makes_both_sides_tables_and_a_second_one_changes_nothing(app: Flask) -> None:
    tables = set(inspect(db.engine).get_table_names())
    assert set(Base.metadata.tables) < tables
    assert "matterbooks_version" in tables
    assert not prepare(app, now=NOW)
    assert db.session.scalars(select(Firm)).one().name == "Ashgrove Legal"


def test_secrets_are_made_once_and_read_by_their_owner_alone(tmp_path: Path) -> None:
    first, second = (
        matterbooks.demo.create_app({"MATTERBOOKS_DEMO_DATA": str(tmp_path / "a.sqlite3")}) for _ in range(2)
    )
    for name in ("SECRET_KEY", "MATTERBOOKS_KEYS"):
        assert first.config[name] == second.config[name]
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "secret_key": 0o600,
        "token_key": 0o600,
    }


def test_an_ordinary_months_work_passes_the_nets_while_nothing_is_connected(work: Work) -> None:
    bill = documents.issue(work, Bill, new_document(work, "100.00"))
    payment = settling.receive_payment(work, money_from(bill, "110.00"), [(bill, bill.amount)])
    work.session.commit()
    settling.remove(work, payment)
    documents.edit(work, bill, new_document(work, "50.00"))
    documents.revert_to_draft(work, bill)
    documents.delete(work, bill)
    work.session.commit()
    assert not bill.locked


def test_a_bulk_statement_on_records_is_refused(work: Work) -> None:
    session: Session = work.session
    with pytest.raises(RecordLockedError, match="would pass by the lock"):
        session.execute(update(Bill).values(memo="All the same"))


def test_what_a_payment_changes_on_its_bill_is_free_and_all_else_is_guarded() -> None:
    for model in KINDS:
        names = guarded(model)
        assert {"number", "date", "contact_id", "amount", "status"} < names
        assert not {"settled", "locked", "lock_reason", "version"} & names


def _imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("matterbooks"):
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("matterbooks")}
    return found
