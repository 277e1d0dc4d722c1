"""Where earlier documents were posted, out of what is remembered of them: evidence for `suggest`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.evidence import History
from matterbooks.mapping.mapping import Mapping as SavedMapping

_POST = re.compile(r"(.+?)=-?\d+(?:;|$)")


def history_of(
    documents: Iterable[tuple[int, str]], versions: Mapping[int, SavedMapping], catalogue: Catalogue
) -> History:
    """Practice code -> QuickBooks account id -> in how many documents its row was used.

    documents: mapping version and `pushed_posts` (`account path=cents;...`) of each. A row counts where the document
    posted to its account; accounts that the company no longer has, and versions that are not given, are passed over.
    """
    counted: dict[str, Counter[str]] = {}
    paths = {account.id: account.path for account in catalogue.accounts}
    for (version, posts), times in Counter(documents).items():
        posted = set(_POST.findall(posts))
        rows = versions[version].accounts.items() if version in versions else ()
        for code, id_ in rows:
            if paths.get(id_) in posted:
                counted.setdefault(code, Counter())[id_] += times
    return counted
