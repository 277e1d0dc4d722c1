"""Rates that two sides imply: of tax on what is taxed, and of exchange on a foreign document."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.compare import differing, money
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Integers

_EXCHANGE = re.compile(r"\bexchange\b.*\b(gains?|loss(es)?)\b|\b(gains?|loss(es)?)\b.*\bexchange\b", re.IGNORECASE)
"""Intuit: the account that QuickBooks makes for realised differences is called Exchange Gain or Loss."""


def tax_rates(here: pd.DataFrame, there: pd.DataFrame, chart: Chart, cases: Integers) -> pd.Series[str]:
    """`tax at 10.00% in the ledger, 15.00% in QuickBooks` per case; here, there: case, account, cents."""
    told = [_rate(posts, chart, cases) for posts in (here, there)]
    texts = [f"tax at {ours} in the ledger, {theirs} in QuickBooks" for ours, theirs in zip(*told, strict=True)]
    return pd.Series(texts, index=cases, dtype="str")


def _rate(posts: pd.DataFrame, chart: Chart, cases: Integers) -> list[str]:
    kinds = {path: _part(path, chart) for path in posts["account"].unique()}
    part = posts["account"].map(kinds)
    sums = [posts[part == name].groupby("case")["cents"].sum().reindex(cases, fill_value=0) for name in ("tax", "net")]
    return [_percent(abs(int(tax)), abs(int(net))) for tax, net in zip(*sums, strict=True)]


def _part(path: str, chart: Chart) -> str:
    if chart.is_tax(path):
        return "tax"
    return "control" if chart.is_receivable(path) or chart.is_payable(path) else "net"


def _percent(tax: int, net: int) -> str:
    return f"{Decimal(tax * 100) / Decimal(net):.2f}%" if net else "no rate"


def exchanged(scene: Scene, here: pd.DataFrame, there: pd.DataFrame, cases: Integers) -> pd.Series[str]:
    """`USD at 1.5000 in the ledger, 1.5200 in QuickBooks` for foreign documents whose home amounts differ by one ratio.

    Index: those of the cases. A cent per line of the ledger may go to rounding.
    """
    foreign = _foreign(scene, cases)
    if foreign.empty:
        return pd.Series([], index=pd.Index([], dtype="int64"), dtype="str")
    both = here.merge(there, on=["case", "account"], how="outer", suffixes=("_one", "_other"))
    both = both[both["case"].isin(foreign.index)].fillna(0)
    sizes = both.assign(one=both["cents_one"].abs(), other=both["cents_other"].abs()).groupby("case")
    ours, theirs = sizes["one"].transform("sum"), sizes["other"].transform("sum")
    off = (both["cents_other"] * ours - both["cents_one"] * theirs).abs()
    allowed = both["case"].map(foreign["lines"]) * ours
    held = (both["cents_one"] != 0) & (both["cents_other"] != 0) & (off <= allowed) & (ours != theirs)
    kept = foreign[held.groupby(both["case"]).all().reindex(foreign.index, fill_value=False)]
    their_size = sizes["other"].sum().reindex(kept.index)
    cells = zip(kept["currency"], kept["home"], kept["foreign"], their_size, strict=True)
    return pd.Series([_exchange_words(*cell) for cell in cells], index=kept.index, dtype="str")


def realised(scene: Scene, here: pd.DataFrame, there: pd.DataFrame, cases: Integers) -> pd.Series[str]:
    """`EUR: QuickBooks posted a gain of 22.69 to Exchange Gain or Loss` where one other account took just that much.

    Index: those of the cases. The ledger knows nothing of such a posting: QuickBooks makes it by itself.
    """
    foreign = _foreign(scene, cases)
    changed = differing(here, there)
    changed = changed[changed["case"].isin(foreign.index)]
    by_case = changed.groupby("case")["change"]
    changed = changed[(by_case.transform("size") == 2) & (by_case.transform("sum") == 0) & (changed["one"] == 0)]
    names = [name for name in changed["account"].unique() if _EXCHANGE.search(name)]
    posted = changed[changed["account"].isin(names)].drop_duplicates("case")
    texts = [
        f"{currency}: QuickBooks posted a {'gain' if cents < 0 else 'loss'} of {money(abs(cents))} to {account}"
        for currency, cents, account in zip(
            foreign["currency"].reindex(posted["case"]), posted["change"], posted["account"], strict=True
        )
    ]
    return pd.Series(texts, index=posted["case"].astype("int64"), dtype="str")


def _foreign(scene: Scene, cases: Integers) -> pd.DataFrame:
    """Index case, of those in another currency than the books': currency, home and foreign cents, lines."""
    home = str((scene.inputs.books or {}).get("home_currency") or "")
    currencies = [name for name in scene.postings["currency"].unique() if name not in ("", home)]
    if not currencies or not len(cases):
        return pd.DataFrame({"currency": [], "home": [], "foreign": [], "lines": []})
    members = scene.ledger.heads[np.isin(scene.ledger_case, cases)]
    rows = scene.postings[scene.postings["currency"].isin(currencies)]
    rows = rows[rows["transaction_id"].isin(members["id"])]
    places = pd.Series(scene.ledger_case[members.index], index=members["kind"] + "\x1f" + members["id"])
    rows = rows.assign(case=(rows["kind"] + "\x1f" + rows["transaction_id"]).map(places))
    rows = rows.assign(home=rows["amount_cents"].abs(), foreign=rows["foreign_cents"].abs())
    if not home:
        rows = rows[(rows["foreign"] != 0) & (rows["foreign"] != rows["home"])]
    by_case = rows[rows["case"].notna()].astype({"case": "int64"}).groupby("case")
    return by_case.agg(
        currency=("currency", "max"), home=("home", "sum"), foreign=("foreign", "sum"), lines=("home", "size")
    )


def _exchange_words(currency: str, home: float, foreign: float, theirs: float) -> str:
    if not foreign:
        return f"{currency}: every amount differs by the same ratio, {Decimal(int(theirs)) / Decimal(int(home)):.6f}"
    ours, other = (Decimal(int(cents)) / Decimal(int(foreign)) for cents in (home, theirs))
    return f"{currency} at {ours:.6f} in the ledger, {other:.6f} in QuickBooks"
