"""`python -m tests.accuracy`: seed a firm's year with faults of every kind, reconcile it, and print what was told."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.accuracy.generate import generate
from tests.accuracy.scoring import run
from tests.accuracy.table import table


def main() -> None:
    """Print one table with links and one without; both books are written, read and compared as files."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--transactions", type=int, default=20_000, help="healthy transactions of the practice")
    parser.add_argument("--faults", type=int, default=20, help="faults of each kind")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for links in (True, False):
            given = "With links" if links else "From the figures alone"
            truth = generate(Path(folder), asked.seed, asked.transactions, faults=asked.faults, links=links)
            lines = [f"### {given}", "", *table(truth, run(truth)), ""]
            sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
