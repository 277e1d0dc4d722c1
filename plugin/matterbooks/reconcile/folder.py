"""A folder of exports, as the notebooks are given one: which file is which, and reading them all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.folder_kinds import Role, Told, columns_of, files_of
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reading.profiles import read_profile
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.trust.reading import read_trust

PUT_THERE = "Put the files of `flask matterbooks export` and QuickBooks' Journal there, or change the folder."
NAMES = {Role.LEDGER: "ledger.csv", Role.LINKS: "links.csv", Role.MAPPING: "mapping.csv", Role.BOOKS: "books.json"}
"""Where two files could be the same thing, the one with this name is it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files of one folder, each with what it is."""

    place: Path
    files: tuple[Told, ...]

    def all(self, role: Role) -> list[Path]:
        """Every file with a role, in the order of names."""
        return [told.path for told in self.files if told.role == role]

    def one(self, role: Role) -> Path | None:
        """The file with a role, None without one. Raises FileRefusedError where two could be it."""
        paths = self.all(role)
        named = [path for path in paths if path.name == NAMES.get(role)]
        if len(paths) > 1 and not named:
            problem = f"both {paths[0].name} and {paths[1].name} are a file of the kind {role}"
            raise FileRefusedError(str(self.place), problem, "Take one of them out of the folder.")
        return next(iter(named or paths), None)


def look_into(folder: str | Path) -> Found:
    """Tell what every file of a folder is. Raises FileRefusedError where there is no such folder."""
    place = Path(folder)
    if not place.is_dir():
        raise FileRefusedError(str(place), "there is no such folder", PUT_THERE)
    return Found(place, tuple(_without_copies(list(files_of(place)))))


def read(found: Found, start: str = "", end: str = "") -> Inputs:
    """Read what was found; start, end: ISO dates, "" for open.

    Raises FileRefusedError, naming the file, where something is missing or cannot be compared.
    """
    days = _day("start", start), _day("end", end)
    profile = found.one(Role.PROFILE)
    ledger = found.one(Role.LEDGER) or (profile and fitting(found, profile))
    if ledger is None:
        raise FileRefusedError(str(found.place), "the folder holds no practice ledger (ledger.csv)", PUT_THERE)
    quickbooks = found.all(Role.QUICKBOOKS)
    if not quickbooks:
        way_out = "Open Reports > Journal in QuickBooks for the same period, export it, and put it there."
        raise FileRefusedError(str(found.place), "the folder holds no export of QuickBooks", way_out)
    bank, matters = ([path for path in found.all(role) if path != ledger] for role in (Role.BANK, Role.MATTERS))
    trust = read_trust(bank, matters)
    return read_inputs(
        ledger, quickbooks, found.one(Role.LINKS), found.one(Role.MAPPING), found.one(Role.BOOKS), *days,
        profile=None if ledger in found.all(Role.LEDGER) else profile, trust=trust,
    )  # fmt: skip


def fitting(found: Found, profile: Path) -> Path | None:
    """The export that has every column that a column profile names, None without one."""
    wanted = set(read_profile(profile).columns.values())
    others = [told.path for told in found.files if told.role in (Role.OTHER, Role.BANK, Role.MATTERS)]
    return next((path for path in others if wanted <= columns_of(path)), None)


def read_folder(folder: str | Path, start: str = "", end: str = "") -> Inputs:
    """Look into a folder and read what is there."""
    return read(look_into(folder), start, end)


def files_table(inputs: Inputs, found: Found | None = None) -> pd.DataFrame:
    """What was read: file, report, company, period, postings, debits, how many totals in it were checked, remarks.

    With `found` also the files beside the ledgers, and those that are not used, with the reason.
    """
    rows = [
        {
            "file": Path(file.path).name,
            "used as": file.report.replace("_", " "),
            "company": file.company,
            "from": _text(file.period[0]),
            "to": _text(file.period[1]),
            "postings": len(file.postings),
            "debits": units(int(file.postings["amount_cents"].clip(lower=0).sum())),
            "totals checked": file.totals_checked,
            "remarks": "; ".join(file.warnings),
        }
        for file in inputs.files
    ]
    listed = {Path(file.path).name.partition(",")[0] for file in inputs.files}
    others = [told for told in (found.files if found else ()) if told.path.name not in listed]
    rows += [{"file": told.path.name, "used as": str(told.role), "remarks": told.why} for told in others]
    columns = ["file", "used as", "company", "from", "to", "postings", "debits", "totals checked", "remarks"]
    return pd.DataFrame(rows, columns=columns, dtype="object").fillna("")


def _without_copies(files: list[Told]) -> list[Told]:
    """The same file downloaded twice is read once."""
    seen: dict[str, str] = {}
    return [_once(told, seen) if told.role == Role.QUICKBOOKS else told for told in files]


def _once(told: Told, seen: dict[str, str]) -> Told:
    first = seen.setdefault(sha256(told.path.read_bytes()).hexdigest(), told.path.name)
    return (
        told if first == told.path.name else replace(told, role=Role.OTHER, why=f"the same as {first}, which is read")
    )


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        way_out = "Write it like 2026-06-30, or leave it empty."
        raise FileRefusedError(name, f"{text!r} is not a date", way_out) from error
