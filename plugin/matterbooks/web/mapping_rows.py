"""The rows of the mapping screen: what was entered beside what is needed, what is said of it, and what waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from matterbooks.ledger.source import Role
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.mapping.receivables import home_receivables
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER, Requirement
from matterbooks.web.choices import OptionGroup, host_label, label, quickbooks_choices
from matterbooks.web.draft import Draft, Entered, by_code, row_id
from matterbooks.web.facts import Facts
from matterbooks.web.suggestions import suggestions_for

MOST_CHOICES = 20_000
"""Choices on one page, above which rows offer theirs only when they are opened."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. index is its place within its section, as entered. A required row's left side is fixed.

    lost is what to call a right side that can no longer be chosen, and empty for every other; lost_left the same.
    maybe is what could stand on the right, and why, for a row that has nothing there. brief: only what is chosen is
    offered on the right until somebody opens it, because whole choices in every row would make the page too heavy.
    only: all that can stand on the right, where QuickBooks leaves no choice.
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
    brief: bool = False
    only: tuple[OptionGroup, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether it is required and nothing stands on the right yet."""
        return self.required and not self.quickbooks_id

    @property
    def bad(self) -> bool:
        """Whether the row stops documents or cannot be saved."""
        return any(problem.severity in (Severity.REFUSED, Severity.CRUCIAL) for problem in self.problems)


class Rows:
    """Entered rows beside what is needed, said and waiting."""

    def __init__(
        self,
        draft: Draft,
        needed: Iterable[Requirement],
        found: Iterable[Problem],
        waiting: Counter[tuple[str, str]],
        facts: Facts,
        opened: str,
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
        self._known_as = facts.mapping.known_as
        self._receivables = quickbooks_choices(home_receivables(facts.catalogue))
        self._receivable_rows = {
            ("account", account.code) for account in facts.practice.accounts if account.role is Role.RECEIVABLE
        }
        self._suggested = suggestions_for(facts, draft)
        self._opened = opened
        self._long = len(facts.practice.accounts) * len(facts.catalogue.accounts) > MOST_CHOICES

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
        only = self._receivables if key in self._receivable_rows else ()
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
            brief=self._long and row.section == "account" and not only and row.host_code not in ("", self._opened),
            only=only,
        )

    def _maybe(self, key: tuple[str, str]) -> tuple[str, str] | None:
        found = self._suggested.transfers if key[0] == "setting" else self._suggested.by_row.get(key)
        if found is None:
            return None
        if key[0] == "currency":
            return found.quickbooks_id, found.reason
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
            return f"{self._known_as.get(row.quickbooks_id, row.quickbooks_id)} (not in QuickBooks)"
        if ("account", row.host_code) in self._receivable_rows and account not in home_receivables(self._catalogue):
            return f"{label(account)} (not where QuickBooks posts bills)"
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
