"""Rows that share an account, lead to one that was renamed, or are in a currency that cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.mapping.problems import problems, refused
from matterbooks.mapping.requirements import requirements, waited_for
from matterbooks.mapping.resolve import missing_rows
from matterbooks.mapping.rows import Names, from_rows, to_rows
from matterbooks.values import Switch
from tests.mapping.firm import CATALOGUE, CHART, CURRENCIES, MAPPED, TAX_CODES
from tests.mapping.test_resolve import invoice, payment

NAMES = Names(CHART, TAX_CODES, CATALOGUE)


def found(mapping: Mapping, catalogue: Catalogue = CATALOGUE, chart: tuple[HostAccount, ...] = CHART) -> list[Problem]:
    return list(problems(mapping, chart, TAX_CODES, CURRENCIES, catalogue))


def mapped(**rows: str) -> Mapping:
    return replace(MAPPED, accounts={**MAPPED.accounts, **{code[1:]: id_ for code, id_ in rows.items()}})


def named(id_: str, **changes: str | bool) -> Catalogue:
    """The company in which one account is something else now."""
    accounts = tuple(replace(one, **changes) if one.id == id_ else one for one in CATALOGUE.accounts)  # type: ignore[arg-type]
    return replace(CATALOGUE, accounts=accounts)


def test_two_income_accounts_on_one_are_saved_with_a_note_beside_each() -> None:
    said = found(mapped(_4100="79"))
    assert [(one.host_code, one.severity) for one in said] == [("4000", Severity.NOTE), ("4100", Severity.NOTE)]
    words = (
        "Professional fees and Disbursements recovered are mapped to Legal fees together: QuickBooks shows them as one."
    )
    assert {one.words for one in said} == {words}


def test_two_banks_on_one_are_refused_as_neither_statement_could_be_reconciled() -> None:
    said = refused(found(mapped(_1020="35")))
    assert [one.host_code for one in said] == ["1010", "1020"]
    assert "cannot be reconciled" in said[0].words


def test_two_receivables_on_the_one_of_quickbooks_are_as_it_has_to_be() -> None:
    chart = (*CHART, HostAccount("1210", "Unbilled receivable", Role.RECEIVABLE, "1210"))
    assert {one.severity for one in found(mapped(_1210="84"), chart=chart)} == {Severity.NOTE}


def test_client_money_beside_office_money_is_said_on_the_side_of_the_client() -> None:
    said = refused(found(replace(mapped(_1100="35"), switches=frozenset({Switch.TRUST}))))
    assert [one.host_code for one in said] == ["1100"]
    assert "Trust bank is client money and shares Business Cheque with office money" in said[0].words


def test_a_renamed_account_turns_red_and_holds_until_the_mapping_is_saved_again() -> None:
    saved = from_rows(to_rows(MAPPED, NAMES))
    renamed = named("79", name="Sundry income", path="Sundry income")
    said = found(saved, renamed)
    assert [(one.host_code, one.severity) for one in said] == [("4000", Severity.CRUCIAL)]
    assert "Legal fees, to which Professional fees is mapped, is now called Sundry income" in said[0].words
    assert [row.host_code for row in missing_rows(invoice(), saved, renamed, CHART)] == ["4000"]
    again = from_rows(to_rows(saved, replace(NAMES, catalogue=renamed)))
    assert found(again, renamed) == []
    assert missing_rows(invoice(), again, renamed, CHART) == ()


def test_a_parent_that_was_renamed_renames_no_account_below_it() -> None:
    saved = from_rows(to_rows(MAPPED, NAMES))
    assert found(saved, named("80", path="Fees of 2027:Recovered")) == []


def test_a_row_of_before_names_were_kept_is_never_called_renamed() -> None:
    assert found(MAPPED, named("79", name="Sundry income", path="Sundry income")) == []


def test_the_words_that_quickbooks_adds_to_inactive_accounts_are_no_new_name() -> None:
    inactive = named("79", name="Legal fees (deleted)", path="Legal fees (deleted)", active=False)
    saved = from_rows(to_rows(MAPPED, replace(NAMES, catalogue=inactive)))
    assert "inactive in QuickBooks or was merged" in found(saved, inactive)[0].words
    assert found(saved) == []


def test_a_renamed_transfers_account_is_red_as_well() -> None:
    saved = from_rows(to_rows(MAPPED, NAMES))
    said = found(saved, named("38", name="Petty cash", path="Petty cash"))
    assert [(one.section, one.severity) for one in said] == [("setting", Severity.CRUCIAL)]


def test_a_second_receivable_account_holds_bills_and_receipts_until_it_is_inactive() -> None:
    second = QuickBooksAccount("99", "A/R two", "A/R two", "Accounts Receivable")
    two = replace(CATALOGUE, accounts=(*CATALOGUE.accounts, second))
    for document in (invoice(), payment()):
        assert [row.host_code for row in missing_rows(document, MAPPED, two, CHART)] == ["1200"]
    one = replace(two, accounts=(*CATALOGUE.accounts, replace(second, active=False)))
    assert missing_rows(invoice(), MAPPED, one, CHART) == ()


def test_receivables_are_never_those_of_another_currency() -> None:
    foreign = QuickBooksAccount("99", "A/R USD", "A/R USD", "Accounts Receivable", currency="USD")
    said = refused(found(mapped(_1200="99"), replace(CATALOGUE, accounts=(*CATALOGUE.accounts, foreign))))
    assert [one.host_code for one in said] == ["1200"]
    assert "choose the account in AUD" in said[0].words


@pytest.mark.parametrize(("to", "severity"), [("EUR", Severity.REFUSED), ("USD", Severity.CRUCIAL)])
def test_a_currency_is_itself_and_is_switched_on(to: str, severity: Severity) -> None:
    said = found(replace(MAPPED, currencies={"USD": to, "AUD": "AUD"}))
    assert [(one.host_code, one.severity) for one in said] == [("USD", severity)]


def test_a_currency_that_is_off_holds_its_documents_until_it_is_on() -> None:
    mapping = replace(MAPPED, currencies={"USD": "USD"})
    off = missing_rows(invoice(currency="USD"), mapping, CATALOGUE, CHART)
    assert [row.key for row in off] == [("currency", "USD")]
    assert "switch multicurrency on there" in off[0].words
    on = replace(CATALOGUE, company=replace(CATALOGUE.company, multi_currency=True))
    assert missing_rows(invoice(currency="USD"), mapping, on, CHART) == ()


def test_accounts_of_one_country_are_asked_for_where_the_practice_has_them() -> None:
    abroad = (
        *CHART,
        HostAccount("1190", "Statutory deposit", Role.STATUTORY_DEPOSIT, "1190"),
        HostAccount("2290", "Firm's interest in trust", Role.FIRMS_INTEREST, "2290"),
    )
    needed = {switch: _codes(abroad, switch) for switch in Switch}
    assert {"1190", "2290"} <= needed[Switch.TRUST]
    assert not {"1190", "2290"} & (needed[Switch.SALES] | needed[Switch.SUPPLIER])


def test_every_row_has_its_reason() -> None:
    rows = requirements(Mapping(switches=frozenset(Switch)), CHART, TAX_CODES, ("AUD", "USD"))
    assert all(row.why for row in rows)
    assert len({row.why for row in rows if row.section == "account"}) > 5


def test_rows_that_held_documents_wait_for_are_asked_for_with_the_others() -> None:
    needed = requirements(MAPPED, CHART, TAX_CODES, CURRENCIES)
    more = waited_for([("account", "6200"), ("account", "4000"), ("setting", "x")], CHART, needed)
    assert [(row.host_code, row.host_name, row.why) for row in more] == [
        ("6200", "Software", "documents that are held use it")
    ]


def test_drawings_may_be_mapped_and_stay_optional() -> None:
    chart = (*CHART, HostAccount("3100", "Drawings", Role.EQUITY, "3100"))
    equity = QuickBooksAccount("70", "Partner's drawings", "Partner's drawings", "Equity")
    company = replace(CATALOGUE, accounts=(*CATALOGUE.accounts, equity))
    assert found(mapped(_3100="70"), company, chart) == []
    assert "3100" not in _codes(chart, *Switch)


def _codes(chart: tuple[HostAccount, ...], *switches: Switch) -> set[str]:
    rows = requirements(Mapping(switches=frozenset(switches)), chart, TAX_CODES, CURRENCIES)
    return {row.host_code for row in rows}


def test_a_code_of_another_rate_on_purchases_is_pointed_out_once_supplier_invoices_are_on() -> None:
    free, gst = CATALOGUE.tax_codes[1], CATALOGUE.tax_codes[0]
    codes = (replace(gst, purchase_rates=free.sales_rates), replace(free, purchase_rates=free.sales_rates))
    company = replace(CATALOGUE, tax_codes=codes)
    assert found(MAPPED, company) == []
    supplier = replace(mapped(_2000="85", _6100="90"), switches=frozenset(Switch) - {Switch.TRUST})
    assert [(one.section, one.host_code, one.severity) for one in found(supplier, company)] == [
        ("tax", "GST", Severity.WARNING)
    ]
    assert found(supplier) == []
