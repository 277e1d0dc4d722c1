"""Which of the trial balances that were given is the closing one, and which the opening one: they are told by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.transactions import inside


class Balances(NamedTuple):
    """Account path -> cents, debit positive: at the end, and the day before the period; None where not given."""

    closing: dict[str, int] | None
    opening: dict[str, int] | None


def balances_of(files: Sequence[ReadFile], start: date | None, end: date | None) -> Balances:
    """Take the closing balances as of `end`, or the latest; and the opening ones as of the day before the first day.

    The first day is `start`, or that of the reports' period; where neither is stated, the day of the first posting, and
    the last balances before it are the opening ones.
    """
    given = [file for file in files if file.report == "trial_balance"]
    stated = [file.period[0] for file in files if file.report != "trial_balance" and file.period[0] is not None]
    first = start or (min(stated) if stated else None)
    before = [file for file in given if _is_before(file, first or _first_posting(files))]
    openings = [file for file in before if first is None or file.period[1] == first - timedelta(days=1)]
    closing = _at_end([file for file in given if file not in before], end)
    if closing is not None:
        _refuse_other_day(closing, files, end)
    return Balances(_cents(closing), _cents(_at_end(openings, None)))


def _refuse_other_day(closing: ReadFile, files: Sequence[ReadFile], end: date | None) -> None:
    """Refuse balances as of one day beside postings up to another, unless nothing was posted between the two."""
    stated = [file.period[1] for file in files if file.report == "journal" and file.period[1] is not None]
    last, day = end or max(stated, default=None), closing.period[1]
    if last is None or day is None or day == last:
        return
    first, until = sorted((day, last))
    for file in files:
        if file.report == "journal" and bool(inside(file.postings["date"], first + timedelta(days=1), until).any()):
            problem = f"holds the balances as of {day}, and what is compared ends on {last}"
            raise FileRefusedError(closing.path, problem, f"In QuickBooks ask for the Trial Balance as of {last}.")


def _is_before(file: ReadFile, first: date | None) -> bool:
    return first is not None and file.period[1] is not None and file.period[1] < first


def _first_posting(files: Sequence[ReadFile]) -> date | None:
    days = [file.postings["date"].min() for file in files if len(file.postings)]
    known = [day.date() for day in days if not pd.isna(day)]
    return min(known) if known else None


def _at_end(files: Sequence[ReadFile], end: date | None) -> ReadFile | None:
    at_end = [file for file in files if end is not None and file.period[1] == end]
    return max(at_end or files, key=lambda file: file.period[1] or date.min, default=None)


def _cents(file: ReadFile | None) -> dict[str, int] | None:
    if file is None:
        return None
    return {str(k): int(v) for k, v in file.postings.groupby("account")["amount_cents"].sum().items()}
