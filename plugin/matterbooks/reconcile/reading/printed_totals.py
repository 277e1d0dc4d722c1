"""Checking a printed total against the sum of its rows, also where the total has slipped out of its column.

Files that were edited by hand hold totals one column too far right, or with a thousands comma that was not quoted and
so split the figure in two (`$5,000.00` becomes `$5` and `000.00`). A total only checks, it is never a posting: such a
row is accepted, with a warning that names it, if exactly one amount stands in it and that amount agrees; else the file
is refused.
"""

from __future__ import annotations

from matterbooks.reconcile.reading.amounts import printed, to_cents
from matterbooks.reconcile.reading.groups import Sums
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, Row, Table


def check_total(table: Table, row: Row, columns: tuple[str, ...], sums: Sums) -> None:
    """Count the total if it agrees with `sums` (one per column of `columns`); refuse the row otherwise."""
    if _in_place(table, row, columns) != sums:
        figure = _slipped(table, row)
        if len(sums) != 1 or figure != sums[0]:
            lines = " and ".join(printed(cents) for cents in sums)
            problem = f"{row.label!r} does not agree with the lines above it, which add up to {lines}"
            table.refuse(row.number, problem, AS_DOWNLOADED)
        table.warnings.append(f"row {row.number}: the total stands outside its column; it agrees with the lines")
    table.totals_checked += 1


def _in_place(table: Table, row: Row, columns: tuple[str, ...]) -> Sums | None:
    beyond = any(row.cells[table.header.width :])
    if beyond or not (row.alone or any(table.text(row, column) for column in columns)):
        return None
    figures = [to_cents(table.text(row, column), table.mark) for column in columns]
    return tuple(cents for cents in figures if cents is not None)


def _slipped(table: Table, row: Row) -> int | None:
    """Return the one amount of the row, joined again if a comma split it; None if there is not exactly one."""
    pieces = [cell for cell in row.cells if cell][1:]
    return to_cents(",".join(pieces), table.mark) if pieces else None
