"""What each payment settles: the ledger's `applied_to` against QuickBooks' report of payments and their invoices."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from matterbooks.reconcile.compare import money
from matterbooks.reconcile.kinds import PAYMENT_CLASSES
from matterbooks.reconcile.normalise import client_key, mapped, number_keys
from matterbooks.reconcile.scene import Scene, verdicts
from matterbooks.values import Cause

_ONE = re.compile(r"\s*(?:(?P<kind>[a-z_]+):)?(?P<name>[^=;,|]+?)(?:=(?P<amount>-?\d+(?:\.\d{1,2})?))?\s*(?:[;,|]|$)")
_DOCUMENTS = ("invoice", "credit", "bill", "supplier credit")
_NOT_TOLD = -1
"""What stands for an amount that the ledger does not tell."""


def verdict_of_applications(scene: Scene) -> pd.DataFrame:
    """Payments that settle other documents, or the same ones with other amounts; only where both sides tell."""
    given = scene.inputs.applications
    if given is None or given.empty:
        return verdicts(np.array([], dtype=np.int64), "")
    theirs = _of_books(scene, given)
    pairs = scene.pairs[~scene.pairs["case"].duplicated(keep=False) & scene.pairs["quickbooks"].isin(theirs["t"])]
    ours = _of_ledger(scene, pairs["ledger"].to_numpy())
    case = pairs.set_index("ledger")["case"], pairs.set_index("quickbooks")["case"]
    here = ours.assign(case=ours["t"].map(case[0]))[["case", "number", "cents"]]
    there = theirs.assign(case=theirs["t"].map(case[1])).dropna(subset="case")[["case", "number", "cents"]]
    there = there[there["case"].isin(here["case"])]
    both = here[here["case"].isin(there["case"])].merge(
        there, on=["case", "number"], how="outer", suffixes=("_here", "_there"), indicator=True
    )
    other = both[both["_merge"] != "both"]
    same = both[~both["case"].isin(other["case"]) & (both["cents_here"] != _NOT_TOLD)]
    parted = same[same["cents_here"] != same["cents_there"]]
    found = [
        _told(other, Cause.PAYMENT_ON_WRONG_INVOICE, ""),
        _told(parted, Cause.PART_PAID_DIFFERENTLY, "amount"),
    ]
    return pd.concat(found, ignore_index=True)


def _of_books(scene: Scene, given: pd.DataFrame) -> pd.DataFrame:
    """t (position of the payment in QuickBooks' records), number (key of the document settled), cents.

    A payment of the report is the one record of its day, customer and total, and of its number where it has one.
    """
    heads = scene.books.heads
    paying = heads[heads["nature"].isin(PAYMENT_CLASSES)]
    keys = ["date", "party_key", "total", "number_key"]
    single = paying[~paying.duplicated(keys, keep=False)]
    single = single[keys].assign(t=single.index.to_numpy())
    rows = given.assign(
        party_key=mapped(given["customer"], client_key),
        number_key=number_keys(given["number"]),
        total=given["cents"].abs(),
        document=number_keys(given["settles_number"]),
        settled=given["settled_cents"].abs(),
    )
    rows = rows[rows["document"] != ""].merge(single, on=keys)
    sums = rows.groupby(["t", "document"])["settled"].sum()
    return sums.rename("cents").rename_axis(["t", "number"]).reset_index()


def _of_ledger(scene: Scene, at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pd.DataFrame:
    """t (position in the ledger), number, cents (_NOT_TOLD where no amount is given) of what each payment settles."""
    heads = scene.ledger.heads
    texts = heads["applied_to"].iloc[at]
    rows = [
        (place, found["kind"] or "", found["name"], _cents(found["amount"]))
        for place, text in zip(at.tolist(), texts, strict=True)
        for found in _ONE.finditer(text)
    ]
    told = pd.DataFrame(rows, columns=["t", "kind", "name", "cents"]).astype({"t": "int64", "cents": "int64"})
    told["document"] = _documents(heads, told)
    places = told["document"].clip(lower=0).to_numpy()
    told["number"] = heads["number_key"].to_numpy()[places]
    unsure = told.loc[(told["document"] < 0) | (told["number"] == ""), "t"]
    known = told[~told["t"].isin(unsure)].reset_index(drop=True)
    totals = heads["total"].to_numpy()
    paid, owed = totals[known["t"].to_numpy()], totals[known["document"].to_numpy()]
    whole = ~known["t"].duplicated(keep=False) & (known["cents"] == _NOT_TOLD) & (paid <= owed)
    return known.assign(cents=np.where(whole, paid, known["cents"])).loc[:, ["t", "number", "cents"]]


def _documents(heads: pd.DataFrame, told: pd.DataFrame) -> pd.Series[int]:
    """The place of each document: by kind and id, else by id or number alone where that is one document's; else -1."""
    wanted = told["name"]
    documents = heads[heads["nature"].isin(_DOCUMENTS)]
    documents = documents[documents["id"].isin(wanted) | documents["number"].isin(wanted)]
    found = pd.Series(np.nan, index=told.index)
    names = (documents["kind"] + ":" + documents["id"], documents["id"], documents["number"])
    asked = (told["kind"] + ":" + wanted, wanted.where(told["kind"] == "", ""), wanted.where(told["kind"] == "", ""))
    for name, ask in zip(names, asked, strict=True):
        single = name[~name.duplicated(keep=False) & (name != "")]
        found = found.fillna(ask.map(pd.Series(single.index, index=single.array, dtype="float64")))
    return found.fillna(-1).astype("int64")


def _cents(text: str | None) -> int:
    if text is None:
        return _NOT_TOLD
    whole, _, rest = text.partition(".")
    return abs(int(whole)) * 100 + int(rest.ljust(2, "0"))


def _told(rows: pd.DataFrame, cause: Cause, difference: str) -> pd.DataFrame:
    """One verdict per case: `in the ledger it settles 1001; in QuickBooks it settles 1002`."""
    cases = np.unique(rows["case"].to_numpy(dtype=np.int64))
    sides = (("in the ledger it settles", "cents_here"), ("in QuickBooks it settles", "cents_there"))
    parts = [_side(rows[rows[column].notna()], words, column) for words, column in sides]
    texts = ["; ".join(part[case] for part in parts if case in part) for case in cases.tolist()]
    return verdicts(cases, cause.value, detail=pd.Series(texts, dtype="str"), difference=difference)


def _side(rows: pd.DataFrame, words: str, column: str) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for case, number, cents in zip(rows["case"], rows["number"], rows[column], strict=True):
        amount = f" with {money(int(cents))}" if cents != _NOT_TOLD else ""
        found.setdefault(int(case), []).append(f"{number}{amount}")
    return {case: f"{words} {' and '.join(sorted(texts))}" for case, texts in found.items()}
