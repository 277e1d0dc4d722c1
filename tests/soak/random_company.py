"""The sandbox under random hands for long: `make soak ARGS="company --requests 20000 --first 0"`.

Each seed is a run of its own, so that a seed that fails can be run again alone.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sandbox.random_company import RandomCompany, outcomes

EXAMPLES, STEPS = 50, 50


def run_seed(number: int) -> Counter[str]:
    """The outcomes of one seed. Raises: AssertionError where the books are untrue, or what a request broke."""
    outcomes.clear()

    @seed(number)
    class Seeded(RandomCompany):
        """The same rules under this seed."""

    run_state_machine_as_test(
        Seeded,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Counter(outcomes)


def main(arguments: list[str]) -> int:
    """Run seeds until enough requests were sent; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="company", description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args(arguments)
    total, number, bad, began = Counter[str](), given.first, [], time.monotonic()
    while sum(total.values()) < given.requests:
        try:
            total += run_seed(number)
        except Exception as error:  # whatever broke, the seed shows it again
            bad.append(number)
            total += Counter(outcomes)
            print(f"seed {number}: {error!r}")
        number += 1
    seconds = time.monotonic() - began
    print(f"{sum(total.values())} requests in {seconds:.0f} s, seeds {given.first} to {number - 1}")
    print(f"{total['accepted']} accepted; refused: {dict(sorted((total - Counter(accepted=10**9)).items()))}")
    print(f"{len(bad)} seeds with books out of true: {bad}")
    return 1 if bad else 0
