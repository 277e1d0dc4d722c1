"""Without a mapping: which QuickBooks account an account of the practice stands for, told by the entries that agree.

What both sides post on one account on the same day speaks for the two accounts where the amounts agree: under the same
document number, or for the same party where there is none; or, since transfers have neither in QuickBooks, by the
amount alone. Nearly all that is said of an account must say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import polars as pl

from matterbooks.reconcile.accounts import UNMAPPED, Chart, account_names, name_key
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.normalise import Texts, client_key, mapped, number_keys, strings

FEWEST = 2
"""Agreeing entries without which nothing is inferred."""

SHARE = 0.8
"""The least share of the entries that must speak for one account."""


def with_inferred(chart: Chart, inputs: Inputs) -> Chart:
    """The chart with what the entries tell of the accounts that neither number nor name tells."""
    named = account_names(inputs.ledger, chart)
    unknown = named.str.startswith(UNMAPPED)
    if not unknown.any():
        return chart
    ledger = inputs.ledger[unknown.to_numpy()]
    ours = _lines(ledger, ledger["party"], named[unknown.to_numpy()])
    theirs = _lines(inputs.quickbooks, inputs.quickbooks["name"], inputs.quickbooks["account"])
    found = {path: there for key in ("amount", "document") for path, there in _agreed(_votes(ours, theirs, key))}
    numbers, names, told = dict(chart.by_number), dict(chart.by_name), {}
    accounts = ledger[["account_number", "account_name"]].drop_duplicates()
    for number, name in accounts.itertuples(index=False, name=None):
        path = found.get(chart.path(number, name))
        if path:
            (numbers if number else names)[number or name_key(name)] = path
            told[f"{number} {name}".strip()] = path
    return replace(chart, by_number=numbers, by_name=names, inferred=dict(sorted(told.items())))


def _lines(postings: pd.DataFrame, parties: Texts, accounts: Texts) -> pl.DataFrame:
    """date, cents, account, document (number or party) and amount, each of which can be the key."""
    plain = pl.DataFrame({
        "date": pl.from_pandas(postings["date"]),
        "cents": pl.from_pandas(postings["amount_cents"]),
        "account": strings(accounts),
        "number": strings(number_keys(postings["number"])),
        "party": strings(mapped(parties, client_key)),
    })  # fmt: skip
    number, party = "number " + pl.col("number"), "party " + pl.col("party")
    document = pl.when(pl.col("number") != "").then(number).when(pl.col("party") != "").then(party)
    return plain.with_columns(document=document, amount=pl.col("cents").abs().cast(pl.String))


def _votes(ours: pl.DataFrame, theirs: pl.DataFrame, key: str) -> pl.DataFrame:
    """account, path, n: how many amounts agree; only amounts that a single account has under its key on either side."""
    both = _alone(ours, key).join(_alone(theirs, key), on=[key, "date", "cents"], suffix="_there")
    return both.group_by(pl.col("account"), pl.col("account_there").alias("path")).agg(n=pl.len())


def _alone(lines: pl.DataFrame, key: str) -> pl.DataFrame:
    sums = lines.drop_nulls(key).group_by(key, "date", "account").agg(pl.col("cents").sum())
    return sums.filter((pl.col("cents") != 0) & (pl.len().over(key, "date", "cents") == 1))


def _agreed(votes: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Account and path, where enough speaks for it."""
    shares = votes.with_columns(share=pl.col("n") / pl.col("n").sum().over("account"))
    for account, path, n, share in shares.sort("account", "path").rows():
        if n >= FEWEST and share >= SHARE:
            yield account, path
