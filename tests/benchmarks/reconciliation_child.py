"""One reconciler on one folder in a process of its own: `python -m tests.benchmarks.reconciliation_child NAME FOLDER`.

Prints one JSON object. `seconds` is the work from the files on disk, without the start of Python and the imports;
`megabytes` is the peak of the whole process. The peak is the kernel's high-water mark of this program (VmHWM): what
getrusage tells begins with the peak of the process that started this one.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import pandas as pd

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.reading.quickbooks import read_exports
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from tests.benchmarks import reconciliation_scores as scores

T = TypeVar("T")
OURS, OUR_READER = "ours", "ours, XLSX"
WORKBOOK, KEY = "Journal.xlsx", "truth.pickle"


def ours(folder: Path) -> Result:
    """Read what is in the folder and reconcile it, without the links that would make it easy."""
    exports = [path for name in ("Journal.csv", "Trial_balance.csv") if (path := folder / name).exists()]
    books = folder / "books.json"
    return reconcile(
        read_inputs(
            folder / "ledger.csv", exports, mapping=folder / "mapping.csv", books=books if books.exists() else None
        )
    )


READERS: dict[str, Callable[[Path], int]] = {
    OUR_READER: lambda folder: sum(len(each.postings) for each in read_exports(folder / WORKBOOK)),
    "calamine, pandas": lambda folder: len(pd.read_excel(folder / WORKBOOK, engine="calamine", header=None)),
    "openpyxl, pandas": lambda folder: len(pd.read_excel(folder / WORKBOOK, engine="openpyxl", header=None)),
}
"""Name -> how many rows of the workbook it answers; ours answers postings whose totals agree with those printed."""


def main() -> int:
    """Do it, and print what it took and what it found."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    if name in READERS:
        rows, told = _measured(lambda: READERS[name](folder))
        told["rows"] = rows
    elif name == OURS:
        result, told = _measured(lambda: ours(folder))
        told |= {"pairs": len(result.matches), "exceptions": len(result.findings)}
        if (folder / KEY).exists():
            told |= asdict(scores.of_ours(_key(folder), result))
    else:
        from tests.benchmarks.reconciliation_baselines import BASELINES

        joined, told = _measured(lambda: BASELINES[name](folder))
        told |= {"pairs": len(scores.pairs(joined)), "exceptions": len(scores.exceptions(joined))}
        if (folder / KEY).exists():
            told |= asdict(scores.of_joined(_key(folder), joined))
    print(json.dumps(told))
    return 0


def _measured(work: Callable[[], T]) -> tuple[T, dict[str, float]]:
    began = time.perf_counter()
    made = work()
    seconds = time.perf_counter() - began
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    if peak is None:
        raise SystemExit("this kernel does not tell the peak of a process")
    return made, {"seconds": seconds, "megabytes": int(peak.group(1)) * 1024 / 1e6}


def _key(folder: Path) -> scores.Key:
    key: scores.Key = pickle.loads((folder / KEY).read_bytes())
    return key


if __name__ == "__main__":
    sys.exit(main())
