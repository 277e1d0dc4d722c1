"""The first and the last step that every notebook shares: compare what was found, and write the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from matterbooks.reconcile import folder as folders
from matterbooks.reconcile.carried import carry, read_previous
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.folder import Found
from matterbooks.reconcile.folder_kinds import Role
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.result import Period, Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.signing import blocks_of
from matterbooks.reconcile.workbook import write_workbook


def compare(found: Found, start: str = "", end: str = "", previous: str = "") -> Result:
    """Read what was found, compare the two books, and take over what people wrote in the previous workbook."""
    return rolled_forward(reconcile(folders.read(found, start, end)), found, previous)


def rolled_forward(result: Result, found: Found, previous: str = "") -> Result:
    """The result with owners, comments and decisions of the previous workbook.

    previous: its path, "none" for none; where empty the one that would be written over, or else the folder's newest.
    """
    path = previous_of(result, found, previous)
    return result if path is None else carry(result, read_previous(path))


def previous_of(result: Result, found: Found, previous: str = "") -> Path | None:
    """The workbook to roll forward from, None if there is none."""
    if previous:
        return None if previous.casefold() == "none" else Path(previous)
    target = place_of(result.period, found)
    if target.is_file():
        return target
    return max(found.all(Role.WORKBOOK), key=lambda path: path.stat().st_mtime, default=None)


def place_of(period: Period, found: Found, workbook: str = "") -> Path:
    """Where the workbook goes: as told, or into the folder under a name that tells the period."""
    if workbook:
        return Path(workbook)
    since = f"{period.start.isoformat()}_" if period.start else ""
    return found.place / f"reconciliation_{since}to_{period.as_of.isoformat()}.xlsx"


def write(result: Result, found: Found, workbook: str = "") -> str:
    """Write the workbook, and say where it is."""
    path = write_workbook(result, place_of(result.period, found, workbook))
    return f"The workbook is at {path.resolve()}"


def since_lines(result: Result) -> Iterator[str]:
    """What became of the previous workbook: what is new, still there, cleared, and changed after it was signed."""
    rolled = result.rolled
    if not rolled.path:
        yield "There is no previous workbook in the folder: every finding is seen for the first time."
        return
    since = [result.carried[finding.id].since for finding in result.findings if finding.id in result.carried]
    new = since.count("new")
    yield f"Rolled forward from {Path(rolled.path).name}."
    yield f"{new} new, {len(since) - new} known before, {len(rolled.cleared)} cleared."
    if rolled.outside:
        yield f"{len(rolled.outside)} of other dates than this run compared; they stay in the workbook."
    for item in rolled.cleared:
        yield f"cleared: {item.cause}, {counted(item.records, 'record')}, {money(item.cents)} ({item.id})"
    for change in rolled.changes:
        yield f"changed after it was signed: {change.side}, {change.account}"


def signing_lines(result: Result) -> Iterator[str]:
    """What stands against signing, in words; one line where nothing does."""
    blocks = blocks_of(result)
    if blocks.ready:
        yield "Nothing stands against signing: fill in Prepared by and Reviewed by on the first sheet."
        return
    yield "Before this can be signed:"
    if blocks.residue:
        yield f"- {money(blocks.residue)} is left unexplained"
    if blocks.unbalanced:
        yield "- a file does not agree with its own totals"
    if blocks.critical:
        yield f"- {counted(blocks.critical, 'critical finding')} that nobody settled"
    if blocks.above:
        yield f"- {counted(blocks.above, 'finding')} above {money(result.materiality)} that nobody settled"
    if blocks.notes:
        yield f"- {counted(blocks.notes, 'thing')} that could not be examined, without a word why that is acceptable"
    if blocks.changes:
        yield f"- {counted(blocks.changes, 'account')} changed after the period was signed"
