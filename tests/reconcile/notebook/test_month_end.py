"""The month-end notebook runs as it is shipped, shows what an accountant needs, and writes the workbook."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import openpyxl
import pytest

from tests.reconcile.notebook.executing import executed, kinds_shown, notebook, printed
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import month
from tests.reconcile.planted.writers import write_all


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nbformat.NotebookNode]:
    """The cells of the notebook by id, run on a month with ten faults planted in it."""
    folder = tmp_path_factory.mktemp("exports")
    books = month()
    for fault in TEN:
        fault.plant(books)
    write_all(books, folder)
    book = executed(notebook(), folder, folder=str(folder), start="", end="", workbook="")
    return {cell.id: cell for cell in book.cells}


def test_it_says_that_nothing_is_left_unexplained(run: dict[str, nbformat.NotebookNode]) -> None:
    words = printed(run["tie"])
    assert "Every difference is explained and nothing is left" in words
    assert words.rstrip().endswith("residue 0.00")


@pytest.mark.parametrize("cell", ["coverage", "waterfall", "ageing", "timeline"])
def test_it_shows_the_pictures(run: dict[str, nbformat.NotebookNode], cell: str) -> None:
    assert "image/png" in kinds_shown(run[cell])


@pytest.mark.parametrize("cell", ["files", "bridge", "findings", "unsynced", "extra"])
def test_it_shows_tables_that_can_be_searched_without_a_network(
    run: dict[str, nbformat.NotebookNode], cell: str
) -> None:
    assert "text/html" in kinds_shown(run[cell])
    html = "".join(output.data["text/html"] for output in run[cell].outputs if "data" in output)
    assert "itables" in html
    assert "cdn." not in html
    assert 'src="http' not in html


def test_its_last_cell_writes_the_workbook_and_says_where(run: dict[str, nbformat.NotebookNode]) -> None:
    where = Path(printed(run["workbook"]).removeprefix("The workbook is at ").strip())
    assert openpyxl.load_workbook(where)["Summary and sign-off"]["A1"].value == "Practice ledger against QuickBooks"


def test_nothing_goes_wrong_on_the_way(run: dict[str, nbformat.NotebookNode]) -> None:
    outputs = [output for cell in run.values() for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []


def test_the_copy_in_the_repository_holds_no_outputs() -> None:
    book = notebook()
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    nbformat.validate(book)


def test_there_is_one_parameter_cell() -> None:
    tagged = [cell for cell in notebook().cells if "parameters" in cell.metadata.get("tags", [])]
    assert [cell.id for cell in tagged] == ["parameters"]


def test_every_code_cell_is_short_and_follows_a_sentence_in_plain_words() -> None:
    cells = notebook().cells
    for before, cell in zip([None, *cells], cells, strict=False):
        if cell.cell_type == "code":
            assert before is not None
            assert before.cell_type == "markdown"
            assert len([line for line in cell.source.splitlines() if line.strip()]) <= 10


def test_no_logic_lives_in_the_notebook() -> None:
    forbidden = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
    for cell in notebook().cells:
        if cell.cell_type == "code":
            python = "\n".join(line for line in cell.source.splitlines() if not line.startswith("%"))
            assert not [node for node in ast.walk(ast.parse(python)) if isinstance(node, forbidden)]
