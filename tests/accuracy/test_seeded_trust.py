"""Clients' money in a seeded year: who was overdrawn, what the bank took by itself, what it has with another amount."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.trust.reading import read_trust
from tests.accuracy.generate import Truth, generate
from tests.accuracy.trust_files import TrustTruth, write_trust


def run(truth: Truth, trust: TrustTruth) -> Result:
    """Read both books and the trust files, and reconcile them."""
    given = read_trust([trust.bank], [trust.matters], "AU-NSW")
    inputs = read_inputs(truth.ledger, truth.quickbooks, truth.links_file, truth.mapping, truth.books, trust=given)
    return reconcile(inputs)


@pytest.mark.parametrize("seed", [5, 8])
def test_every_client_that_was_overdrawn_is_told_and_nobody_else(tmp_path: Path, seed: int) -> None:
    truth = generate(tmp_path, seed=seed, transactions=2_000, faults=0)
    trust = write_trust(truth.ledger, seed, faults=False)
    result = run(truth, trust)
    assert trust.overdrawn, "a year without one proves nothing"
    assert {finding.cause for finding in result.findings} == {"trust_client_overdrawn"}
    assert result.trust is not None
    assert {spell.matter or spell.client for spell in result.trust.overdrawn} == trust.overdrawn
    assert result.ties


@pytest.mark.parametrize("seed", [5, 8])
def test_what_the_bank_has_and_the_cash_book_has_not_is_told_once_each(tmp_path: Path, seed: int) -> None:
    truth = generate(tmp_path, seed=seed, transactions=2_000, faults=0)
    trust = write_trust(truth.ledger, seed)
    found = [finding for finding in run(truth, trust).findings if finding.cause == "trust_out_of_balance"]
    assert sorted(finding.ledger_ids for finding in found) == [(), (trust.misread,)]
    (charge,) = (finding for finding in found if not finding.ledger_ids)
    assert "on the statement only, -12.34 of 2025-07-15 BANK CHARGE" in charge.evidence
    assert {finding.severity for finding in found} == {"critical"}
