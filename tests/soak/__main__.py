"""The long runs, with their seeds and figures: all of them, or the one that is named, with options of its own."""

import sys

from tests.soak import random_company, schedules, years

RUNS = {"schedules": schedules.main, "company": random_company.main, "years": years.main}


def main(arguments: list[str]) -> int:
    """1 if a run found something, 2 if there is no such run."""
    if not arguments:
        return max([run([]) for run in RUNS.values()])
    if arguments[0] not in RUNS:
        print(f"There is no long run {arguments[0]!r}; there are {', '.join(RUNS)}.", file=sys.stderr)
        return 2
    return RUNS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
