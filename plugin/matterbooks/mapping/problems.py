"""What is wrong with a mapping as it stands: rows that are missing, cannot be, or no longer lead anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matterbooks.ledger.source import HostAccount, HostTaxCode, Role
from matterbooks.mapping.account_types import TRANSFERS, fit
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER, missing, requirements
from matterbooks.values import Option, Switch

RECEIVABLE = "Accounts Receivable"


class Severity(StrEnum):
    """refused: not saved. crucial: saved, and documents wait. warning: worth a look. note: may well be meant so."""

    REFUSED = "refused"
    CRUCIAL = "crucial"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one row, in words that name the row and the way out."""

    section: str
    host_code: str
    words: str
    severity: Severity


def problems(
    mapping: Mapping,
    accounts: Sequence[HostAccount],
    tax_codes: Sequence[HostTaxCode],
    currencies: Sequence[str],
    catalogue: Catalogue,
) -> tuple[Problem, ...]:
    """Everything that is wrong, the worst first."""
    chart = {account.code: account for account in accounts}
    found = (
        *_missing(mapping, accounts, tax_codes, currencies),
        *(problem for code, id_ in mapping.accounts.items() for problem in _account(chart, code, id_, catalogue)),
        *_transfers(mapping, catalogue),
        *_trust_apart(mapping, chart, catalogue),
        *_taxes(mapping, tax_codes, catalogue),
        *_second_receivable(mapping, chart, catalogue),
        *_looks(mapping, catalogue.company),
    )
    return tuple(sorted(found, key=lambda problem: list(Severity).index(problem.severity)))


