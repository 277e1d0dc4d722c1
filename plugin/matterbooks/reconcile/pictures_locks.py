"""Pictures of what is not in QuickBooks, how old it is, and which days are closed on which side."""

from __future__ import annotations

from datetime import date
from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.locks import CLOSES, between, closed_days
from matterbooks.reconcile.looking.waiting import BY_RULE, TO_MEND, by_band, unsynced_records
from matterbooks.reconcile.looking.wording import amount_of, counted
from matterbooks.reconcile.pictures_base import (
    BLUE,
    GREY,
    INK,
    LETTERING,
    PALE,
    PURPLE,
    SKY,
    VERMILION,
    WIDTH,
    above,
    beside,
    canvas,
    dated,
    nothing,
    on_axis,
    plain,
    room_above,
)
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import BAND_NAMES, OLDEST_BAND
from matterbooks.reconcile.words import spoken

_COLOURS = {BY_RULE: GREY, TO_MEND: VERMILION}
_NOTHING = "Every record of the practice ledger is in QuickBooks"


def causes(result: Result) -> Figure:
    """Why it is not in QuickBooks: a bar per cause, grey by rule, red to be mended, with records and amount."""
    rows = unsynced_records(result)
    if rows.empty:
        return nothing(_NOTHING, "Nothing is missing there.")
    sums = rows.groupby(["need", "outcome"])["total"].agg(records="size", cents="sum").reset_index()
    sums = sums.sort_values(["need", "cents"], ascending=[False, False])
    mend = rows[rows["need"] == TO_MEND]
    title = f"{amount_of(len(mend), int(mend['total'].sum()))} to be mended, {len(rows) - len(mend)} behind by rule"
    figure, axes = canvas(WIDTH, 1.1 + 0.4 * len(sums), title)
    for place, (need, cause, records, cents) in enumerate(sums.itertuples(index=False, name=None)):
        axes.barh(place, cents / 100, color=_COLOURS[need], height=0.62)
        beside(axes, cents / 100, place, f"{money(cents)}  {counted(records, 'record')}")
        sums.loc[sums["outcome"] == cause, "name"] = spoken(cause)
    axes.set_yticks(range(len(sums)), list(sums["name"]), fontsize=9)
    axes.invert_yaxis()
    axes.margins(x=0.35)
    axes.set_xlim(left=0)
    axes.xaxis.set_visible(False)
    plain(axes, "left", "bottom")
    handles = [axes.barh(0, 0, color=_COLOURS[need]) for need in (TO_MEND, BY_RULE)]
    axes.legend(handles, [TO_MEND, BY_RULE], loc="lower right", frameon=False, fontsize=9)
    return figure


def ageing(result: Result) -> Figure:
    """How old is what QuickBooks does not hold, by the record's date: what is to be mended beside what is ruled out."""
    bands = by_band(result)
    records = {need: int(bands[need, "records"].sum()) for need in _COLOURS}
    if not any(records.values()):
        return nothing(_NOTHING, "Nothing is waiting.")
    old = int(bands[TO_MEND, "records"][OLDEST_BAND])
    told = f"{counted(records[TO_MEND], 'record')} to be mended, {old or 'none'} older than 90 days"
    figure, axes = canvas(WIDTH, 3.8, told)
    for number, (need, colour) in enumerate(reversed(_COLOURS.items())):
        for place, band in enumerate(BAND_NAMES):
            cents, count = int(bands[need, "cents"][band]), int(bands[need, "records"][band])
            at = place + (number - 0.5) * 0.4
            axes.bar(at, cents / 100, width=0.36, color=colour, label=need if not place else None)
            if count:
                above(axes, at, cents, f"{money(cents)}\n{counted(count, 'record')}")
    axes.set_xticks(range(len(BAND_NAMES)), BAND_NAMES, fontsize=9)
    room_above(axes, 0.18)
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.1), ncols=2, frameon=False, fontsize=9)
    return figure


def closed(result: Result) -> Figure:
    """Which days are closed on which side, and where the unsynced records lie."""
    known = closed_days(result)
    if not known:
        return nothing("No period is closed on either side", "books.json tells no lockout and no closing date.")
    rows = unsynced_records(result)
    start, end = _span(result, rows, known)
    figure, axes = canvas(WIDTH, 3.0, _title(result))
    colours = {"host_lockout": BLUE, "trust_lockout": SKY, "closing_date": PURPLE}
    names = [(word, name) for word, name, _ in CLOSES if word in known]
    for place, (word, _) in enumerate(names):
        right = on_axis(known[word]) + 1
        axes.barh(place, right - on_axis(start), left=on_axis(start), height=0.55, color=colours[word])
        told = f"closed up to {known[word].strftime('%-d %b %Y')} "
        axes.text(right, place, told, ha="right", va="center", fontsize=9, color=LETTERING.get(colours[word], INK))
        axes.axvline(right, color=colours[word], linewidth=1, linestyle=":", zorder=0)
    for need, colour in _COLOURS.items():
        of_need = rows[rows["need"] == need]
        axes.scatter(
            of_need["date"].to_numpy(), [len(names)] * len(of_need), s=46, color=colour, alpha=0.75, label=need
        )
    axes.set_yticks(range(len(names) + 1), [*(fill(name, 14) for _, name in names), "Not in\nQuickBooks"], fontsize=9)
    axes.set_ylim(len(names) + 0.6, -0.6)
    axes.set_xlim(on_axis(start) - 3, on_axis(end) + 3)
    axes.grid(axis="x", color=PALE)
    dated(axes, (end - start).days)
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.12), ncols=2, frameon=False, fontsize=9)
    return figure


def _span(result: Result, rows: pd.DataFrame, known: dict[str, date]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From the first of the period (or of the ledger) to its last day; never less than the closed days and the dots."""
    days = [pd.Timestamp(str(day)) for day in known.values()]
    first = pd.Timestamp(result.period.start) if result.period.start else result.inputs.ledger["date"].min()
    months_before = min([first, *days]) if pd.notna(first) else min(days)
    start = months_before.replace(day=1)
    last = max([pd.Timestamp(result.period.as_of), *days, *rows["date"]])
    return start, last


def _title(result: Result) -> str:
    known = closed_days(result)
    here, there = known.get("host_lockout"), known.get("closing_date")
    if here is None or there is None:
        only = "QuickBooks" if here is None else "the practice"
        return f"Only {only} has closed days"
    if here == there:
        return f"Both sides are closed up to {here.strftime('%-d %B %Y')}"
    ahead = "QuickBooks" if there > here else "The practice"
    apart = abs((there - here).days)
    return f"{ahead} is closed {apart} days further; {counted(len(between(result)), 'unsynced record')} in between"
