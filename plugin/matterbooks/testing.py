"""Fixtures for a host's own tests: put ``pytest_plugins = ["matterbooks.testing"]`` into a ``conftest.py``.

In-memory SQLite cannot be used, since matterbooks works in a transaction of its own on a second connection. Beside
these, `matterbooks.ledger.testing` holds the contract of a `LedgerSource`, and `matterbooks.sandbox.testing` a company.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL

from matterbooks.store import history
from matterbooks.store.engines import make_engine


@pytest.fixture
def matterbooks_database(tmp_path: Path) -> str:
    """A fresh SQLite file with the tables of matterbooks, for SQLALCHEMY_DATABASE_URI; the host adds its own."""
    url = URL.create("sqlite", database=str(tmp_path / "matterbooks.sqlite"))
    engine = make_engine(url, {})
    history.upgrade(engine)
    engine.dispose()
    return url.render_as_string()
