"""Checks of what the QuickBooks user who connected may do, and how far that is proved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.check import BAD, NOTE, OK, Check
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.needed import any_on
from matterbooks.mapping.rights import AREAS, PLURALS, Area, Grant, Right

MEND = (
    "An administrator of QuickBooks connects again here. Or there: Settings > Manage users, give the user who "
    "connected this right; then choose Check again."
)


def checks(catalogue: Catalogue, mapping: Mapping, entered: Collection[str]) -> Iterator[Check]:
    """One check for each area of rights; entered: kinds of record that QuickBooks has taken from this user."""
    for area in AREAS:
        rights = [right for entity in area.entities if (right := catalogue.right(entity)) is not None]
        name = f"Right: {area.name[0].lower()}{area.name[1:]}"
        yield _refused(name, area, rights, mapping) or _unknown(name, area, rights) or _seen(name, area, entered)


def _refused(name: str, area: Area, rights: Iterable[Right], mapping: Mapping) -> Check | None:
    refused = [right for right in rights if right.is_refused]
    if not refused:
        return None
    found = f"The QuickBooks user who connected may not {' and not '.join(_refusals(refused))}"
    if area.switches and not any_on(mapping, area.switches):
        return Check(name, NOTE, f"{found}; not needed while none is sent", MEND)
    return Check(name, BAD, f"{found}: those records are held", MEND)


def _refusals(refused: Iterable[Right]) -> Iterator[str]:
    for verb, grant in (("see", Grant.UNSEEN), ("enter", Grant.NOT_ENTERED)):
        if named := [PLURALS[right.entity] for right in refused if right.grant is grant]:
            yield f"{verb} {_listed(named, 'or')}"


def _unknown(name: str, area: Area, rights: Collection[Right]) -> Check | None:
    if not rights:
        return Check(name, NOTE, "Not asked yet", "Choose Check again.")
    unknown = next((right for right in rights if right.grant is Grant.UNKNOWN), None)
    if unknown is None:
        return None
    return Check(name, NOTE, f"Could not be asked: {unknown.words}", "Choose Check again.")


def _seen(name: str, area: Area, entered: Collection[str]) -> Check:
    proved = [PLURALS[entity] for entity in area.entities if entity in entered]
    open_ = [PLURALS[entity] for entity in area.entities if entity not in entered]
    parts = [f"{_listed(proved, 'and')} were entered"] if proved else []
    if open_:
        parts.append(f"{_listed(open_, 'and')} can be seen; whether they may be entered shows with the first")
    text = "; ".join(parts)
    return Check(name, OK, f"{text[0].upper()}{text[1:]}")


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
