"""Random years of a practice in every country: `make soak ARGS="years --documents 5000 --first 0"`.

Each seed is a year of its own, with a firm and a company of its own, so that a seed that fails can be run again alone.
"""

from __future__ import annotations

import argparse
import base64
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from matterbooks.sandbox.server import Sandbox
from matterbooks.store.secrets import KeyRing
from matterbooks.values import Option
from tests.clock import Clock
from tests.databases import Databases, store_on
from tests.story.kinds.countries import COUNTRIES, Country
from tests.story.kinds.firm import Firm
from tests.story.kinds.practice import Practice
from tests.story.kinds.random_year import Act, Year, acts

RING = KeyRing.from_setting("k1:" + base64.b64encode(bytes(range(32))).decode())
LOOKS = ((), (Option.ITEMISED,), (Option.MATTERS_AS_CUSTOMERS,), (Option.ITEMISED, Option.MATTERS_AS_CUSTOMERS))


def run_seed(databases: Databases, sandbox: Sandbox, country: Country, number: int, length: int) -> Counter[str]:
    """One year; kind -> documents pushed. Raises AssertionError where one is not done, or the books disagree."""
    store, clock, kinds = store_on(databases.migrated("sqlite")), Clock(), Counter[str]()
    practice, foreign = Practice(clock, country), not country.key.startswith("US ")
    firm = Firm(store, RING, clock, sandbox, country, *LOOKS[number % len(LOOKS)], foreign=foreign)

    @seed(number)
    @settings(
        max_examples=3, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(acts(length))
    def year(done: Sequence[Act]) -> None:
        documents = list(Year(practice, foreign).write(done))
        firm.push(*documents)
        firm.assert_books_agree()
        kinds.update(document.ref.kind.value for document in documents)

    try:
        year()
    finally:
        store.dispose()
        del sandbox.state.companies[firm.realm]
    return kinds


def main(arguments: list[str]) -> int:
    """Run seeds through the countries in turn until enough documents were pushed; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="years", description=__doc__)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--length", type=int, default=120, help="acts of one year")
    given_ = parser.parse_args(arguments)
    kinds, countries, bad = Counter[str](), Counter[str](), list[int]()
    number, began = given_.first, time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Sandbox(country="AU", seed_company="empty") as sandbox:
        databases = Databases(Path(folder))
        while kinds.total() < given_.documents and len(bad) < 20:
            country = COUNTRIES[number % len(COUNTRIES)]
            try:
                pushed = run_seed(databases, sandbox, country, number, given_.length)
                kinds, countries = kinds + pushed, countries + Counter({country.key: pushed.total()})
            except Exception as error:  # whatever broke, the seed shows it again
                bad.append(number)
                print(f"seed {number} ({country.key}): {error!r}"[:2000])
            number += 1
    print(f"{kinds.total()} documents in {time.monotonic() - began:.0f} s, seeds {given_.first} to {number - 1}")
    print(f"by country: {dict(countries)}")
    print(f"by kind: {dict(sorted(kinds.items()))}")
    print(f"{len(bad)} seeds whose books disagree or whose documents were held: {bad}")
    return int(bool(bad))
