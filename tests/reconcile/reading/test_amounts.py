"""Printed amounts: every negative form comes back to the cent, and what is no amount is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.reconcile.reading.amounts import decimal_mark, printed, to_cents

CENTS = st.integers(min_value=0, max_value=10**14)
FORMS = (
    "-{}", "-${}", "$-{}", "£-{}", "({})", "(${})", "$({})", "{}-", "${}-", "\u2212{}", "A$-{}", "-{} USD", "-€{}",
)  # fmt: skip


@given(CENTS, st.sampled_from(FORMS))
def test_every_negative_form_comes_back(cents: int, form: str) -> None:
    for text in (printed(cents), printed(cents).replace(",", "")):
        assert to_cents(form.format(text)) == -cents


@given(CENTS, st.sampled_from(["{}", "${}", "£{}", "USD{}", "{} €"]))
def test_every_positive_form_comes_back(cents: int, form: str) -> None:
    assert to_cents(form.format(printed(cents))) == cents


@given(CENTS, st.sampled_from([".", "\u00a0", "\u202f", "'", "\u2019", ""]))
def test_decimal_commas_come_back_when_the_file_uses_them(cents: int, group: str) -> None:
    text = printed(cents).replace(",", "#").replace(".", ",").replace("#", group)
    assert to_cents(text, ",") == cents
    assert decimal_mark(["", "7", text]) == ","


@pytest.mark.parametrize(("text", "cents"), [("", 0), ("5", 500), ("5.1", 510), (".5", 50), ("1.2300", 123), ("-0", 0)])
def test_short_forms_are_read(text: str, cents: int) -> None:
    assert to_cents(text) == cents


@pytest.mark.parametrize(
    "text",
    ["1.234", "1,23", "1,2345.00", "12,34", "(1", "1)", "-(1)", "--1", "-1-", "$", "-", "x", "1e5", "1.2.3", "####",
     "=1", "1/2/2025", "1 234 5", "$1$2", "9" * 16, "nan", "٣"],
)  # fmt: skip
def test_what_is_no_amount_is_none(text: str) -> None:
    assert to_cents(text) is None


def test_a_file_with_decimal_points_has_none_of_its_commas_taken_for_decimals() -> None:
    assert decimal_mark(["1,234", "5.00"]) == "."
    assert decimal_mark(["1,234", "12"]) == "."
