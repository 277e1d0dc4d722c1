"""What is compared: the dates asked for, the dates that the QuickBooks file covers, and the day that ages count to."""

from __future__ import annotations

from datetime import date

import pandas as pd

from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.transactions import inside


def period_of(inputs: Inputs) -> Period:
    """The run's period. Ages count to the end asked for, else to the export, else to the last entry of either side."""
    journals = [file.period for file in inputs.files if file.report == "journal"]
    starts = [start for start, _ in journals]
    ends = [end for _, end in journals]
    return Period(
        start=inputs.start,
        end=inputs.end,
        covered_from=_earliest(starts),
        covered_to=_latest(ends),
        as_of=inputs.end or _exported(inputs) or _last_entry(inputs),
    )


def inside_cover(period: Period, dates: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
    """Which dates the QuickBooks file covers."""
    return inside(dates, period.covered_from, period.covered_to)


def _earliest(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _latest(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _exported(inputs: Inputs) -> date | None:
    at = str((inputs.books or {}).get("exported_at") or "")
    return date.fromisoformat(at[:10]) if at else None


def _last_entry(inputs: Inputs) -> date:
    days = [frame["date"].max() for frame in (inputs.ledger, inputs.quickbooks) if len(frame)]
    return max(days).date() if days else date(1970, 1, 1)
