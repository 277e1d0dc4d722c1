"""What the product tells of a seeded ledger against its key: through the public entry, from the files on disk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from tests.accuracy.generate import Fault, Truth

COLUMNS = (
    "file", "row", "customer", "date", "type", "number", "cents", "settles_type", "settles_number", "settled_cents",
)  # fmt: skip


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
    """missed: fault and the causes that were told of its records; extra: records told of without a fault."""

    missed: tuple[tuple[Fault, tuple[str, ...]], ...]
    extra: tuple[tuple[str, str], ...]
    recall: float
    precision: float
    residue: dict[str, int]


def score(truth: Truth, result: Result) -> Score:
    """Compare by record: a fault is found where one of its records stands in a finding of its cause."""
    told: dict[str, list[str]] = {}
    for finding in result.findings:
        for identity in (*finding.ledger_ids, *finding.quickbooks_ids):
            told.setdefault(identity, []).append(finding.cause)
    every = {finding.cause for finding in result.findings}
    missed, faulty = [], Counter[str]()
    for fault in truth.faults:
        ids = fault.ledger_ids | fault.quickbooks_ids
        faulty.update(ids)
        causes = tuple(sorted({cause for identity in ids for cause in told.get(identity, ())}))
        if fault.cause not in (causes if ids else every):
            missed.append((fault, causes))
    extra = tuple(
        sorted((identity, cause) for identity, causes in told.items() if identity not in faulty for cause in causes)
    )
    found = len(truth.faults) - len(missed)
    return Score(
        tuple(missed), extra, found / max(len(truth.faults), 1), found / max(found + len(extra), 1),
        {account: cents for account, cents in result.residue.items() if cents},
    )  # fmt: skip
