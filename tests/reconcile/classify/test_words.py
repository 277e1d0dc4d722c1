"""Every cause that a release can tell has words; identities stay the same from run to run."""

from __future__ import annotations

from pathlib import Path

from matterbooks.reconcile.causes.recorded import ORDER
from matterbooks.reconcile.words import WORDS
from matterbooks.values import Cause
from tests.reconcile.planted.faults import TEN
from tests.reconcile.planted.records import invoice, month
from tests.reconcile.planted.running import run


def test_every_cause_with_words_says_who_acts() -> None:
    for cause, words in WORDS.items():
        assert words.severity in ("information", "warning", "error", "critical"), cause
        assert words.meaning.endswith("."), cause
        assert words.mend.endswith("."), cause
        assert words.acts in ("accountant", "administrator", "nobody"), cause
        assert words.severity == "information" or words.acts != "nobody", cause
    assert set(WORDS) == set(Cause)


def test_the_order_of_evidence_is_the_order_of_the_causes() -> None:
    assert ORDER["before_start"] < ORDER["held_mapping"] < ORDER["entered_in_quickbooks"] < ORDER["wrong_account"]
    assert len(ORDER) == len(Cause)


def test_a_finding_keeps_its_identity_when_others_appear_and_when_its_group_grows(tmp_path: Path) -> None:
    books = month()
    for fault in TEN:
        fault.plant(books)
    before = {finding.id: finding.cause for finding in run(books, tmp_path).findings}
    late = books.post(invoice(70, fees=10_000, account="4900"))
    books.outcome(late, "held", last_error="mapping: Account 4900 Sundry Income has no QuickBooks account.")
    books.post(invoice(71, fees=10_000))
    after = {finding.id: finding.cause for finding in run(books, tmp_path).findings}
    assert before.items() <= after.items()
    assert set(after) - set(before) == {fid for fid, cause in after.items() if cause == "never_queued"}
