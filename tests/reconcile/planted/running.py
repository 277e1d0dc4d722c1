"""Running a reconciliation of planted books from the files on disk."""

from __future__ import annotations

from pathlib import Path
from random import Random

from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from tests.reconcile.planted.records import Books
from tests.reconcile.planted.writers import write_all


def run(books: Books, folder: Path, *, links: bool = True, mapping: bool = True, seed: int | None = None) -> Result:
    """Write both sides into the folder (rows in any order with a seed), read them back and reconcile them."""
    write_all(books, folder, None if seed is None else Random(seed))
    return reconcile(
        read_inputs(
            folder / "ledger.csv",
            [folder / "journal.csv"],
            folder / "links.csv" if links else None,
            folder / "mapping.csv" if mapping else None,
            folder / "books.json",
        )
    )


def told(result: Result) -> set[tuple[str, frozenset[str], tuple[str, ...]]]:
    """What the findings say: cause, all records of both sides, fields that differ."""
    return {(f.cause, frozenset((*f.ledger_ids, *f.quickbooks_ids)), f.difference) for f in result.findings}


def one(result: Result, cause: str) -> Finding:
    """The one finding with this cause."""
    found = [finding for finding in result.findings if finding.cause == cause]
    assert len(found) == 1, [finding.cause for finding in result.findings]
    return found[0]
