"""The pictures of a month end: coverage, the bridge as a waterfall, ageing, and a timeline of what is unsynced.

Each function returns a new matplotlib Figure that belongs to no window (nothing is shown or kept by pyplot). Colours
are told apart by colour-blind readers (Okabe and Ito) and every bar carries its figure, so that none is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.coverage import MATCHED
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import BAND_NAMES, band_of, size, unsynced
from matterbooks.reconcile.words import INFORMATION, WORDS, spoken
from matterbooks.values import Cause

BLUE, GREEN, ORANGE, VERMILION, GREY, INK = "#0072B2", "#009E73", "#E69F00", "#D55E00", "#9AA5B1", "#1F2A37"
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#9AA5B1", "#B8A200")


def coverage(result: Result) -> Figure:
    """How much of either side agrees, differs, stays behind by rule, or is missing: by count and by value."""
    figure, axes = _figure(9, 3.4, "How much of both books was matched")
    bars = [("Practice ledger", result.ledger), ("QuickBooks", result.quickbooks)]
    rows = [(f"{name}, by {unit}", _parts(frame, unit)) for name, frame in bars for unit in ("count", "value")]
    for place, (_, parts) in enumerate(rows):
        left = 0.0
        for (_, colour), share in zip(_PARTS, parts, strict=True):
            axes.barh(place, share, left=left, color=colour, edgecolor="white", height=0.62)
            if share >= 0.05:
                axes.text(left + share / 2, place, f"{share:.0%}", color=_LETTERING[colour], weight="bold", **_MIDDLE)
            left += share
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.xaxis.set_visible(False)
    handles = [axes.barh(0, 0, color=colour) for _, colour in _PARTS]
    names = [name for name, _ in _PARTS]
    axes.legend(handles, names, loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=4, frameon=False)
    return figure


def bridge_waterfall(result: Result, account: str | None = None) -> Figure:
    """From the practice ledger's balance of one account to QuickBooks', a step per cause.

    account: a QuickBooks path; the one that the findings move most, unless told.
    """
    if result.bridge.empty:
        return _nothing("From the practice ledger to QuickBooks", "neither side posted anything")
    name = account if account is not None else _most_moved(result)
    rows = result.bridge[result.bridge["account"] == name].drop(columns="account")
    row = {str(key): int(rows[key].iloc[0]) for key in rows.columns}
    steps = _steps(result, name, row["opening_difference"])
    figure, axes = _figure(max(7.0, 1.5 * (len(steps) + 3)), 4.6, f"From the practice ledger to QuickBooks: {name}")
    level, labels = row["ledger_movement"], ["practice\nledger"]
    _bar(axes, 0, 0, level, BLUE, money(level))
    for place, (label, cents) in enumerate(steps, start=1):
        colour, sign = (ORANGE, "+") if cents > 0 else (VERMILION, "")
        _bar(axes, place, level, level + cents, colour, f"{sign}{money(cents)}")
        axes.plot([place - 0.7, place - 0.3], [level / 100] * 2, color=GREY, linewidth=1)
        level += cents
        labels.append(fill(label, 14))
    _bar(axes, len(labels), 0, row["closing"], BLUE, money(row["closing"]))
    labels.append(f"QuickBooks\n(residue {money(row['residue'])})")
    axes.set_xticks(range(len(labels)), labels, fontsize=9)
    axes.axhline(0, color=INK, linewidth=0.8)
    _room_above(axes)
    return figure


def ageing(result: Result) -> Figure:
    """What needs a person, by age of its oldest record, a colour per cause; what stays behind by rule is left out."""
    found = [finding for finding in result.findings if finding.severity != INFORMATION]
    causes = list(dict.fromkeys(finding.cause for finding in found))
    figure, axes = _figure(9, 4.2, "What needs a person, by age of the oldest record")
    below = dict.fromkeys(BAND_NAMES, 0)
    for number, cause in enumerate(causes):
        sums = dict.fromkeys(BAND_NAMES, 0)
        for finding in found:
            if finding.cause == cause:
                sums[band_of(finding, result)] += size(finding)
        heights = [cents / 100 for cents in sums.values()]
        bottoms = [cents / 100 for cents in below.values()]
        colour = PALETTE[number % len(PALETTE)]
        label = spoken(cause)
        axes.bar(BAND_NAMES, heights, bottom=bottoms, color=colour, label=label, edgecolor="white", width=0.6)
        below = {band: below[band] + sums[band] for band in BAND_NAMES}
    for place, cents in enumerate(below.values()):
        _above(axes, place, cents, money(cents) if cents else "none")
    _room_above(axes)
    if causes:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return figure


def unsynced_timeline(result: Result) -> Figure:
    """When what QuickBooks does not hold was dated, a line per cause; the larger the dot, the larger the amount."""
    rows = unsynced(result)
    causes = list(dict.fromkeys(rows.sort_values("outcome", key=lambda c: c.map(_order))["outcome"]))
    figure, axes = _figure(9, 1.6 + 0.55 * max(len(causes), 1), "In the practice ledger, not in QuickBooks")
    largest = max(int(rows["total"].max()), 1) if len(rows) else 1
    for place, cause in enumerate(causes):
        of_cause = rows[rows["outcome"] == cause]
        colour = GREY if WORDS[Cause(cause)].severity == INFORMATION else VERMILION
        sizes = 30 + 260 * of_cause["total"] / largest
        axes.scatter(of_cause["date"].to_numpy(), [place] * len(of_cause), s=sizes, color=colour, alpha=0.7)
    totals = rows.groupby("outcome")["total"].agg(["size", "sum"])
    names = [f"{spoken(cause)}\n{_records(*totals.loc[cause])}" for cause in causes]
    axes.set_yticks(range(len(causes)), names, fontsize=9)
    axes.set_ylim(len(causes) - 0.4, -0.6)
    axes.grid(axis="x", color="#E3E8ED")
    if causes:
        locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(DateFormatter("%d %b"))  # type: ignore[no-untyped-call]
        axes.margins(x=0.08)
    else:
        axes.text(0.5, 0.5, "nothing is missing", ha="center", va="center", transform=axes.transAxes)
        axes.xaxis.set_visible(False)
    return figure


def save(figure: Figure, path: Path) -> Path:
    """Write a picture as PNG, 150 dots per inch, and return where."""
    figure.savefig(path, dpi=150)
    return path


_PARTS = (("agrees", GREEN), ("matched, differs", ORANGE), ("stays behind by rule", GREY), ("to be mended", VERMILION))


_LETTERING = {GREEN: "white", VERMILION: "white", ORANGE: INK, GREY: INK}
_MIDDLE: dict[str, Any] = {"ha": "center", "va": "center"}


def _nothing(title: str, words: str) -> Figure:
    figure, axes = _figure(7.0, 2.0, title)
    axes.text(0.5, 0.5, words, transform=axes.transAxes, **_MIDDLE)
    axes.set_axis_off()
    return figure


def _figure(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set_title(title, loc="left", color=INK, weight="bold", pad=12)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    return figure, axes


def _parts(frame: pd.DataFrame, unit: str) -> Sequence[float]:
    """Shares in the order of _PARTS; what QuickBooks made itself posts nothing and counts as agreeing."""
    weight = pd.Series(1, index=frame.index) if unit == "count" else frame["total"]
    by_rule = frame["outcome"].isin([cause.value for cause, words in WORDS.items() if words.severity == INFORMATION])
    found = frame["finding"] != ""
    alone = found & ~frame["matched"]
    flags = (~found | (frame["outcome"] == MATCHED), found & frame["matched"], alone & by_rule, alone & ~by_rule)
    total = int(weight.sum()) or 1
    return [int(weight[flag].sum()) / total for flag in flags]


def _most_moved(result: Result) -> str:
    """The account with the largest effect, where there is none the one with the largest movement."""
    frame = result.bridge
    ranked = frame.assign(effect=frame["effects"].abs(), size=frame["ledger_movement"].abs())
    return str(ranked.sort_values(["effect", "size", "account"], ascending=[False, False, True])["account"].iloc[0])


def _steps(result: Result, account: str, opening: int) -> list[tuple[str, int]]:
    sums: dict[str, int] = {"opening difference": opening} if opening else {}
    for finding in result.findings:
        name = spoken(finding.cause)
        sums[name] = sums.get(name, 0) + finding.effects.get(account, 0)
    return [(name, cents) for name, cents in sums.items() if cents]


def _bar(axes: Axes, place: int, start: int, end: int, colour: str, label: str) -> None:
    axes.bar(place, (end - start) / 100, bottom=start / 100, color=colour, width=0.6)
    _above(axes, place, max(start, end), label)


def _room_above(axes: Axes) -> None:
    """Room for the figures above the bars, and thousands separators beside them."""
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.1 * (high - low))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))


def _above(axes: Axes, place: int, cents: int, label: str) -> None:
    axes.annotate(label, (place, cents / 100), (0, 4), textcoords="offset points", ha="center", fontsize=9)


def _records(count: int, cents: int) -> str:
    return f"{count} record{'' if count == 1 else 's'}, {money(cents)}"


def _order(cause: str) -> int:
    return list(Cause).index(Cause(cause))
