"""What a run hands back: whether the books tie, what differs and why, and every frame a person may want to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.carried_state import Carried, Rolled
from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.trust.result import TrustResult


@dataclass(frozen=True, slots=True)
class Period:
    """What is compared: the dates asked for, and those that the QuickBooks file says it covers (None is open)."""

    start: date | None
    end: date | None
    covered_from: date | None
    covered_to: date | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Result:
    """One run.

    run_id: 12 hexadecimal digits, the same for the same files, period and mapping version. ties: True, False, or None
    where completeness is not proved. residue: QuickBooks path -> cents left unexplained, for every account. coverage:
    counts and cents of both sides. bridge: one row per account, in cents. matches: one row per pair with both sides'
    keys; suggestions: likewise, candidates that are not sure enough. ledger, quickbooks: one row per transaction in
    the period with `finding` (id or "") and `outcome` (cause, "matched" or "made by QuickBooks"). locked: what links
    say of each record. out_of_balance_since: account -> first date, where there is a residue. carried: finding id ->
    what the previous workbook says of it, and rolled, what else it handed on; materiality: cents above which a finding
    that nobody settled stands against signing.
    """

    run_id: str
    ties: bool | None
    residue: Mapping[str, int]
    coverage: Mapping[str, Mapping[str, int | float]]
    not_examined: tuple[str, ...]
    findings: tuple[Finding, ...]
    bridge: pd.DataFrame
    matches: pd.DataFrame
    suggestions: pd.DataFrame
    ledger: pd.DataFrame
    quickbooks: pd.DataFrame
    locked: pd.DataFrame
    out_of_balance_since: Mapping[str, date]
    period: Period
    chart: Chart
    inputs: Inputs
    carried: Mapping[str, Carried] = field(default_factory=dict)
    rolled: Rolled = field(default_factory=Rolled)
    materiality: int = 0
    trust: TrustResult | None = None

    @property
    def residue_cents(self) -> int:
        """The sum of what is left unexplained, without regard to sign."""
        return sum(abs(cents) for cents in self.residue.values())
