"""What can be told of each linked case: the ledger's vector, the one pushed and QuickBooks' own, dates and names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.narrowing import (
    as_returned,
    differing_pairs,
    parties_differ,
    renamed_pairs,
    whole_cases,
)
from matterbooks.reconcile.known import Known
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Flags, Integers, summed
from matterbooks.values import Kind, LinkState, OperationState

_STANDING = (
    OperationState.READY.value, OperationState.WAITING.value, OperationState.HELD.value, OperationState.SENDING.value,
    OperationState.UNCERTAIN.value,
)  # fmt: skip


def linked_facts(scene: Scene, known: Known, pairs: pd.DataFrame) -> pd.DataFrame:
    """Index case. here, pushed, there: vectors; here_date_moved, there_date_moved: against the date pushed.

    dates_differ, party_differs, renamed; unlocked; part_missing: a part that was pushed is not in QuickBooks;
    part_stands: one has not got there yet; transfer; own_money: of the firm in trust; version (int) it was pushed
    under; name, their_name: the parties; pushed_on, here_date, there_date: of the
    part that moved; returned: QuickBooks holds what it answered with. Only cases in which something may be wrong.
    """
    pairs = pairs[_worth_a_look(scene, known, pairs)]
    known = _only(known, pairs)
    renamed = renamed_pairs(scene, scene.pairs)[scene.pairs.index.get_indexer(pairs.index)]
    ledger, books = scene.ledger.heads, scene.books.heads
    here = ledger.iloc[pairs["ledger"].to_numpy()].reset_index(drop=True)
    there = books.iloc[pairs["quickbooks"].to_numpy()].reset_index(drop=True)
    link = _of_links(known).reindex(pairs["ledger"]).reset_index(drop=True)
    sent_on = link["date"].fillna(here["date"])
    rows = pd.DataFrame({
        "case": pairs["case"].to_numpy(), "here_date_moved": here["date"] != sent_on,
        "there_date_moved": there["date"] != sent_on, "dates_differ": here["date"] != there["date"],
        "party_differs": parties_differ(scene, pairs), "transfer": here["nature"] == "transfer",
        "unlocked": link["unlocked"], "part_missing": link["part_missing"], "part_stands": link["part_stands"],
        "renamed": renamed, "own_money": here["kind"] == Kind.TRUST_OFFICE_TRANSFER.value,
    })  # fmt: skip
    facts = rows.groupby("case").any()
    names = pd.DataFrame({"case": rows["case"], "name": here["party"], "their_name": there["party"]})
    facts = facts.join(names.groupby("case").first())
    dates = pd.DataFrame({
        "case": rows["case"], "pushed_on": sent_on, "here_date": here["date"], "there_date": there["date"],
        "moved": rows["here_date_moved"] | rows["there_date_moved"],
    })  # fmt: skip
    facts = facts.join(dates.sort_values("moved").groupby("case")[["pushed_on", "here_date", "there_date"]].last())
    facts["version"] = link["version"].groupby(rows["case"]).max()
    facts["returned"] = np.isin(facts.index.to_numpy(), as_returned(scene, known))
    return facts.assign(**_vectors(scene, known, pairs, facts.index))


def _worth_a_look(scene: Scene, known: Known, pairs: pd.DataFrame) -> Flags:
    rows = known.rows[(known.rows["ledger"] >= 0)]
    odd = rows[(rows["live"] & ((rows["state"] == LinkState.UNLOCKED) | (rows["quickbooks"] < 0))) | _stands(rows)]
    return whole_cases(pairs, differing_pairs(scene, pairs) | pairs["ledger"].isin(odd["ledger"]).to_numpy())


def _only(known: Known, pairs: pd.DataFrame) -> Known:
    """What is known of these pairs' ledger transactions."""
    wanted = pairs["ledger"].unique()
    rows, pushed = (frame[frame["ledger"].isin(wanted)] for frame in (known.rows, known.pushed))
    return replace(known, rows=rows, pushed=pushed)


def _stands(rows: pd.DataFrame) -> Flags:
    """Parts that have not reached QuickBooks, and are neither skipped nor ended."""
    found: Flags = rows["state"].isin(_STANDING).to_numpy() & (rows["quickbooks_id"] == "").to_numpy()
    return found


def _of_links(known: Known) -> pd.DataFrame:
    """Index ledger position: date as pushed, unlocked, part_missing, part_stands, version, over a record's parts."""
    rows = known.rows[(known.rows["ledger"] >= 0)]
    rows = rows[rows["live"] | _stands(rows)]
    rows = rows.assign(
        unlocked=rows["state"] == LinkState.UNLOCKED,
        part_missing=rows["live"] & (rows["quickbooks"] < 0),
        part_stands=~rows["live"],
        date=rows["date"].where(rows["live"]),
    )
    by_record = rows.groupby("ledger")
    return by_record.agg(
        date=("date", "first"), unlocked=("unlocked", "any"), part_missing=("part_missing", "any"),
        part_stands=("part_stands", "any"), version=("version", "max"),
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