def refused(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those for which a mapping is not saved."""
    return tuple(problem for problem in found if problem.severity is Severity.REFUSED)


def _missing(
    mapping: Mapping, accounts: Sequence[HostAccount], tax_codes: Sequence[HostTaxCode], currencies: Sequence[str]
) -> list[Problem]:
    needed = requirements(mapping, accounts, tax_codes, currencies)
    rows = missing(mapping, needed)
    return [Problem(row.section, row.host_code, f"{row.host_name} is not mapped: {row.why}.", _C) for row in rows]


def _account(chart: dict[str, HostAccount], code: str, id_: str, catalogue: Catalogue) -> list[Problem]:
    host = chart.get(code)
    if host is None:
        return [Problem("account", code, f"Account {code} is no longer in the practice ledger: remove its row.", _W)]
    if host.role in NEVER:
        words = f"{host.name} never stands in this map: {NEVER[host.role]}. Remove its row."
        return [Problem("account", code, words, Severity.REFUSED)]
    target = catalogue.by_id.get(id_)
    if target is None or not target.active:
        return [Problem("account", code, _lost(host.name, target), _C)]
    return [*_types(host, target), *_currency(host, target, catalogue)]


def _lost(name: str, target: QuickBooksAccount | None) -> str:
    if target is None:
        return f"The account that {name} is mapped to is not in the QuickBooks company: choose another."
    return (
        f"{target.path}, to which {name} is mapped, is inactive in QuickBooks: make it active there, or choose another."
    )


def _types(host: HostAccount, target: QuickBooksAccount) -> list[Problem]:
    fitting = fit(host.role, target.type)
    if fitting.good:
        return []
    severity = _W if fitting.legal else Severity.REFUSED
    words = f"{host.name} cannot be {target.path}" if not fitting.legal else f"{host.name} is mapped to {target.path}"
    return [Problem("account", host.code, f"{words}, whose type is {target.type}: {fitting.words}.", severity)]


def _currency(host: HostAccount, target: QuickBooksAccount, catalogue: Catalogue) -> list[Problem]:
    home = catalogue.company.home_currency
    if not target.currency or target.currency == home:
        return []
    words = f"{target.path}, to which {host.name} is mapped, is kept in {target.currency} and not in {home}."
    return [Problem("account", host.code, words, _W)]


def _transfers(mapping: Mapping, catalogue: Catalogue) -> list[Problem]:
    id_ = mapping.bank_transfers_account
    if not id_:
        return []
    target = catalogue.by_id.get(id_)
    if target is None or not target.active:
        return [Problem("setting", BANK_TRANSFERS, _lost("Bank transfers", target), _C)]
    if id_ in mapping.accounts.values():
        words = f"{target.path} is mapped to an account already; transfers need one that nothing else posts to."
        return [Problem("setting", BANK_TRANSFERS, words, Severity.REFUSED)]
    fitting = TRANSFERS.judge(target.type)
    if fitting.good:
        return []
    severity = _W if fitting.legal else Severity.REFUSED
    return [Problem("setting", BANK_TRANSFERS, f"{target.path} is of type {target.type}: {fitting.words}.", severity)]


def _trust_apart(mapping: Mapping, chart: dict[str, HostAccount], catalogue: Catalogue) -> list[Problem]:
    """Client money and office money never share an account of the company."""
    trust = {code for code in mapping.accounts if code in chart and chart[code].role in _TRUST_ROLES}
    office = {id_ for code, id_ in mapping.accounts.items() if code not in trust}
    shared = [code for code in sorted(trust) if mapping.accounts[code] in office]
    return [Problem("account", code, _mixed(chart[code], mapping, catalogue), Severity.REFUSED) for code in shared]


def _mixed(host: HostAccount, mapping: Mapping, catalogue: Catalogue) -> str:
    target = catalogue.by_id.get(mapping.accounts[host.code])
    path = target.path if target else "the same account"
    return f"{host.name} is client money and shares {path} with office money: give it an account of its own."


def _taxes(mapping: Mapping, codes: Sequence[HostTaxCode], catalogue: Catalogue) -> list[Problem]:
    names = {code.code: code for code in codes}
    found = []
    for code, id_ in mapping.tax_codes.items():
        host, target = names.get(code), catalogue.tax_code(id_)
        if host is None:
            found.append(Problem("tax", code, f"Tax code {code} is no longer in the practice: remove its row.", _W))
        elif target is None or not target.active:
            words = f"The tax code that {host.name} is mapped to is gone or inactive in QuickBooks: choose another."
            found.append(Problem("tax", code, words, _C))
        elif target.sales_rates and sum(rate.rate for rate in target.sales_rates) != host.rate:
            words = f"{host.name} is {host.rate:f} % and {target.name} is not: bills would be held as different."
            found.append(Problem("tax", code, words, _W))
    return found


def _second_receivable(mapping: Mapping, chart: dict[str, HostAccount], catalogue: Catalogue) -> list[Problem]:
    """QuickBooks posts bills to its default receivable account, and does not say which of two that is."""
    home = catalogue.company.home_currency
    found = [account for account in catalogue.of_type(RECEIVABLE) if account.currency in ("", home)]
    if len(found) < 2:
        return []
    names = " and ".join(account.path for account in found)
    words = f"QuickBooks has two receivable accounts in use, {names}: make all but one inactive there."
    rows = [code for code in mapping.accounts if code in chart and chart[code].role is Role.RECEIVABLE]
    return [Problem("account", code, words, _C) for code in rows]


def _looks(mapping: Mapping, company: Company) -> list[Problem]:
    found = []
    if mapping.is_on(Switch.TRUST) and Option.MATTERS_AS_CUSTOMERS not in mapping.options:
        words = (
            "Trust transactions are on and matters are no sub-customers: QuickBooks shows what each client is owed, and "
            "no matter's balance can be proved there."
        )
        found.append(Problem("setting", Option.MATTERS_AS_CUSTOMERS, words, _W))
    if Option.MATTERS_AS_CLASSES in mapping.options and not company.class_tracking:
        words = (
            f"{company.name} does not track classes, so that no document can bear one: switch Matters as classes off, "
            "or switch class tracking on in QuickBooks and refresh."
        )
        found.append(Problem("setting", Option.MATTERS_AS_CLASSES, words, Severity.REFUSED))
    return found


_C, _W = Severity.CRUCIAL, Severity.WARNING
_TRUST_ROLES = frozenset({Role.TRUST_BANK, Role.TRUST_LIABILITY, Role.TRUST_TRANSFERS, Role.STATUTORY_DEPOSIT})
