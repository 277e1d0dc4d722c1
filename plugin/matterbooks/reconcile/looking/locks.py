"""What is locked, what was unlocked and forgotten, and the dates that close periods, which are another matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from matterbooks.reconcile.looking.waiting import unsynced_records
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken
from matterbooks.values import LinkState

MEANINGS: dict[str, str] = {
    LinkState.LINKED: "locked: QuickBooks holds it as it was pushed",
    LinkState.DIFFERS: "locked: QuickBooks answered with other figures than were pushed",
    LinkState.UNLOCKED: "unlocked for a correction: to be posted again",
    LinkState.CHANGED: "locked: QuickBooks told that somebody changed it there",
    LinkState.GONE: "locked: QuickBooks told that it no longer holds it",
    LinkState.HANDLED_OUTSIDE: "a person dealt with it outside the plugin",
    LinkState.ENDED: "unlocked, and the copy in QuickBooks was given up",
}
CLOSES = (
    ("host_lockout", "Practice lockout", "nothing is posted or changed in the practice up to this day"),
    ("trust_lockout", "Trust lockout", "no trust entry is posted or changed in the practice up to this day"),
    ("closing_date", "QuickBooks closing date", "QuickBooks takes no change up to this day without a password"),
)
"""Word in books.json, name, and what the date closes."""


def states_table(result: Result) -> pd.DataFrame:
    """Per state of a link: how many records, how much, how many of them QuickBooks' file holds, and what it means."""
    rows = _links(result)
    grouped = rows.groupby("state", sort=False)
    frame = grouped.agg(records=("state", "size"), amount=("amount_cents", "sum"), held=("in_quickbooks", "sum"))
    frame = frame.reset_index().sort_values("records", ascending=False)
    shown = frame.assign(amount=frame["amount"].map(units), meaning=frame["state"].map(MEANINGS).fillna(""))
    names = {"held": "in QuickBooks' file", "meaning": "what it means"}
    return shown.assign(state=shown["state"].map(spoken)).rename(columns=names).reset_index(drop=True)


def unlocked_table(result: Result) -> pd.DataFrame:
    """What was unlocked and not posted again: since when, for how long, whether QuickBooks still holds it."""
    rows = _links(result)
    rows = rows[(rows["state"] == LinkState.UNLOCKED)]
    at = pd.to_datetime(rows["unlocked_at"].astype("str").str[:10], errors="coerce")
    days = (pd.Timestamp(result.period.as_of) - at).dt.days
    shown = pd.DataFrame({
        "number": rows["number"], "ledger id": rows["transaction_id"], "kind": rows["kind"].map(spoken),
        "date": pd.to_datetime(rows["date"]).dt.date, "amount": rows["amount_cents"].map(units),
        "unlocked on": at.dt.date,
        "days": days.astype("Int64"), "QuickBooks id": rows["quickbooks_id"],
        "still in QuickBooks": rows["in_quickbooks"].map({True: "yes", False: "no"}),
    })  # fmt: skip
    return shown.sort_values("days", ascending=False).reset_index(drop=True)


def closed_days(result: Result) -> dict[str, date]:
    """Word of books.json -> the day up to which it closes, for those that are known."""
    books = result.inputs.books or {}
    texts = {word: str(books.get(word) or "")[:10] for word, _, _ in CLOSES}
    return {word: date.fromisoformat(text) for word, text in texts.items() if text}


def dates_table(result: Result) -> pd.DataFrame:
    """The three dates, what each closes, and how many unsynced records are dated on or before it."""
    known, rows = closed_days(result), unsynced_records(result)
    found = [(name, known.get(word, "not known"), what, _behind(rows, known.get(word))) for word, name, what in CLOSES]
    return pd.DataFrame(found, columns=["date", "up to", "what it closes", "unsynced records behind it"])


def between(result: Result) -> pd.DataFrame:
    """Unsynced records in the gap: one side is closed for their date and the other is still open."""
    known, rows = closed_days(result), unsynced_records(result)
    here, there = known.get("host_lockout"), known.get("closing_date")
    if here is None or there is None or here == there:
        return rows.head(0)
    low, high = min(here, there), max(here, there)
    return rows[(rows["date"] > pd.Timestamp(low)) & (rows["date"] <= pd.Timestamp(high))].reset_index(drop=True)


def lines(result: Result) -> Iterator[str]:
    """What is locked, what is unlocked, and how far the dates that close periods lie apart."""
    if result.inputs.links is None:
        yield "links.csv is not in the folder: what is locked is not known."
    else:
        rows = _links(result)
        unlocked = int((rows["state"] == LinkState.UNLOCKED).sum())
        yield f"{counted(int((rows['state'] == LinkState.LINKED).sum()), 'record')} locked, {unlocked} unlocked."
        for row in rows_of(unlocked_table(result).rename(columns=lambda name: str(name).replace(" ", "_"))):
            since = f"was unlocked on {row.unlocked_on}, {counted(int(row.days), 'day')} ago"
            yield f"{row.kind.capitalize()} {row.number} {since}."
    yield _gap(result)


def _gap(result: Result) -> str:
    known = closed_days(result)
    here, there = known.get("host_lockout"), known.get("closing_date")
    if here is None and there is None:
        return "No lockout and no closing date is known: no period is closed on either side."
    if here is None or there is None:
        only = "QuickBooks" if here is None else "the practice"
        return f"Only {only} is closed, up to {here or there}; the other side is open."
    if here == there:
        return f"Both sides are closed up to {here}."
    first, behind = ("QuickBooks", "the practice") if there > here else ("the practice", "QuickBooks")
    told = f"{first} is closed up to {max(here, there)}, {behind} only up to {min(here, there)}"
    return f"{told}: {counted(len(between(result)), 'unsynced record')} in between."


def _links(result: Result) -> pd.DataFrame:
    """What links say of records that reached QuickBooks."""
    rows = result.locked
    return rows[rows["state"].isin(list(MEANINGS))]


def _behind(rows: pd.DataFrame, day: date | None) -> int:
    return 0 if day is None else int((rows["date"] <= pd.Timestamp(day)).sum())
