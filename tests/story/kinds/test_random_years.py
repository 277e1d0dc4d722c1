"""Whatever a practice does in a year: the trial balances of both books agree through the mapping, to the cent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from matterbooks.values import Option
from tests.clock import Clock
from tests.story.kinds.countries import COUNTRIES, Country
from tests.story.kinds.firm import Firm
from tests.story.kinds.practice import Practice
from tests.story.kinds.random_year import ACTS, Act, Year

SLOW = [HealthCheck.too_slow, HealthCheck.large_base_example]
LOOKS: dict[str, tuple[Option, ...]] = {"AU": (Option.MATTERS_AS_CUSTOMERS,), "GB": (Option.ITEMISED,)}


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.key)
def test_both_trial_balances_agree_after_any_year(
    make_firm: Callable[..., Firm], clock: Clock, country: Country
) -> None:
    foreign = country.key != "US taxed"
    firm = make_firm(country, *LOOKS.get(country.key, ()), foreign=foreign)
    practice = Practice(clock, country)

    @settings(max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=SLOW)
    @given(st.lists(ACTS, min_size=25, max_size=30))
    def year(acts: Sequence[Act]) -> None:
        firm.push(*Year(practice, foreign).write(acts))
        firm.assert_books_agree()

    year()
    assert len(firm.ledger.documents) >= 30
