"""Whatever a practice does in a year: the trial balances of both books agree through the mapping, to the cent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from matterbooks.values import Option
from tests.clock import Clock
from tests.story.kinds.countries import COUNTRIES, Country
from tests.story.kinds.firm import Firm
from tests.story.kinds.practice import Practice
from tests.story.kinds.random_year import Act, Year, acts

SLOW = [HealthCheck.too_slow, HealthCheck.large_base_example]
LOOKS: dict[str, tuple[Option, ...]] = {"AU": (Option.MATTERS_AS_CUSTOMERS,), "GB": (Option.ITEMISED,)}


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.key)
def test_both_trial_balances_agree_after_any_year(
    make_firm: Callable[..., Firm], clock: Clock, country: Country
) -> None:
    foreign = not country.key.startswith("US ")
    firm = make_firm(country, *LOOKS.get(country.key, ()), foreign=foreign)
    practice = Practice(clock, country)

    @settings(max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=SLOW)
    @given(acts(30))
    def year(done: Sequence[Act]) -> None:
        firm.push(*Year(practice, foreign).write(done))
        firm.assert_books_agree()

    year()
    kinds = {ref.kind for ref in firm.ledger.documents}
    assert len(firm.ledger.documents) >= 40
    assert len(kinds) >= 10, kinds
