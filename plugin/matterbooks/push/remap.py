"""Saving a mapping: a new version over the one it began from, and whatever waited for a row goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matterbooks.errors import ConnectError, MappingError
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.problem import Problem
from matterbooks.mapping.problems import problems, refused
from matterbooks.mapping.rows import Names, to_rows
from matterbooks.push import retry
from matterbooks.push.context import Context
from matterbooks.store import connections, mappings


class RowsRefusedError(MappingError):
    """Rows that cannot be as they are; each of `problems` names its row and the way out. Nothing was saved."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.words for problem in found))
        self.problems = found


@dataclass(frozen=True, slots=True)
class Saved:
    """The version that was saved, what is still missing or odd about it, and how many records go on."""

    mapping: Mapping
    problems: tuple[Problem, ...]
    released: int


def save_mapping(
    context: Context, firm: str, mapping: Mapping, *, based_on: int, currencies: Sequence[str], names: Names, actor: str
) -> Saved:
    """Save these rows as a new version. Missing rows do not hinder it: documents wait for them.

    names: what codes and ids are called now, on both sides. Raises RowsRefusedError, or NewerVersionError where
    somebody saved in the meantime; nothing is saved then.
    """
    found = problems(mapping, names.accounts, names.tax_codes, currencies, names.catalogue)
    if never := refused(found):
        raise RowsRefusedError(never)
    with context.store.begin() as session:
        connection = connections.live(session, firm)
        if connection is None:
            raise ConnectError("The firm is not connected to QuickBooks any more, so the mapping was not saved.")
        saved = mappings.save(
            session,
            firm=firm,
            realm_hash=connection.realm_hash,
            mapping=mapping,
            based_on=based_on,
            rows=to_rows(mapping, names),
            actor=actor,
            now=context.clock(),
        )
    return Saved(saved, found, retry.release_mapping(context, firm, actor))
