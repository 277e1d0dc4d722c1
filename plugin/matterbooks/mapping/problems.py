"""What is wrong with a mapping as it stands: rows that are missing, cannot be, or no longer lead anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from matterbooks.ledger.source import HostAccount, HostTaxCode, Role
from matterbooks.mapping.account_types import TRANSFERS, fit
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.mapping.receivables import RECEIVABLE, second_receivable
from matterbooks.mapping.renamed import former_name
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER, Requirement, missing, requirements
from matterbooks.mapping.shared import shared
from matterbooks.mapping.tax_problems import taxes
from matterbooks.values import Option, Switch


def problems(
    mapping: Mapping,
    accounts: Sequence[HostAccount],
    tax_codes: Sequence[HostTaxCode],
    currencies: Sequence[str],
    catalogue: Catalogue,
) -> tuple[Problem, ...]:
    """Everything that is wrong, the worst first.

    Accounts that were renamed in QuickBooks are told of a mapping as it was saved: what is entered anew has no names.
    """
    chart = {account.code: account for account in accounts}
    found = (
        *_missing(mapping, accounts, tax_codes, currencies),
        *(problem for code in mapping.accounts for problem in _account(chart, code, mapping, catalogue)),
        *_transfers(mapping, catalogue),
        *shared(mapping, chart, catalogue),
        *taxes(mapping, tax_codes, catalogue),
        *_currencies(mapping, catalogue.company),
        *_second_receivable(mapping, chart, catalogue),
        *_looks(mapping, catalogue.company),
    )
    return tuple(sorted(found, key=lambda problem: list(Severity).index(problem.severity)))


def refused(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those for which a mapping is not saved."""
    return tuple(problem for problem in found if problem.severity is Severity.REFUSED)


def not_mapped(row: Requirement) -> Problem:
    """What is said of a row that is needed and not there."""
    return Problem(row.section, row.host_code, f"{row.host_name} is not mapped: {row.why}.", _C)


def _missing(
    mapping: Mapping, accounts: Sequence[HostAccount], tax_codes: Sequence[HostTaxCode], currencies: Sequence[str]
) -> list[Problem]:
    needed = requirements(mapping, accounts, tax_codes, currencies)
    return [not_mapped(row) for row in missing(mapping, needed)]


def _account(chart: dict[str, HostAccount], code: str, mapping: Mapping, catalogue: Catalogue) -> list[Problem]:
    host = chart.get(code)
    if host is None:
        return [Problem("account", code, f"Account {code} is no longer in the practice ledger: remove its row.", _W)]
    if host.role in NEVER:
        words = f"{host.name} never stands in this map: {NEVER[host.role]}. Remove its row."
        return [Problem("account", code, words, Severity.REFUSED)]
    target = catalogue.by_id.get(mapping.accounts[code])
    if target is None or not target.active:
        return [Problem("account", code, _lost(host.name, target), _C)]
    renamed = _renamed("account", code, host.name, target, mapping)
    return [*renamed, *_types(host, target), *_currency(host, target, catalogue)]


def _lost(name: str, target: QuickBooksAccount | None) -> str:
    if target is None:
        return f"The account that {name} is mapped to is not in the QuickBooks company: choose another."
    return (
        f"{target.path}, to which {name} is mapped, is inactive in QuickBooks or was merged into another: make it "
        "active there and refresh, or choose another."
    )


def _renamed(section: str, code: str, name: str, target: QuickBooksAccount, mapping: Mapping) -> list[Problem]:
    former = former_name(mapping, target)
    if not former:
        return []
    words = (
        f"{former}, to which {name} is mapped, is now called {target.path} in QuickBooks: save the mapping if it still "
        "stands for the same, or choose another."
    )
    return [Problem(section, code, words, _C)]


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
    if target.type not in _LEDGERS:
        return [Problem("account", host.code, words, _W)]
    words += f" QuickBooks posts documents in {target.currency} there by itself: choose the account in {home}."
    return [Problem("account", host.code, words, Severity.REFUSED)]


def _transfers(mapping: Mapping, catalogue: Catalogue) -> list[Problem]:
    id_ = mapping.bank_transfers_account
    if not id_:
        return []
    target = catalogue.by_id.get(id_)
    if target is None or not target.active:
        return [Problem("setting", BANK_TRANSFERS, _lost("Bank transfers", target), _C)]
    if renamed := _renamed("setting", BANK_TRANSFERS, "Bank transfers", target, mapping):
        return renamed
    if id_ in mapping.accounts.values():
        words = f"{target.path} is mapped to an account already; transfers need one that nothing else posts to."
        return [Problem("setting", BANK_TRANSFERS, words, Severity.REFUSED)]
    fitting = TRANSFERS.judge(target.type)
    if fitting.good:
        return []
    severity = _W if fitting.legal else Severity.REFUSED
    return [Problem("setting", BANK_TRANSFERS, f"{target.path} is of type {target.type}: {fitting.words}.", severity)]


def _currencies(mapping: Mapping, company: Company) -> list[Problem]:
    found = []
    for code, to in mapping.currencies.items():
        if to != code:
            words = f"An amount in {code} is never one in {to}: map {code} to {code}, or remove the row."
            found.append(Problem("currency", code, words, Severity.REFUSED))
        elif code != company.home_currency and not company.multi_currency:
            words = (
                f"{company.name} keeps no currency but {company.home_currency}: switch multicurrency on in QuickBooks, "
                f"add {code}, then refresh. Documents in {code} wait until then."
            )
            found.append(Problem("currency", code, words, _C))
    return found


def _second_receivable(mapping: Mapping, chart: dict[str, HostAccount], catalogue: Catalogue) -> list[Problem]:
    words = second_receivable(catalogue)
    rows = [code for code in mapping.accounts if code in chart and chart[code].role is Role.RECEIVABLE]
    return [Problem("account", code, words, _C) for code in rows if words]


def _looks(mapping: Mapping, company: Company) -> list[Problem]:
    found = []
    if mapping.is_on(Switch.TRUST) and Option.MATTERS_AS_CUSTOMERS not in mapping.options:
        words = (
            "Trust transactions are on and matters are no sub-customers: QuickBooks shows what is owed to each client, "
            "and no matter's balance can be proved there."
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
_LEDGERS = frozenset({RECEIVABLE, "Accounts Payable"})
