"""What QuickBooks does not hold and why: by cause, by age, and what each needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.wording import amount_of, counted
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import BAND_NAMES, BANDS, OLDEST_BAND, rows_of, units, unsynced
from matterbooks.reconcile.words import INFORMATION, WORDS, spoken
from matterbooks.values import Cause

BY_RULE, TO_MEND = "stays behind by rule", "to be mended"


def unsynced_records(result: Result) -> pd.DataFrame:
    """Ledger transactions that QuickBooks does not hold, with `age` (days to the end of the period) and `need`."""
    rows = unsynced(result)
    ruled = {cause.value for cause, words in WORDS.items() if words.severity == INFORMATION}
    age = (pd.Timestamp(result.period.as_of) - rows["date"]).dt.days.clip(lower=0)
    need = rows["outcome"].isin(ruled).map({True: BY_RULE, False: TO_MEND})
    return rows.assign(age=age, need=need, band=[band_of_days(days) for days in age])


def band_of_days(days: int) -> str:
    """The band of an age in days."""
    return next((name for limit, name in BANDS if days <= limit), OLDEST_BAND)


def by_band(result: Result) -> pd.DataFrame:
    """Index: the bands of age; columns: (BY_RULE or TO_MEND, "records" or "cents")."""
    rows = unsynced_records(result)
    sums = rows.groupby(["band", "need"])["total"].agg(records="size", cents="sum").unstack("need", fill_value=0)
    wanted = pd.MultiIndex.from_product([[BY_RULE, TO_MEND], ["records", "cents"]])
    return sums.swaplevel(axis=1).reindex(index=list(BAND_NAMES), columns=wanted, fill_value=0)


def why_table(result: Result) -> pd.DataFrame:
    """Per cause: what it needs, records, amount, the oldest record and its age, what it means and what mends it."""
    rows = unsynced_records(result)
    found = []
    for cause in sorted(rows["outcome"].unique(), key=lambda name: list(Cause).index(Cause(name))):
        of_cause, words = rows[rows["outcome"] == cause], WORDS[Cause(cause)]
        oldest: date = of_cause["date"].min().date()
        found.append(
            (spoken(cause), of_cause["need"].iloc[0], len(of_cause), units(int(of_cause["total"].sum())), oldest,
             int(of_cause["age"].max()), words.meaning, words.mend)
        )  # fmt: skip
    columns = ["cause", "needs", "records", "amount", "oldest", "days", "what it means", "what mends it"]
    return pd.DataFrame(found, columns=columns)


def records_table(result: Result) -> pd.DataFrame:
    """Every such record, the oldest of what is to be mended first, with what the plugin wrote down about it."""
    rows = unsynced_records(result).sort_values(["need", "age"], ascending=[False, False])
    errors = {(row.kind, row.transaction_id): row.last_error for row in rows_of(result.locked) if row.last_error}
    told = [errors.get((kind, identity), "") for kind, identity in zip(rows["kind"], rows["id"], strict=True)]
    shown = rows.assign(
        kind=rows["kind"].map(spoken), date=rows["date"].dt.date, amount=rows["total"].map(units),
        cause=rows["outcome"].map(spoken), message=told,
    )  # fmt: skip
    columns = ["number", "id", "kind", "date", "party", "amount", "age", "cause", "need", "message", "finding"]
    return shown[columns].reset_index(drop=True)


def lines(result: Result) -> Iterator[str]:
    """How much is not in QuickBooks, how much of it by rule, and what is oldest."""
    rows = unsynced_records(result)
    if rows.empty:
        yield "Every record of the practice ledger is in QuickBooks."
        return
    yield f"{amount_of(len(rows), int(rows['total'].sum()))} not in QuickBooks."
    mend = rows[rows["need"] == TO_MEND]
    ruled = rows[rows["need"] == BY_RULE]
    if len(ruled):
        yield f"{amount_of(len(ruled), int(ruled['total'].sum()))}: stays behind by rule, nothing is wrong."
    if len(mend):
        first = next(rows_of(mend.sort_values("date")))
        yield f"{amount_of(len(mend), int(mend['total'].sum()))}: to be mended."
        oldest = f"{spoken(first.kind)} {first.number}".strip()
        told = f"{oldest} of {first.date.date()}, {money(first.total)}"
        yield f"The oldest is {told}, {counted(int(first.age), 'day')} old."
