"""Running a notebook of the repository as an accountant would: parameters filled in, every cell from top to bottom."""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
Cells = dict[str, nbformat.NotebookNode]


def notebook(name: str) -> nbformat.NotebookNode:
    """The notebook as it stands in the repository; name without `.ipynb`."""
    found: nbformat.NotebookNode = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    return found


def executed(name: str, where: Path, **parameters: str) -> nbformat.NotebookNode:
    """The notebook with its outputs, run in the folder `where`, with these values in its parameter cell."""
    return _run(name, where, parameters, allow_errors=False)


def attempted(name: str, where: Path, **parameters: str) -> nbformat.NotebookNode:
    """The same where a cell is expected to fail: what it shows is kept."""
    return _run(name, where, parameters, allow_errors=True)


def ran_here(name: str, **parameters: str) -> str:
    """Run the cells in this process, which is quicker and shows nothing, and return what they printed."""
    out = io.StringIO()
    known: dict[str, object] = {}
    with redirect_stdout(out):
        for cell in notebook(name).cells:
            if cell.cell_type == "code":
                is_first = "parameters" in cell.metadata.get("tags", [])
                exec(_filled_in(cell.source, parameters) if is_first else cell.source, known)
    return out.getvalue()


def _run(name: str, where: Path, parameters: dict[str, str], *, allow_errors: bool) -> nbformat.NotebookNode:
    book = notebook(name)
    for cell in book.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = _filled_in(cell.source, parameters)
    resources = {"metadata": {"path": str(where)}}
    client = NotebookClient(book, timeout=120, kernel_name="python3", resources=resources, allow_errors=allow_errors)
    asyncio.run(client.async_execute())
    return book


def _filled_in(source: str, parameters: dict[str, str]) -> str:
    """The parameter cell with these values; a name that it does not have is a mistake."""
    values: dict[str, str] = {}
    exec(source, {}, values)
    assert parameters.keys() <= values.keys()
    return "\n".join(f"{name} = {json.dumps(value)}" for name, value in {**values, **parameters}.items())


def cells(book: nbformat.NotebookNode) -> Cells:
    """The cells by id."""
    return {cell.id: cell for cell in book.cells}


def printed(cell: nbformat.NotebookNode) -> str:
    """What a cell printed."""
    return "".join(output.get("text", "") for output in cell.outputs if output.output_type == "stream")


def html(cell: nbformat.NotebookNode) -> str:
    """The tables that a cell shows."""
    return "".join(output.data.get("text/html", "") for output in cell.outputs if "data" in output)


def kinds_shown(cell: nbformat.NotebookNode) -> set[str]:
    """The media types that a cell shows."""
    shown = [output.data for output in cell.outputs if output.output_type in ("display_data", "execute_result")]
    return {kind for data in shown for kind in data}


def troubles(found: Cells) -> list[nbformat.NotebookNode]:
    """Errors, and whatever was written to the error stream."""
    outputs = [output for cell in found.values() for output in cell.get("outputs", [])]
    return [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
