"""The start: what lies before it in the practice ledger, and whether QuickBooks' opening balances cover it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from matterbooks.reconcile.accounts import UNMAPPED, account_names, is_of_result
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.wording import amount_of
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.words import spoken
from matterbooks.values import Cause

EARNINGS = "Equity and earnings before the start"
_EQUITY = frozenset({"opening balance equity", "retained earnings"})


def started_on(result: Result) -> date | None:
    """The day on which the connection began, None if books.json does not tell."""
    text = str((result.inputs.books or {}).get("connected_at") or "")
    return date.fromisoformat(text[:10]) if text else None


def balances(result: Result) -> pd.DataFrame:
    """account, practice, quickbooks, apart (cents, debit positive): balances at the start.

    practice: what was posted before the start, mapped as today; quickbooks: its opening balance entries. Income, costs
    and equity are one row, because opening balances bring them in as equity.
    """
    early = result.ledger[result.ledger["outcome"] == Cause.BEFORE_START]
    opening = result.quickbooks[result.quickbooks["outcome"] == Cause.OPENING_BALANCE]
    ours = result.inputs.ledger
    ours = ours[(ours["kind"] + "\x1f" + ours["transaction_id"]).isin(early["kind"] + "\x1f" + early["id"])]
    ours = ours.assign(account=account_names(ours, result.chart))
    theirs = result.inputs.quickbooks
    theirs = theirs[theirs["transaction_id"].isin(opening["id"])]
    sides = {"practice": _sums(result, ours), "quickbooks": _sums(result, theirs)}
    frame = pd.DataFrame(sides).fillna(0).astype("int64").rename_axis("account").reset_index()
    frame = frame[(frame["practice"] != 0) | (frame["quickbooks"] != 0)]
    last = frame["account"] == EARNINGS
    ordered = pd.concat([frame[~last], frame[last]], ignore_index=True)
    return ordered.assign(apart=ordered["quickbooks"] - ordered["practice"])


def balances_table(result: Result) -> pd.DataFrame:
    """The same for people."""
    frame = balances(result)
    shown = frame.assign(**{name: frame[name].map(units) for name in ("practice", "quickbooks", "apart")})
    names = {"practice": "practice ledger before the start", "quickbooks": "QuickBooks' opening entries"}
    return shown.rename(columns=names | {"apart": "QuickBooks less ledger"})


def before_table(result: Result) -> pd.DataFrame:
    """What lies before the start, by kind: records, amount, first and last day."""
    early = result.ledger[result.ledger["outcome"] == Cause.BEFORE_START]
    frame = early.groupby("kind").agg(
        records=("id", "size"), amount=("total", "sum"), first=("date", "min"), last=("date", "max")
    )  # fmt: skip
    frame = frame.reset_index()
    days = {name: frame[name].dt.date for name in ("first", "last")}
    return frame.assign(kind=frame["kind"].map(spoken), amount=frame["amount"].map(units), **days)


def lines(result: Result) -> Iterator[str]:
    """When the connection began, what lies before it, and whether the opening balances cover that."""
    start = started_on(result)
    early = result.ledger[result.ledger["outcome"] == Cause.BEFORE_START]
    yield f"QuickBooks was connected on {start}." if start else "Since when QuickBooks is connected is not known."
    if early.empty:
        yield "Nothing in the practice ledger's file lies before that."
        return
    yield f"{amount_of(len(early), int(early['total'].sum()))} before the start; they are not pushed."
    frame = balances(result)
    apart = frame[frame["apart"] != 0]
    if not (frame["quickbooks"] != 0).any():
        yield "QuickBooks' file holds no opening balance entry: nothing of it is covered there."
    elif apart.empty:
        yield "QuickBooks' opening balances agree with it on every account."
    else:
        for account, cents in zip(apart["account"], apart["apart"], strict=True):
            yield f"{account}: QuickBooks opened with {money(abs(cents))} {'more' if cents > 0 else 'less'} debit."


def _sums(result: Result, postings: pd.DataFrame) -> pd.Series[int]:
    accounts = postings["account"].map(lambda path: _row(result, str(path)))
    return postings["amount_cents"].groupby(accounts).sum()


def _row(result: Result, path: str) -> str:
    """The account itself on the balance sheet; EARNINGS for what ends up in equity."""
    if path.startswith(UNMAPPED):
        return path
    equity = path.rpartition(":")[2].casefold() in _EQUITY
    type_ = result.chart.types.get(path, "")
    return EARNINGS if equity or type_ == "Equity" or is_of_result(type_) else path
