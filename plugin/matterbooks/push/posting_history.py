"""How past documents were posted through rows that the mapping no longer has: evidence for suggesting them again."""

from __future__ import annotations

from dataclasses import replace

from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.evidence import History
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.posted import history_of
from matterbooks.store import mappings, posted_under
from matterbooks.store.engines import Store


def posting_history(store: Store, firm: str, realm_hash: str, newest: Mapping, catalogue: Catalogue) -> History:
    """As `history_of`, of the copies that stand in this company, for accounts that the newest version has no row for.

    Nothing is read where no version before it had such a row.
    """
    with store.read() as session:
        versions = {one.version: _gone(one, newest) for one in mappings.versions(session, firm, realm_hash)}
        concerned = [number for number, version in versions.items() if version.accounts]
        documents = posted_under.posts(session, firm, realm_hash, concerned) if concerned else ()
    return history_of(documents, versions, catalogue)


def _gone(version: Mapping, newest: Mapping) -> Mapping:
    """The rows of a version that the newest does not have."""
    rows = {code: id_ for code, id_ in version.accounts.items() if code not in newest.accounts}
    return replace(version, accounts=rows)
