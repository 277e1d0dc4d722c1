"""What can be chosen on either side of the mapping, under its headings, and the chart beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.account_types import place
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.requirements import NEVER

_ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices under one heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One account of the company, crossed out once it is mapped."""

    id: str
    label: str
    mapped: bool


Chart = tuple[tuple[str, tuple[ChartLine, ...]], ...]
"""Every type with its accounts."""


def host_label(account: HostAccount) -> str:
    """Number and name, as accountants look for it."""
    return f"{account.number or account.code} {account.name}"


def label(account: QuickBooksAccount) -> str:
    """Number and full name of a QuickBooks account."""
    return f"{account.number} {account.path}".strip()


def host_choices(accounts: Sequence[HostAccount]) -> tuple[OptionGroup, ...]:
    """The practice accounts that can stand on the left, by what they are."""
    shown = [account for account in accounts if account.active and account.role not in NEVER]
    by_role = groupby(sorted(shown, key=lambda one: (_ROLES.index(one.role), host_label(one))), _role)
    return tuple(
        OptionGroup(role, tuple(Option(account.code, host_label(account)) for account in group))
        for role, group in by_role
    )


def _role(account: HostAccount) -> str:
    return account.role.value.replace("_", " ").capitalize()


def quickbooks_choices(accounts: Sequence[QuickBooksAccount]) -> tuple[OptionGroup, ...]:
    """The accounts of the company that can stand on the right, by type."""
    return tuple(
        OptionGroup(type_, tuple(Option(account.id, label(account)) for account in group))
        for type_, group in _by_type(accounts)
    )


def chart_of(accounts: Sequence[QuickBooksAccount], used: set[str]) -> Chart:
    """The whole chart of the company by type, with what is in use crossed out."""
    return tuple(
        (type_, tuple(ChartLine(account.id, label(account), account.id in used) for account in group))
        for type_, group in _by_type(accounts)
    )


def _by_type(accounts: Sequence[QuickBooksAccount]) -> list[tuple[str, list[QuickBooksAccount]]]:
    active = sorted((one for one in accounts if one.active), key=lambda one: (place(one.type), one.type, label(one)))
    return [(type_, list(group)) for type_, group in groupby(active, lambda account: account.type)]
