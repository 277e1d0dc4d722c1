"""Whatever goes wrong in whatever order, every record ends in the company once, and the receivables agree."""

from __future__ import annotations

import pytest

from tests.push.office import Office
from tests.push.schedule import Schedule

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seeded_schedule_of_crashes_and_faults_ends_with_every_record_once(office: Office, seed: int) -> None:
    outcome = Schedule(office, seed).run()
    assert (outcome.duplicates, outcome.missing, outcome.unfinished) == ([], [], [])
    assert outcome.cents_apart == 0
    assert outcome.troubles + outcome.crashes > 0
