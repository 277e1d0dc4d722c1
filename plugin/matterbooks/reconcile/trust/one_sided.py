"""Records in which trust and office money meet: what they do to the trust bank and to the client ledgers differs.

The firm's own money, marked so, may come and go (`trust_office_transfer`; in QuickBooks against the Bank transfers
account); so may opening balances. Everything else that moves one side of trust alone is client money in the office's
books, or the office's in the client's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.reconcile.transactions import Side
from matterbooks.reconcile.trust.result import OneSided
from matterbooks.reconcile.words import spoken
from matterbooks.values import Cause, Kind

_ALLOWED_KINDS = (Kind.TRUST_OFFICE_TRANSFER.value,)
_OPENING = re.compile(r"opening balance", re.IGNORECASE)
LEDGER, QUICKBOOKS = "practice ledger", "QuickBooks"


def verdict_of_mixed(scene: Scene) -> pd.DataFrame:
    """VERDICT: such records, by the case that both sides' records of one transaction form."""
    told: dict[int, list[str]] = {}
    for record in one_sided(scene):
        told.setdefault(record.case, []).append(words(record))
    cases = np.array(list(told), dtype=np.int64)
    details = pd.Series(["; ".join(texts) for texts in told.values()], dtype="str")
    return verdicts(cases, Cause.TRUST_MIXED_WITH_OFFICE.value, detail=details, difference="account")


def words(record: OneSided) -> str:
    """What such a record does, in the reader's words."""
    number = f" {record.number}" if record.number else ""
    whose = f", {record.party}" if record.party else ""
    return (
        f"{record.side}: {spoken(record.kind)}{number} of {record.date.isoformat()}{whose} moves the trust accounts by "
        f"{money(record.cents)} against {record.against or 'no other account'}"
    )


def one_sided(scene: Scene) -> tuple[OneSided, ...]:
    """Every such record of either side within the period, in order of side, date and id."""
    trust = [account.path for account in scene.trust]
    return (*sorted(_in_ledger(scene, trust)), *sorted(_in_quickbooks(scene, trust)))


def _in_ledger(scene: Scene, trust: list[str]) -> Iterator[OneSided]:
    sums = _sums(scene.ledger, trust)
    heads = scene.ledger.heads.loc[sums.index]
    heads = heads[heads["in_period"] & ~heads["kind"].isin(_ALLOWED_KINDS)]
    names = _names(scene) if len(heads) else {}
    for at, head in zip(heads.index, heads.itertuples(index=False), strict=True):
        others = [names.get(path, path) for path in _others(scene.ledger, int(at), trust)]
        yield _record(LEDGER, head, int(sums[at]), others, int(scene.ledger_case[at]))


def _in_quickbooks(scene: Scene, trust: list[str]) -> Iterator[OneSided]:
    sums = _sums(scene.books, trust)
    own = _firms_own(scene) if len(sums) else set()
    heads = scene.books.heads.loc[sums.index]
    heads = heads[heads["in_period"]]
    for at, head in zip(heads.index, heads.itertuples(index=False), strict=True):
        others = _others(scene.books, int(at), trust)
        if int(at) not in own and not all(_allowed(scene, account) for account in others):
            yield _record(QUICKBOOKS, head, int(sums[at]), others, int(scene.books_case[at]))


def _names(scene: Scene) -> dict[str, str]:
    """QuickBooks path -> what the practice calls the account."""
    rows = scene.postings[["account", "account_number", "account_name"]].drop_duplicates("account")
    return {path: f"{number} {name}".strip() for path, number, name in rows.itertuples(index=False, name=None)}


def _sums(side: Side, trust: list[str]) -> pd.Series[int]:
    """What each transaction moves on the trust accounts together, by its place; what comes to nothing is left out."""
    posts = side.posts[side.posts["account"].isin(trust)]
    sums = posts.groupby("t")["cents"].sum()
    return sums[sums != 0]


def _others(side: Side, at: int, trust: list[str]) -> list[str]:
    """The accounts that a transaction posts to besides the trust accounts."""
    accounts = side.posts.loc[side.posts["t"] == at, "account"]
    return [str(account) for account in accounts[~accounts.isin(trust)]]


def _record(side: str, head: Any, cents: int, others: list[str], case: int) -> OneSided:
    texts = str(head.kind), str(head.id), str(head.number), head.date.date(), str(head.party)
    return OneSided(side, *texts, cents, ", ".join(others), case)


def _firms_own(scene: Scene) -> set[int]:
    """QuickBooks' transactions of what the practice marks as the firm's own money, by place."""
    kinds = scene.ledger.heads["kind"].to_numpy()[scene.pairs["ledger"].to_numpy()]
    places = scene.pairs["quickbooks"].to_numpy()[kinds == Kind.TRUST_OFFICE_TRANSFER]
    return {int(place) for place in places}


def _allowed(scene: Scene, account: str) -> bool:
    return account == scene.chart.transfers or _OPENING.search(account) is not None
