"""Which accounts hold clients' money, and which say whose it is: by the mapping, or by name where it does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
import polars as pl

from matterbooks.reconcile.accounts import Chart, name_key
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.kinds import TRUST_KINDS
from matterbooks.reconcile.normalise import strings
from matterbooks.values import Kind

BANK, LIABILITY = "bank", "liability"
"""The two sides of trust: where the money is, and whose it is."""

_SIDES = {
    "trust_bank": BANK,
    "statutory_deposit": BANK,
    "trust_liability": LIABILITY,
    "trust_transfers": LIABILITY,
    "firms_interest": LIABILITY,
}
"""The account's role in the practice, as mapping.csv writes it -> side."""

_MOVES_TRUST = (*TRUST_KINDS, Kind.SALES_PAYMENT_FROM_TRUST.value)
_YES = frozenset({"1", "true", "yes", "trust"})
_TRUST = re.compile(r"\btrusts?\b|\bclients?'? (money|monies|account|bank|funds)\b|\biolta\b", re.IGNORECASE)
_OWED = re.compile(r"liabilit|owed|owing|\bheld\b|creditor|ledger|payable|transfers", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TrustAccount:
    """One trust account of the practice: number, name, side (BANK or LIABILITY) and its QuickBooks path."""

    number: str
    name: str
    side: str
    path: str

    @property
    def title(self) -> str:
        """Number and name as people say it."""
        return f"{self.number} {self.name}".strip()

    def answers_to(self, text: str) -> bool:
        """Whether a bank file means this account: by number, name, both, or the QuickBooks path."""
        return name_key(text) in {name_key(own) for own in (self.number, self.name, self.title, self.path) if own}


def trust_accounts(inputs: Inputs, chart: Chart) -> tuple[TrustAccount, ...]:
    """Every trust account of the ledger and of the mapping, banks first, in order of number and name."""
    used = _used(inputs.ledger)
    roles = dict(_mapped(inputs.mapping, chart.version)) or _by_name(used)
    found = {}
    for number, name in (*_listed(inputs.mapping), *((number, name) for number, name, _ in used)):
        side = roles.get(number or name_key(name))
        if side:
            found[number or name_key(name)] = TrustAccount(number, name, side, chart.path(number, name))
    return tuple(sorted(found.values(), key=lambda account: (account.side, account.number, account.name)))


def _listed(mapping: pd.DataFrame | None) -> Iterator[tuple[str, str]]:
    """Number and name of every account that any version of the mapping names."""
    if mapping is not None:
        rows = mapping[mapping["section"] == "account"][["host_code", "host_name"]].drop_duplicates()
        yield from rows.itertuples(index=False, name=None)


def _mapped(mapping: pd.DataFrame | None, version: int) -> Iterator[tuple[str, str]]:
    """Account number (or name) -> side, for what the mapping marks as trust."""
    if mapping is None or mapping.empty:
        return
    rows = mapping[(mapping["section"] == "account") & (mapping["version"].astype("str") == str(version))]
    columns = ["host_code", "host_name", "host_type", "quickbooks_type", "trust"]
    for number, name, role, type_, trust in rows[columns].itertuples(index=False, name=None):
        if role in _SIDES or trust.casefold() in _YES:
            yield number or name_key(name), _SIDES.get(role) or (BANK if type_ == "Bank" else LIABILITY)


def _by_name(used: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The same by the names of the accounts that trust records post to; no account is trust by its name alone."""
    return {
        number or name_key(name): LIABILITY if _OWED.search(name) else BANK
        for number, name, kind in used
        if kind in _MOVES_TRUST and _TRUST.search(name)
    }


def _used(ledger: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Account number, account name and kind of record, each combination once and in order."""
    columns = ("account_number", "account_name", "kind")
    return sorted(pl.DataFrame({name: strings(ledger[name]) for name in columns}).unique().rows())
