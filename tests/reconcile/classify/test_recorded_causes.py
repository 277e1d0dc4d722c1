"""What the plugin wrote down about a record that is not in QuickBooks becomes its cause, in the order of evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.reconcile.causes.recorded import cause_of
from tests.reconcile.planted.records import Books, invoice, month
from tests.reconcile.planted.running import one, run


@pytest.mark.parametrize(
    ("state", "skipped_because", "last_error", "cause"),
    [
        ("skipped", "not_yet_supported", "", "not_yet_supported"),
        ("skipped", "other_division", "", "other_division"),
        ("skipped", "removed_before_push", "", ""),
        ("held", "", "mapping: Account 4900 has no QuickBooks account.", "held_mapping"),
        ("held", "", "refused: 610 Object Not Found", "held_mapping"),
        ("held", "", "refused: 2500 Invalid Reference Id", "held_mapping"),
        ("held", "", "period: The books are closed to 2026-03-31.", "held_period"),
        ("held", "", "refused: 6210 Account period closed", "held_period"),
        ("held", "", "refused: 6000 A business validation error", "failed"),
        ("held", "", "permission: The user may not.", "failed"),
        ("held", "", "postings_differ: It would post other amounts.", "failed"),
        ("held", "", "parent_missing: The invoice is not in QuickBooks.", "waiting"),
        ("held", "", "half_transfer: One leg landed.", "half_transfer"),
        ("held", "", "", "failed"),
        ("uncertain", "", "", "uncertain"),
        ("ready", "", "", "waiting"),
        ("sending", "", "", "waiting"),
        ("handled_outside", "", "", "handled_outside"),
        ("cancelled", "", "", ""),
    ],
)
def test_each_recorded_outcome_has_its_cause(state: str, skipped_because: str, last_error: str, cause: str) -> None:
    assert cause_of(state, skipped_because, last_error) == cause


def with_outcomes(*outcomes: tuple[str, str, str]) -> Books:
    """A month with one more bill for each (state, skipped_because, last_error)."""
    books = month(6)
    for n, (state, because, error) in enumerate(outcomes, start=60):
        books.outcome(books.post(invoice(n, fees=20_000 + n)), state, skipped_because=because, last_error=error)
    return books


def test_records_held_for_one_missing_account_are_one_finding(tmp_path: Path) -> None:
    error = "mapping: Account 4000 has no QuickBooks account."
    result = run(with_outcomes(*[("held", "", error)] * 3), tmp_path)
    finding = one(result, "held_mapping")
    assert finding.ledger_ids == ("b60", "b61", "b62")
    assert finding.instances == 3
    assert "Account 4000 has no QuickBooks account" in finding.evidence


def test_two_different_messages_are_two_findings(tmp_path: Path) -> None:
    result = run(with_outcomes(("held", "", "refused: 6000 One"), ("held", "", "refused: 6140 Other")), tmp_path)
    assert [finding.cause for finding in result.findings] == ["failed", "failed"]


def test_what_is_skipped_by_rule_is_one_finding_per_kind_for_information(tmp_path: Path) -> None:
    skipped = ("skipped", "not_yet_supported", "")
    finding = one(run(with_outcomes(skipped, skipped), tmp_path), "not_yet_supported")
    assert (finding.instances, finding.severity) == (2, "information")


def test_an_uncertain_record_that_quickbooks_turns_out_to_hold_moves_nothing(tmp_path: Path) -> None:
    books = month(6)
    bill = invoice(60, fees=20_000)
    entry = books.push(bill)
    books.links.pop()
    books.outcome(bill, "uncertain")
    finding = one(run(books, tmp_path), "uncertain")
    assert finding.quickbooks_ids == (entry.id,)
    assert finding.effects == {}


def test_what_a_rule_left_out_but_somebody_entered_in_full_is_no_finding(tmp_path: Path) -> None:
    books = month(6)
    bill = invoice(60, fees=20_000)
    books.push(bill)
    books.links.pop()
    books.outcome(bill, "skipped", skipped_because="switch_off")
    assert run(books, tmp_path).findings == ()


def test_a_record_that_no_link_names_was_never_queued(tmp_path: Path) -> None:
    books = month(6)
    books.post(invoice(60, fees=20_000))
    assert one(run(books, tmp_path), "never_queued").ledger_ids == ("b60",)


def test_work_that_stands_still_for_a_record_without_postings_is_shown(tmp_path: Path) -> None:
    books = month(6)
    books.links.append({
        "transaction_id": "a1", "kind": "sales_credit_applied", "state": "held", "date": "2026-03-10",
        "last_error": "parent_missing: The credit note is not in QuickBooks.",
    })  # fmt: skip
    finding = one(run(books, tmp_path), "waiting")
    assert finding.ledger_ids == ("a1",)
    assert finding.effects == {}


def test_a_record_that_was_unlocked_and_deleted_and_never_posted_again_is_forgotten(tmp_path: Path) -> None:
    books = month(6)
    entry = next(entry for entry in books.entries if entry.number == "INV-1003")
    books.entries.remove(entry)
    link = next(link for link in books.links if link["transaction_id"] == "b3")
    link |= {"state": "ended", "ended_how": "deleted", "unlocked_at": "2026-03-20T10:00:00+00:00"}
    assert one(run(books, tmp_path), "unlocked_and_forgotten").ledger_ids == ("b3",)
