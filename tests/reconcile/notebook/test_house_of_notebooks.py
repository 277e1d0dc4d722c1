"""The rules that every notebook keeps: no outputs, one parameter cell, plain words before each cell, no logic."""

from __future__ import annotations

import ast
from itertools import pairwise

import nbformat
import pytest

from tests.reconcile.notebook.executing import NOTEBOOKS, notebook

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try,
    ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip
MOST_LINES = 8

every = pytest.mark.parametrize("name", NAMES)


def code(name: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook(name).cells if cell.cell_type == "code"]


@every
def test_the_copy_in_the_repository_holds_no_outputs(name: str) -> None:
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code(name))
    nbformat.validate(notebook(name))


@every
def test_there_is_one_parameter_cell_and_it_comes_first(name: str) -> None:
    tagged = [cell.id for cell in notebook(name).cells if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == ["parameters"] == [code(name)[0].id]
    assert all(isinstance(node, ast.Assign) for node in ast.parse(code(name)[0].source).body)


@every
def test_every_cell_of_code_is_short_and_follows_a_sentence(name: str) -> None:
    cells = notebook(name).cells
    for before, cell in pairwise(cells):
        if cell.cell_type == "code":
            assert before.cell_type == "markdown"
            assert before.source.rstrip().endswith((".", "?"))
            assert len([line for line in cell.source.splitlines() if line.strip()]) <= MOST_LINES, cell.id


@every
def test_no_logic_lives_in_the_notebook(name: str) -> None:
    for cell in code(name):
        python = "\n".join(line for line in cell.source.splitlines() if not line.startswith("%"))
        assert not [node for node in ast.walk(ast.parse(python)) if isinstance(node, FORBIDDEN)], cell.id


@every
def test_its_last_cell_writes_the_workbook(name: str) -> None:
    assert code(name)[-1].id == "workbook"
    assert "workbook" in code(name)[-1].source


def test_the_readme_tells_what_each_one_answers() -> None:
    told = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"({name}.ipynb)" not in told] == []
