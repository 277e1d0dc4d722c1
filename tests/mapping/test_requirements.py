"""Which rows are needed, for which switch, and what is said about a mapping that lacks or misuses them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.ledger.source import HostAccount
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.mapping.problems import problems, refused
from matterbooks.mapping.requirements import requirements
from matterbooks.values import Option, Switch
from tests.mapping.firm import CATALOGUE, CHART, CURRENCIES, MAPPED, TAX_CODES


def needed(*switches: Switch, chart: tuple[HostAccount, ...] = CHART) -> set[str]:
    mapping = Mapping(switches=frozenset(switches))
    return {row.host_code for row in requirements(mapping, chart, TAX_CODES, CURRENCIES)}


def found(mapping: Mapping, catalogue: Catalogue = CATALOGUE) -> tuple[Problem, ...]:
    return problems(mapping, CHART, TAX_CODES, CURRENCIES, catalogue)


def with_account(code: str, id_: str) -> Mapping:
    return replace(MAPPED, accounts={**MAPPED.accounts, code: id_})


def test_banks_and_the_transfers_account_are_needed_whatever_is_switched_on() -> None:
    assert needed() == {"1010", "1020", "bank_transfers_account"}


def test_one_bank_without_trust_needs_no_transfers_account() -> None:
    one_bank = tuple(account for account in CHART if account.code != "1020")
    assert "bank_transfers_account" not in needed(Switch.SALES, chart=one_bank)
    assert "bank_transfers_account" in needed(Switch.TRUST, chart=one_bank)


def test_sales_asks_for_receivables_income_and_tax_codes() -> None:
    assert needed(Switch.SALES) - needed() == {"1200", "4000", "4100", "GST", "FRE"}


def test_supplier_asks_for_payables_and_the_expenses_in_use() -> None:
    assert needed(Switch.SUPPLIER) - needed() == {"2000", "6100", "GST", "FRE"}


def test_trust_asks_for_trust_accounts_and_nothing_else() -> None:
    assert needed(Switch.TRUST) - needed() == {"1100", "2200"}


def test_tax_and_internal_accounts_are_never_asked_for() -> None:
    assert not {"2100", "3900"} & needed(*Switch)


def test_each_currency_beside_the_base_currency_asks_for_a_row() -> None:
    rows = requirements(Mapping(), CHART, TAX_CODES, ("AUD", "NZD", "USD"))
    assert [row.host_code for row in rows if row.section == "currency"] == ["NZD", "USD"]


def test_a_whole_mapping_has_no_problem() -> None:
    assert found(MAPPED) == ()


def test_a_missing_row_is_named_with_its_reason() -> None:
    without = replace(MAPPED, accounts={key: value for key, value in MAPPED.accounts.items() if key != "4000"})
    problem = found(without)[0]
    assert (problem.host_code, problem.severity) == ("4000", Severity.CRUCIAL)
    assert "Professional fees" in problem.words
    assert "lines of bills" in problem.words


@pytest.mark.parametrize(
    ("code", "id_"),
    [("1010", "84"), ("1010", "79"), ("1200", "35"), ("4000", "84"), ("2200", "35"), ("2100", "86"), ("3900", "86")],
)
def test_types_that_cannot_go_together_are_refused(code: str, id_: str) -> None:
    assert code in {problem.host_code for problem in refused(found(with_account(code, id_)))}


def test_a_legal_but_odd_type_is_a_warning() -> None:
    problem = found(with_account("4000", "90"))[0]
    assert problem.severity is Severity.WARNING
    assert "income account is expected" in problem.words


@pytest.mark.parametrize(("id_", "words"), [("91", "inactive"), ("999", "not in the QuickBooks company")])
def test_an_account_that_is_gone_or_inactive_makes_documents_wait(id_: str, words: str) -> None:
    problem = found(with_account("4000", id_))[0]
    assert problem.severity is Severity.CRUCIAL
    assert words in problem.words


def test_client_money_never_shares_an_account_with_office_money() -> None:
    mixed = replace(with_account("1100", "35"), switches=frozenset({Switch.SALES, Switch.TRUST}))
    assert "client money" in refused(found(mixed))[0].words


def test_the_transfers_account_is_nobody_elses() -> None:
    assert refused(found(replace(MAPPED, bank_transfers_account="36")))


@pytest.mark.parametrize(("id_", "severity"), [("84", "refused"), ("79", "refused")])
def test_the_transfers_account_stands_in_the_balance_sheet(id_: str, severity: str) -> None:
    mapping = replace(MAPPED, bank_transfers_account=id_, accounts={"1010": "35", "1020": "36"}, switches=frozenset())
    assert [problem.severity for problem in found(mapping)] == [severity]


def test_a_second_receivable_account_turns_the_row_red() -> None:
    second = QuickBooksAccount("99", "A/R two", "A/R two", "Accounts Receivable")
    catalogue = replace(CATALOGUE, accounts=(*CATALOGUE.accounts, second))
    problem = found(MAPPED, catalogue)[0]
    assert problem.host_code == "1200"
    assert "two receivable accounts" in problem.words


def test_a_receivable_account_in_another_currency_is_no_second_one() -> None:
    foreign = QuickBooksAccount("99", "A/R USD", "A/R USD", "Accounts Receivable", currency="USD")
    assert found(MAPPED, replace(CATALOGUE, accounts=(*CATALOGUE.accounts, foreign))) == ()


def test_a_tax_code_of_another_rate_is_pointed_out() -> None:
    problem = found(replace(MAPPED, tax_codes={"GST": "4", "FRE": "4"}))[0]
    assert (problem.section, problem.severity) == ("tax", Severity.WARNING)


def test_trust_without_matters_as_customers_says_what_cannot_be_proved() -> None:
    trust = replace(MAPPED, switches=frozenset({Switch.TRUST}))
    said = [problem for problem in found(trust) if problem.host_code == Option.MATTERS_AS_CUSTOMERS]
    assert [problem.severity for problem in said] == [Severity.WARNING]
    assert "no matter's balance can be proved" in said[0].words
    proved = replace(trust, options=frozenset({Option.MATTERS_AS_CUSTOMERS}))
    assert not [problem for problem in found(proved) if problem.section == "setting"]


def test_classes_are_refused_where_the_company_has_none() -> None:
    mapping = replace(MAPPED, options=frozenset({Option.MATTERS_AS_CLASSES}))
    assert [problem.host_code for problem in refused(found(mapping))] == [Option.MATTERS_AS_CLASSES]
    tracking = replace(CATALOGUE, company=replace(CATALOGUE.company, class_tracking=True))
    assert found(mapping, tracking) == ()
