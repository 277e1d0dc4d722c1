"""Random requests, valid and invalid: the books balance after each, and nothing that is refused leaves a trace.

The same requests, sent again, make the same company.
"""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sandbox.random_company import RandomCompany, outcomes

EXAMPLES, STEPS = 60, 25


def test_random_hands_never_bring_the_books_out_of_balance() -> None:
    outcomes.clear()
    run_state_machine_as_test(
        RandomCompany,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )
    assert sum(outcomes.values()) >= 500
    assert outcomes["accepted"] > 150
    assert len(outcomes) > 8, "too few kinds of refusal"
