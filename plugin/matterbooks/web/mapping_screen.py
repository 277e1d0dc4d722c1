"""The mapping screen as values: which rows stand where, what is said beside each, what is crossed out on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.account_types import place
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.mapping import difference
from matterbooks.mapping.problems import Problem, Severity, problems
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER, Requirement, requirements
from matterbooks.web.draft import Draft, Entered, by_code, row_id
from matterbooks.web.facts import Facts
from matterbooks.web.suggestions import suggestions_for


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
class Row:
    """One row. index is its place within its section, as entered. A required row's left side is fixed.

    lost is what to call a right side that can no longer be chosen, and empty for every other; lost_left the same.
    maybe is what could stand on the right, and why, for a row that has nothing there.
    """

    id: str
    section: str
    index: int
    host_code: str
    host_label: str
    quickbooks_id: str
    required: bool
    why: str
    waiting: int
    suggested: str
    lost: str
    lost_left: str
    problems: tuple[Problem, ...]
    maybe: tuple[str, str] | None = None

    @property
    def missing(self) -> bool:
        """Whether it is required and nothing stands on the right yet."""
        return self.required and not self.quickbooks_id

    @property
    def bad(self) -> bool:
        """Whether the row stops documents or cannot be saved."""
        return any(problem.severity is not Severity.WARNING for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One account of the company, crossed out once it is mapped."""

    id: str
    label: str
    mapped: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """All that the template shows beside the connection."""

    draft: Draft
    required: tuple[Row, ...]
    also: tuple[Row, ...]
    tax: tuple[Row, ...]
    currency: tuple[Row, ...]
    host_accounts: tuple[OptionGroup, ...]
    host_tax_codes: tuple[Option, ...]
    host_currencies: tuple[Option, ...]
    quickbooks_accounts: tuple[OptionGroup, ...]
    quickbooks_tax_codes: tuple[Option, ...]
    chart: tuple[tuple[str, tuple[ChartLine, ...]], ...]
    mapped_count: int
    chart_count: int
    missing: int
    missing_tax: int
    transfers: Row
    problems: tuple[Problem, ...]
    saved: list[tuple[str, str]]
    changed: int

    def waiting(self, problem: Problem) -> int:
        """How many documents wait for the row that a problem is about."""
        rows = (*self.required, *self.also, *self.tax, *self.currency, self.transfers)
        return max((row.waiting for row in rows if row.id == self.anchor(problem)), default=0)

    def anchor(self, problem: Problem) -> str:
        """The id of the row that a problem is about."""
        return row_id(problem.section, problem.host_code)

    def blank(self, section: str) -> Row:
        """An empty row, which the browser copies when a row is added without a round trip."""
        return Row(row_id(section, "-new-"), section, 0, "", "", "", False, "", 0, "", "", "", ())


def build(facts: Facts, draft: Draft, waiting: Counter[tuple[str, str]], extra: Sequence[Problem] = ()) -> Screen:
    """The screen for this draft; extra are faults of what was entered, shown beside those of the mapping."""
    practice, mapping = facts.practice, draft.mapping()
    needed = requirements(mapping, practice.accounts, practice.tax_codes, practice.currencies)
    judged = problems(mapping, practice.accounts, practice.tax_codes, practice.currencies, facts.catalogue)
    found = (*extra, *judged)
    rows = _Rows(draft, needed, found, waiting, facts)
    used = set(mapping.accounts.values()) | {mapping.bank_transfers_account}
    chart = _chart(facts.catalogue.accounts, used)
    account_rows = rows.of("account")
    return Screen(
        draft=draft,
        required=tuple(row for row in account_rows if row.required),
        also=tuple(row for row in account_rows if not row.required),
        tax=rows.of("tax"),
        currency=rows.of("currency"),
        host_accounts=_host_accounts(practice.accounts),
        host_tax_codes=tuple(Option(code.code, code.name) for code in practice.tax_codes),
        host_currencies=tuple(Option(code, code) for code in practice.currencies),
        quickbooks_accounts=_quickbooks_accounts(facts.catalogue.accounts),
        quickbooks_tax_codes=tuple(Option(tax.id, tax.name) for tax in facts.catalogue.tax_codes if tax.active),
        chart=chart,
        mapped_count=sum(line.mapped for _, lines in chart for line in lines),
        chart_count=sum(len(lines) for _, lines in chart),
        missing=sum(row.missing for row in (*account_rows, rows.transfers)),
        missing_tax=sum(row.missing for row in rows.of("tax")),
        transfers=rows.transfers,
        problems=found,
        saved=[(f"{section} {code}", id_) for section, code, id_ in sorted(facts.mapping.rows())],
        changed=len(difference(facts.mapping, mapping)),
    )


