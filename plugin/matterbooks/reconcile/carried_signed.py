"""Figures that were signed: control totals by account, their hash, and whether they are still the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

import pandas as pd

from matterbooks.reconcile.carried_state import LEDGER, QUICKBOOKS, Change, Signature, SignedPeriod, Totals
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.normalise import mapped
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.texts import shown
from matterbooks.reconcile.transactions import inside


def control_totals(inputs: Inputs, start: date | None, end: date | None) -> dict[tuple[str, str], tuple[int, int]]:
    """Debits and credits per account of either side, each under the account's own name there."""
    ours, theirs = inputs.ledger, inputs.quickbooks
    names = ours["account_number"] + " " + ours["account_name"]
    sides = ((LEDGER, ours, mapped(names, _name)), (QUICKBOOKS, theirs, mapped(theirs["account"], _name)))
    return {
        (side, account): totals
        for side, postings, accounts in sides
        for account, totals in _by_account(postings, accounts, start, end)
    }


def fingerprint(start: date | None, end: date, totals: Totals) -> str:
    """SHA-256 over the days and every account's totals, the same whatever the order."""
    lines = sorted("\x1f".join(map(str, [*key, *sums])) for key, sums in totals.items())
    return sha256("\x1e".join([str(start), str(end), *lines]).encode()).hexdigest()


def period_to_sign(result: Result) -> SignedPeriod:
    """What a signature on this run stands for; nobody has signed yet."""
    period = result.period
    start = period.start or period.covered_from
    end = period.end or period.covered_to or max([period.as_of, *_last_days(result.inputs)])
    totals = control_totals(result.inputs, start, end)
    return SignedPeriod(result.run_id, start, end, Signature(), fingerprint(start, end, totals), totals)


def changes_since(signed: SignedPeriod, inputs: Inputs) -> Iterator[Change]:
    """Every account whose control totals for the signed days are other ones in these files."""
    now: Mapping[tuple[str, str], tuple[int, int]] = control_totals(inputs, signed.start, signed.end)
    for key in sorted({*now, *signed.totals}):
        before, after = signed.totals.get(key, (0, 0)), now.get(key, (0, 0))
        if before != after:
            yield Change(signed.run_id, *key, before, after)


def not_covered(signed: SignedPeriod, result: Result) -> str:
    """Why these files cannot tell whether the signed figures changed; "" where they can."""
    period, end = result.period, pd.Timestamp(signed.end)
    late = period.covered_from is not None and (signed.start is None or period.covered_from > signed.start)
    early = period.covered_to is not None and period.covered_to < signed.end
    sides = (("the practice ledger", result.inputs.ledger), ("QuickBooks' file", result.inputs.quickbooks))
    absent = [name for name, postings in sides if not bool((postings["date"] <= end).any())]
    if late or early:
        absent = sorted({*absent, "QuickBooks' file"})
    if not absent:
        return ""
    days = f"{signed.start.isoformat() if signed.start else 'the beginning'} to {signed.end.isoformat()}"
    return (
        f"Whether the figures signed for {days} are still the same is not examined: {' and '.join(absent)} "
        f"does not cover these days. Export both sides from there on."
    )


def _name(account: str) -> str:
    """An account as a workbook gives it back."""
    return shown(account).strip()


def _by_account(
    postings: pd.DataFrame, accounts: pd.Series[str], start: date | None, end: date | None
) -> Iterator[tuple[str, tuple[int, int]]]:
    within = inside(postings["date"], start, end)
    cents = postings.loc[within, "amount_cents"]
    both = pd.DataFrame({"debits": cents.clip(lower=0), "credits": (-cents).clip(lower=0)})
    sums = both.groupby(accounts[within]).sum()
    for account, debits, credits_ in sums.itertuples(name=None):
        if debits or credits_:
            yield str(account), (int(debits), int(credits_))


def _last_days(inputs: Inputs) -> list[date]:
    return [frame["date"].max().date() for frame in (inputs.ledger, inputs.quickbooks) if len(frame)]
