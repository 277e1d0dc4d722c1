"""What all pictures share: canvas, colours that colour-blind readers tell apart, figures on bars, titles that say it.

Each picture is a new matplotlib Figure that belongs to no window, 900 points wide at most. Colours are those of Okabe
and Ito; every bar carries its figure, so that none is needed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

BLUE, GREEN, ORANGE, VERMILION, GREY, INK = "#0072B2", "#009E73", "#E69F00", "#D55E00", "#9AA5B1", "#1F2A37"
PALE, SKY, PURPLE = "#E3E8ED", "#56B4E9", "#CC79A7"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, GREY, "#B8A200")
LETTERING = {GREEN: "white", VERMILION: "white", BLUE: "white", ORANGE: INK, GREY: INK, SKY: INK, PURPLE: INK}
MIDDLE: dict[str, Any] = {"ha": "center", "va": "center"}
WIDTH = 9.0
"""Inches; 900 pixels in a notebook."""


def canvas(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    """An empty picture whose title says what it shows, on as many lines as it needs."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    titled(figure, title)
    axes = figure.subplots()
    plain(axes)
    return figure, axes


def stacked(rows: int, height: float, title: str) -> tuple[Figure, list[Axes]]:
    """An empty picture of several panels, one under the other, over the same dates."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    titled(figure, title)
    return figure, list(figure.subplots(rows, 1, sharex=True, squeeze=False)[:, 0])


def titled(figure: Figure, title: str) -> None:
    """The title, over the whole width on the left."""
    width = figure.get_size_inches()[0]
    figure.suptitle(fill(title, int(width * 9)), x=0.01, ha="left", color=INK, weight="bold", fontsize=12)


_AXES: tuple[tuple[Literal["x", "y"], str], ...] = (("x", "bottom"), ("y", "left"))


def plain(axes: Axes, *hidden: str) -> None:
    """No line above or to the right of the bars; neither line nor ticks on the other sides named."""
    for side in ("top", "right", *hidden):
        axes.spines[side].set_visible(False)
    for axis, side in _AXES:
        if side in hidden:
            axes.tick_params(axis=axis, length=0)
    axes.set_axisbelow(True)


def nothing(title: str, words: str) -> Figure:
    """A picture of nothing: one line that says so."""
    figure, axes = canvas(WIDTH, 1.1, title)
    axes.text(0.0, 0.6, words, transform=axes.transAxes, ha="left", va="center", color=INK)
    axes.set_axis_off()
    return figure


def save(figure: Figure, path: Path) -> Path:
    """Write a picture as PNG, 150 dots per inch, and return where."""
    figure.savefig(path, dpi=150)
    return path


def bar(axes: Axes, place: int, start: int, end: int, colour: str, label: str) -> None:
    """An upright bar from one amount to another (cents), with its figure above it."""
    axes.bar(place, (end - start) / 100, bottom=start / 100, color=colour, edgecolor=colour, width=0.6)
    above(axes, place, max(start, end), label)


def above(axes: Axes, place: float, cents: float, label: str) -> None:
    """A figure just above an amount (cents)."""
    axes.annotate(label, (place, cents / 100), (0, 4), textcoords="offset points", ha="center", fontsize=9)


def beside(axes: Axes, width: float, place: float, label: str) -> None:
    """A figure just behind the end of a lying bar."""
    axes.annotate(label, (width, place), (5, 0), textcoords="offset points", ha="left", va="center", fontsize=9)


def room_above(axes: Axes, share: float = 0.1) -> None:
    """Room for the figures above the bars, and thousands separators beside them."""
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + share * (high - low))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))


def dated(axes: Axes, days: float) -> None:
    """Dates below, by day or, where it is long, by month; days: how many the picture spans."""
    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    form = "%d %b" if days <= 200 else "%b %Y"
    axes.xaxis.set_major_formatter(DateFormatter(form))  # type: ignore[no-untyped-call]


def on_axis(day: date) -> float:
    """Where a day stands on an axis of dates."""
    return float(date2num(day))  # type: ignore[no-untyped-call]
