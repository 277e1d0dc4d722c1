"""Day by day: the running difference of each account, and the first date on which it is not zero."""

from __future__ import annotations

from datetime import date

import pandas as pd

from matterbooks.reconcile.accounts import account_names
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.transactions import inside


def apart_by_day(result: Result) -> pd.DataFrame:
    """account, date, running (cents: QuickBooks' movements less the practice ledger's so far), where they ever differ.

    A row for each day on which the difference changes, and one for the end of the period.
    """
    sides = [(-1, _of_ledger(result)), (1, result.inputs.quickbooks)]
    rows = pd.concat([_inside(result, postings).assign(sign=sign) for sign, postings in sides], ignore_index=True)
    daily = (rows["amount_cents"] * rows["sign"]).groupby([rows["account"], rows["date"]]).sum()
    daily = daily[daily != 0]
    running = daily.groupby(level=0).cumsum().rename("running").reset_index()
    last = running.drop_duplicates("account", keep="last").assign(date=pd.Timestamp(result.period.as_of))
    both = pd.concat([running, last]).sort_values(["account", "date"], kind="stable")
    return both.drop_duplicates(["account", "date"]).reset_index(drop=True)


def first_days(result: Result) -> dict[str, date]:
    """Account -> the first date on which the two books do not hold the same."""
    daily = apart_by_day(result)
    first = daily[daily["running"] != 0].drop_duplicates("account")
    return {str(account): day.date() for account, day in zip(first["account"], first["date"], strict=True)}


def since_table(result: Result) -> pd.DataFrame:
    """Per account that is apart: since when, by how much at the end, how much findings explain, and what is left.

    unexplained since: the first date of what no finding explains.
    """
    firsts = first_days(result)
    bridge = result.bridge[result.bridge["account"].isin(firsts)]
    return pd.DataFrame({
        "account": bridge["account"].to_list(),
        "apart since": [firsts[account] for account in bridge["account"]],
        "QuickBooks less ledger": [
            units(there - here)
            for there, here in zip(bridge["quickbooks_movement"], bridge["ledger_movement"], strict=True)
        ],
        "explained": bridge["effects"].map(units).to_list(),
        "left": bridge["residue"].map(units).to_list(),
        "unexplained since": [str(result.out_of_balance_since.get(account, "")) for account in bridge["account"]],
    })  # fmt: skip


def _of_ledger(result: Result) -> pd.DataFrame:
    postings = result.inputs.ledger
    return postings.assign(account=account_names(postings, result.chart))


def _inside(result: Result, postings: pd.DataFrame) -> pd.DataFrame:
    columns = ["account", "date", "amount_cents"]
    return postings.loc[inside(postings["date"], result.period.start, result.period.end), columns]
