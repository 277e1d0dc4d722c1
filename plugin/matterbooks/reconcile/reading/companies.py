"""All files of a run belong to one company: by the names that reports print, and by the realms that ours carry."""

from __future__ import annotations

from collections.abc import Sequence

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import ReadFile

_ONE_ONLY = "Give files of one company only; after a renaming export them all again."


def refuse_other_company(files: Sequence[ReadFile], books: dict[str, object] | None) -> None:
    """Refuse a report whose company is not that of the others, or of the books."""
    named = [(file.path, file.company) for file in files if file.company]
    company = books.get("company") if books else None
    if isinstance(company, str) and company:
        named.insert(0, ("books.json", company))
    for path, name in named[1:]:
        if _plain(name) != _plain(named[0][1]):
            problem = f"belongs to the company {name!r}, but {named[0][0]} to {named[0][1]!r}"
            raise FileRefusedError(path, problem, _ONE_ONLY)


def refuse_other_realm(files: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Refuse a file that names another realm than one before it; pairs of a file's name and its realms."""
    named = [(path, realm) for path, realms in files for realm in realms]
    for path, realm in named[1:]:
        if realm != named[0][1]:
            problem = f"belongs to the realm {realm}, but {named[0][0]} to {named[0][1]}"
            raise FileRefusedError(path, problem, _ONE_ONLY)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
