"""From which day on the two books stand apart, account by account."""

from __future__ import annotations

from datetime import date
from itertools import islice

from matplotlib.figure import Figure

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.days import apart_by_day, first_days
from matterbooks.reconcile.pictures_base import BLUE, INK, PALE, VERMILION, dated, nothing, on_axis, plain, stacked
from matterbooks.reconcile.result import Result

MOST = 4
"""So many accounts are drawn, those that end furthest apart."""


def apart(result: Result) -> Figure:
    """QuickBooks' running balance less the practice ledger's, day by day, for the accounts furthest apart."""
    daily = apart_by_day(result)
    firsts = first_days(result)
    if daily.empty:
        return nothing("The two books agree on every day", "No account is out of balance on any day of the period.")
    furthest = daily.groupby("account")["running"].agg(lambda cents: cents.abs().max()).sort_values(ascending=False)
    names = [str(name) for name in islice(furthest.index, MOST)]
    first = min(firsts.items(), key=lambda item: (item[1], item[0]))
    title = f"The books part on {first[1].strftime('%-d %B %Y')}, first on {first[0]}"
    figure, panels = stacked(len(names), 0.9 + 1.15 * len(names), title)
    for panel, name in zip(panels, names, strict=True):
        rows = daily[daily["account"] == name]
        panel.fill_between(rows["date"].to_numpy(), rows["running"] / 100, step="post", color=BLUE, alpha=0.25)
        panel.step(rows["date"].to_numpy(), rows["running"] / 100, where="post", color=BLUE)
        panel.axhline(0, color=INK, linewidth=0.8)
        panel.axvline(on_axis(firsts[name]), color=VERMILION, linewidth=1.4)
        panel.set_title(_told(name, firsts[name], int(rows["running"].iloc[-1])), loc="left", fontsize=9, color=INK)
        panel.set_yticks([])
        panel.tick_params(axis="x", length=0)
        panel.grid(axis="x", color=PALE)
        plain(panel, "left", "bottom")
    dated(panels[-1], (daily["date"].max() - daily["date"].min()).days)
    return figure


def _told(name: str, first: date, last: int) -> str:
    since = f"{name}: apart since {first.strftime('%-d %b %Y')}"
    if not last:
        return f"{since}, together again at the end"
    return f"{since}; at the end QuickBooks has {money(abs(last))} {'more' if last > 0 else 'less'}"
