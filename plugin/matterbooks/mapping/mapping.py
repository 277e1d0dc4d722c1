"""A mapping: which QuickBooks account, tax code and currency stands for the host's, and what is switched on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from matterbooks.values import Option, Switch

OPENING_DATE = "opening_date"
"""Host code of the one setting that is a date, in the section `setting`."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """One version. Keys are the host's codes, values QuickBooks ids; version 0 is the empty mapping before any save.

    known_as: QuickBooks account id -> its full name when this version was saved, where it is known.
    options: how documents look in QuickBooks; without any, lines are summarised and clients alone are customers.
    opening_date: the first day that is not in QuickBooks' opening balances; None is the day of connecting.
    """

    version: int = 0
    switches: frozenset[Switch] = frozenset()
    bank_transfers_account: str = ""
    accounts: dict[str, str] = field(default_factory=dict)
    tax_codes: dict[str, str] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)
    options: frozenset[Option] = frozenset()
    opening_date: date | None = None
    saved_at: datetime | None = None
    saved_by: str = ""
    known_as: dict[str, str] = field(default_factory=dict, compare=False)

    def is_on(self, switch: Switch) -> bool:
        """Whether this kind of transaction flows."""
        return switch in self.switches

    def right(self, section: str, host_code: str) -> str:
        """What stands on the right of an account, tax or currency row or of the one setting that names an account."""
        if section == "setting":
            return self.bank_transfers_account
        parts = {"account": self.accounts, "tax": self.tax_codes, "currency": self.currencies}
        return parts[section].get(host_code, "")

    def rows(self) -> frozenset[tuple[str, str, str]]:
        """Every row as (section, host code, QuickBooks id), so that two versions can be told apart."""
        settings = {("setting", choice.value, "on") for choice in (*self.switches, *self.options)}
        if self.bank_transfers_account:
            settings.add(("setting", "bank_transfers_account", self.bank_transfers_account))
        if self.opening_date is not None:
            settings.add(("setting", OPENING_DATE, self.opening_date.isoformat()))
        parts = (("account", self.accounts), ("tax", self.tax_codes), ("currency", self.currencies))
        return frozenset(settings | {(section, code, id_) for section, part in parts for code, id_ in part.items()})


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs between two versions; before or after is empty where the row is new or gone."""

    section: str
    host_code: str
    before: str
    after: str


def difference(before: Mapping, after: Mapping) -> tuple[RowChange, ...]:
    """What a save would change, in section and code order."""
    old = {(section, code): id_ for section, code, id_ in before.rows()}
    new = {(section, code): id_ for section, code, id_ in after.rows()}
    keys = sorted(old.keys() | new.keys())
    changes = (RowChange(*key, old.get(key, ""), new.get(key, "")) for key in keys)
    return tuple(change for change in changes if change.before != change.after)


def at_version(mapping: Mapping, version: int, saved_at: datetime, saved_by: str) -> Mapping:
    """The same rows, saved as this version."""
    return replace(mapping, version=version, saved_at=saved_at, saved_by=saved_by)
