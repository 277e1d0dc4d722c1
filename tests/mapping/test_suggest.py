"""Suggestions: what is sure, what is only likely, and what is never suggested."""

from __future__ import annotations

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.suggest import suggest, suggest_tax
from tests.mapping.firm import CATALOGUE, CHART, MAPPED, TAX_CODES

FOUND = {one.host_code: one for one in suggest(CHART, CATALOGUE, Mapping())}


def test_the_same_number_is_sure_and_says_so() -> None:
    assert (FOUND["4000"].quickbooks_id, FOUND["4000"].confident) == ("79", True)
    assert "same number 4000" in FOUND["4000"].reason


def test_the_same_name_is_sure() -> None:
    assert (FOUND["1100"].quickbooks_id, FOUND["1100"].confident) == ("37", True)


def test_the_only_receivable_account_is_sure() -> None:
    assert (FOUND["1200"].quickbooks_id, FOUND["1200"].confident) == ("84", True)


def test_a_likeness_alone_is_offered_and_not_taken_unseen() -> None:
    stranger = HostAccount("4200", "Fees for lending of seals", Role.INCOME)
    assert not any(one.confident for one in suggest([stranger], CATALOGUE, Mapping()))


def test_accounts_that_never_stand_in_the_map_are_not_suggested() -> None:
    assert not {"2100", "3900"} & FOUND.keys()


def test_inactive_accounts_are_not_suggested() -> None:
    assert "91" not in {one.quickbooks_id for one in FOUND.values()}


def test_what_is_mapped_is_left_alone_and_its_account_not_offered_again() -> None:
    found = suggest(CHART, CATALOGUE, MAPPED)
    assert not {one.host_code for one in found} & MAPPED.accounts.keys()
    assert not {one.quickbooks_id for one in found} & set(MAPPED.accounts.values())


def test_tax_codes_are_paired_by_rate() -> None:
    assert [
        (one.host_code, one.quickbooks_id, one.confident) for one in suggest_tax(TAX_CODES, CATALOGUE, Mapping())
    ] == [
        ("GST", "3", True),
        ("FRE", "4", True),
    ]
