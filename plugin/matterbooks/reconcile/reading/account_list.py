"""The Account List, and the page export of the chart of accounts: full name, type and detail type of each account.

As postings: `type` holds the account type, `memo` the detail type, amounts are the printed balances (debit positive;
0 where none is printed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, Row, Table

REQUIRED = ("account", "account_type")
"""Columns without which a report is no list of accounts."""


def read_account_list(table: Table) -> list[Posting]:
    """Return one row per account. The TOTAL, which adds up unlike things, warns if it differs and refuses nothing."""
    rows = list(table.body())
    total = rows.pop() if rows and rows[-1].label == "TOTAL" and not table.text(rows[-1], "account_type") else None
    postings = [_account(table, row) for row in rows]
    if total is not None:
        _check(table, total, sum(p.amount for p in postings))
    for name, times in Counter(p.account for p in postings).items():
        if times > 1:
            table.warnings.append(f"account {name!r} stands in the list {times} times")
    return postings


def account_types(postings: pd.DataFrame) -> Mapping[str, str]:
    """Return account path -> account type from an account list's postings; a name with two types is left out."""
    pairs = postings[["account", "type"]].drop_duplicates()
    single = pairs[~pairs["account"].duplicated(keep=False)]
    return dict(zip(single["account"], single["type"], strict=True))


def _account(table: Table, row: Row) -> Posting:
    table.refuse_overlong(row)
    account, account_type = table.text(row, "account"), table.text(row, "account_type")
    if not account or not account_type:
        table.refuse(row.number, "an account needs a name and a type", AS_DOWNLOADED)
    balance = table.cents(row, _balance_column(table))
    return Posting(
        row.number, account, balance, max(balance, 0), max(-balance, 0),
        type=account_type, memo=table.text(row, "detail_type"),
    )  # fmt: skip


def _balance_column(table: Table) -> str:
    return "total_balance" if table.header.has("total_balance") else "balance"


def _check(table: Table, row: Row, balance: int) -> None:
    if table.cents(row, _balance_column(table)) == balance:
        table.totals_checked += 1
    else:
        table.warnings.append(f"row {row.number}: the TOTAL is not the sum of the balances printed")
