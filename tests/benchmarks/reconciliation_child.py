"""One reconciler on one folder in a process of its own: `python -m tests.benchmarks.reconciliation_child NAME FOLDER`.

Prints one JSON object. `seconds` is the work from the files on disk, without the start of Python and the imports;
`megabytes` is the peak of the whole process. The peak is the kernel's high-water mark of this program (VmHWM): what
getrusage tells begins with the peak of the process that started this one.
"""

from __future__ import annotations

import importlib
import json
import pickle
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from tests.benchmarks.reconciliation_baselines import BASELINES, warm

if TYPE_CHECKING:
    from matterbooks.reconcile.result import Result
    from tests.accuracy.generate import Truth

T = TypeVar("T")
OURS, OUR_READER = "ours", "ours, XLSX"
WORKBOOK, KEY = "Journal.xlsx", "truth.pickle"


def ours(folder: Path) -> Result:
    """Read what is in the folder and reconcile it, without the links that would make it easy."""
    from matterbooks.reconcile.reading.inputs import read_inputs
    from matterbooks.reconcile.run import reconcile

    exports = [path for name in ("Journal.csv", "Trial_balance.csv") if (path := folder / name).exists()]
    books = path if (path := folder / "books.json").exists() else None
    return reconcile(read_inputs(folder / "ledger.csv", exports, mapping=folder / "mapping.csv", books=books))


def read_ours(folder: Path) -> int:
    """Read the workbook, prove its totals, count its postings."""
    from matterbooks.reconcile.reading.quickbooks import read_exports

    return sum(len(each.postings) for each in read_exports(folder / WORKBOOK))


READERS: dict[str, Callable[[Path], int]] = {
    OUR_READER: read_ours,
    "calamine, pandas": lambda folder: len(pd.read_excel(folder / WORKBOOK, engine="calamine", header=None)),
    "openpyxl, pandas": lambda folder: len(pd.read_excel(folder / WORKBOOK, engine="openpyxl", header=None)),
}
"""Name -> how many rows of the workbook it answers; ours answers postings whose totals agree with those printed."""


_NEEDED = dict(zip(READERS, ("matterbooks.reconcile.reading.quickbooks", "python_calamine", "openpyxl"), strict=True))


def main() -> int:
    """Do it, and print what it took and what it found."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    if name in READERS:
        importlib.import_module(_NEEDED[name])
        rows, told = _measured(lambda: READERS[name](folder))
        told["rows"] = rows
    else:
        told = _ours(folder) if name == OURS else _baseline(name, folder)
    print(json.dumps(told))
    return 0


def _ours(folder: Path) -> dict[str, Any]:
    importlib.import_module("matterbooks.reconcile.reading.inputs")
    importlib.import_module("matterbooks.reconcile.run")
    result, told = _measured(lambda: ours(folder))
    told |= {"pairs": len(result.matches), "exceptions": len(result.findings)}
    if (folder / KEY).exists():
        from tests.benchmarks.reconciliation_scores import of_ours

        told |= asdict(of_ours(_key(folder), result))
    return told


def _baseline(name: str, folder: Path) -> dict[str, Any]:
    warm(name)
    joined, told = _measured(lambda: BASELINES[name](folder))
    from tests.benchmarks.reconciliation_scores import exceptions, of_joined, pairs

    told |= {"pairs": len(pairs(joined)), "exceptions": len(exceptions(joined))}
    if (folder / KEY).exists():
        told |= asdict(of_joined(_key(folder), joined))
    return told


def _measured(work: Callable[[], T]) -> tuple[T, dict[str, Any]]:
    began = time.perf_counter()
    made = work()
    seconds = time.perf_counter() - began
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    if peak is None:
        raise SystemExit("this kernel does not tell the peak of a process")
    return made, {"seconds": seconds, "megabytes": int(peak.group(1)) * 1024 / 1e6}


def _key(folder: Path) -> Truth:
    key: Truth = pickle.loads((folder / KEY).read_bytes())
    return key


if __name__ == "__main__":
    sys.exit(main())
