"""What a person has entered on the mapping screen and not saved: every row as it stands, whole or half."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from matterbooks.mapping.mapping import OPENING_DATE
from matterbooks.mapping.mapping import Mapping as SavedMapping
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.mapping.requirements import BANK_TRANSFERS
from matterbooks.mapping.suggest import Suggestion
from matterbooks.values import Option, Switch

SECTIONS = ("account", "tax", "currency")


@dataclass(frozen=True, slots=True)
class Entered:
    """One row as entered; either side may be empty. why says where a suggestion came from."""

    section: str
    host_code: str
    quickbooks_id: str
    why: str = ""

    @property
    def whole(self) -> bool:
        """Whether both sides are there."""
        return bool(self.host_code and self.quickbooks_id)


@dataclass(frozen=True, slots=True)
class Draft:
    """The form as entered. based_on is the version that it began from."""

    based_on: int
    switches: frozenset[Switch]
    bank_transfers_account: str
    rows: tuple[Entered, ...]
    options: frozenset[Option] = frozenset()
    opening_date: str = ""

    def of(self, section: str) -> tuple[Entered, ...]:
        """The rows of one section, in the order in which they were entered."""
        return tuple(row for row in self.rows if row.section == section)

    def mapping(self) -> SavedMapping:
        """The whole rows as a mapping, without version."""
        parts = {
            section: {row.host_code: row.quickbooks_id for row in self.of(section) if row.whole} for section in SECTIONS
        }
        return SavedMapping(
            switches=self.switches,
            bank_transfers_account=self.bank_transfers_account,
            accounts=parts["account"],
            tax_codes=parts["tax"],
            currencies=parts["currency"],
            options=self.options,
            opening_date=_day(self.opening_date),
        )

    def faults(self) -> tuple[Problem, ...]:
        """What cannot be saved because of how it was entered: half rows, and one code in two rows."""
        seen: set[tuple[str, str]] = set()
        found = []
        if self.opening_date and _day(self.opening_date) is None:
            words = f"{self.opening_date[:20]!r} is no date: write the first day that is not in QuickBooks' balances."
            found.append(Problem("setting", OPENING_DATE, words, Severity.REFUSED))
        for row in self.rows:
            key = row.section, row.host_code
            if row.host_code and key in seen:
                found.append(_fault(row, f"{row.host_code} is in two rows: keep one of them."))
            elif row.quickbooks_id and not row.host_code:
                found.append(_fault(row, "A row has no practice side: choose one, or remove the row."))
            seen.add(key)
        return tuple(found)

    def without_empty(self) -> Draft:
        """Without rows in which nothing was chosen on either side."""
        return replace(self, rows=tuple(row for row in self.rows if row.host_code or row.quickbooks_id))

    def with_row(self, section: str) -> Draft:
        """With one more empty row at the end of a section."""
        return replace(self, rows=(*self.rows, Entered(section, "", "")))

    def without_row(self, section: str, index: int) -> Draft:
        """Without the row at this place of its section; other rows are left alone."""
        doomed = next((row for place, row in enumerate(self.of(section)) if place == index), None)
        return replace(self, rows=tuple(row for row in self.rows if row is not doomed))

    def with_right(self, section: str, index: int, suggestion: Suggestion) -> Draft:
        """With this suggestion on the right of one row."""
        doomed = next((row for place, row in enumerate(self.of(section)) if place == index), None)
        taken = Entered(section, suggestion.host_code, suggestion.quickbooks_id, suggestion.reason)
        return replace(self, rows=tuple(taken if row is doomed else row for row in self.rows))

    def with_suggestions(self, section: str, suggestions: Iterable[Suggestion]) -> Draft:
        """With the confident ones in rows that have nothing on the right yet."""
        sure = {one.host_code: one for one in suggestions if one.confident}
        kept = tuple(row for row in self.rows if row.section != section or row.whole or row.host_code not in sure)
        added = tuple(Entered(section, one.host_code, one.quickbooks_id, one.reason) for one in sure.values())
        taken = {row.host_code for row in kept if row.section == section}
        return replace(self, rows=(*kept, *(row for row in added if row.host_code not in taken)))


def from_mapping(mapping: SavedMapping) -> Draft:
    """A saved version as a form. A firm that never saved begins with sales switched on, as almost every firm has it."""
    switches = mapping.switches if mapping.version else frozenset({Switch.SALES})
    return from_rows(mapping, based_on=mapping.version, switches=switches)


def from_rows(mapping: SavedMapping, *, based_on: int, switches: frozenset[Switch]) -> Draft:
    """The rows of any mapping as a form over this version."""
    parts = zip(SECTIONS, (mapping.accounts, mapping.tax_codes, mapping.currencies), strict=True)
    rows = tuple(Entered(section, code, id_) for section, part in parts for code, id_ in part.items())
    opening = mapping.opening_date.isoformat() if mapping.opening_date else ""
    return Draft(based_on, switches, mapping.bank_transfers_account, rows, mapping.options, opening)


def from_form(form: MultiDict[str, str]) -> Draft:
    """What was posted. Rows arrive as two lists for each section, left and right, of one length."""
    rows = (Entered(section, *pair) for section in SECTIONS for pair in _pairs(form, section))
    return Draft(
        based_on=_number(form.get("based_on", "0")),
        switches=frozenset(switch for switch in Switch if switch.value in form.getlist("switch")),
        bank_transfers_account=form.get(BANK_TRANSFERS, ""),
        rows=tuple(rows),
        options=frozenset(option for option in Option if option.value in form.getlist("option")),
        opening_date=form.get(OPENING_DATE, "").strip(),
    )


def row_id(section: str, host_code: str) -> str:
    """The id of a row on the page, by which other pages lead to it."""
    slug = re.sub(r"[^A-Za-z0-9_-]", lambda found: f".{ord(found[0]):x}.", host_code)
    return f"row-{section}-{slug}"


def by_code(rows: Sequence[Entered]) -> Mapping[str, Entered]:
    """The first row of each host code."""
    return {row.host_code: row for row in reversed(rows) if row.host_code}


def _pairs(form: MultiDict[str, str], section: str) -> Iterable[tuple[str, str, str]]:
    left, right = form.getlist(f"{section}_host"), form.getlist(f"{section}_quickbooks")
    why = form.getlist(f"{section}_why")
    reasons = why if len(why) == len(left) else [""] * len(left)
    return list(zip(left, right, reasons, strict=False))


def _fault(row: Entered, words: str) -> Problem:
    return Problem(row.section, row.host_code, words, Severity.REFUSED)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
