"""What a person uploads to be reconciled: how much, where it lies while it is read, and under which names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flask import request
from werkzeug.datastructures import FileStorage

MEGABYTE = 1_000_000
LARGEST_UPLOAD = 20 * MEGABYTE
"""Bytes of all files together."""

_FORM_ITSELF = MEGABYTE // 10
_LONGEST_NAME = 100


def limit_upload() -> None:
    """Refuse a larger upload before it is read; to be called before anything asks for the form.

    Then whoever asks for it first raises RequestEntityTooLarge. The host's own limit stays for its other pages.
    """
    request.max_content_length = LARGEST_UPLOAD + _FORM_ITSELF


def chosen(*fields: str) -> list[FileStorage]:
    """The files that were chosen in these fields of the form."""
    return [file for field in fields for file in request.files.getlist(field) if file.filename]


def put(files: Iterable[FileStorage], folder: Path) -> None:
    """Write the files into an empty folder, each under a name of its own that cannot lead out of it."""
    folder.mkdir()
    for file in files:
        file.save(_free(folder, _safe(file.filename or "")))


def _safe(name: str) -> str:
    """The last part of a name without signs that a file system or a reader of folders takes for its own."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable()).lstrip(".~$ ")
    return shown.encode()[-_LONGEST_NAME:].decode(errors="ignore") or "file"


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path
