"""Running a notebook of the repository as an accountant would: parameters filled in, every cell from top to bottom."""

from __future__ import annotations

import asyncio
from pathlib import Path

import nbformat
from nbclient import NotebookClient

MONTH_END = Path(__file__).parents[3] / "notebooks" / "month_end.ipynb"


def notebook(path: Path = MONTH_END) -> nbformat.NotebookNode:
    """The notebook as it stands in the repository."""
    found: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return found


def executed(book: nbformat.NotebookNode, where: Path, **parameters: str) -> nbformat.NotebookNode:
    """The notebook with its outputs, run in the folder `where`; the parameter cell is replaced."""
    for cell in book.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    client = NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(where)}})
    asyncio.run(client.async_execute())
    return book


def printed(cell: nbformat.NotebookNode) -> str:
    """What a cell printed."""
    return "".join(output.get("text", "") for output in cell.outputs if output.output_type == "stream")


def kinds_shown(cell: nbformat.NotebookNode) -> set[str]:
    """The media types that a cell shows."""
    shown = [output.data for output in cell.outputs if output.output_type in ("display_data", "execute_result")]
    return {kind for data in shown for kind in data}
