"""Suggestions by what was posted before, by numbers that agree or do not, and the traps of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Mapped
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.account_types import ORDER, fit
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.posted import history_of
from matterbooks.mapping.suggest import Suggestion, suggest
from tests.mapping.firm import CATALOGUE


def company(*accounts: tuple[str, str] | tuple[str, str, str]) -> Catalogue:
    """A company with these accounts, each a path, a type and perhaps a number; the path is the id."""
    made = (
        QuickBooksAccount(path, path.rpartition(":")[2], path, type_, number="".join(number))
        for path, type_, *number in accounts
    )
    return replace(CATALOGUE, accounts=tuple(made))


def found(
    there: Catalogue, *hosts: tuple[str, Role], history: Mapped[str, Counter[str]] | None = None
) -> dict[str, Suggestion]:
    """What is suggested for accounts whose codes are their names."""
    made = [HostAccount(name, name, role) for name, role in hosts]
    return {one.host_code: one for one in suggest(made, there, Mapping(), history)}


def test_what_was_posted_before_outweighs_the_name_and_says_so() -> None:
    there = company(("Sundries", "Expense"), ("Messengers", "Expense"))
    one = found(there, ("Odds and ends", Role.EXPENSE), history={"Odds and ends": Counter(Messengers=12)})[
        "Odds and ends"
    ]
    assert (one.quickbooks_id, one.confident) == ("Messengers", True)
    assert "12 of 12 earlier documents posted there" in one.reason


def test_a_history_that_is_short_or_divided_is_offered_and_not_sure() -> None:
    there = company(("Sundries", "Expense"), ("Messengers", "Expense"))
    for posted in (Counter(Messengers=2), Counter(Messengers=6, Sundries=4)):
        one = found(there, ("Odds", Role.EXPENSE), history={"Odds": posted})["Odds"]
        assert (one.quickbooks_id, one.confident) == ("Messengers", False)


def test_a_name_is_no_longer_sure_where_documents_were_posted_elsewhere() -> None:
    there = company(("Rent", "Expense"), ("Premises", "Expense"))
    one = found(there, ("Rent", Role.EXPENSE), history={"Rent": Counter(Premises=2, Rent=1)})["Rent"]
    assert not one.confident


def test_a_history_never_leads_to_a_type_that_cannot_be() -> None:
    there = company(("Old bank", "Bank"), ("Rent", "Expense"))
    history = {"Debtors": Counter({"Old bank": 50})}
    assert found(there, ("Debtors", Role.RECEIVABLE), history=history) == {}


def test_a_history_of_accounts_that_are_gone_is_passed_over() -> None:
    one = found(company(("Rent", "Expense")), ("Rent", Role.EXPENSE), history={"Rent": Counter(gone=9)})["Rent"]
    assert (one.quickbooks_id, one.confident) == ("Rent", False)


def test_one_number_for_different_things_is_never_sure() -> None:
    there = company(("Depreciation", "Expense", "6000"), ("Postage", "Expense", "6010"), ("Wages", "Expense", "6020"))
    hosts = [HostAccount(*one) for one in (
        ("6000", "Accounting", Role.EXPENSE), ("6010", "Bank charges", Role.EXPENSE), ("6020", "Gifts", Role.EXPENSE)
    )]  # fmt: skip
    assert not any(one.confident for one in suggest(hosts, there, Mapping()))


def test_numbers_that_agree_elsewhere_tell_two_of_one_name_apart() -> None:
    there = company(
        ("Sydney:Rent", "Expense", "6100"), ("Perth:Rent", "Expense", "6200"), ("Wages", "Expense", "6300"),
        ("Postage", "Expense", "6400"), ("Couriers", "Expense", "6500"),
    )  # fmt: skip
    names = {"6200": "Rent", "6300": "Wages", "6400": "Postage", "6500": "Couriers"}
    hosts = [HostAccount(code, name, Role.EXPENSE) for code, name in names.items()]
    assert {one.host_code: one.quickbooks_id for one in suggest(hosts, there, Mapping())}["6200"] == "Perth:Rent"


@pytest.mark.parametrize(
    ("mine", "role", "theirs", "type_"),
    [
        ("Office 1", Role.BANK, "Office 2", "Bank"),
        ("Trust bank A", Role.TRUST_BANK, "Trust bank B", "Bank"),
        ("Loan - partner X", Role.LIABILITY, "Loan - partner Y", "Long Term Liability"),
        ("Accumulated depreciation - vehicles", Role.ASSET, "Vehicles", "Fixed Asset"),
        ("Vehicles", Role.ASSET, "Vehicles - accumulated depreciation", "Fixed Asset"),
        ("Prepaid rent", Role.ASSET, "Rent", "Other Current Asset"),
        ("Rent", Role.EXPENSE, "Prepaid rent", "Other Current Asset"),
        ("Accrued wages", Role.LIABILITY, "Wages", "Expense"),
        ("Interest income", Role.INCOME, "Interest", "Expense"),
        ("Disbursements recovered", Role.DISBURSEMENT_RECOVERY, "Disbursements recoverable", "Other Current Asset"),
        ("Bad debts", Role.EXPENSE, "Bad debts recovered", "Other Income"),
        ("Provision for doubtful debts", Role.ASSET, "Sundry debtors", "Other Current Asset"),
        ("Insurance", Role.EXPENSE, "Motor vehicle:Insurance", "Expense"),
        ("Travel - domestic", Role.EXPENSE, "Travel - international", "Expense"),
        ("Petty cash", Role.BANK, "Business cheque", "Bank"),
        ("Savings", Role.BANK, "Business cheque", "Bank"),
        ("Allowance for doubtful accounts", Role.RECEIVABLE, "Accounts Receivable (A/R)", "Accounts Receivable"),
    ],
)
def test_what_is_nearly_the_same_is_never_sure(mine: str, role: Role, theirs: str, type_: str) -> None:
    assert not any(one.confident for one in found(company((theirs, type_)), (mine, role)).values())


def test_business_money_and_client_money_are_never_taken_for_each_other() -> None:
    there = company(("Client trust account", "Bank"), ("Business cheque", "Bank"))
    both = found(there, ("Trust bank", Role.TRUST_BANK), ("Office account", Role.BANK))
    assert {code: one.quickbooks_id for code, one in both.items()} == {
        "Trust bank": "Client trust account",
        "Office account": "Business cheque",
    }
    assert found(company(("Client trust account", "Bank")), ("Office account", Role.BANK)) == {}


WORDS = st.sampled_from([
    "rent", "trust", "wages", "office", "fees", "1", "2", "bank", "interest", "recovered", "prepaid", "travel", "loan",
    "Smith", "tax",
])  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
HOSTS = st.lists(st.tuples(NAMES, st.sampled_from(Role)), max_size=12, unique_by=lambda pair: pair[0])
THEIRS = st.lists(st.tuples(NAMES, st.sampled_from(ORDER)), max_size=12, unique_by=lambda pair: pair[0])


@settings(max_examples=60, deadline=None)
@given(hosts=HOSTS, theirs=THEIRS, data=st.data())
def test_whatever_the_charts(hosts: list[tuple[str, Role]], theirs: list[tuple[str, str]], data: st.DataObject) -> None:
    there, roles = company(*theirs), dict(hosts)
    first = found(there, *hosts)
    shuffled = company(*data.draw(st.permutations(theirs)))
    assert found(shuffled, *data.draw(st.permutations(hosts))) == first
    sure = [one.quickbooks_id for one in first.values() if one.confident]
    assert len(sure) == len(set(sure))
    for code, one in first.items():
        fitting = fit(roles[code], there.by_id[one.quickbooks_id].type)
        assert fitting.legal
        assert fitting.good or not one.confident
        assert one.confident == (one.confidence >= 80)
        assert one.reason


def test_a_history_is_counted_from_what_was_pushed_under_each_version() -> None:
    there = company(("Legal fees", "Income"), ("Fees; other=more", "Income"), ("Rent", "Expense"))
    first = Mapping(accounts={"4000": "Legal fees", "6100": "Rent"})
    second = Mapping(accounts={"4000": "Fees; other=more", "6100": "gone"})
    documents = [(1, "Accounts Receivable=110;Legal fees=-110"), (1, "Accounts Receivable=5;Legal fees=-5")]
    documents += [(2, "Accounts Receivable=7;Fees; other=more=-7"), (3, "Rent=8")]
    assert history_of(documents, {1: first, 2: second}, there) == {
        "4000": Counter({"Legal fees": 2, "Fees; other=more": 1})
    }
