"""Everything that evidence is drawn from, laid out once: both sides, the pairs, the links, and the cases they form.

A *case* is what has one cause: a matched group of transactions, or a transaction that stands alone. Its number is the
position of its first ledger transaction, or, for QuickBooks alone, the number of ledger transactions plus the position.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.known import Known
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.transactions import Flags, Integers, Side
from matterbooks.reconcile.trust.accounts import TrustAccount

VERDICT = ("case", "cause", "group", "difference", "detail")
"""What a cause module hands back: one row per case that its evidence supports. Cases with one cause and one non-empty
group are one finding. difference: the fields that differ, comma between; detail: words of evidence."""

Words: TypeAlias = "str | pd.Series[str]"


@dataclass(frozen=True, slots=True)
class Scene:
    """The evidence.

    postings: the ledger's, with `account`, the QuickBooks path. pairs: ledger, quickbooks, rule, confidence, case.
    ledger_case, books_case: case of each transaction. out_of_scope: cause of each ledger transaction that should not be
    in QuickBooks, "" for others; recorded: ledger (position), cause, group, detail, from links of records without a
    standing QuickBooks copy. trust: the trust accounts.
    """

    inputs: Inputs
    period: Period
    chart: Chart
    postings: pd.DataFrame
    ledger: Side
    books: Side
    known: Known | None
    pairs: pd.DataFrame
    suggestions: pd.DataFrame
    ledger_case: Integers
    books_case: Integers
    out_of_scope: pd.Series[str]
    recorded: pd.DataFrame
    trust: tuple[TrustAccount, ...]

    def alone_in_ledger(self) -> Flags:
        """Ledger transactions of the period that nothing in QuickBooks corresponds to."""
        alone: Flags = np.ones(len(self.ledger.heads), dtype=np.bool_)
        alone[self.pairs["ledger"].to_numpy()] = False
        alone &= self.ledger.heads["in_period"].to_numpy(dtype=np.bool_)
        return alone

    def alone_in_books(self) -> Flags:
        """QuickBooks transactions of the period that post something and that nothing in the ledger corresponds to."""
        alone: Flags = np.ones(len(self.books.heads), dtype=np.bool_)
        alone[self.pairs["quickbooks"].to_numpy()] = False
        posting = (self.books.heads["vector"] != 0).to_numpy(dtype=np.bool_)
        alone &= self.books.heads["in_period"].to_numpy(dtype=np.bool_) & posting
        return alone


def cases_of(pairs: pd.DataFrame, ledger: Side, books: Side) -> tuple[Integers, Integers, Integers]:
    """The case of each pair, of each ledger transaction and of each QuickBooks transaction."""
    case = pairs["ledger"]
    for side in ("quickbooks", "ledger", "quickbooks"):
        case = case.groupby(pairs[side]).transform("min")
    ledger_case = np.arange(len(ledger.heads), dtype=np.int64)
    ledger_case[pairs["ledger"].to_numpy()] = case.to_numpy()
    books_case = np.arange(len(books.heads), dtype=np.int64) + len(ledger.heads)
    books_case[pairs["quickbooks"].to_numpy()] = case.to_numpy()
    return case.to_numpy(dtype=np.int64), ledger_case, books_case


def verdicts(
    case: Integers, cause: Words, group: Words = "", detail: Words = "", difference: Words = ""
) -> pd.DataFrame:
    """A frame of VERDICT; texts are one for all, or one for each case by position."""
    parts = {"cause": cause, "group": group, "difference": difference, "detail": detail}
    texts = {name: part.array if isinstance(part, pd.Series) else str(part) for name, part in parts.items()}
    return pd.DataFrame({"case": case, **texts}, columns=list(VERDICT)).astype(dict.fromkeys(parts, "str"))
