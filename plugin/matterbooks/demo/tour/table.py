"""The one table of the demonstration: records by kind, both sides' totals, findings, residue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from matterbooks.extension import Status
from matterbooks.reconcile.result import Result

INFORMATION = "information"


def kinds_table(status: Status) -> Iterator[str]:
    """Records by kind, with where they are and what both sides hold."""
    head = ("Records", "posted", "pushed", "skipped", "held", "practice", "QuickBooks")
    rows = [
        (
            row.kind.replace("_", " "),
            str(row.posted),
            str(row.linked),
            str(row.skipped),
            str(row.held),
            _money(row.posted_value),
            _money(row.linked_value) if row.linked else "",
        )
        for row in status.kinds
    ]
    posted, pushed, skipped, held = (sum(int(row[column]) for row in rows) for column in (1, 2, 3, 4))
    yield from _aligned([head, *rows, ("all", str(posted), str(pushed), str(skipped), str(held), "", "")])


def findings_table(result: Result) -> Iterator[str]:
    """Findings by cause, with how many records each explains, then the residue."""
    causes: dict[tuple[str, str], list[int]] = {}
    for finding in result.findings:
        causes.setdefault((finding.cause, finding.severity), []).append(finding.instances)
    head = ("Findings", "severity", "findings", "records")
    rows = [
        (cause.replace("_", " "), severity, str(len(found)), str(sum(found)))
        for (cause, severity), found in sorted(causes.items())
    ]
    yield from _aligned([head, *(rows or [("none", "", "0", "0")])])
    yield ""
    yield f"residue {residue(result):.2f}"


def residue(result: Result) -> Decimal:
    """What is left unexplained over all accounts, signs aside."""
    return Decimal(sum(abs(cents) for cents in result.residue.values())) / 100


def nothing_but_skipped(result: Result) -> bool:
    """Whether only records that stay behind by rule were found, and nothing is left unexplained."""
    return residue(result) == 0 and all(finding.severity == INFORMATION for finding in result.findings)


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns side by side; words to the left, figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  " + "  ".join(cells).rstrip()
        if number == 0:
            yield "  " + "-" * (sum(widths) + 2 * (len(widths) - 1))
