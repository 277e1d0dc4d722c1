"""The mapping screen as values: which rows stand where, what is said beside each, what is crossed out on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matterbooks.ledger.source import HostAccount
from matterbooks.mapping.mapping import difference
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.mapping.problems import not_mapped, problems
from matterbooks.mapping.requirements import missing, requirements, waited_for
from matterbooks.mapping.resolve import row_name
from matterbooks.web.choices import Chart, Option, OptionGroup, chart_of, host_choices, label, quickbooks_choices
from matterbooks.web.draft import Draft, row_id
from matterbooks.web.facts import Facts
from matterbooks.web.mapping_rows import Row, Rows

_HOLDING = (Severity.REFUSED, Severity.CRUCIAL)


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
    account_labels: Mapping[str, str]
    chart: Chart
    mapped_count: int
    chart_count: int
    missing: int
    missing_tax: int
    transfers: Row
    problems: tuple[Problem, ...]
    waited: Counter[tuple[str, str]]
    accounts: Sequence[HostAccount]
    saved: list[tuple[str, str]]
    changed: int

    def waiting(self, problem: Problem) -> int:
        """How many documents wait for the row that a problem is about, where the problem is what holds them."""
        return self.waited[problem.section, problem.host_code] if problem.severity in _HOLDING else 0

    def found_by(self, problem: Problem) -> str:
        """What to search for in the activity, to see the documents that wait for the row of a problem."""
        return f"{row_name(problem.section, problem.host_code, self.accounts)} is"

    def is_open(self, problem: Problem) -> bool:
        """Whether nothing stands in the row that a problem is about."""
        return not self.draft.mapping().right(problem.section, problem.host_code)

    @property
    def summary(self) -> tuple[Problem, ...]:
        """What is said above the form: everything once, the worst first, of these what holds most documents."""
        once = {problem.words: problem for problem in reversed(self.problems)}
        first_ones, order = reversed(once.values()), list(Severity)
        return tuple(sorted(first_ones, key=lambda one: (order.index(one.severity), -self.waiting(one))))

    @property
    def red(self) -> int:
        """How many account rows have something in them that has to be mended."""
        return sum(row.bad and not row.missing for row in (*self.required, *self.also))

    def anchor(self, problem: Problem) -> str:
        """The id of the row that a problem is about."""
        return row_id(problem.section, problem.host_code)

    def said(self, code: str) -> tuple[Problem, ...]:
        """What is wrong with one of the settings."""
        return tuple(problem for problem in self.problems if (problem.section, problem.host_code) == ("setting", code))

    def setting_id(self, code: str) -> str:
        """The id of the row of a setting."""
        return row_id("setting", code)

    def blank(self, section: str) -> Row:
        """An empty row, which the browser copies when a row is added without a round trip."""
        return Row(row_id(section, "-new-"), section, 0, "", "", "", False, "", 0, "", "", "", ())


def build(
    facts: Facts,
    draft: Draft,
    waiting: Counter[tuple[str, str]],
    extra: Sequence[Problem] = (),
    opened: str = "",
) -> Screen:
    """The screen for this draft; extra are faults of what was entered, shown beside those of the mapping.

    opened: the practice account whose choices are all offered, where the chart is too long for all rows.
    """
    practice, mapping = facts.practice, draft.mapping()
    needed = requirements(mapping, practice.accounts, practice.tax_codes, practice.currencies)
    waited = waited_for(waiting, practice.accounts, needed)
    named = replace(mapping, known_as=facts.mapping.known_as)
    judged = problems(named, practice.accounts, practice.tax_codes, practice.currencies, facts.catalogue)
    found = (*extra, *judged, *map(not_mapped, missing(mapping, waited)))
    rows = Rows(draft, (*needed, *waited), found, waiting, facts, opened)
    used = set(mapping.accounts.values()) | {mapping.bank_transfers_account}
    chart = chart_of(facts.catalogue.accounts, used)
    account_rows = rows.of("account")
    return Screen(
        draft=draft,
        required=tuple(row for row in account_rows if row.required),
        also=tuple(row for row in account_rows if not row.required),
        tax=rows.of("tax"),
        currency=rows.of("currency"),
        host_accounts=host_choices(practice.accounts),
        host_tax_codes=tuple(Option(code.code, code.name) for code in practice.tax_codes),
        host_currencies=tuple(Option(code, code) for code in practice.currencies),
        quickbooks_accounts=quickbooks_choices(facts.catalogue.accounts),
        quickbooks_tax_codes=tuple(Option(tax.id, tax.name) for tax in facts.catalogue.tax_codes if tax.active),
        account_labels={account.id: label(account) for account in facts.catalogue.accounts},
        chart=chart,
        mapped_count=sum(line.mapped for _, lines in chart for line in lines),
        chart_count=sum(len(lines) for _, lines in chart),
        missing=sum(row.missing for row in account_rows),
        missing_tax=sum(row.missing for row in rows.of("tax")),
        transfers=rows.transfers,
        problems=found,
        waited=waiting,
        accounts=practice.accounts,
        saved=[(f"{section} {code}", id_) for section, code, id_ in sorted(facts.mapping.rows())],
        changed=len(difference(facts.mapping, mapping)),
    )
