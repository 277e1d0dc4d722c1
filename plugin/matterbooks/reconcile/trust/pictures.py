"""Two pictures of clients' money: the legs beside each other, and every client's balance.

Each function returns a matplotlib Figure that belongs to no window. Colours are told apart by colour-blind readers
(Okabe and Ito), and every bar carries its figure and its words, so that none is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.trust.result import (
    BANK_AND_BOOK,
    BOOK_AND_CLIENTS,
    BOOK_AND_QUICKBOOKS,
    CLIENTS_AND_QUICKBOOKS,
    FOUND,
    OPENING,
    OWN_MONEY,
    Overdrawn,
    TrustResult,
)
from matterbooks.reconcile.trust.tables import reasons

BLUE, GREEN, ORANGE, VERMILION, GREY, INK = "#0072B2", "#009E73", "#E69F00", "#D55E00", "#9AA5B1", "#1F2A37"
MOST_CLIENTS = 25


class _Leg(NamedTuple):
    name: str
    cents: int | None
    words: str
    colour: str


def four_legs(trust: TrustResult) -> Figure:
    """Bank, cash books, client ledgers and QuickBooks as bars; below each whether it agrees, and if not why."""
    figure, axes = _figure(9.5, 4.6, f"Clients' money as of {trust.as_of:%d %B %Y}, from the bank to QuickBooks")
    legs = list(_legs(trust))
    for place, leg in enumerate(legs):
        if leg.cents is None:
            axes.text(place, 0, "not\nexamined", ha="center", va="bottom", color=INK)
            continue
        axes.bar(place, leg.cents / 100, color=leg.colour, width=0.6)
        axes.annotate(
            money(leg.cents), (place, max(leg.cents, 0) / 100), (0, 4), textcoords="offset points", ha="center"
        )
    axes.set_xticks(range(len(legs)), [f"{leg.name}\n{fill(leg.words, 22)}" for leg in legs], fontsize=9)
    _money_axis(axes)
    return figure


def client_balances(trust: TrustResult) -> Figure:
    """What is held for each client, the largest first; a ledger that was overdrawn shows how far, and when."""
    ledgers = sorted(trust.clients, key=lambda ledger: (-ledger.held, ledger.client, ledger.matter))
    spells = {(spell.client, spell.matter): spell for spell in trust.overdrawn}
    shown = [one for one in ledgers if one.held or (one.client, one.matter) in spells]
    shown = sorted(shown, key=lambda one: (one.client, one.matter) not in spells)[:MOST_CLIENTS]
    shown.sort(key=lambda ledger: (-ledger.held, ledger.client, ledger.matter))
    known = all(ledger.closing is not None or ledger.listed is not None for ledger in ledgers)
    what = "What is held for each client" if known else "What each client's ledger moved (no opening balances given)"
    figure, axes = _figure(9.5, 1.5 + 0.34 * max(len(shown), 2), f"{what}, {trust.as_of:%d %B %Y}")
    for place, ledger in enumerate(shown):
        spell = spells.get((ledger.client, ledger.matter))
        colour = VERMILION if known and ledger.held < 0 else BLUE
        axes.barh(place, ledger.held / 100, color=colour, height=0.62)
        told, at = money(ledger.held), (max(ledger.held, 0) / 100, place)
        axes.annotate(told, at, (4, 0), textcoords="offset points", va="center", fontsize=9)
        if spell is not None:
            _mark(axes, place, spell, at, 16 + 6 * len(told))
    axes.set_yticks(range(len(shown)), [f"{one.client} {one.matter}".strip() for one in shown], fontsize=9)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.margins(x=0.18)
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    left_out = sum(1 for one in ledgers if one.held) - sum(1 for one in shown if one.held)
    if left_out > 0:
        axes.set_xlabel(f"{left_out} smaller ledgers are not drawn; the table below holds them all", color=INK)
    return figure


def _legs(trust: TrustResult) -> Iterator[_Leg]:
    total = trust.total
    yield _leg(trust, "Bank,\nadjusted", total.adjusted, BANK_AND_BOOK, known=bool(total.opened))
    yield _Leg("Trust\ncash books", total.cash_book, "" if total.opened else "movements only", BLUE)
    yield _leg(trust, "Client\nledgers", total.clients, BOOK_AND_CLIENTS)
    only = "" if total.balanced else ", movements only"
    bank, owed = total.bank_in_quickbooks, total.owed_in_quickbooks
    yield _leg(trust, "QuickBooks\ntrust bank", bank, BOOK_AND_QUICKBOOKS, only=only)
    yield _leg(trust, "QuickBooks\ntrust liability", owed, CLIENTS_AND_QUICKBOOKS, only=only)


def _leg(trust: TrustResult, name: str, cents: int | None, between: str, *, known: bool = True, only: str = "") -> _Leg:
    if cents is None or not known:
        return _Leg(name, None, "", GREY)
    items = [item for item in trust.items if item.between == between and item.cents]
    if not items:
        return _Leg(name, cents, "agrees" + only, GREEN)
    words = f"differs by {money(abs(sum(item.cents for item in items)))}: {reasons(items)}"
    harmless = all(item.what == FOUND or (item.what in {OWN_MONEY, OPENING} and not item.finding) for item in items)
    return _Leg(name, cents, words + only, ORANGE if harmless else VERMILION)


def _mark(axes: Axes, place: int, spell: Overdrawn, at: tuple[float, int], right: int) -> None:
    """A mark at the lowest balance; the days stand to the right of the figure, `right` points from `at`."""
    until = f"to {spell.until:%d %b}" if spell.until else "and still is"
    words = f"overdrawn {spell.first:%d %b} {until}, by {money(-spell.lowest)}"
    axes.plot(spell.lowest / 100, place, marker="D", color=VERMILION)
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 9, "color": VERMILION}
    axes.annotate(words, at, (right, 0), **style)


def _figure(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set_title(title, loc="left", color=INK, weight="bold", pad=12)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    return figure, axes


def _money_axis(axes: Axes) -> None:
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.1 * (high - low))
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
