"""How past documents were posted: to which QuickBooks accounts practice accounts led that no row maps any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Counted

from matterbooks.mapping.mapping import Mapping
from matterbooks.store import mappings, posted_under
from matterbooks.store.engines import Store


def posting_history(store: Store, firm: str, realm_hash: str, newest: Mapping) -> Counted[str, Counter[str]]:
    """Practice code -> QuickBooks account id -> how many records that stand there were posted under such a row.

    Of rows that the newest version does not have. A record that posts to an account through another row counts as well.
    """
    found: dict[str, Counter[str]] = {}
    with store.read() as session:
        counted = posted_under.counts(session, firm, realm_hash)
        used = (one for one in mappings.versions(session, firm, realm_hash) if counted.get(one.version))
        for version in used:
            for code in version.accounts.keys() - newest.accounts.keys():
                id_ = version.accounts[code]
                path = version.known_as.get(id_, "")
                times = posted_under.posted_to(session, firm, realm_hash, version.version, path) if path else 0
                if times:
                    found.setdefault(code, Counter())[id_] += times
    return found
