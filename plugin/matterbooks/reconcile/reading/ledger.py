"""The practice ledger: `ledger.csv`, or another program's export through a column profile, as LEDGER_POSTINGS.

Money becomes cents, debit less credit. `date` and `due_date` are datetime64[ns]; `posted_at` and `modified_at` stay ISO
text, since they are instants; `exchange_rate` stays text, since it is no money.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import LEDGER_POSTINGS, QUICKBOOKS_POSTINGS, ReadFile
from matterbooks.reconcile.reading.canonical import Canonical, read_canonical
from matterbooks.reconcile.reading.cells import TEXT, constant
from matterbooks.reconcile.reading.foreign import is_foreign, refuse_foreign
from matterbooks.reconcile.reading.lines import text_series
from matterbooks.reconcile.reading.money import Cents, encoded
from matterbooks.reconcile.reading.profile_words import AMOUNT
from matterbooks.reconcile.reading.profiles import Profile
from matterbooks.values import LEDGER_COLUMNS, Kind

_ALWAYS = ("transaction_id", "kind", "date")


class LedgerFile(NamedTuple):
    """A practice ledger: its postings (LEDGER_POSTINGS), and how it was read (postings as QUICKBOOKS_POSTINGS)."""

    postings: pd.DataFrame
    read: ReadFile
    realms: tuple[str, ...] = ()


def read_ledger(path: Path, profile: Profile | None = None) -> pd.DataFrame:
    """Return the postings of a practice ledger as LEDGER_POSTINGS."""
    return read_ledger_file(path, profile).postings


def read_ledger_file(path: Path, profile: Profile | None = None) -> LedgerFile:
    """Read a practice ledger; every transaction must balance, and an unknown kind, date or amount is refused."""
    signed = profile is not None and profile.is_signed
    columns = (*LEDGER_COLUMNS, AMOUNT) if signed else LEDGER_COLUMNS
    money = (AMOUNT,) if signed else ("debit", "credit")
    table = _table(path, columns, money, profile)
    _refuse_incomplete(table)
    debit, credit = _sides(table, signed=signed)
    postings = _postings(table, debit - credit)
    _refuse_unbalanced(table, postings)
    return LedgerFile(postings, _as_read(table, postings, debit, credit), table.realms)


def _table(path: Path, columns: Sequence[str], money: Sequence[str], profile: Profile | None) -> Canonical:
    try:
        return read_canonical(path, columns, (*_ALWAYS, *money), profile, money)
    except FileRefusedError:
        if profile is None and is_foreign(path, _ALWAYS):
            refuse_foreign(path)
        raise


def _refuse_incomplete(table: Canonical) -> None:
    frame = table.frame
    for column in _ALWAYS:
        table.refuse_where(frame[column] == "", f"column {column} is empty")
    nowhere = (frame["account_number"] == "") & (frame["account_name"] == "")
    table.refuse_where(nowhere, "columns account_number and account_name are both empty")
    unknown = ~frame["kind"].isin([kind.value for kind in Kind])
    if unknown.any():
        table.refuse_where(unknown, f"{frame.loc[unknown, 'kind'].iloc[0]!r} in column kind is not a kind of document")


def _sides(table: Canonical, *, signed: bool) -> tuple[Cents, Cents]:
    if signed:
        amount = table.cents(AMOUNT)
        return amount.clip(min=0), (-amount).clip(min=0)
    debit, credit = table.cents("debit"), table.cents("credit")
    for column, cents in (("debit", debit), ("credit", credit)):
        table.refuse_where(pd.Series(cents < 0), f"column {column} is negative; write the amount on the other side")
    return debit, credit


def _postings(table: Canonical, amount: Cents) -> pd.DataFrame:
    frame = table.frame.assign(
        amount_cents=amount,
        foreign_cents=table.cents("foreign_amount"),
        date=table.days("date"),
        due_date=table.days("due_date"),
    )
    return frame[list(LEDGER_POSTINGS)]


def _refuse_unbalanced(table: Canonical, postings: pd.DataFrame) -> None:
    codes, distinct = encoded(table.texts("transaction_id"))
    sums = postings["amount_cents"].groupby(codes, sort=True).sum()
    if sums.any():
        identity = distinct[int(np.argmax(sums != 0))]
        problem = f"transaction {identity} does not balance: debits and credits differ"
        table.refuse_where(postings["transaction_id"] == identity, problem)


def _as_read(table: Canonical, postings: pd.DataFrame, debit: Cents, credit: Cents) -> ReadFile:
    account = pc.binary_join_element_wise(
        table.texts("account_number"), table.texts("account_name"), pa.scalar(" ", TEXT)
    )
    printed = postings.assign(
        file=text_series(constant(table.file.name, len(postings))), type=postings["kind"], name=postings["party"],
        account=text_series(pc.utf8_trim_whitespace(account)),
        debit_cents=debit, credit_cents=credit, modified_by=text_series(constant("", len(postings))),
    )[list(QUICKBOOKS_POSTINGS)]  # fmt: skip
    currencies = postings["currency"].unique()
    return ReadFile(
        path=table.file.name,
        sha256=table.file.sha256,
        report="ledger",
        layout="canonical",
        company="",
        basis="accrual",
        period=(None, None),
        currency=str(currencies[0]) if len(currencies) == 1 else "",
        signs="debit_positive",
        totals_checked=0,
        postings=printed,
        warnings=tuple(table.warnings),
    )
