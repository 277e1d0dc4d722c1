"""One leg of a transfer alone in QuickBooks, told without links: what it moved waits on the Bank transfers account."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.reconcile.transactions import Integers
from matterbooks.values import Cause, Kind, Switch


def single_legs(scene: Scene) -> pd.DataFrame:
    """QuickBooks records that stand alone with a leg of a transfer: quickbooks, ledger (positions), cause.

    ledger: the one transfer of that day and amount on the same bank, -1 where there is none or several. Two legs of
    one day that cancel each other are a whole transfer, and not among these.
    """
    path = scene.chart.transfers
    alone = scene.alone_in_books()
    posts = scene.books.posts
    legs = posts[(posts["account"] == path) & alone[posts["t"].to_numpy()]] if path else posts.iloc[:0]
    heads = scene.books.heads.iloc[legs["t"].to_numpy()]
    legs = pd.DataFrame({"quickbooks": legs["t"].array, "cents": legs["cents"].array, "date": heads["date"].array})
    legs = legs.assign(size=legs["cents"].abs())
    legs = legs[legs.groupby(["date", "size"])["cents"].transform("sum") != 0]
    return legs.assign(ledger=_partners(scene, legs))[["quickbooks", "ledger"]].reset_index(drop=True)


def verdict_of_half_transfers(scene: Scene) -> pd.DataFrame:
    """The leg, and with it the transfer of the ledger that it belongs to, as one finding."""
    legs = single_legs(scene)
    known = legs[legs["ledger"] >= 0]
    heads = scene.ledger.heads.iloc[known["ledger"].to_numpy()]
    names = (heads["kind"] + ":" + heads["id"]).array
    group = pd.Series("", index=legs.index, dtype="str")
    group.loc[known.index] = names
    cause = _causes(scene, legs)
    ours = verdicts(scene.ledger_case[known["ledger"].to_numpy()], cause.loc[known.index], group.loc[known.index])
    theirs = verdicts(scene.books_case[legs["quickbooks"].to_numpy()], cause, group)
    return pd.concat([ours, theirs], ignore_index=True)


def expected_legs(scene: Scene) -> int:
    """Cents on the transfers account of single legs that are all that is pushed while the trust switch is off."""
    legs = single_legs(scene)
    expected = legs.loc[_causes(scene, legs) == Cause.SWITCH_OFF, "quickbooks"]
    posts = scene.books.posts
    mine = posts["t"].isin(expected) & (posts["account"] == scene.chart.transfers)
    return int(posts.loc[mine, "cents"].sum())


def _partners(scene: Scene, legs: pd.DataFrame) -> Integers:
    """The place of each leg's transfer in the ledger: same day, and the same cents on the leg's own bank account."""
    found = np.full(len(legs), -1, dtype=np.int64)
    alone = scene.alone_in_ledger() & (scene.ledger.heads["nature"] == "transfer").to_numpy()
    if not len(legs) or not alone.any():
        return found
    ours = _banks(scene.ledger.posts, scene.chart.transfers, np.flatnonzero(alone))
    theirs = _banks(scene.books.posts, scene.chart.transfers, legs["quickbooks"].to_numpy())
    ours["date"] = scene.ledger.heads["date"].to_numpy()[ours["t"].to_numpy()]
    theirs["date"] = scene.books.heads["date"].to_numpy()[theirs["t"].to_numpy()]
    keys = ["date", "account", "cents"]
    ours, theirs = ours[~ours.duplicated(keys, keep=False)], theirs[~theirs.duplicated(keys, keep=False)]
    both = theirs.merge(ours, on=keys, suffixes=("_leg", "")).drop_duplicates("t_leg").drop_duplicates("t")
    places = pd.Series(both["t"].array, index=both["t_leg"].array).reindex(legs["quickbooks"]).fillna(-1)
    return places.to_numpy(dtype=np.int64)


def _banks(posts: pd.DataFrame, transfers: str, at: Integers) -> pd.DataFrame:
    found: pd.DataFrame = posts[posts["t"].isin(at) & (posts["account"] != transfers)].copy()
    return found


def _causes(scene: Scene, legs: pd.DataFrame) -> pd.Series[str]:
    """Half a transfer; while the trust switch is off, one leg is all that is pushed of the firm's own money."""
    kinds = scene.ledger.heads["kind"].to_numpy()[legs["ledger"].to_numpy()] if len(scene.ledger.heads) else ""
    own = (legs["ledger"] >= 0).to_numpy() & (kinds == Kind.TRUST_OFFICE_TRANSFER) & _trust_is_off(scene)
    names = np.where(own, Cause.SWITCH_OFF.value, Cause.HALF_TRANSFER.value)
    return pd.Series(names, index=legs.index, dtype="str")


def _trust_is_off(scene: Scene) -> bool:
    spans = (scene.inputs.books or {}).get("switches")
    return isinstance(spans, list) and not any(
        isinstance(span, dict) and span.get("switch") == Switch.TRUST for span in spans
    )
