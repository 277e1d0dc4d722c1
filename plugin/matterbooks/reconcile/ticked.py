"""Reading back what a person ticked in the workbook; what cannot be read without guessing is refused by its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matterbooks.reconcile import actions_layout as layout
from matterbooks.reconcile import carried_layout
from matterbooks.reconcile.actions import DELETE_COPY, LEAVE_COPY, Mend
from matterbooks.reconcile.carried_tables import Row, Sheet, open_sheets

_YES = frozenset({layout.TICKED, "yes", "y", "1", "true", "\u2713", "\u2714"})
_WAY_OUT = "Give the workbook as it was written, with nothing but ticks and choices filled in."


@dataclass(frozen=True, slots=True)
class TickedRow:
    """One record and what is to be done; row: 1-based on the sheet; cents: the sum of its debits at the run.

    choice: what becomes of the copy for an unlock, the id of a QuickBooks record for a link, else "". state: of its
    parts at the run, "" where links were not given.
    """

    row: int
    finding: str
    mend: Mend
    choice: str
    cause: str
    kind: str
    ledger_id: str
    quickbooks_type: str
    quickbooks_id: str
    cents: int
    state: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """Whose workbook it is, of which run and export, and what was ticked."""

    path: str
    firm: str
    company: str
    realm: str
    run_id: str
    export_id: str
    rows: tuple[TickedRow, ...]


def read_actions(path: Path) -> Ticked:
    """What was ticked.

    Raises FileRefusedError, which names the row: a tick or an action that is none, a choice that is missing or not
    possible, one record ticked for two different things, or a head that is not the rest of the workbook's.
    """
    sheets = open_sheets(path, (layout.SHEET, carried_layout.SUMMARY))
    sheet, summary = sheets[layout.SHEET], sheets[carried_layout.SUMMARY]
    head = {label: _same(sheet, summary, label) for label in (layout.COMPANY, layout.REALM, layout.RUN)}
    firm, export_id = (_filled(sheet.labelled(label), label) for label in (layout.FIRM, layout.EXPORT))
    listed = list(sheet.table(layout.TITLES))
    _refuse_cut_off(sheet, listed)
    rows = tuple(_rows(listed))
    return Ticked(str(path), firm, head[layout.COMPANY], head[layout.REALM], head[layout.RUN], export_id, rows)


def _same(sheet: Sheet, summary: Sheet, label: str) -> str:
    """A value of the head, which the workbook's first sheet says too."""
    row, told = sheet.labelled(label), summary.labelled(label).text("value")
    if row.text("value") != told:
        row.refuse(f"{label} is {row.text('value')!r}, and the workbook's first sheet says {told!r}", _WAY_OUT)
    return _filled(row, label)


def _filled(row: Row, label: str) -> str:
    value = row.text("value")
    if not value:
        row.refuse(
            f"{label} is empty, so nobody can tell whose workbook this is",
            "Reconcile again with the books.json that flask matterbooks export writes.",
        )
    return value


def _refuse_cut_off(sheet: Sheet, listed: Sequence[Row]) -> None:
    """A row that was emptied would end the table, and what was ticked below it would be lost without a word."""
    titles = (at for at, row in enumerate(sheet.rows, 1) if layout.TICK in (str(cell).strip() for cell in row))
    end = listed[-1].number if listed else next(titles, len(sheet.rows))
    below = next((at for at, row in enumerate(sheet.rows[end:], end + 1) if any(str(cell).strip() for cell in row)), 0)
    if below:
        sheet.refuse(f"row {end + 1} is empty, and the table goes on below it", below, "Delete the empty rows.")


def _rows(rows: Iterable[Row]) -> Iterator[TickedRow]:
    seen: dict[tuple[str, str], TickedRow] = {}
    for row in rows:
        if not _is_ticked(row):
            continue
        found = _ticked(row)
        before = seen.setdefault((found.kind, found.ledger_id), found)
        if before is not found:
            _refuse_two(row, before, found)
            continue
        yield found


def _refuse_two(row: Row, before: TickedRow, found: TickedRow) -> None:
    """The same thing ticked twice is done once; two different things cannot both be meant."""
    if (before.mend, before.choice) != (found.mend, found.choice):
        problem = f"{found.kind} {found.ledger_id} is to be {before.mend} in row {before.row} and {found.mend} here"
        row.refuse(f"{problem}, which cannot both be done", "Take one of the two ticks away.")


def _is_ticked(row: Row) -> bool:
    said = row.text(layout.TICK).casefold()
    if not row.text(layout.FINDING) and said not in _YES:
        return False
    if said in ("", "no", "n", "0", "false"):
        return False
    if said not in _YES:
        row.refuse(f"{layout.TICK} is {said!r}", f"Put an {layout.TICKED} there for yes, or nothing for no.")
    return True


def _ticked(row: Row) -> TickedRow:
    for title in (layout.FINDING, layout.LEDGER_ID):
        if not isinstance(row.cells[title], str) or not row.cells[title]:
            problem = f"{title} is {row.cells[title]!r}, and was written as text"
            row.refuse(f"{problem}: a spreadsheet program may have changed it", _WAY_OUT)
    return TickedRow(
        row=row.number,
        finding=row.text(layout.FINDING),
        mend=_mend(row),
        choice=_choice(row, _mend(row)),
        cause=row.text(layout.CAUSE),
        kind=row.text(layout.KIND),
        ledger_id=row.text(layout.LEDGER_ID),
        quickbooks_type=row.text(layout.QUICKBOOKS_TYPE),
        quickbooks_id=row.text(layout.QUICKBOOKS_ID),
        cents=row.cents(layout.AMOUNT),
        state=row.text(layout.STATE),
    )


def _mend(row: Row) -> Mend:
    try:
        return Mend(row.text(layout.ACTION))
    except ValueError:
        return row.refuse(f"{layout.ACTION} is {row.text(layout.ACTION)!r}, which nothing can carry out", _WAY_OUT)


def _choice(row: Row, mend: Mend) -> str:
    said = row.text(layout.CHOICE)
    if mend is Mend.UNLOCK and said not in (DELETE_COPY, LEAVE_COPY):
        row.refuse(
            f"{layout.CHOICE} is {said!r}", f'Choose what becomes of the copy: "{DELETE_COPY}" or "{LEAVE_COPY}".'
        )
    if mend is Mend.LINK and not (said.isascii() and said.isdecimal()):
        row.refuse(f"{layout.CHOICE} is {said!r}", "Choose the id of the QuickBooks record that it is to be linked to.")
    return said if mend in (Mend.UNLOCK, Mend.LINK) else ""
