"""Pictures of the mapping: what stands on the wrong account, and what was pushed under which version."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.moved import grid_of, moved
from matterbooks.reconcile.looking.versions import changes, pushed
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.pictures_base import (
    INK,
    LETTERING,
    MIDDLE,
    PALETTE,
    VERMILION,
    WIDTH,
    canvas,
    nothing,
    plain,
)
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of

MOST = 8
"""So many rows and columns are drawn, the largest."""

_SHADES = LinearSegmentedColormap.from_list("shades", ["#FFFFFF", "#FBE3D5", VERMILION])


def wrong_accounts(result: Result) -> Figure:
    """Account to account: what should stand on the one on the left, and stands on the one above in QuickBooks."""
    moves = moved(result)
    if moves.empty:
        return nothing("Every amount stands on the account that the mapping names", "No account differs.")
    grid = grid_of(moves).iloc[:MOST, :MOST]
    records = {(row.should, row.stands): int(row.records) for row in rows_of(_summed(moves))}
    figure, axes = canvas(WIDTH, 2.3 + 0.62 * len(grid), _title(moves))
    axes.imshow(
        np.log1p(grid.to_numpy()), cmap=_SHADES, aspect="auto", vmin=0, vmax=np.log1p(grid.to_numpy().max()) * 1.1
    )
    for (row, column), cents in np.ndenumerate(grid.to_numpy()):
        if cents:
            told = counted(records[grid.index[row], grid.columns[column]], "record")
            axes.text(column, row, f"{money(cents)}\n{told}", fontsize=9, color=INK, **MIDDLE)
    axes.set_xticks(range(len(grid.columns)), [fill(str(name), 16) for name in grid.columns], fontsize=9)
    axes.set_yticks(range(len(grid)), [fill(str(name), 24) for name in grid.index], fontsize=9)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("stands on, in QuickBooks", color=INK)
    axes.set_ylabel("should stand on", color=INK)
    axes.set_xticks(np.arange(-0.5, len(grid.columns)), minor=True)
    axes.set_yticks(np.arange(-0.5, len(grid)), minor=True)
    axes.grid(which="minor", color="white", linewidth=2)
    axes.tick_params(which="both", length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


def pushed_by_version(result: Result) -> Figure:
    """How many records were pushed in each month, a colour per version of the mapping."""
    rows = pushed(result)
    if rows.empty:
        return nothing("What was pushed under which version is not known", "links.csv names no pushed record.")
    months = rows["at"].dt.strftime("%Y-%m")
    table = rows.groupby([months, "version"]).size().unstack(fill_value=0)
    table = table.reindex(_every_month(table.index), fill_value=0)
    figure, axes = canvas(WIDTH, 3.4, _version_title(result, rows))
    bottom = np.zeros(len(table), dtype=np.int64)
    for number, version in enumerate(table.columns):
        heights = table[version].to_numpy()
        colour = PALETTE[number % len(PALETTE)]
        axes.bar(range(len(table)), heights, bottom=bottom, color=colour, width=0.7, label=f"version {version}")
        for place, height in enumerate(heights):
            if height:
                middle = bottom[place] + height / 2
                axes.text(place, middle, str(height), color=LETTERING.get(colour, INK), fontsize=9, **MIDDLE)
        bottom += heights
    names = [
        pd.Period(month).strftime("%b\n%Y" if at == 0 or month.endswith("-01") else "%b")
        for at, month in enumerate(table.index)
    ]
    axes.set_xticks(range(len(table)), names, fontsize=9)
    axes.set_yticks([])
    axes.set_xlim(-0.6, max(len(table), 5) - 0.4)
    plain(axes, "left")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return figure


def _every_month(months: pd.Index[str]) -> list[str]:
    return [str(month) for month in pd.period_range(min(months), max(months), freq="M")]


def _title(moves: pd.DataFrame) -> str:
    total = money(int(moves["cents"].sum()))
    most = next(rows_of(_summed(moves).sort_values("cents", ascending=False)))
    told = f"{total} stands on other accounts than the mapping names"
    return f"{told}; {money(most.cents)} of it is {most.should} on {most.stands}"


def _summed(moves: pd.DataFrame) -> pd.DataFrame:
    return moves.groupby(["should", "stands"])[["cents", "records"]].sum().reset_index()


def _version_title(result: Result, rows: pd.DataFrame) -> str:
    latest = result.chart.version
    older = int((rows["version"] != latest).sum())
    changed = len(changes(result))
    if not older:
        return f"All {counted(len(rows), 'record')} were pushed under today's mapping, version {latest}"
    told = f"{older} of {counted(len(rows), 'record')} were pushed under an older mapping"
    return f"{told}; {counted(changed, 'row')} changed since"
