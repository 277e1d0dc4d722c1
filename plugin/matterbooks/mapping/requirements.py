"""Which rows the mapping needs, and why: every answer depends on the switches and on what the practice uses.

Actionstep: some rows are required and some are not; bank, income and receivable accounts are the rule of thumb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from matterbooks.ledger.source import HostAccount, HostTaxCode, Role
from matterbooks.mapping.mapping import Mapping
from matterbooks.values import Switch

BANK_TRANSFERS = "bank_transfers_account"
"""Host code of the one setting that names an account, in the section `setting`."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row that is needed. section: account, tax, currency or setting. crucial: documents wait while it is missing.

    switch is what calls for the row, None where it is needed whatever is switched on.
    """

    section: str
    host_code: str
    host_name: str
    why: str
    crucial: bool = True
    switch: Switch | None = None


@dataclass(frozen=True, slots=True)
class _Need:
    """switches: any of them calls for the row; none means always."""

    why: str
    switches: tuple[Switch, ...] = ()


_SALES, _SUPPLIER, _TRUST = Switch.SALES, Switch.SUPPLIER, Switch.TRUST

_NEEDS = {
    Role.BANK: _Need("payments and transfers are banked there"),
    Role.RECEIVABLE: _Need("QuickBooks posts every bill, and its payments, to its own receivable account", (_SALES,)),
    Role.INCOME: _Need("the lines of bills post here", (_SALES,)),
    Role.DISBURSEMENT_RECOVERY: _Need("the lines of bills that recover disbursements post here", (_SALES,)),
    Role.CLIENT_COSTS: _Need(
        "costs advanced for clients post here, on bills and supplier invoices", (_SALES, _SUPPLIER)
    ),
    Role.PAYABLE: _Need("supplier invoices and their payments post here", (_SUPPLIER,)),
    Role.EXPENSE: _Need("the lines of supplier invoices post here", (_SUPPLIER,)),
    Role.CREDIT_CARD: _Need("supplier invoices are paid with it", (_SUPPLIER,)),
    Role.TRUST_BANK: _Need("client money is held there", (_TRUST,)),
    Role.TRUST_LIABILITY: _Need("what is owed to clients posts here", (_TRUST,)),
    Role.TRUST_TRANSFERS: _Need("the practice posts transfers between trust accounts here", (_TRUST,)),
    Role.STATUTORY_DEPOSIT: _Need("the statutory deposit of trust money posts here", (_TRUST,)),
    Role.FIRMS_INTEREST: _Need("what the firm itself owns of the trust money posts here", (_TRUST,)),
}

NEVER = {
    Role.TAX: "sales tax goes through the sales tax map",
    Role.INTERNAL: "the practice ledger uses it for itself alone",
}
"""Roles that never stand in this map, with the reason."""

_TRANSFERS_WHY = "both halves of a transfer between banks meet there"
_TAX_WHY = "bills and supplier invoices carry this tax code"
_WAITED_WHY = "documents that are held use it"
_CURRENCY_WHY = "documents are in this currency"


def requirements(
    mapping: Mapping, accounts: Sequence[HostAccount], tax_codes: Sequence[HostTaxCode], currencies: Sequence[str]
) -> tuple[Requirement, ...]:
    """Every row that is needed with these switches, settings first, then accounts in chart order, tax, currencies."""
    wanted = (*_transfers(mapping, accounts), *_accounts(mapping, accounts), *_tax(mapping, tax_codes))
    return (*wanted, *_currencies(currencies))


def waited_for(
    keys: Iterable[tuple[str, str]], accounts: Sequence[HostAccount], needed: Sequence[Requirement]
) -> tuple[Requirement, ...]:
    """Rows (section, host code) that held documents wait for, beyond those that are needed anyhow."""
    names = {("account", account.code): account.name for account in accounts}
    known = {(row.section, row.host_code) for row in needed}
    more = sorted(key for key in keys if key not in known and key[0] != "setting")
    return tuple(Requirement(*key, names.get(key, key[1]), _WAITED_WHY) for key in more)


def missing(mapping: Mapping, needed: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Those of the needed rows that the mapping does not have."""
    return tuple(row for row in needed if not mapping.right(row.section, row.host_code))


def _transfers(mapping: Mapping, accounts: Sequence[HostAccount]) -> tuple[Requirement, ...]:
    banks = [account for account in accounts if account.role is Role.BANK and account.in_use and account.active]
    if len(banks) < 2 and not mapping.is_on(_TRUST):
        return ()
    switch = None if len(banks) > 1 else _TRUST
    return (Requirement("setting", BANK_TRANSFERS, "Bank transfers account", _TRANSFERS_WHY, switch=switch),)


def _accounts(mapping: Mapping, accounts: Sequence[HostAccount]) -> tuple[Requirement, ...]:
    used = (account for account in accounts if account.in_use and account.active)
    found = ((account, _NEEDS[account.role]) for account in used if account.role in _NEEDS)
    return tuple(
        Requirement("account", account.code, account.name, need.why, switch=_first_on(need, mapping.is_on))
        for account, need in found
        if not need.switches or any(map(mapping.is_on, need.switches))
    )


def _first_on(need: _Need, is_on: Callable[[Switch], bool]) -> Switch | None:
    return next((switch for switch in need.switches if is_on(switch)), None)


def _tax(mapping: Mapping, codes: Sequence[HostTaxCode]) -> tuple[Requirement, ...]:
    switch = next((switch for switch in (_SALES, _SUPPLIER) if mapping.is_on(switch)), None)
    if switch is None:
        return ()
    return tuple(Requirement("tax", code.code, code.name, _TAX_WHY, switch=switch) for code in codes if code.in_use)


def _currencies(currencies: Sequence[str]) -> tuple[Requirement, ...]:
    """The base currency, which comes first, is the company's own: connecting is refused where it is not."""
    return tuple(Requirement("currency", code, code, _CURRENCY_WHY) for code in currencies[1:])
