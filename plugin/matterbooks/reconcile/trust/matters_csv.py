"""A matter trial list as CSV: what the practice holds for each matter at the end of a day.

Column names differ between practice systems (Actionstep: Client Debit, Client Credit, Client Balance in its trust
ledgers; exports carry no fixed names), so they are guessed from their headings and shown. A row without client and
matter, or whose first words are Total, is a total and must agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from matterbooks.reconcile.reading.amounts import printed
from matterbooks.reconcile.trust.columns import Sheet, open_sheet
from matterbooks.reconcile.trust.inputs import MatterBalance, MatterList, TrustFile

_HEADINGS = {
    "matter": (
        "matter", "matter no", "matter number", "matter id", "matter ref", "matter reference", "file", "file no",
        "file number", "file ref", "action id", "case", "case number",
    ),
    "client": ("client", "client name", "participant", "client participant", "name"),
    "description": ("description", "matter name", "matter description", "reason", "details"),
    "balance": (
        "balance", "client balance", "trust balance", "closing balance", "current balance", "held",
        "balance held", "funds held",
    ),
    "debit": ("client debit", "client dr", "debit", "dr"),
    "credit": ("client credit", "client cr", "credit", "cr"),
    "date": ("date", "as at", "as of", "as of date", "balance date"),
    "account": ("account", "trust account", "bank", "bank account", "trust bank"),
}  # fmt: skip
_WORDS = {heading: word for word, headings in _HEADINGS.items() for heading in headings}
_NEEDED = (
    ("matter", "balance"), ("client", "balance"), ("matter", "debit", "credit"), ("client", "debit", "credit"),
)  # fmt: skip
_TOTAL = re.compile(r"^(grand )?totals?\b", re.IGNORECASE)
WAY_OUT = "Give the matter trial list as CSV with the columns Client, Matter, Balance and, for several days, Date."


def read_matters(path: Path, as_of: date | None = None) -> MatterList:
    """Read one list; as_of: its day, where its rows do not say.

    Raises FileRefusedError where columns or amounts cannot be told, or a printed total does not agree.
    """
    sheet = open_sheet(path, _WORDS, _NEEDED, WAY_OUT)
    days = sheet.days() if "date" in sheet.columns else {}
    rows: list[MatterBalance] = []
    totals: list[tuple[int, int]] = []
    for number, cells in sheet.rows:
        cents = _cents(sheet, number, cells)
        if _is_total(cells):
            totals.append((number, cents))
            continue
        day = days.get(cells.get("date", ""), as_of)
        texts = (cells.get("client", ""), cells.get("matter", ""), cells.get("description", ""))
        rows.append(MatterBalance(sheet.file.name, number, day, *texts, cells.get("account", ""), cents))
    checked = _agree(sheet, rows, totals)
    warnings = [*sheet.file.warnings]
    if rows and sum(row.cents < 0 for row in rows) > len(rows) / 2:
        rows = [row._replace(cents=-row.cents) for row in rows]
        warnings.append("most balances are printed negative: they are read as credits, which is money held")
    file = TrustFile(
        sheet.file.name, sheet.file.sha256, "matter trial list", len(rows), dict(sheet.columns), checked,
        tuple(warnings),
    )  # fmt: skip
    return MatterList(file, tuple(rows))


def _cents(sheet: Sheet, row: int, cells: Mapping[str, str]) -> int:
    if "balance" in cells:
        return sheet.cents(row, cells, "balance")
    return sheet.cents(row, cells, "credit") - sheet.cents(row, cells, "debit")


def _is_total(cells: Mapping[str, str]) -> bool:
    names = (cells.get("client", ""), cells.get("matter", ""))
    return not any(names) or any(_TOTAL.match(name) for name in names)


def _agree(sheet: Sheet, rows: list[MatterBalance], totals: list[tuple[int, int]]) -> int:
    """How many printed totals agree with the rows above them; one that does not is refused."""
    for number, cents in totals:
        above = sum(row.cents for row in rows if row.row < number)
        if cents != above:
            problem = (
                f"the total {printed(cents)} does not agree with the rows above it, which come to {printed(above)}"
            )
            sheet.refuse(number, problem)
    return len(totals)
