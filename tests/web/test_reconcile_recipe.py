"""The recipe for many firms runs as it is written, with a stand-in for the queue alone."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

import matterbooks.reconcile
from tests.reconcile.planted.records import Books
from tests.reconcile.planted.writers import write_all

RECIPE = Path(matterbooks.reconcile.__file__).with_name("scale.md")


class Queue:
    """What the recipe uses of Celery: settings, and a decorator that leaves a function as it is."""

    def __init__(self, _name: str, broker: str) -> None:
        self.conf: dict[str, object] = {"broker": broker}

    def task(self, **options: object) -> Callable[[Any], Any]:
        """Nothing is queued here."""
        self.conf |= options
        return lambda function: function


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The names of tasks.py, for a firm whose two books are there."""
    celery = ModuleType("celery")
    celery.__dict__["Celery"] = Queue
    monkeypatch.setitem(sys.modules, "celery", celery)
    monkeypatch.setenv("BOOKS", str(tmp_path))
    monkeypatch.setenv("BROKER_URL", "memory://")
    [code] = re.findall(r"```python\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "tasks"}
    exec(compile(code, str(RECIPE), "exec"), names)
    folder = tmp_path / "ashgrove" / "2026-10"
    (folder / "quickbooks").mkdir(parents=True)
    write_all(Books(), folder)
    (folder / "journal.csv").rename(folder / "quickbooks" / "journal.csv")
    return SimpleNamespace(folder=folder, **names)


def test_a_firm_is_reconciled_once_and_its_workbook_never_written_over(recipe: SimpleNamespace) -> None:
    assert recipe.reconcile_firm("ashgrove", "2026-10") in ("agrees", "findings")
    workbook = recipe.folder / "reconciliation.xlsx"
    assert load_workbook(workbook).sheetnames[0] == "Summary and sign-off"
    assert (recipe.folder / "findings.json").exists()
    before = workbook.read_bytes()
    assert recipe.reconcile_firm("ashgrove", "2026-10") == "done before"
    assert workbook.read_bytes() == before
    assert [path for path in recipe.folder.iterdir() if path.is_dir()] == [recipe.folder / "quickbooks"]


def test_a_refused_file_fails_that_firm_and_says_why_in_its_own_folder(recipe: SimpleNamespace) -> None:
    (recipe.folder / "quickbooks" / "journal.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(recipe.FileRefused, match=r"see refused\.txt"):
        recipe.reconcile_firm("ashgrove", "2026-10")
    assert "journal.csv" in (recipe.folder / "refused.txt").read_text(encoding="utf-8")
    assert not (recipe.folder / "reconciliation.xlsx").exists()
