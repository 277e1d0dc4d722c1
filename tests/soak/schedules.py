"""The engine through seeded schedules of crashes and faults, with figures.

`make soak ARGS="schedules --seeds 1000 --first 0"`
"""

from __future__ import annotations

import argparse
import base64
import tempfile
import time
from pathlib import Path

from matterbooks.sandbox.server import Sandbox
from matterbooks.store.secrets import KeyRing
from tests.clock import Clock
from tests.databases import Databases, store_on
from tests.push.office import Office, make_ledger, mapping_for
from tests.push.schedule import Outcome, Schedule

RING = "k1:" + base64.b64encode(bytes(range(32))).decode()


def run_seed(databases: Databases, sandbox: Sandbox, seed: int, documents: int) -> Outcome:
    """One schedule on a fresh SQLite file and a fresh company."""
    store = store_on(databases.migrated("sqlite"))
    company = sandbox.add_company("AU", "sample", "Ashgrove Legal")
    office = Office(store, KeyRing.from_setting(RING), Clock(), sandbox, company.realm_id, make_ledger())
    try:
        office.map(mapping_for(office.connect()))
        return Schedule(office, seed, documents).run()
    finally:
        store.dispose()
        del sandbox.state.companies[company.realm_id]


def main(arguments: list[str]) -> int:
    """Run the schedules and print what they came to; 1 if one of them lost, doubled or left anything."""
    parser = argparse.ArgumentParser(prog="schedules", description=__doc__)
    parser.add_argument("--seeds", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--documents", type=int, default=24)
    given = parser.parse_args(arguments)
    bad, crashes, troubles, began = [], 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Sandbox(country="AU", seed_company="empty") as sandbox:
        databases = Databases(Path(folder))
        for seed in range(given.first, given.first + given.seeds):
            outcome = run_seed(databases, sandbox, seed, given.documents)
            crashes, troubles = crashes + outcome.crashes, troubles + outcome.troubles
            if outcome.duplicates or outcome.missing or outcome.unfinished or outcome.cents_apart:
                bad.append(seed)
                print(f"seed {seed}: {outcome}")
        databases.close()
    seconds = time.monotonic() - began
    print(f"{given.seeds} schedules of {given.documents} documents in {seconds:.0f} s, seeds from {given.first}")
    print(f"{crashes} crashes, {troubles} troubles of the network and the company")
    print(f"{len(bad)} schedules lost, doubled or left something: {bad}")
    return 1 if bad else 0
