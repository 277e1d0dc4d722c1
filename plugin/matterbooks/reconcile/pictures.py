"""The pictures of a month end: coverage, the bridge as a waterfall, ageing, and a timeline of what is unsynced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.coverage import MATCHED
from matterbooks.reconcile.looking.wording import amount_of, counted
from matterbooks.reconcile.pictures_base import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LETTERING,
    MIDDLE,
    ORANGE,
    PALE,
    PALETTE,
    VERMILION,
    WIDTH,
    above,
    bar,
    beside,
    canvas,
    dated,
    nothing,
    plain,
    room_above,
    save,
)
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import BAND_NAMES, OLDEST_BAND, band_of, size, unsynced
from matterbooks.reconcile.words import INFORMATION, WORDS, spoken
from matterbooks.values import Cause

__all__ = ["ageing", "bridge_waterfall", "coverage", "most_moved", "save", "unsynced_timeline"]

_PARTS = (("agrees", GREEN), ("matched, differs", ORANGE), ("stays behind by rule", GREY), ("to be mended", VERMILION))


def coverage(result: Result) -> Figure:
    """How much of either side agrees, differs, stays behind by rule, or is missing: by count and by value."""
    bars = [("Practice ledger", result.ledger), ("QuickBooks", result.quickbooks)]
    rows = [(f"{name}, by {unit}", _parts(frame, unit)) for name, frame in bars for unit in ("count", "value")]
    agree = [f"{_share(parts[0])} of {name}" for name, parts in zip(("the practice ledger", "QuickBooks"),
             (rows[1][1], rows[3][1]), strict=True)]  # fmt: skip
    figure, axes = canvas(WIDTH, 3.6, f"By value {agree[0]} and {agree[1]} agree")
    for place, (_, parts) in enumerate(rows):
        left = 0.0
        for (_, colour), share in zip(_PARTS, parts, strict=True):
            axes.barh(place, share, left=left, color=colour, edgecolor="white", height=0.62)
            if share >= 0.05:
                axes.text(left + share / 2, place, _share(share), color=LETTERING[colour], weight="bold", **MIDDLE)
            left += share
        small = [f"{_share(share)} {name}" for (name, _), share in zip(_PARTS, parts, strict=True) if 0 < share < 0.05]
        beside(axes, 1, place, fill(", ".join(small), 24))
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.22 if any(0 < share < 0.05 for _, parts in rows for share in parts) else 1)
    axes.xaxis.set_visible(False)
    plain(axes, "left", "bottom")
    handles = [axes.barh(0, 0, color=colour) for _, colour in _PARTS]
    names = [name for name, _ in _PARTS]
    axes.legend(handles, names, loc="upper center", bbox_to_anchor=(0.45, -0.02), ncols=4, frameon=False)
    return figure


def bridge_waterfall(result: Result, account: str | None = None) -> Figure:
    """From the practice ledger's movement of one account to QuickBooks', a step per cause.

    account: a QuickBooks path; the one that the findings move most, unless told. What QuickBooks held before the period
    is no step but told below, so that the steps are not dwarfed by it.
    """
    if result.bridge.empty:
        return nothing("From the practice ledger to QuickBooks", "Neither side posted anything.")
    name = account if account is not None else most_moved(result)
    rows = result.bridge[result.bridge["account"] == name].drop(columns="account")
    row = {str(key): int(rows[key].iloc[0]) for key in rows.columns}
    steps, opening = _steps(result, name), row["opening_difference"] + row["year_end"]
    width = max(WIDTH, 1.15 * (len(steps) + 2))
    figure, axes = canvas(width, 4.6, _bridge_title(name, row))
    level, labels = row["ledger_movement"], ["practice\nledger"]
    bar(axes, 0, 0, level, BLUE, money(level))
    for place, (label, cents) in enumerate(steps, start=1):
        colour, sign = (ORANGE, "+") if cents > 0 else (VERMILION, "")
        bar(axes, place, level, level + cents, colour, f"{sign}{money(cents)}")
        axes.plot([place - 0.7, place - 0.3], [level / 100] * 2, color=GREY, linewidth=1)
        level += cents
        labels.append(fill(label, 13))
    bar(axes, len(labels), 0, row["closing"] - opening, BLUE, money(row["closing"] - opening))
    labels.append(f"QuickBooks\n(residue {money(row['residue'])})")
    axes.set_xticks(range(len(labels)), labels, fontsize=9)
    if opening:
        told = f"Movements; QuickBooks held {money(opening)} before the period, so {money(row['closing'])} at its end"
        axes.set_xlabel(told, loc="left", color=INK, fontsize=9)
    axes.axhline(0, color=INK, linewidth=0.8)
    room_above(axes)
    return figure


def ageing(result: Result) -> Figure:
    """What needs a person, by age of its oldest record, a colour per cause; what stays behind by rule is left out."""
    found = [finding for finding in result.findings if finding.severity != INFORMATION]
    if not found:
        return nothing("Nothing needs a person", "Every record agrees, or stays behind by rule.")
    figure, axes = canvas(WIDTH, 4.4, _ageing_title(result))
    causes = list(dict.fromkeys(finding.cause for finding in found))
    below = dict.fromkeys(BAND_NAMES, 0)
    for number, cause in enumerate(causes):
        sums = dict.fromkeys(BAND_NAMES, 0)
        for finding in found:
            if finding.cause == cause:
                sums[band_of(finding, result)] += size(finding)
        heights = [cents / 100 for cents in sums.values()]
        bottoms = [cents / 100 for cents in below.values()]
        colour, hatch = PALETTE[number % len(PALETTE)], "//" if number >= len(PALETTE) else ""
        label = fill(f"{spoken(cause)} {money(sum(sums.values()))}", 34)
        axes.bar(
            BAND_NAMES, heights, bottom=bottoms, color=colour, hatch=hatch, label=label, edgecolor="white", width=0.6
        )
        below = {band: below[band] + sums[band] for band in BAND_NAMES}
    numbers = Counter(band_of(finding, result) for finding in found)
    for place, (band, cents) in enumerate(below.items()):
        above(axes, place, cents, f"{counted(numbers[band], 'finding')}\n{money(cents)}" if numbers[band] else "none")
    room_above(axes, 0.15)
    axes.tick_params(axis="x", labelsize=9)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return figure


def unsynced_timeline(result: Result) -> Figure:
    """When what QuickBooks does not hold was dated, a line per cause; the larger the dot, the larger the amount."""
    rows = unsynced(result)
    if rows.empty:
        return nothing("Every record of the practice ledger is in QuickBooks", "Nothing is missing there.")
    causes = list(dict.fromkeys(rows.sort_values("outcome", key=lambda c: c.map(_order))["outcome"]))
    by_rule = rows["outcome"].isin(_BY_RULE)
    title = f"{counted(len(rows), 'record')} not in QuickBooks: {int(by_rule.sum())} by rule, {_sum(rows[~by_rule])}"
    figure, axes = canvas(WIDTH, 1.4 + 0.52 * len(causes), title)
    largest = max(int(rows["total"].max()), 1)
    for place, cause in enumerate(causes):
        of_cause = rows[rows["outcome"] == cause]
        colour = GREY if cause in _BY_RULE else VERMILION
        sizes = 30 + 200 * of_cause["total"] / largest
        axes.scatter(of_cause["date"].to_numpy(), [place] * len(of_cause), s=sizes, color=colour, alpha=0.7)
    totals = rows.groupby("outcome")["total"].agg(["size", "sum"])
    names = [f"{spoken(cause)}\n{amount_of(*totals.loc[cause])}" for cause in causes]
    axes.set_yticks(range(len(causes)), names, fontsize=9)
    axes.set_ylim(len(causes) - 0.4, -0.6)
    axes.grid(axis="x", color=PALE)
    dated(axes, (rows["date"].max() - rows["date"].min()).days)
    axes.margins(x=0.08)
    return figure


_BY_RULE = frozenset(cause.value for cause, words in WORDS.items() if words.severity == INFORMATION)


def most_moved(result: Result) -> str:
    """The account with the largest effect, where there is none the one with the largest movement."""
    frame = result.bridge
    ranked = frame.assign(effect=frame["effects"].abs(), size=frame["ledger_movement"].abs())
    return str(ranked.sort_values(["effect", "size", "account"], ascending=[False, False, True])["account"].iloc[0])


def _parts(frame: pd.DataFrame, unit: str) -> Sequence[float]:
    """Shares in the order of _PARTS; what QuickBooks made itself posts nothing and counts as agreeing."""
    weight = pd.Series(1, index=frame.index) if unit == "count" else frame["total"]
    by_rule = frame["outcome"].isin(_BY_RULE)
    found = frame["finding"] != ""
    alone = found & ~frame["matched"]
    flags = (~found | (frame["outcome"] == MATCHED), found & frame["matched"], alone & by_rule, alone & ~by_rule)
    total = int(weight.sum()) or 1
    return [int(weight[flag].sum()) / total for flag in flags]


def _share(share: float) -> str:
    """A percentage that never rounds a difference away: 99.9%, never 100% of what is not all."""
    if 0 < share < 0.01 or 0.99 < share < 1:
        return f"{min(max(share, 0.001), 0.999):.1%}"
    return f"{share:.0%}"


def _bridge_title(name: str, row: dict[str, int]) -> str:
    apart = row["closing"] - row["opening_difference"] - row["year_end"] - row["ledger_movement"]
    if not apart and not row["residue"]:
        return f"{name}: both books agree"
    side = "more" if apart > 0 else "less"
    told = f"{name}: QuickBooks has {money(abs(apart))} {side}"
    return f"{told}, all of it explained" if not row["residue"] else f"{told}; {money(row['residue'])} is unexplained"


def _ageing_title(result: Result) -> str:
    found = [finding for finding in result.findings if finding.severity != INFORMATION]
    old = sum(band_of(finding, result) == OLDEST_BAND for finding in found)
    needs = "needs" if len(found) == 1 else "need"
    told = f"{counted(len(found), 'finding')} {needs} a person"
    return f"{told}, {old} of them for over 90 days" if old else f"{told}, none for over 90 days"


def _steps(result: Result, account: str) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for finding in result.findings:
        name = spoken(finding.cause)
        sums[name] = sums.get(name, 0) + finding.effects.get(account, 0)
    return [(name, cents) for name, cents in sums.items() if cents]


def _sum(rows: pd.DataFrame) -> str:
    return f"{len(rows)} to be mended ({money(int(rows['total'].sum()))})"


def _order(cause: str) -> int:
    return list(Cause).index(Cause(cause))
