"""One record on both sides: what each account was given by the practice, by the push, and by QuickBooks."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.one import LEDGER, QUICKBOOKS, One
from matterbooks.reconcile.looking.one_sides import PUSHED, account_cents
from matterbooks.reconcile.pictures_base import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    VERMILION,
    WIDTH,
    beside,
    canvas,
    nothing,
    plain,
)
from matterbooks.reconcile.result import Result

_COLOURS = {LEDGER: BLUE, PUSHED: GREY, QUICKBOOKS: ORANGE}


def side_by_side(result: Result, one: One) -> Figure:
    """A group of bars per account; accounts on which the two books differ are named in red."""
    cents = account_cents(result, one)
    if one.is_empty or cents.empty:
        return nothing("Nothing to show", one.told)
    sides = [side for side in _COLOURS if cents[side].notna().all()]
    figure, axes = canvas(WIDTH, 1.3 + (0.24 * len(sides) + 0.2) * len(cents), _title(cents, sides))
    height = 0.8 / len(sides)
    for number, side in enumerate(sides):
        for place, value in enumerate(cents[side].to_numpy(dtype="int64")):
            at = place + (number - (len(sides) - 1) / 2) * height
            axes.barh(at, value / 100, height=height * 0.9, color=_COLOURS[side], label=side if not place else None)
            beside(axes, max(value / 100, 0), at, money(value))
    axes.set_yticks(range(len(cents)), [fill(name, 26) for name in cents["account"]], fontsize=9)
    for label, differs in zip(axes.get_yticklabels(), _differs(cents, sides), strict=True):
        label.set_color(VERMILION if differs else INK)
    axes.invert_yaxis()
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.margins(x=0.18)
    axes.xaxis.set_visible(False)
    plain(axes, "left", "bottom")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.01), ncols=3, frameon=False)
    return figure


def _differs(cents: pd.DataFrame, sides: list[str]) -> list[bool]:
    if LEDGER not in sides or QUICKBOOKS not in sides:
        return [True] * len(cents)
    return [bool(differs) for differs in cents[LEDGER] != cents[QUICKBOOKS]]


def _title(cents: pd.DataFrame, sides: list[str]) -> str:
    if QUICKBOOKS not in sides or LEDGER not in sides:
        return f"It stands in {'the practice ledger' if LEDGER in sides else 'QuickBooks'} alone"
    off = cents[cents[LEDGER] != cents[QUICKBOOKS]]
    if off.empty:
        return "Both books post the same amounts to the same accounts"
    changes = [
        f"{money(abs(there - here))} {'more' if abs(there) > abs(here) else 'less'} on {account}"
        for account, here, there in zip(off["account"], off[LEDGER], off[QUICKBOOKS], strict=True)
    ]
    more = [f"{len(changes) - 2} other differences"] if len(changes) > 3 else changes[2:]
    return f"QuickBooks holds {' and '.join([*changes[:2], *more])}"
