"""The ZIP of Settings > Export data: a workbook for each report, of which those that can be read are read."""

from __future__ import annotations

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.grids import Grid
from matterbooks.reconcile.reading.limits import ASK_AGAIN, parts_of
from matterbooks.reconcile.reading.workbooks import read_workbook


def read_archive(name: str, content: bytes) -> list[Grid]:
    """The sheets of every workbook in the archive. Raises: FileRefusedError where it holds none, or too much."""
    workbooks = parts_of(name, content, lambda part: part.lower().endswith(".xlsx"))
    grids = [grid for part, inner in workbooks for grid in read_workbook(f"{name}, {part}", inner)]
    if not grids:
        raise FileRefusedError(name, "is a ZIP without a workbook in it", ASK_AGAIN)
    return grids
