"""What can be told of each linked case: the ledger's vector, the one pushed and QuickBooks' own, dates and names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matterbooks.reconcile.known import Known
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Flags, Integers, summed
from matterbooks.values import LinkState


def linked_facts(scene: Scene, known: Known, pairs: pd.DataFrame) -> pd.DataFrame:
    """Index case. here, pushed, there: vectors; here_date_moved, there_date_moved: against the date pushed.

    dates_differ, party_differs; unlocked; part_missing: a part that was pushed is not in QuickBooks; transfer; version
    (int) it was pushed under; name, their_name: the parties.
    """
    ledger, books = scene.ledger.heads, scene.books.heads
    here = ledger.iloc[pairs["ledger"].to_numpy()].reset_index(drop=True)
    there = books.iloc[pairs["quickbooks"].to_numpy()].reset_index(drop=True)
    link = _of_links(known).reindex(pairs["ledger"]).reset_index(drop=True)
    sent_on = link["date"].fillna(here["date"])
    rows = pd.DataFrame({
        "case": pairs["case"].to_numpy(), "here_date_moved": here["date"] != sent_on,
        "there_date_moved": there["date"] != sent_on, "dates_differ": here["date"] != there["date"],
        "party_differs": other_party(here, there), "transfer": here["nature"] == "transfer",
        "unlocked": link["unlocked"], "part_missing": link["part_missing"],
    })  # fmt: skip
    facts = rows.groupby("case").any()
    names = pd.DataFrame({"case": rows["case"], "name": here["party"], "their_name": there["party"]})
    facts = facts.join(names.groupby("case").first())
    facts["version"] = link["version"].groupby(rows["case"]).max()
    return facts.assign(**_vectors(scene, known, pairs, facts.index))


def other_party(here: pd.DataFrame, there: pd.DataFrame) -> pd.Series[bool]:
    """Both name somebody, and not the same: neither the party itself nor the one whose document is paid."""
    same = pd.Series(False, index=here.index)
    for ours in ("party_key", "party_full_key"):
        for theirs in ("party_key", "party_full_key"):
            same |= here[ours] == there[theirs]
    return ~same & (here["party_key"] != "") & (there["party_key"] != "")


def is_renamed(facts: pd.DataFrame) -> pd.Series[bool]:
    """Every case of the party, and two at least, bears the same other name in QuickBooks; columns name, their_name."""
    named = facts[(facts["name"] != "") & (facts["their_name"] != "")]
    by_name = named.groupby("name")
    always = by_name["party_differs"].all() & (by_name["their_name"].nunique() == 1) & (by_name["name"].size() > 1)
    return facts["name"].isin(always.index[always])


def _of_links(known: Known) -> pd.DataFrame:
    """Index ledger position: date as pushed, unlocked, part_missing, version, over all parts of a record."""
    rows = known.rows[known.rows["live"] & (known.rows["ledger"] >= 0)]
    rows = rows.assign(unlocked=rows["state"] == LinkState.UNLOCKED, part_missing=rows["quickbooks"] < 0)
    by_record = rows.groupby("ledger")
    return by_record.agg(
        date=("date", "first"), unlocked=("unlocked", "any"), part_missing=("part_missing", "any"),
        version=("version", "max"),
    )  # fmt: skip


def _vectors(scene: Scene, known: Known, pairs: pd.DataFrame, cases: pd.Index[int]) -> dict[str, Integers]:
    ours, theirs = pairs.drop_duplicates("ledger"), pairs.drop_duplicates("quickbooks")
    pushed, is_known = known.pushed_vectors(len(scene.ledger.heads))
    here = scene.ledger.heads["vector"].to_numpy()
    there = scene.books.heads["vector"].to_numpy()
    sent = sent_vectors(here, pushed, is_known)

    def total(vectors: Integers, rows: pd.DataFrame, side: str) -> Integers:
        at = np.asarray(cases.get_indexer(pd.Index(rows["case"])), dtype=np.int64)
        return summed(vectors[rows[side].to_numpy()], at, len(cases))

    return {
        "here": total(here, ours, "ledger"),
        "pushed": total(sent, ours, "ledger"),
        "there": total(there, theirs, "quickbooks"),
    }


def sent_vectors(here: Integers, pushed: Integers, is_known: Flags) -> Integers:
    """What was pushed; where that was not recorded, the ledger's own."""
    return np.where(is_known, pushed, here)
