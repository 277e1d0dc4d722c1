"""Differences between two versions of a mapping, with the names that people know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matterbooks.mapping.mapping import Mapping, RowChange, difference
from matterbooks.web.choices import host_label, label
from matterbooks.web.facts import Facts
from matterbooks.web.words import OPTIONS, SWITCHES


@dataclass(frozen=True, slots=True)
class Shown:
    """One changed row, in names; before or after is empty where the row is new or gone."""

    what: str
    before: str
    after: str


def changes_between(
    known: Facts, old: Mapping | None, new: Mapping | None, changes: Sequence[RowChange] | None = None
) -> list[Shown]:
    """What changed from one version to the next, or the given changes, in names of today."""
    found = difference(old or Mapping(), new or Mapping()) if changes is None else changes
    return [_shown(known, change) for change in found]


def _shown(known: Facts, change: RowChange) -> Shown:
    what = _host_names(known).get((change.section, change.host_code), change.host_code)
    return Shown(what, _right(known, change, change.before), _right(known, change, change.after))


def _host_names(known: Facts) -> dict[tuple[str, str], str]:
    settings = {("setting", switch.value): name for switch, (name, *_) in (*SWITCHES.items(), *OPTIONS.items())}
    accounts = {("account", account.code): host_label(account) for account in known.practice.accounts}
    taxes = {("tax", code.code): code.name for code in known.practice.tax_codes}
    return settings | accounts | taxes | {("setting", "bank_transfers_account"): "Bank transfers account"}


def _right(known: Facts, change: RowChange, value: str) -> str:
    if change.section == "setting" and change.host_code != "bank_transfers_account":
        return value or "off"
    if change.section == "tax":
        tax = known.catalogue.tax_code(value)
        return tax.name if tax else value
    account = known.catalogue.by_id.get(value)
    return label(account) if account and change.section != "currency" else value
