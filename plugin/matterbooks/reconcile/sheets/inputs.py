"""What was read: every file with its hash and control totals, and the totals by account that a signature stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matterbooks.reconcile import carried_layout as layout
from matterbooks.reconcile.carried_signed import period_to_sign
from matterbooks.reconcile.carried_state import SignedPeriod
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.sheets.texts import shown
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.words import spoken


def inputs(page: Page, result: Result) -> None:
    """Files, warnings, what books.json says, signed periods and control totals."""
    page.title("Inputs", "What was read. The hash proves which file it was; the control totals, which figures.")
    page.table(_FILES, _files(result))
    others = [
        (path, _rows(path, result), sha) for path, sha in result.inputs.file_hashes.items() if path not in _read(result)
    ]
    if others:
        page.table(_OTHERS, others, main=False)
    warnings = [(file.path, text) for file in result.inputs.files for text in file.warnings]
    if warnings:
        page.heading("Warnings")
        page.table((Column("File", 44), Column("Warning", 68)), warnings, main=False)
    if result.inputs.books:
        page.heading("What books.json says")
        page.table((Column("Name", 44), Column("Value", 40)), _books(result), main=False)
    if result.rolled.signed:
        page.heading(layout.SIGNED)
        page.table(_SIGNED, (_signed(period) for period in result.rolled.signed), main=False)
    page.heading(layout.TOTALS)
    page.table(_TOTALS, _totals([*result.rolled.signed, period_to_sign(result)]), main=False)


_FILES = (
    Column("File", 44), Column("Report", 16), Column("Layout", 14), Column("Company", 24), Column("Basis", 16),
    Column("From", 12, "date"), Column("To", 12, "date"), Column("Rows", 11, "integer"),
    Column("Records", 11, "integer"),
    Column("Debits", 16, "money"), Column("Credits", 16, "money"), Column("Totals checked", 10, "integer"),
    Column("SHA-256", 68),
)  # fmt: skip
_OTHERS = (Column("Other files", 44), Column("Rows", 16, "integer"), Column("SHA-256", 68))
_SIGNED = tuple(
    Column(title, 16, "date" if title in ("From", "To", "Reviewed on") else "text") for title in layout.SIGNED_COLUMNS
)
_TOTALS = tuple(
    Column(title, 16, "money" if title in ("Debits", "Credits") else "text") for title in layout.TOTALS_COLUMNS
)


def _files(result: Result) -> Iterator[tuple[Cell, ...]]:
    for file in result.inputs.files:
        amounts = file.postings["amount_cents"]
        records = file.postings["transaction_id"].nunique() if "transaction_id" in file.postings else None
        yield (
            file.path, spoken(file.report), file.layout, file.company, file.basis, file.period[0], file.period[1],
            len(file.postings), records, units(int(amounts.clip(lower=0).sum())),
            units(int((-amounts).clip(lower=0).sum())), file.totals_checked, file.sha256,
        )  # fmt: skip


def _read(result: Result) -> set[str]:
    return {file.path for file in result.inputs.files}


def _rows(path: str, result: Result) -> int | None:
    """How many rows the file has, where it is a table."""
    given = {"links": result.inputs.links, "mapping": result.inputs.mapping}
    return next((len(frame) for name, frame in given.items() if name in path.lower() and frame is not None), None)


def _books(result: Result) -> Iterator[tuple[Cell, ...]]:
    for name, value in (result.inputs.books or {}).items():
        for part in value if isinstance(value, list) else [value]:
            text = (
                ", ".join(f"{key} {told or 'open'}" for key, told in part.items()) if isinstance(part, dict) else part
            )
            yield spoken(str(name)), "" if text is None else str(text)


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {told or 'open'}" for key, told in value.items())
    return "" if value is None else str(value)


def _signed(period: SignedPeriod) -> tuple[Cell, ...]:
    return period.run_id, period.start, period.end, period.reviewed.name, period.reviewed.on, period.fingerprint


def _totals(periods: Sequence[SignedPeriod]) -> Iterator[tuple[Cell, ...]]:
    for period in periods:
        for (side, account), (debits, credits_) in sorted(period.totals.items()):
            yield shown(account), side, period.run_id, units(debits), units(credits_)
