"""Reading back a workbook of an earlier run: findings with what people wrote beside them, and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from matterbooks.reconcile import carried_layout as layout
from matterbooks.reconcile.carried_signed import fingerprint
from matterbooks.reconcile.carried_state import (
    OPEN,
    Carried,
    Item,
    Previous,
    Signature,
    SignedPeriod,
    Totals,
    unsettled,
)
from matterbooks.reconcile.carried_tables import Row, Sheet, open_sheets

_FINDING_ID = re.compile(r"F[0-9a-f]{10}")


def read_previous(path: Path) -> Previous:
    """The workbook of an earlier run.

    Raises FileRefusedError with sheet, row and way out where it is damaged: a sheet, a column or a finding is missing,
    an id is none or stands there twice, or the control totals are not those of their fingerprint.
    """
    sheets = open_sheets(path, (layout.SUMMARY, layout.FINDINGS, layout.INPUTS))
    summary, findings, inputs = (sheets[name] for name in (layout.SUMMARY, layout.FINDINGS, layout.INPUTS))
    items = _items(findings.table(layout.ITEM_COLUMNS))
    outside = _further(findings, layout.OUTSIDE, layout.OUTSIDE_COLUMNS)
    cleared = _further(findings, layout.CLEARED, layout.CLEARED_COLUMNS)
    for label, found in ((layout.COUNT, items), (layout.COUNT_CLEARED, cleared), (layout.COUNT_OUTSIDE, outside)):
        _refuse_lost(summary, findings, label, len(found))
    prepared, reviewed = _signatures(summary)
    periods = _periods(summary, inputs, reviewed)
    notes = _notes(summary)
    return Previous(
        path=str(path),
        company=summary.labelled(layout.COMPANY).text("value"),
        realm=summary.labelled(layout.REALM).text("value"),
        as_of=_day(summary, layout.AS_OF),
        period=periods[-1],
        signed=prepared.given and reviewed.given and _ready(summary, items, notes),
        findings=items,
        outside=outside,
        cleared=cleared,
        earlier=periods[:-1],
        notes={text: note for text, note in notes.items() if note},
    )


def _items(rows: Iterable[Row]) -> tuple[Item, ...]:
    items: dict[str, Item] = {}
    for row in rows:
        item = _item(row)
        if item.id in items:
            row.refuse(f"the finding {item.id} stands there twice", "Delete one of the two rows.")
        items[item.id] = item
    return tuple(items.values())


def _item(row: Row) -> Item:
    identity, first_seen = row.text("Id"), row.day("First seen")
    if not _FINDING_ID.fullmatch(identity):
        row.refuse(f"{identity!r} is not the id of a finding")
    if first_seen is None:
        row.refuse("First seen is empty")
    return Item(
        id=identity, cause=row.text("Cause"), severity=row.text("Severity"), cents=row.cents("Amount"),
        records=row.whole("Records"), oldest=row.day("Oldest"), latest=row.day("Latest"),
        ledger_ids=_ids(row, "Ledger ids"), quickbooks_ids=_ids(row, "QuickBooks ids"), print=row.text("Print"),
        said=Carried(
            first_seen, row.text("Status").casefold() or OPEN, row.text("Owner"), row.text("Comment"),
            row.text("Decision"),
        ),
        last_seen=row.day("Last seen") if "Last seen" in row.cells else None,
        cleared=row.day("Cleared since") if "Cleared since" in row.cells else None,
        now=row.text("Now told as") if "Now told as" in row.cells else "",
    )  # fmt: skip


def _ids(row: Row, title: str) -> tuple[str, ...]:
    return tuple(filter(None, row.text(title).split(layout.BETWEEN)))


def _further(sheet: Sheet, heading: str, titles: tuple[str, ...]) -> tuple[Item, ...]:
    return _items(sheet.table(titles, heading)) if sheet.has(heading) else ()


def _refuse_lost(summary: Sheet, findings: Sheet, label: str, found: int) -> None:
    told = summary.labelled(label).whole("value")
    if found != told:
        findings.refuse(f"{label}: there are {found}, and the summary says {told}")


def _signatures(summary: Sheet) -> tuple[Signature, Signature]:
    rows = {row.text(""): row for row in summary.table(layout.SIGN_OFF_COLUMNS, layout.SIGN_OFF)}
    for label in (layout.PREPARED, layout.REVIEWED):
        if label not in rows:
            summary.refuse(f"the row {label!r} is missing")
    prepared, reviewed = (
        Signature(rows[label].text("Name"), rows[label].day("Date"), rows[label].text("Note"))
        for label in (layout.PREPARED, layout.REVIEWED)
    )
    return prepared, reviewed


def _notes(summary: Sheet) -> dict[str, str]:
    titles = (layout.NOT_EXAMINED, layout.NOTE)
    return {row.text(titles[0]): row.text(titles[1]) for row in summary.table(titles)}


def _ready(summary: Sheet, items: Iterable[Item], notes: dict[str, str]) -> bool:
    """Whether nothing stands against signing, from what people filled in."""
    changed = summary.table((layout.AFTER_SIGNING, layout.NOTE)) if summary.has(layout.AFTER_SIGNING) else ()
    materiality = summary.labelled(layout.MATERIALITY).cents("value")
    return not (
        summary.labelled(layout.RESIDUE).cents("value")
        or summary.labelled(layout.UNBALANCED).whole("value")
        or any(unsettled(items, materiality))
        or not all(notes.values())
        or not all(row.text(layout.NOTE) for row in changed)
    )


def _periods(summary: Sheet, inputs: Sheet, reviewed: Signature) -> tuple[SignedPeriod, ...]:
    """The periods that were signed before, and last the workbook's own."""
    totals = _totals(inputs)
    run = summary.labelled(layout.RUN).text("value")
    earlier = list(inputs.table(layout.SIGNED_COLUMNS, layout.SIGNED)) if inputs.has(layout.SIGNED) else []
    found = [
        SignedPeriod(
            row.text("Run"), row.day("From"), _filled(row, "To"),
            Signature(row.text("Reviewed by"), row.day("Reviewed on")), row.text("Fingerprint"),
            totals.get(row.text("Run"), {}),
        )
        for row in earlier
    ]  # fmt: skip
    start, end = summary.labelled(layout.FROM).day("value"), _day(summary, layout.TO)
    own = SignedPeriod(run, start, end, reviewed, summary.labelled(layout.PRINT).text("value"), totals.get(run, {}))
    for period in (*found, own):
        if fingerprint(period.start, period.end, period.totals) != period.fingerprint:
            inputs.refuse(f"the control totals of run {period.run_id} are not those of their fingerprint")
    return (*found, own)


def _totals(inputs: Sheet) -> dict[str, Totals]:
    found: dict[str, dict[tuple[str, str], tuple[int, int]]] = {}
    for row in inputs.table(layout.TOTALS_COLUMNS, layout.TOTALS):
        key = row.text("Side"), row.text("Account")
        found.setdefault(row.text("Run"), {})[key] = (row.cents("Debits"), row.cents("Credits"))
    return dict(found)


def _day(sheet: Sheet, label: str) -> date:
    return _filled(sheet.labelled(label), "value")


def _filled(row: Row, title: str) -> date:
    day = row.day(title)
    if day is None:
        row.refuse("the date is missing")
    return day
