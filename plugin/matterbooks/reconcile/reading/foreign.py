"""A ledger of another program without a profile: refused with what its columns seem to be, and the command to run."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NoReturn

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.canonical import header_of
from matterbooks.reconcile.reading.files import ZIP
from matterbooks.reconcile.reading.profile_guess import guess
from matterbooks.reconcile.reading.raw_ledger import open_raw
from matterbooks.reconcile.reading.rows import decode, read_bytes
from matterbooks.reconcile.reading.workbooks import is_workbook


def is_foreign(path: Path, marks: Collection[str]) -> bool:
    """Whether a file is a workbook, or its first row lacks most of the columns that ours always have."""
    content = read_bytes(path)
    if content.startswith(ZIP):
        return is_workbook(content)
    titles = header_of(decode(str(path), content))[1]
    return 2 * sum(mark in titles for mark in marks) < len(marks)


def refuse_foreign(path: Path) -> NoReturn:
    """Raise FileRefusedError: the guessed columns, what is missing, and how to make a profile."""
    raw = open_raw(path)
    found = guess(raw)
    columns = ", ".join(f"{name} = {title!r}" for name, title in found.profile.columns.items()) or "nothing"
    missing = f"; missing: {', '.join(found.missing)}" if found.missing else ""
    raise FileRefusedError(
        str(path),
        f"is not ledger.csv; as another program's export it would be read so: {columns}{missing}",
        f"Run: matterbooks profile {path} --save profile.json; correct it there, then add --profile profile.json.",
        raw.header,
    )
