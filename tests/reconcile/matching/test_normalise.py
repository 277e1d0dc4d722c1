"""Numbers and names that mean the same are the same; what differs stays apart."""

from __future__ import annotations

import pandas as pd
import pytest

from matterbooks.reconcile.accounts import leading_number, printed_key
from matterbooks.reconcile.known import parse_posts
from matterbooks.reconcile.normalise import client_key, number_keys, party_key


def key(number: str) -> str:
    """The key of one number."""
    return str(number_keys(pd.Series([number], dtype="str")).iloc[0])


@pytest.mark.parametrize("number", ["INV-001001", "1001", " inv 1001", "Inv/1001", "0001001", "INV#1001"])
def test_prefix_padding_and_case_do_not_make_another_number(number: str) -> None:
    assert key(number) == "1001"


def test_a_number_cut_at_21_characters_is_the_same_number() -> None:
    long = "INV-2026-0000000001-HARBOUR"
    assert key(long) == key(long[:21])


@pytest.mark.parametrize(("one", "other"), [("1001", "1002"), ("1001", "1001-2"), ("A", "B"), ("10", "1")])
def test_other_numbers_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "name",
    ["Smith & Sons Pty. Ltd.", "SMITH AND SONS PTY LIMITED", "Smith and Sons", "Smith & Sons (17)", "smith & sons LLC"],
)
def test_legal_form_punctuation_and_case_do_not_make_another_party(name: str) -> None:
    assert party_key(name) == "smith and sons"


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u2018", "\u00b4", "`", ""])
def test_an_apostrophe_may_be_straight_curled_or_left_out(apostrophe: str) -> None:
    assert party_key(f"O{apostrophe}Dowd\u2014Estates") == "odowd estates"


def test_a_name_that_is_a_legal_form_only_keeps_it() -> None:
    assert party_key("Limited") == "limited"


def test_the_client_of_a_sub_customer_comes_before_the_colon() -> None:
    assert client_key("Freeman Sporting Goods:0969 Ocean View Road") == "freeman sporting goods"


@pytest.mark.parametrize("printed", ["10100 Checking", "Checking (deleted)", "checking", "Checking (deleted-2)"])
def test_an_account_is_known_in_any_dress(printed: str) -> None:
    assert printed_key(printed) == "checking"


def test_the_number_of_a_sub_account_is_that_of_its_leaf() -> None:
    assert leading_number("Operating Expenses:6100 Software") == "6100"
    assert leading_number("Operating Expenses") == ""


def test_pushed_posts_may_hold_any_account_name() -> None:
    text = "Costs; other=12;A=1 fund=-5;Fees:Court=-7"
    assert parse_posts(text) == [("Costs; other", 12), ("A=1 fund", -5), ("Fees:Court", -7)]
