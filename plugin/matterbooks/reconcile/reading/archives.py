"""The ZIP of Settings > Export data: a workbook for each report, of which those that can be read are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.grids import Grid
from matterbooks.reconcile.reading.workbooks import ASK_AGAIN, LARGEST_BYTES, read_workbook


def read_archive(name: str, content: bytes) -> list[Grid]:
    """The sheets of every workbook in the archive. Raises: FileRefusedError where it holds none, or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_BYTES:
                raise FileRefusedError(name, "unpacks to far more than a company's reports hold", ASK_AGAIN)
            grids = list(_sheets(name, archive))
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError) as error:
        raise FileRefusedError(name, f"is a damaged or locked ZIP ({error})", ASK_AGAIN) from error
    if not grids:
        raise FileRefusedError(name, "is a ZIP without a workbook in it", ASK_AGAIN)
    return grids


def _sheets(name: str, archive: zipfile.ZipFile) -> Iterator[Grid]:
    for part in archive.infolist():
        if part.filename.lower().endswith(".xlsx"):
            yield from read_workbook(f"{name}, {part.filename}", archive.read(part))
