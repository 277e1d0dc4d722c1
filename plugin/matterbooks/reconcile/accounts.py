"""Practice ledger accounts -> QuickBooks account paths: through the mapping, or by number and name without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.normalise import codes_of

_RECEIVABLE = re.compile(r"receivable|debtors|\(a/r\)", re.IGNORECASE)
_PAYABLE = re.compile(r"accounts payable|creditors|\(a/p\)", re.IGNORECASE)

UNMAPPED = "(unmapped) "
"""Prefix of the pseudo path of an account without a mapping row, so that the bridge closes on it too."""

TRANSFERS = "bank_transfers_account"
_RESULT = re.compile(r"\b(income|expenses?|cost of (goods sold|sales))\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\d[\d.\-]*\s+")
_DELETED = re.compile(r"\s*\(deleted(?:-\d+)?\)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Chart:
    """What corresponds to what, in paths as the QuickBooks file prints them.

    by_number, by_name: practice account (names as `name_key`) -> path; aligned: path as mapped or pushed -> path as
    printed; types: path -> QuickBooks account type; tax, trust: paths of tax control and trust accounts; transfers:
    path or ""; inferred: practice account as people say it -> path that only the entries tell.
    """

    by_number: Mapping[str, str]
    by_name: Mapping[str, str]
    aligned: Mapping[str, str]
    types: Mapping[str, str] = field(default_factory=dict)
    tax: frozenset[str] = frozenset()
    trust: frozenset[str] = frozenset()
    transfers: str = ""
    version: int = 0
    inferred: Mapping[str, str] = field(default_factory=dict)

    def path(self, number: str, name: str) -> str:
        """The QuickBooks path of a practice account; a pseudo path where nothing corresponds."""
        found = self.by_number.get(number) if number else None
        found = found or self.by_name.get(name_key(name))
        return found or f"{UNMAPPED}{number} {name}".rstrip()

    def is_receivable(self, path: str) -> bool:
        """Tell a receivable (debtors) account by its mapped type, else by its name."""
        kind = self.types.get(path)
        return kind == "Accounts Receivable" if kind else _RECEIVABLE.search(path) is not None

    def is_payable(self, path: str) -> bool:
        """Tell a payable (creditors) account by its mapped type, else by its name."""
        kind = self.types.get(path)
        return kind == "Accounts Payable" if kind else _PAYABLE.search(path) is not None

    def is_tax(self, path: str) -> bool:
        """Tell a tax control account by its `tax_account` row."""
        return path in self.tax


def is_of_result(type_: str) -> bool:
    """Tell a QuickBooks account type of income or costs, in any country's words, from one of the balance sheet."""
    return _RESULT.search(type_) is not None


def versions(mapping: pd.DataFrame) -> list[int]:
    """Every version number in the file, ascending; refuses a file in which one is no number."""
    texts = {str(version) for version in mapping["version"].unique()}
    wrong = sorted(text for text in texts if not text.isdecimal())
    if wrong:
        problem = f"the version {wrong[0]!r} is not a number"
        raise FileRefusedError("mapping.csv", problem, "Write the file again with `flask matterbooks export`.")
    return sorted(int(text) for text in texts)


def chart_of(mapping: pd.DataFrame | None, printed: Iterable[str], version: int | None = None) -> Chart:
    """The chart of one mapping version (the latest unless told), or one guessed from the printed accounts alone."""
    paths = sorted(set(printed) - {""})
    if mapping is None or mapping.empty:
        return _guessed(paths)
    version = version if version is not None else versions(mapping)[-1]
    rows = mapping[mapping["version"].astype("str") == str(version)]
    rows = rows[(rows["quickbooks_name"] != "")]
    aligned = _aligned(set(mapping["quickbooks_name"]) - {""}, paths)
    printed_names = rows["quickbooks_name"].map(aligned)
    rows = rows.assign(path=printed_names)
    accounts = rows[rows["section"].isin(["account", "tax_account"])].drop_duplicates("host_code")
    transfers = rows.loc[(rows["section"] == "setting") & (rows["host_code"] == TRANSFERS), "path"]
    return Chart(
        by_number=dict(zip(accounts["host_code"], accounts["path"], strict=True)),
        by_name=_by_name(accounts),
        aligned=aligned,
        types=dict(zip(rows["path"], rows["quickbooks_type"], strict=True)),
        tax=frozenset(accounts.loc[accounts["section"] == "tax_account", "path"]),
        trust=frozenset(accounts.loc[accounts["trust"].str.lower().isin(["1", "true", "yes", "trust"]), "path"]),
        transfers=transfers.iloc[0] if len(transfers) else "",
        version=version,
    )


def printed_key(path: str) -> str:
    """A path without account numbers, case and the mark of an inactive account, which reports add or leave out."""
    parts = (_NUMBER.sub("", part.strip()) for part in _DELETED.sub("", path).split(":"))
    return ":".join(part.casefold() for part in parts)


def account_names(ledger: pd.DataFrame, chart: Chart) -> pd.Series[str]:
    """The QuickBooks path of every posting of the practice ledger, in its index."""
    numbers, by_number = codes_of(ledger["account_number"])
    names, by_name = codes_of(ledger["account_name"])
    at, pairs = pd.factorize(numbers * max(len(by_name), 1) + names)
    paths = [chart.path(by_number[int(pair) // len(by_name)], by_name[int(pair) % len(by_name)]) for pair in pairs]
    return pd.Series(paths, dtype="str").take(at).set_axis(ledger.index)


def _by_name(accounts: pd.DataFrame) -> dict[str, str]:
    names = accounts.assign(name=accounts["host_name"].map(name_key))
    names = names[(names["name"] != "") & ~names["name"].duplicated(keep=False)]
    return dict(zip(names["name"], names["path"], strict=True))


def _aligned(wanted: set[str], printed: list[str]) -> dict[str, str]:
    """Mapped path -> printed path: itself where printed so, else the one path that differs only in dress."""
    known = set(printed)
    by_key = _unique(printed, printed_key)
    return {path: path if path in known else by_key.get(printed_key(path), path) for path in wanted}


def _unique(paths: Iterable[str], form: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for path in paths:
        key = form(path)
        found[key] = None if key in found else path
    return {key: path for key, path in found.items() if path is not None and key}


def _guessed(printed: list[str]) -> Chart:
    """Without a mapping: the leaf begins with the account's number, or leaf or path is its name; where unique."""
    numbers = _unique(printed, leading_number)
    leaves = _unique(printed, lambda path: name_key(printed_key(path).rpartition(":")[2]))
    whole = _unique(printed, lambda path: name_key(printed_key(path)))
    return Chart(by_number=numbers, by_name={**leaves, **whole}, aligned={path: path for path in printed})


def name_key(name: str) -> str:
    """An account's name without case and without what stands in brackets behind it."""
    return _IN_BRACKETS.sub("", name.strip()).casefold()


def leading_number(path: str) -> str:
    """The account number that a path's leaf begins with, "" if none."""
    found = _NUMBER.match(path.rpartition(":")[2].strip())
    return found[0].strip() if found else ""
