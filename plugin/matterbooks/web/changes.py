"""Differences between two versions of a mapping, with the names that people know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matterbooks.mapping.mapping import OPENING_DATE, Mapping, RowChange, difference
from matterbooks.mapping.renamed import former_name
from matterbooks.mapping.requirements import BANK_TRANSFERS
from matterbooks.web.choices import host_label, label
from matterbooks.web.facts import Facts
from matterbooks.web.words import OPTIONS, SWITCHES


@dataclass(frozen=True, slots=True)
class Shown:
    """One changed row, in names; before or after is empty where the row is new or gone."""

    what: str
    before: str
    after: str


class RowNames:
    """What both sides of each row are called today."""

    def __init__(self, known: Facts) -> None:
        choices = (*SWITCHES.items(), *OPTIONS.items())
        self._left = {("setting", choice.value): name for choice, (name, *_) in choices}
        self._left[("setting", BANK_TRANSFERS)] = "Bank transfers account"
        self._left[("setting", OPENING_DATE)] = "First day that is not in the opening balances"
        self._left |= {("account", account.code): host_label(account) for account in known.practice.accounts}
        self._left |= {("tax", code.code): code.name for code in known.practice.tax_codes}
        self._accounts = {account.id: label(account) for account in known.catalogue.accounts}
        self._taxes = {tax.id: tax.name for tax in known.catalogue.tax_codes}

    def left(self, key: tuple[str, str]) -> str:
        """The practice side of a row, by section and host code; what has no name is called by its code."""
        return self._left.get(key, key[1])

    def shown(self, change: RowChange) -> Shown:
        """A change of one row, in names."""
        before, after = (self._right(change, value) for value in (change.before, change.after))
        return Shown(self.left((change.section, change.host_code)), before, after)

    def _right(self, row: RowChange, value: str) -> str:
        if row.section == "setting" and row.host_code != BANK_TRANSFERS:
            return value or ("the day of connecting" if row.host_code == OPENING_DATE else "off")
        names = {"tax": self._taxes, "currency": {}}.get(row.section, self._accounts)
        return names.get(value, value)


def changes_between(
    known: Facts, old: Mapping | None, new: Mapping | None, changes: Sequence[RowChange] | None = None
) -> list[Shown]:
    """What changed from one version to the next, or the given changes, in names of today."""
    found = difference(old or Mapping(), new or Mapping()) if changes is None else changes
    names = RowNames(known)
    return [names.shown(change) for change in found]


def renamed_between(known: Facts, old: Mapping, new: Mapping) -> list[Shown]:
    """Rows that lead where they led, to an account that was renamed in QuickBooks and confirmed by saving."""
    names, found = RowNames(known), []
    for section, code, id_ in sorted(old.rows() & new.rows()):
        account = known.catalogue.by_id.get(id_) if section in ("account", "setting") else None
        now = new.known_as.get(id_, "")
        former = former_name(old, replace(account, path=now)) if account and now else ""
        if former:
            found.append(Shown(names.left((section, code)), former, f"{now} (renamed in QuickBooks)"))
    return found
