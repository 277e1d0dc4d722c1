"""What the plugin could do about a finding once a person ticked it: a row for each record, never for a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

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

_HELD = (Mend.RE_PUSH, Mend.LINK, Mend.HANDLED_OUTSIDE)
_ABSENT = (Mend.RE_PUSH, Mend.LINK)
_PUSHED = (Mend.UNLOCK,)
MENDS: dict[Cause, tuple[Mend, ...]] = {
    Cause.HELD_MAPPING: _HELD,
    Cause.HELD_PERIOD: _HELD,
    Cause.FAILED: _HELD,
    Cause.HALF_TRANSFER: (Mend.RE_PUSH, Mend.HANDLED_OUTSIDE),
    Cause.NEVER_QUEUED: _ABSENT,
    Cause.MISSING_IN_QUICKBOOKS: _ABSENT,
    Cause.REFUND_OR_WRITE_OFF_NOT_PUSHED: _ABSENT,
    Cause.UNLINKED_BOTH_EXIST: (Mend.LINK,),
    Cause.LOCKED_BUT_GONE: _PUSHED,
    Cause.VOIDED_IN_QUICKBOOKS: _PUSHED,
    Cause.CHANGED_WHILE_LOCKED: _PUSHED,
    Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: _PUSHED,
    Cause.OLDER_MAPPING_VERSION: _PUSHED,
    Cause.WRONG_ACCOUNT: _PUSHED,
    Cause.WRONG_BANK: _PUSHED,
}
"""Cause -> what can be ticked for each of its records, a row each; the others are mended by hand, as they say.

A record is linked only where QuickBooks holds something that may be it.
"""

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
    wanted = {key for finding in result.findings for key in finding.ledger_keys if Mend.LINK in _mends(finding)}
    return proposed_for(result.findings, result.inputs, _candidates((result.matches, result.suggestions), wanted))


def proposed_for(
    findings: Iterable[Finding], inputs: Inputs, candidates: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> list[Proposed]:
    """What may be ticked for these findings, a row for each ledger record and mend.

    candidates: `kind:id` of a ledger record -> ids of QuickBooks records that may be it.
    """
    mendable = [finding for finding in findings if _mends(finding)]
    wanted = {key for finding in mendable for key in finding.ledger_keys}
    debits, links = _debits(inputs.ledger, wanted), _links(inputs.links, wanted)
    return [
        _row(finding, mend, key, choices, debits.get(key, 0), links.get(key))
        for finding in mendable
        for key in finding.ledger_keys
        for mend in _mends(finding)
        if (choices := _choices(mend, candidates.get(key, ()))) or mend is not Mend.LINK
    ]


def _mends(finding: Finding) -> tuple[Mend, ...]:
    return MENDS.get(Cause(finding.cause), ())


def _row(
    finding: Finding, mend: Mend, key: str, choices: tuple[str, ...], cents: int, links: pd.DataFrame | None
) -> Proposed:
    kind, _, identity = key.partition(":")
    return Proposed(finding.id, mend, choices, finding.cause, kind, identity, *_copy(links)[:2], cents, _copy(links)[2])


def _choices(mend: Mend, candidates: tuple[str, ...]) -> tuple[str, ...]:
    if mend is Mend.UNLOCK:
        return (DELETE_COPY, LEAVE_COPY)
    return candidates if mend is Mend.LINK else ()


def _candidates(pairs: Iterable[pd.DataFrame], wanted: set[str]) -> dict[str, tuple[str, ...]]:
    """Ids of QuickBooks' own that were matched with, or may be, these ledger records."""
    found: dict[str, tuple[str, ...]] = {}
    for frame in pairs:
        keys = frame["ledger_kind"].astype("str") + ":" + frame["ledger_id"].astype("str")
        chosen = keys.isin(wanted) & frame["quickbooks_id"].astype("str").str.isdecimal()
        for key, identity in zip(keys[chosen], frame.loc[chosen, "quickbooks_id"], strict=True):
            found[key] = (*found.get(key, ()), identity)
    return found


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
