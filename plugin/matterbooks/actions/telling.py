"""What would be done and what was done, as lines for a terminal and as plain values; no client's name among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from matterbooks.actions.carrying import DONE_BEFORE, Outcome
from matterbooks.actions.planning import Planned
from matterbooks.reconcile.ticked import Ticked


def plan_lines(ticked: Ticked, planned: Sequence[Planned]) -> Iterator[str]:
    """Whose workbook it is, and a line for each row that was ticked."""
    yield f"{ticked.firm}, {ticked.company} (realm {ticked.realm}), run {ticked.run_id}"
    for each in planned:
        told = f"not possible: {each.why_not}" if each.why_not else _asked(each)
        yield f"  row {each.row.row:>4}  {_named(each)}: {DONE_BEFORE if each.done else told}"
    possible = sum(each.can_be_done for each in planned)
    yield f"{len(planned)} ticked, {possible} to be done"


def outcome_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A line for each row, as it ended."""
    for each in outcomes:
        how = each.words if each.done else f"not done: {each.words}"
        yield f"  row {each.planned.row.row:>4}  {_named(each.planned)}: {how}"


def as_json(ticked: Ticked, planned: Sequence[Planned], outcomes: Sequence[Outcome] | None) -> dict[str, Any]:
    """Plan and, where it was carried out, what became of each row: `done` is null while nothing was."""
    ended = {each.planned.subject: each for each in outcomes or ()}
    return {
        "firm": ticked.firm,
        "company": ticked.company,
        "realm": ticked.realm,
        "run_id": ticked.run_id,
        "export_id": ticked.export_id,
        "rows": [_row(each, ended.get(each.subject)) for each in planned],
    }


def _row(each: Planned, outcome: Outcome | None) -> dict[str, Any]:
    row = each.row
    return {
        "row": row.row, "finding": row.finding, "action": row.mend.value, "choice": row.choice, "kind": row.kind,
        "ledger_id": row.ledger_id, "state": each.state, "possible": not each.why_not,
        "done": outcome.done if outcome else (True if each.done else None),
        "words": outcome.words if outcome else each.why_not,
    }  # fmt: skip


def _named(each: Planned) -> str:
    return f"{each.row.mend.value} {each.row.kind.replace('_', ' ')} {each.row.ledger_id}"


def _asked(each: Planned) -> str:
    row = each.row
    copy = f" {row.quickbooks_type} {row.quickbooks_id}".rstrip()
    chosen = f", {row.choice}" if row.choice else ""
    return f"{row.cause}{copy}{chosen}; now {each.state or 'not known to the plugin'}"
