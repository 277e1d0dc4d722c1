"""Making transactions of either side out of its postings."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.grouping import Grouping, group_rows, one_per_group
from matterbooks.reconcile.kinds import CLASS_OF_KIND, CLASS_OF_TYPE, NEGATIVE
from matterbooks.reconcile.normalise import client_key, codes_of, mapped, number_keys, party_key
from matterbooks.reconcile.parties import party_of_document, whose
from matterbooks.reconcile.transactions import Side, inside, summed, vector_of

_OWN = ("kind", "number", "party", "memo", "posted_at", "division", "applied_to")


def ledger_side(postings: pd.DataFrame, chart: Chart, start: date | None, end: date | None) -> Side:
    """Transactions of the practice ledger; postings: LEDGER_POSTINGS with `account`, the QuickBooks path."""
    grouping = group_rows(postings["transaction_id"], postings["kind"])
    posts = _posts(postings, grouping)
    heads = one_per_group(postings, {"transaction_id": "id", **{name: name for name in _OWN}}, grouping)
    heads["party"] = whose(heads["party"], postings["party"], postings["account"], grouping, chart)
    nature = mapped(heads["kind"], lambda kind: CLASS_OF_KIND.get(kind, ""))
    heads["nature"] = nature.mask(_is_negative(heads, posts, chart), mapped(nature, lambda it: NEGATIVE.get(it, it)))
    heads["party_key"] = mapped(heads["party"], party_key)
    heads["party_full_key"] = party_of_document(heads)
    return Side(_finished(heads, posts, grouping, start, end), posts)


def quickbooks_side(postings: pd.DataFrame, chart: Chart, start: date | None, end: date | None) -> Side:
    """Transactions of a QuickBooks Journal, grouped under QuickBooks' own transaction id."""
    grouping = group_rows(postings["transaction_id"], pd.Series("", index=postings.index, dtype="str"))
    posts = _posts(postings, grouping)
    columns = {"transaction_id": "id", "type": "kind", "number": "number", "name": "party", "memo": "memo"}
    heads = one_per_group(postings, columns, grouping)
    heads["party"] = whose(heads["party"], postings["name"], postings["account"], grouping, chart)
    heads["nature"] = mapped(heads["kind"], lambda kind: CLASS_OF_TYPE.get(kind.strip().lower(), ""))
    heads["party_full_key"] = mapped(heads["party"], party_key)
    heads["party_key"] = heads["party_full_key"]
    of_matter = heads["party"].str.contains(":", regex=False)
    heads.loc[of_matter, "party_key"] = mapped(heads.loc[of_matter, "party"], client_key)
    return Side(_finished(heads, posts, grouping, start, end), posts)


def _posts(postings: pd.DataFrame, grouping: Grouping) -> pd.DataFrame:
    """Lines summed per transaction and account; what comes to zero is left out."""
    accounts, names = codes_of(postings["account"])
    width = max(len(names), 1)
    keys = grouping.codes * width + accounts
    order = np.argsort(keys, kind="stable")
    firsts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    sums = np.diff(np.append(0, np.cumsum(postings["amount_cents"].to_numpy()[order]))[np.append(firsts, len(keys))])
    found = keys[order][firsts][sums != 0]
    return pd.DataFrame({"t": found // width, "account": names.take(found % width).array, "cents": sums[sums != 0]})


def _is_negative(heads: pd.DataFrame, posts: pd.DataFrame, chart: Chart) -> pd.Series[bool]:
    """What is owed is less than nothing: a receivable credited, a payable debited. Only documents heed it."""
    accounts, names = codes_of(posts["account"])
    sides = [1 if chart.is_receivable(path) else -1 if chart.is_payable(path) else 0 for path in names]
    signed = np.array(sides, dtype=np.int64)[accounts] * posts["cents"].to_numpy()
    owing = summed(signed, posts["t"].to_numpy(), len(heads))
    return pd.Series(owing < 0, index=heads.index)


def _finished(
    heads: pd.DataFrame, posts: pd.DataFrame, grouping: Grouping, start: date | None, end: date | None
) -> pd.DataFrame:
    at = np.asarray(posts["t"], dtype=np.int64)
    debits = np.asarray(posts["cents"].clip(lower=0), dtype=np.int64)
    heads["number_key"] = number_keys(heads["number"])
    heads["total"] = summed(debits, at, len(heads))
    heads["vector"] = vector_of(posts, at, len(heads))
    heads["lines"] = np.bincount(grouping.codes, minlength=len(heads))
    heads["in_period"] = inside(heads["date"], start, end)
    return heads
