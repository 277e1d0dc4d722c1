"""Practice accounts that lead to one QuickBooks account: allowed, except where money could no longer be told apart."""

from __future__ import annotations

from matterbooks.ledger.source import TRUST_ROLES, HostAccount, Role
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.problem import Problem, Severity

_ONE_TO_ONE = frozenset({Role.BANK, Role.TRUST_BANK, Role.CREDIT_CARD})
"""Accounts that each have a statement of their own, and between which money is transferred."""


def shared(mapping: Mapping, chart: dict[str, HostAccount], catalogue: Catalogue) -> list[Problem]:
    """What is said of rows that lead to one account: client beside office money, two banks, or a note that they do.

    Several may lead to one. Two banks on one QuickBooks bank would have two statements and one register, which cannot
    be reconciled, and a transfer between them would be from an account to itself (Intuit refuses it).
    """
    found = []
    for id_, hosts in _groups(mapping, chart).items():
        target = catalogue.by_id.get(id_)
        severity, words = _judge(hosts, target.path if target else "the same account")
        found += [Problem("account", host.code, words, severity) for host in hosts if _concerns(host, hosts, severity)]
    return found


def _groups(mapping: Mapping, chart: dict[str, HostAccount]) -> dict[str, list[HostAccount]]:
    """QuickBooks id -> the practice accounts that lead to it, of those that several lead to."""
    groups: dict[str, list[HostAccount]] = {}
    for code, id_ in sorted(mapping.accounts.items()):
        if code in chart:
            groups.setdefault(id_, []).append(chart[code])
    return {id_: hosts for id_, hosts in groups.items() if len(hosts) > 1}


def _judge(hosts: list[HostAccount], path: str) -> tuple[Severity, str]:
    trust = [host for host in hosts if host.role in TRUST_ROLES]
    if trust and len(trust) < len(hosts):
        named = _named(trust)
        verb = "is client money and shares" if len(trust) == 1 else "are client money and share"
        return Severity.REFUSED, f"{named} {verb} {path} with office money: give client money an account of its own."
    if any(host.role in _ONE_TO_ONE for host in hosts):
        return Severity.REFUSED, (
            f"{_named(hosts)} are mapped to {path}. One QuickBooks account for several banks cannot be reconciled with "
            "their statements, and a transfer between them would be from an account to itself: give each its own."
        )
    return Severity.NOTE, f"{_named(hosts)} are mapped to {path} together: QuickBooks shows them as one."


def _concerns(host: HostAccount, hosts: list[HostAccount], severity: Severity) -> bool:
    """Client money beside office money is mended on the client's side; everything else is said of every row."""
    mixed = severity is Severity.REFUSED and any(one.role not in TRUST_ROLES for one in hosts)
    return not mixed or host.role in TRUST_ROLES or not any(one.role in TRUST_ROLES for one in hosts)


def _named(hosts: list[HostAccount]) -> str:
    names = [host.name for host in hosts]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
