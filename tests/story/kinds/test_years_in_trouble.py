"""The same years while the network fails, the company refuses and the worker dies between any two steps."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.clock import Clock
from tests.push.schedule import Schedule
from tests.story.kinds.countries import AU, CA, US, Country
from tests.story.kinds.firm import Firm
from tests.story.kinds.practice import Practice
from tests.story.kinds.random_year import Act, Year


@pytest.mark.parametrize(("country", "seed"), [(AU, 0), (US, 1), (CA, 2), (AU, 3)], ids=["AU", "US", "CA", "AU again"])
def test_every_record_of_a_year_arrives_once_and_both_books_agree(
    make_firm: Callable[..., Firm], clock: Clock, country: Country, seed: int
) -> None:
    firm, chance = make_firm(country), random.Random(seed)
    acts = [
        Act(chance.randrange(20), chance.randint(1, 900_000), chance.randrange(12), chance.randrange(12))
        for _ in range(24)
    ]
    schedule = Schedule(firm, seed, documents=list(Year(Practice(clock, country), foreign=False).write(acts)))
    schedule.settle()
    assert schedule.unfinished() == []
    assert schedule.troubles + schedule.crashes > 0
    firm.assert_books_agree()
