"""Pictures of a whole year: each month's records by how they stand, and the balances at the start."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.months import AGREES, BY_RULE, DIFFERS, EXTRA, STATES, TO_MEND, by_month
from matterbooks.reconcile.looking.opening import EARNINGS, balances
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.pictures_base import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LETTERING,
    MIDDLE,
    ORANGE,
    PURPLE,
    VERMILION,
    WIDTH,
    beside,
    canvas,
    nothing,
    plain,
)
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of

_COLOURS = {AGREES: GREEN, DIFFERS: ORANGE, BY_RULE: GREY, TO_MEND: VERMILION, EXTRA: PURPLE}
SMALLEST = 0.055
"""The share of the highest bar below which a part has its figure beside it and not inside."""


def months(result: Result) -> Figure:
    """A bar for each month: records that agree, differ, stay behind by rule, are to be mended, are QuickBooks' own."""
    frame = by_month(result)
    if frame.empty:
        return nothing("Neither side posted anything", "There is no month to show.")
    figure, axes = canvas(WIDTH, 4.4, _months_title(frame))
    highest = int(frame[list(STATES)].sum(axis=1).max()) or 1
    for place, month in enumerate(frame.index):
        bottom = 0
        small = []
        for state in STATES:
            height = int(frame[state][month])
            axes.bar(place, height, bottom=bottom, color=_COLOURS[state], width=0.7, edgecolor="white", linewidth=0.6)
            if height >= SMALLEST * highest:
                told = {"color": LETTERING[_COLOURS[state]], "fontsize": 9, **MIDDLE}
                axes.text(place, bottom + height / 2, str(height), **told)
            elif height:
                small.append((state, height))
            bottom += height
        for line, (state, height) in enumerate(small):
            at = (place, bottom)
            axes.annotate(
                str(height), at, (0, 4 + 11 * line), textcoords="offset points", ha="center", fontsize=9,
                color=_COLOURS[state], weight="bold",
            )  # fmt: skip
    names = [_month(str(month), place, int(frame["residue"][month])) for place, month in enumerate(frame.index)]
    axes.set_xticks(range(len(frame)), names, fontsize=9)
    axes.set_yticks([])
    axes.set_xlim(-0.6, max(len(frame), 5) - 0.4)
    axes.margins(y=0.14)
    plain(axes, "left")
    handles = [axes.bar(0, 0, color=_COLOURS[state]) for state in STATES]
    axes.legend(handles, STATES, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=5, frameon=False, fontsize=9)
    return figure


def opening(result: Result) -> Figure:
    """The practice's balances at the start beside QuickBooks' opening entries, account by account."""
    frame = balances(result)
    if frame.empty:
        return nothing("Nothing lies before the start", "There are no opening balances to compare.")
    figure, axes = canvas(WIDTH, 1.3 + 0.62 * len(frame), _opening_title(frame))
    for number, (side, colour) in enumerate((("practice", BLUE), ("quickbooks", ORANGE))):
        for place, cents in enumerate(frame[side].to_numpy(dtype="int64")):
            at = place + (number - 0.5) * 0.38
            axes.barh(at, cents / 100, height=0.34, color=colour)
            beside(axes, max(cents / 100, 0), at, money(cents))
    axes.set_yticks(range(len(frame)), [fill(name, 26) for name in frame["account"]], fontsize=9)
    for label, apart in zip(axes.get_yticklabels(), frame["apart"], strict=True):
        label.set_color(VERMILION if apart else INK)
    axes.invert_yaxis()
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.margins(x=0.16)
    axes.xaxis.set_visible(False)
    plain(axes, "left", "bottom")
    handles = [axes.barh(0, 0, color=colour) for colour in (BLUE, ORANGE)]
    names = ["practice ledger before the start", "QuickBooks' opening entries"]
    axes.legend(handles, names, loc="upper center", bbox_to_anchor=(0.35, -0.01), ncols=2, frameon=False, fontsize=9)
    return figure


def _month(month: str, place: int, residue: int) -> str:
    period = pd.Period(month)
    year = period.strftime("\n%Y") if place == 0 or period.month == 1 else ""
    return f"{period.strftime('%b')}{year}{f'{chr(10)}left {money(residue)}' if residue else ''}"


def _months_title(frame: pd.DataFrame) -> str:
    work = frame[DIFFERS] + frame[TO_MEND] + frame[EXTRA]
    if not work.any():
        return "In every month all records agree or stay behind by rule"
    most = pd.Period(str(work.idxmax())).strftime("%B %Y")
    left = int(frame["residue"].sum())
    rest = f"{money(left)} is left unexplained" if left else "nothing is left unexplained"
    return f"{most} needs most work: {counted(int(work.max()), 'record')}; in the whole period {rest}"


def _opening_title(frame: pd.DataFrame) -> str:
    apart = frame[frame["apart"] != 0]
    if apart.empty:
        return "QuickBooks opened with what the practice ledger held at the start"
    if not (frame["quickbooks"] != 0).any():
        return "QuickBooks' file holds no opening balances for what lies before the start"
    named = apart[apart["account"] != EARNINGS]
    rows = (named if len(named) else apart).sort_values("apart", key=lambda cents: -cents.abs(), kind="stable")
    told = [
        f"{money(abs(row.apart))} {'more' if abs(row.quickbooks) > abs(row.practice) else 'less'} on {row.account}"
        for row in rows_of(rows.head(2))
    ]
    rest = [counted(len(rows) - 2, "other account")] if len(rows) > 2 else []
    return f"QuickBooks opened with {' and '.join([*told, *rest])}"
