"""Records in which trust and office money meet: what they do to the trust bank and to the client ledgers differs.

The firm's own money, marked so, may come and go (`trust_office_transfer`; in QuickBooks against the Bank transfers
account); so may opening balances. Everything else that moves one side of trust alone is client money in the office's
books, or the office's in the client's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.trust.books import TrustBooks
from matterbooks.reconcile.trust.result import OneSided
from matterbooks.values import Kind

_ALLOWED_KINDS = (Kind.TRUST_OFFICE_TRANSFER.value,)
_OPENING = re.compile(r"opening balance", re.IGNORECASE)
LEDGER, QUICKBOOKS = "practice ledger", "QuickBooks"


def one_sided(scene: Scene, books: TrustBooks) -> tuple[OneSided, ...]:
    """Every such record of either side within the period, in order of side, date and id."""
    return (*sorted(_in_ledger(scene, books)), *sorted(_in_quickbooks(scene, books)))


def _in_ledger(scene: Scene, books: TrustBooks) -> Iterator[OneSided]:
    rows = books.ledger[~books.ledger["kind"].isin(_ALLOWED_KINDS)]
    sums = rows.groupby(["kind", "id"])["cents"].sum().reset_index()
    sums = sums[sums["cents"] != 0]
    if sums.empty:
        return
    postings = scene.postings.rename(columns={"transaction_id": "id", "amount_cents": "amount"})
    of_records = postings[postings["id"].isin(sums["id"])].merge(sums, on=["kind", "id"])
    trust = {account.path for account in books.accounts}
    for (kind, identity), lines in of_records.groupby(["kind", "id"]):
        first = lines.iloc[0]
        names = lines.loc[~lines["account"].isin(trust), "account_name"]
        if _outside(scene, first["date"]):
            continue
        texts = str(kind), str(identity), str(first["number"]), first["date"].date(), str(first["party"])
        yield OneSided(LEDGER, *texts, int(first["cents"]), ", ".join(dict.fromkeys(names)))


def _in_quickbooks(scene: Scene, books: TrustBooks) -> Iterator[OneSided]:
    sums = books.quickbooks.groupby("id")["cents"].sum()
    sums = sums[sums != 0]
    if sums.empty:
        return
    sums = sums.drop(_firms_own(scene), errors="ignore")
    postings = scene.inputs.quickbooks
    trust = {account.path for account in books.accounts}
    for identity, lines in postings[postings["transaction_id"].isin(sums.index)].groupby("transaction_id"):
        others = list(dict.fromkeys(lines.loc[~lines["account"].isin(trust), "account"]))
        first = lines.iloc[0]
        if _outside(scene, first["date"]) or all(_allowed(scene, account) for account in others):
            continue
        names = next((name for name in lines["name"] if name), "")
        texts = str(first["type"]), str(identity), str(first["number"]), first["date"].date(), str(names)
        yield OneSided(QUICKBOOKS, *texts, int(sums[identity]), ", ".join(others))


def _firms_own(scene: Scene) -> list[str]:
    """QuickBooks' records of what the practice marks as the firm's own money."""
    kinds = scene.ledger.heads["kind"].to_numpy()[scene.pairs["ledger"].to_numpy()]
    places = scene.pairs["quickbooks"].to_numpy()[kinds == Kind.TRUST_OFFICE_TRANSFER]
    return [str(identity) for identity in scene.books.heads["id"].iloc[places]]


def _allowed(scene: Scene, account: str) -> bool:
    return account == scene.chart.transfers or _OPENING.search(account) is not None


def _outside(scene: Scene, day: pd.Timestamp) -> bool:
    start, end = scene.inputs.start, scene.inputs.end
    return (start is not None and day.date() < start) or (end is not None and day.date() > end)
