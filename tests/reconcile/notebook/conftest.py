"""Folders of exports, made once, that every notebook is run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile import folder as folders
from matterbooks.reconcile.looking import closing
from matterbooks.reconcile.result import Result
from tests.reconcile.notebook import firm
from tests.reconcile.planted.records import month
from tests.reconcile.planted.writers import write_all


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm's year in which much went wrong."""
    return firm.write(firm.year(), tmp_path_factory.mktemp("year"), firm.ENDS)


@pytest.fixture(scope="session")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month in which nothing went wrong."""
    return write_all(month(), tmp_path_factory.mktemp("calm"))


@pytest.fixture(scope="session")
def result(year: Path) -> Result:
    """The whole year, compared."""
    return closing.compare(folders.look_into(year), previous="none")