class _Rows:
    """Entered rows beside what is needed, said and waiting."""

    def __init__(
        self,
        draft: Draft,
        needed: Iterable[Requirement],
        found: Iterable[Problem],
        waiting: Counter[tuple[str, str]],
        facts: Facts,
    ) -> None:
        self._draft = draft
        self._needed = {(row.section, row.host_code): row for row in needed}
        self._said: dict[tuple[str, str], list[Problem]] = {}
        for problem in found:
            self._said.setdefault((problem.section, problem.host_code), []).append(problem)
        self._waiting = waiting
        self._labels = _labels(facts)
        self._choosable = _choosable(facts)
        self._catalogue = facts.catalogue
        self._suggested = suggestions_for(facts, draft)

    @property
    def transfers(self) -> Row:
        """The Bank transfers account, which is a setting and a row."""
        entered = Entered("setting", BANK_TRANSFERS, self._draft.bank_transfers_account)
        return self._row(entered, 0)

    def of(self, section: str) -> tuple[Row, ...]:
        """Required rows in the order of the chart, then whatever else was entered."""
        entered = self._draft.of(section)
        first = by_code(entered)
        codes = [code for part, code in self._needed if part == section]
        wanted = [first.get(code, Entered(section, code, "")) for code in codes]
        others = [row for row in entered if row not in wanted]
        first_ones = {id(row) for row in (*wanted, *first.values())}
        rows = enumerate([*wanted, *others])
        return tuple(self._row(row, index, twice=id(row) not in first_ones) for index, row in rows)

    def _row(self, row: Entered, index: int, *, twice: bool = False) -> Row:
        key = row.section, row.host_code
        need = self._needed.get(key)
        return Row(
            id=row_id(row.section, row.host_code if row.host_code and not twice else f"{row.host_code}-new-{index}"),
            section=row.section,
            index=index,
            host_code=row.host_code,
            host_label=self._labels.get(key, row.host_code),
            quickbooks_id=row.quickbooks_id,
            required=need is not None,
            why=need.why if need else "",
            waiting=self._waiting[key],
            suggested=row.why,
            lost=self._lost(row),
            lost_left="" if not row.host_code or key in self._choosable else f"{row.host_code} (not to be mapped)",
            problems=tuple(self._said.get(key, ())) if row.host_code else (),
            maybe=None if row.quickbooks_id else self._maybe(key),
        )

    def _maybe(self, key: tuple[str, str]) -> tuple[str, str] | None:
        found = self._suggested.transfers if key[0] == "setting" else self._suggested.by_row.get(key)
        if found is None:
            return None
        if key[0] == "tax":
            tax = self._catalogue.tax_code(found.quickbooks_id)
            return (tax.name, found.reason) if tax else None
        return label(self._catalogue.by_id[found.quickbooks_id]), found.reason

    def _lost(self, row: Entered) -> str:
        if not row.quickbooks_id or row.section == "currency":
            return ""
        if row.section == "tax":
            tax = self._catalogue.tax_code(row.quickbooks_id)
            return "" if tax and tax.active else f"{tax.name if tax else row.quickbooks_id} (not in use)"
        account = self._catalogue.by_id.get(row.quickbooks_id)
        if account is None:
            return f"{row.quickbooks_id} (not in QuickBooks)"
        return "" if account.active else f"{label(account)} (inactive)"


def _labels(facts: Facts) -> dict[tuple[str, str], str]:
    accounts = {("account", account.code): host_label(account) for account in facts.practice.accounts}
    return accounts | {("tax", code.code): code.name for code in facts.practice.tax_codes}


def _choosable(facts: Facts) -> set[tuple[str, str]]:
    practice = facts.practice
    accounts = {("account", one.code) for one in practice.accounts if one.active and one.role not in NEVER}
    return (
        accounts
        | {("tax", one.code) for one in practice.tax_codes}
        | {("currency", one) for one in practice.currencies}
    )


def host_label(account: HostAccount) -> str:
    """Number and name, as accountants look for it."""
    return f"{account.number or account.code} {account.name}"


def label(account: QuickBooksAccount) -> str:
    """Number and full name of a QuickBooks account."""
    return f"{account.number} {account.path}".strip()


def _host_accounts(accounts: Sequence[HostAccount]) -> tuple[OptionGroup, ...]:
    shown = [account for account in accounts if account.active and account.role not in NEVER]
    by_role = groupby(sorted(shown, key=lambda one: (_ROLES.index(one.role), host_label(one))), _role)
    return tuple(
        OptionGroup(role, tuple(Option(account.code, host_label(account)) for account in group))
        for role, group in by_role
    )


_ROLES = tuple(Role)


def _role(account: HostAccount) -> str:
    return account.role.value.replace("_", " ").capitalize()


def _quickbooks_accounts(accounts: Sequence[QuickBooksAccount]) -> tuple[OptionGroup, ...]:
    return tuple(
        OptionGroup(type_, tuple(Option(account.id, label(account)) for account in group))
        for type_, group in _by_type(accounts)
    )


def _chart(accounts: Sequence[QuickBooksAccount], used: set[str]) -> tuple[tuple[str, tuple[ChartLine, ...]], ...]:
    return tuple(
        (type_, tuple(ChartLine(account.id, label(account), account.id in used) for account in group))
        for type_, group in _by_type(accounts)
    )


def _by_type(accounts: Sequence[QuickBooksAccount]) -> list[tuple[str, list[QuickBooksAccount]]]:
    active = sorted((one for one in accounts if one.active), key=lambda one: (place(one.type), one.type, label(one)))
    return [(type_, list(group)) for type_, group in groupby(active, lambda account: account.type)]
