"""Month by month: what agrees, what does not, and what is left unexplained."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.accounts import account_names
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.coverage import MATCHED
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.transactions import inside
from matterbooks.reconcile.words import INFORMATION, WORDS

AGREES, DIFFERS, BY_RULE, TO_MEND, EXTRA = "agrees", "differs", "by rule", "to be mended", "only in QuickBooks"
STATES = (AGREES, DIFFERS, BY_RULE, TO_MEND, EXTRA)
"""What a record is: the first four are the practice ledger's records, the last one QuickBooks' own."""

_RULED = frozenset(cause.value for cause, words in WORDS.items() if words.severity == INFORMATION)


def by_month(result: Result) -> pd.DataFrame:
    """Index: every month of the period (`2026-06`). Columns: records of each of STATES, `cents` of the ledger's
    records, `agreed` cents of those that agree, and `residue`: cents that no finding explains, without sign.
    """
    rows = _records(result)
    if rows.empty:
        return pd.DataFrame(columns=[*STATES, "cents", "agreed", "residue"], dtype="int64")
    months = [str(month) for month in pd.period_range(rows["month"].min(), rows["month"].max(), freq="M")]
    frame = rows.groupby(["month", "state"]).size().unstack(fill_value=0).reindex(months, fill_value=0)
    frame = frame.reindex(columns=list(STATES), fill_value=0)
    ours = rows[rows["state"] != EXTRA]
    frame["cents"] = ours.groupby("month")["total"].sum()
    frame["agreed"] = ours[ours["state"] == AGREES].groupby("month")["total"].sum()
    frame["residue"] = _residues(result)
    return frame.fillna(0).astype("int64")


def months_table(result: Result) -> pd.DataFrame:
    """The same for people, with the share that agrees by count and by value."""
    frame = by_month(result)
    ours = frame[[AGREES, DIFFERS, BY_RULE, TO_MEND]].sum(axis=1)
    shares = {
        "agree by count": (frame[AGREES] / ours.where(ours > 0)).map("{:.1%}".format),
        "agree by value": (frame["agreed"] / frame["cents"].where(frame["cents"] > 0)).map("{:.1%}".format),
    }
    amounts = {"amount": frame["cents"].map(units), "left unexplained": frame["residue"].map(units)}
    shown = frame[list(STATES)].assign(**shares, **amounts).replace("nan%", "")
    return shown.rename_axis("month").reset_index()


def lines(result: Result) -> Iterator[str]:
    """How many months agree in full, which needs most work, and whether anything is left unexplained."""
    frame = by_month(result)
    if frame.empty:
        yield "Neither side posted anything in this period."
        return
    work = frame[DIFFERS] + frame[TO_MEND] + frame[EXTRA]
    if work.any():
        yield f"{int((work > 0).sum())} of {counted(len(frame), 'month')} need work."
        yield f"{pd.Period(str(work.idxmax())).strftime('%B %Y')} needs most: {counted(int(work.max()), 'record')}."
    else:
        yield "No month needs any work."
    left = frame[frame["residue"] > 0]
    if left.empty:
        yield "In no month is anything left unexplained."
    else:
        first = pd.Period(left.index[0]).strftime("%B %Y")
        yield f"{money(int(left['residue'].sum()))} is left unexplained, first in {first}."


def _records(result: Result) -> pd.DataFrame:
    """month, state, total: every record of the ledger, and those that QuickBooks has for itself and that post."""
    ours = result.ledger.assign(state=[_state(*row) for row in _told(result.ledger)])
    own = result.quickbooks
    own = own[~own["matched"] & (own["finding"] != "") & ~own["outcome"].isin(_RULED)].assign(state=EXTRA)
    both = pd.concat([ours, own], ignore_index=True)
    return both.assign(month=both["date"].dt.strftime("%Y-%m"))[["month", "state", "total"]]


def _told(rows: pd.DataFrame) -> Iterator[tuple[bool, str, str]]:
    return zip(rows["matched"], rows["finding"], rows["outcome"], strict=True)


def _state(matched: bool, finding: str, outcome: str) -> str:
    if not finding or outcome == MATCHED:
        return AGREES
    if matched:
        return DIFFERS
    return BY_RULE if outcome in _RULED else TO_MEND


def _residues(result: Result) -> pd.Series[int]:
    """Month -> cents by which the postings of records without a finding differ, over all accounts, without sign."""
    ours, theirs = result.inputs.ledger, result.inputs.quickbooks
    ours = ours.assign(account=account_names(ours, result.chart), key=ours["kind"] + "\x1f" + ours["transaction_id"])
    theirs = theirs.assign(key=theirs["transaction_id"])
    named = result.ledger["kind"] + "\x1f" + result.ledger["id"]
    found = named[result.ledger["finding"] != ""]
    known = result.quickbooks.loc[result.quickbooks["finding"] != "", "id"]
    sides = [(-1, ours[~ours["key"].isin(found)]), (1, theirs[~theirs["key"].isin(known)])]
    rows = pd.concat([_signed(result, side, sign) for sign, side in sides])
    sums = rows.groupby(["month", "account"])["cents"].sum().abs()
    return sums.groupby(level=0).sum()


def _signed(result: Result, postings: pd.DataFrame, sign: int) -> pd.DataFrame:
    within = postings[inside(postings["date"], result.period.start, result.period.end)]
    months = within["date"].dt.strftime("%Y-%m")
    return pd.DataFrame({"month": months, "account": within["account"], "cents": within["amount_cents"] * sign})
