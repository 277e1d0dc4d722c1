"""Suggestions: what is sure, what is only likely, and what is never suggested."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.likeness import Likeness, likeness
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.sides import Opposite, Practice
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


def test_two_accounts_that_differ_by_a_number_are_never_taken_for_one() -> None:
    first = HostAccount("6001", "Branch 1", Role.EXPENSE)
    second = QuickBooksAccount("9", "Branch 2", "Branch 2", "Expense")
    there = replace(CATALOGUE, accounts=(*CATALOGUE.accounts, second))
    assert not any(one.confident for one in suggest([first], there, Mapping()))


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


def test_a_long_chart_is_not_compared_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Counter[str]()

    def counted(left: Practice, right: Opposite) -> Likeness:
        compared[left.code] += 1
        return likeness(left, right)

    monkeypatch.setattr("matterbooks.mapping.evidence.likeness", counted)
    hosts = [HostAccount(str(number), f"Cost {number}", Role.EXPENSE, str(number)) for number in range(100)]
    there = tuple(QuickBooksAccount(str(number), f"Cost {number}", "", "Expense") for number in range(100))
    found = suggest(hosts, replace(CATALOGUE, accounts=there), Mapping())
    assert {one.host_code: one.quickbooks_id for one in found if one.confident} == {one.code: one.code for one in hosts}
    assert max(compared.values()) < 10
