"""Two accounts that an accountant looks at first: the Bank transfers account, and what is held for each client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from matterbooks.reconcile.accounts import account_names
from matterbooks.reconcile.normalise import client_key, mapped
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.transactions import inside
from matterbooks.reconcile.words import spoken
from matterbooks.values import Cause

NOBODY = "(no client named)"


@dataclass(frozen=True, slots=True)
class Block:
    """A table of its own; totals: cents for each column after the first, none for no line of totals."""

    heading: str
    notes: Sequence[str]
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Cell]] = ()
    totals: Sequence[int] = ()


def transfers_block(result: Result) -> Block:
    """From the practice ledger's Bank transfers account to QuickBooks', step by step."""
    heading, account = "Bank transfers account", result.chart.transfers
    if not account:
        return Block(heading, ["Not examined: no mapping.csv that names a Bank transfers account was given."])
    told = [finding.evidence for finding in result.findings if finding.cause == Cause.TRANSFERS_ACCOUNT_NOT_ZERO]
    found = result.bridge[result.bridge["account"] == account]
    if found.empty:
        return Block(heading, [f"{account}: nothing was moved on either side."])
    row = found.iloc[0]
    effects: dict[str, int] = {}
    for finding in result.findings:
        effects[finding.cause] = effects.get(finding.cause, 0) + finding.effects.get(account, 0)
    steps = [
        ("Practice ledger", int(row["ledger_movement"])), ("Opening difference", int(row["opening_difference"])),
        *((spoken(cause), cents) for cause, cents in effects.items() if cents),
        ("QuickBooks", int(row["closing"])), ("Residue", int(row["residue"])),
    ]  # fmt: skip
    rows = [(name, units(cents)) for name, cents in steps]
    return Block(heading, [account, *told], (Column("Step", 40), Column("Amount", 16, "money")), rows)


def trust_block(result: Result) -> Block:
    """What is held for each client on the trust liability accounts, on either side; what is owed is a credit."""
    heading, period = "Trust liability by client", result.period
    accounts = sorted(path for path in result.chart.trust if result.chart.types.get(path) != "Bank")
    if not accounts:
        return Block(heading, ["Not examined: no mapping.csv that marks trust liability accounts was given."])
    ours = result.inputs.ledger.assign(account=account_names(result.inputs.ledger, result.chart))
    theirs = result.inputs.quickbooks.rename(columns={"name": "party"})
    sides = {}
    for name, postings in (("ledger", ours), ("quickbooks", theirs)):
        within = inside(postings["date"], period.start, period.end) & postings["account"].isin(accounts)
        sides[name] = postings.loc[within, ["party", "amount_cents"]]
    table = _by_client(sides["ledger"], sides["quickbooks"])
    rows = [
        (client, units(ledger), units(books), units(books - ledger))
        for client, ledger, books in table.itertuples(index=False, name=None)
    ]
    columns = (
        Column("Client", 40), Column("Practice ledger", 16, "money"), Column("QuickBooks", 16, "money"),
        Column("Difference", 16, "money"),
    )  # fmt: skip
    ledger, books = int(table["ledger"].sum()), int(table["quickbooks"].sum())
    notes = [f"Movements of the period on {', '.join(accounts)}; money held for a client is a credit."]
    return Block(heading, notes, columns, rows, (ledger, books, books - ledger))


def _by_client(ledger: pd.DataFrame, quickbooks: pd.DataFrame) -> pd.DataFrame:
    """client, ledger, quickbooks (cents); one row per client, under the name of the ledger where it has one."""
    keys = [mapped(side["party"], client_key) for side in (ledger, quickbooks)]
    sums = [side["amount_cents"].groupby(key).sum() for side, key in zip((ledger, quickbooks), keys, strict=True)]
    names = pd.concat([ledger["party"].set_axis(keys[0].array), quickbooks["party"].set_axis(keys[1].array)])
    first = names[~names.index.duplicated()]
    table = pd.DataFrame({"ledger": sums[0], "quickbooks": sums[1]}).fillna(0).astype("int64")
    table.insert(0, "client", [str(first.get(key, "")) or NOBODY for key in table.index])
    return table.sort_values("client")
