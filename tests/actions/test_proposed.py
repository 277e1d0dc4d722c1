"""What may be ticked: a row for each record, and nothing for what only a person can mend."""

from __future__ import annotations

import pandas as pd

from matterbooks.reconcile.actions import DELETE_COPY, LEAVE_COPY, Mend, Proposed, proposed_for
from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.values import Cause

LEDGER = pd.DataFrame(
    [("invoice", "1", 10_000), ("invoice", "1", -10_000), ("invoice", "2", 2_500), ("invoice", "2", -2_500)],
    columns=["kind", "transaction_id", "amount_cents"],
)
LINKS = pd.DataFrame(
    [("invoice", "1", "locked", "Invoice", "145"), ("payment", "1", "held", "", "")],
    columns=["kind", "transaction_id", "state", "quickbooks_type", "quickbooks_id"],
)


def found(cause: Cause, *keys: str, quickbooks: tuple[str, ...] = ()) -> Finding:
    ids = tuple(key.partition(":")[2] for key in keys)
    return Finding("F-1", cause, "error", (), ids, quickbooks, len(keys), {}, "", "", ledger_keys=keys)


def rows(finding: Finding, links: pd.DataFrame | None = LINKS) -> list[Proposed]:
    return proposed_for([finding], Inputs(LEDGER, pd.DataFrame(), links))


def test_each_record_of_a_finding_has_its_own_row_with_its_amount() -> None:
    told = rows(found(Cause.NEVER_QUEUED, "invoice:1", "invoice:2"))
    assert [(row.mend, row.kind, row.ledger_id, row.cents) for row in told] == [
        (Mend.RE_PUSH, "invoice", "1", 10_000),
        (Mend.RE_PUSH, "invoice", "2", 2_500),
    ]


def test_unlocking_asks_what_becomes_of_the_copy_and_names_it() -> None:
    (row,) = rows(found(Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS, "invoice:1"))
    assert row.choices == (DELETE_COPY, LEAVE_COPY)
    assert (row.quickbooks_type, row.quickbooks_id, row.state) == ("Invoice", "145", "locked")


def test_a_link_is_offered_where_quickbooks_may_hold_the_record_and_chosen_among_those() -> None:
    told = proposed_for(
        [found(Cause.NEVER_QUEUED, "invoice:2", "invoice:1")],
        Inputs(LEDGER, pd.DataFrame(), LINKS),
        {"invoice:2": ("77", "78")},
    )
    assert [(row.mend, row.ledger_id, row.choices) for row in told] == [
        (Mend.RE_PUSH, "2", ()),
        (Mend.LINK, "2", ("77", "78")),
        (Mend.RE_PUSH, "1", ()),
    ]


def test_records_of_two_kinds_with_one_id_are_kept_apart() -> None:
    told = rows(found(Cause.FAILED, "payment:1"))
    assert {(row.state, row.quickbooks_id, row.cents) for row in told} == {("held", "", 0)}
    assert [row.mend for row in told] == [Mend.RE_PUSH, Mend.HANDLED_OUTSIDE]


def test_what_only_a_person_can_mend_has_no_row() -> None:
    assert rows(found(Cause.ENTERED_IN_QUICKBOOKS, quickbooks=("9",))) == []
    assert rows(found(Cause.UNLINKED_BOTH_EXIST, "invoice:2", quickbooks=("77",))) == []


def test_without_links_the_state_is_not_told() -> None:
    told = rows(found(Cause.FAILED, "invoice:1"), links=None)
    assert {(row.state, row.quickbooks_id) for row in told} == {("", "")}
