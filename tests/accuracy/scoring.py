"""What the product tells of a seeded ledger against its key: through the public entry, from the files on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from tests.accuracy.generate import Fault, Truth

COLUMNS = (
    "file", "row", "customer", "date", "type", "number", "cents", "settles_type", "settles_number", "settled_cents",
)  # fmt: skip
OF_AN_ACCOUNT = ""
"""Stands for the records of a finding that is about an account and names none."""


def run(truth: Truth) -> Result:
    """Read the files and reconcile them."""
    inputs = read_inputs(truth.ledger, truth.quickbooks, truth.links_file, truth.mapping, truth.books)
    return reconcile(replace(inputs, applications=applications(truth)) if truth.applications else inputs)


def applications(truth: Truth) -> pd.DataFrame:
    """What QuickBooks' report of payments and invoices says, as it is read: one row for each pair."""
    told = [
        ("Invoices.csv", place, paid.name, paid.day, "Payment", paid.number, cents, "Invoice", number, settled)
        for place, (paid, cents, number, settled) in enumerate(truth.applications, 1)
    ]
    return pd.DataFrame(told, columns=list(COLUMNS)).astype({"date": "datetime64[ns]"})


@dataclass(frozen=True)
class Score:
    """told: each fault and the causes told of its records; missed: those whose own cause is not among them.

    extra: records told of without a fault; recall, precision: shares of faults and findings; residue: path -> cents.
    """

    told: tuple[tuple[Fault, tuple[str, ...]], ...]
    missed: tuple[tuple[Fault, tuple[str, ...]], ...]
    extra: tuple[tuple[str, str], ...]
    recall: float
    precision: float
    residue: dict[str, int]


def score(truth: Truth, result: Result) -> Score:
    """Compare by record: a fault is found where one of its records stands in a finding of its cause."""
    by_record: dict[str, list[str]] = {}
    for finding in result.findings:
        for identity in (*finding.ledger_ids, *finding.quickbooks_ids) or (OF_AN_ACCOUNT,):
            by_record.setdefault(identity, []).append(finding.cause)
    told = tuple((fault, _causes(fault, by_record)) for fault in truth.faults)
    missed = tuple((fault, causes) for fault, causes in told if fault.cause not in causes)
    faulty = {identity for fault in truth.faults for identity in _identities(fault)}
    extra = tuple(sorted((each, cause) for each in by_record if each not in faulty for cause in by_record[each]))
    found = len(told) - len(missed)
    return Score(
        told, missed, extra, found / max(len(told), 1), found / max(found + len(extra), 1),
        {account: cents for account, cents in result.residue.items() if cents},
    )  # fmt: skip


def _identities(fault: Fault) -> frozenset[str]:
    return fault.ledger_ids | fault.quickbooks_ids or frozenset({OF_AN_ACCOUNT})


def _causes(fault: Fault, by_record: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(sorted({cause for identity in _identities(fault) for cause in by_record.get(identity, ())}))


@dataclass(frozen=True)
class LinkScore:
    """Shares of the pairs told that are right, and of the right ones that were told."""

    precision: float
    recall: float


def link_score(truth: Truth, result: Result) -> LinkScore:
    """Compare the pairs; two entries that say the same may stand in each other's place."""
    pairs = zip(result.matches["ledger_id"], result.matches["quickbooks_id"], strict=True)
    told = {(ours, truth.alike.get(theirs, theirs)) for ours, theirs in pairs}
    true = {(ours, truth.alike.get(theirs, theirs)) for ours, theirs in truth.links}
    right = len(told & true)
    return LinkScore(right / max(len(told), 1), right / max(len(true), 1))
