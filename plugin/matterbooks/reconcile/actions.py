"""What the plugin could do about a finding once a person ticked it: a row for each record, never for a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.result import Result
from matterbooks.values import Cause


class Mend(StrEnum):
    """What can be ticked."""

    RE_PUSH = "re-push"
    UNLOCK = "unlock"
    LINK = "link"
    HANDLED_OUTSIDE = "handled outside"


DELETE_COPY = "delete the copy in QuickBooks"
LEAVE_COPY = "leave it there"

MENDS: dict[Cause, Mend] = {
    Cause.HELD_MAPPING: Mend.HANDLED_OUTSIDE,
    Cause.HELD_PERIOD: Mend.RE_PUSH,
    Cause.FAILED: Mend.RE_PUSH,
    Cause.NEVER_QUEUED: Mend.RE_PUSH,
    Cause.MISSING_IN_QUICKBOOKS: Mend.RE_PUSH,
    Cause.HALF_TRANSFER: Mend.RE_PUSH,
    Cause.UNLOCKED_AND_FORGOTTEN: Mend.RE_PUSH,
    Cause.REFUND_OR_WRITE_OFF_NOT_PUSHED: Mend.RE_PUSH,
    Cause.LOCKED_BUT_GONE: Mend.UNLOCK,
    Cause.VOIDED_IN_QUICKBOOKS: Mend.UNLOCK,
    Cause.CHANGED_WHILE_LOCKED: Mend.UNLOCK,
    Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: Mend.UNLOCK,
    Cause.UNLINKED_BOTH_EXIST: Mend.LINK,
}
"""Cause -> what can be ticked for each of its records; the others are mended by hand, as their findings say."""

_WHAT: dict[Mend, str] = {
    Mend.RE_PUSH: "Sends the record to QuickBooks again, as it stands in the practice.",
    Mend.UNLOCK: "Unlocks the record in the practice; its copy in QuickBooks goes or stays, as chosen.",
    Mend.LINK: "Makes the chosen QuickBooks record the copy of this one; nothing new is entered in QuickBooks.",
    Mend.HANDLED_OUTSIDE: "Ends the waiting: the record was dealt with by hand and is not sent as it is.",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One record and what could be done. choices: what a person picks from, none where nothing is to be picked.

    quickbooks_type, quickbooks_id: of its copy, as links tell, "" without; cents: the sum of its debits; state: of each
    of its parts at the run, "" where links were not given.
    """

    finding: str
    mend: Mend
    choices: tuple[str, ...]
    cause: str
    kind: str
    ledger_id: str
    quickbooks_type: str
    quickbooks_id: str
    cents: int
    state: str

    @property
    def what(self) -> str:
        """What happens in QuickBooks and in the practice."""
        return _WHAT[self.mend]


def proposed(result: Result) -> list[Proposed]:
    """What may be ticked, in the findings' order."""
    return proposed_for(result.findings, result.inputs)


def proposed_for(findings: Iterable[Finding], inputs: Inputs) -> list[Proposed]:
    """What may be ticked for these findings, a row for each ledger record."""
    mendable = [finding for finding in findings if finding.cause in MENDS]
    wanted = {key for finding in mendable for key in finding.ledger_keys}
    debits, links = _debits(inputs.ledger, wanted), _links(inputs.links, wanted)
    return [row for finding in mendable for row in _rows(finding, debits, links)]


def _rows(finding: Finding, debits: dict[str, int], links: dict[str, pd.DataFrame]) -> Iterator[Proposed]:
    mend = MENDS[Cause(finding.cause)]
    for key in finding.ledger_keys:
        kind, _, id_ = key.partition(":")
        type_, copy, state = _copy(links.get(key))
        yield Proposed(
            finding.id, mend, _choices(mend, finding), finding.cause, kind, id_, type_, copy, debits.get(key, 0), state
        )


def _choices(mend: Mend, finding: Finding) -> tuple[str, ...]:
    if mend is Mend.UNLOCK:
        return (DELETE_COPY, LEAVE_COPY)
    return finding.quickbooks_ids if mend is Mend.LINK else ()


def _copy(links: pd.DataFrame | None) -> tuple[str, str, str]:
    """Type and id of the newest copy, and the states of all parts."""
    if links is None:
        return "", "", ""
    state = ", ".join(dict.fromkeys(links["state"]))
    there = links[links["quickbooks_id"] != ""]
    if there.empty:
        return "", "", state
    return str(there["quickbooks_type"].iloc[-1]), str(there["quickbooks_id"].iloc[-1]), state


def _debits(ledger: pd.DataFrame, wanted: set[str]) -> dict[str, int]:
    keys = ledger["kind"] + ":" + ledger["transaction_id"]
    chosen = keys.isin(wanted)
    sums = ledger.loc[chosen, "amount_cents"].clip(lower=0).groupby(keys[chosen]).sum()
    return {str(key): int(cents) for key, cents in sums.items()}


def _links(links: pd.DataFrame | None, wanted: set[str]) -> dict[str, pd.DataFrame]:
    if links is None:
        return {}
    keys = links["kind"] + ":" + links["transaction_id"]
    chosen = keys.isin(wanted)
    return {str(key): rows for key, rows in links[chosen].groupby(keys[chosen])}
