"""The short names that a General Ledger prints, and the full paths of an Account List that they stand for.

A name stands for a path if it is the path, or the path but for account numbers (Intuit: shown or hidden by a setting),
or the last part of one path only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

_NUMBER = re.compile(r"^\d[\d.-]*\s+(?=\S)")


def full_paths(names: Iterable[str], listed: pd.DataFrame) -> Mapping[str, str]:
    """Return printed name -> path for names that are no path of the list and stand for exactly one."""
    meant = _meant(names, listed)
    return {name: paths[0] for name, paths in meant.items() if len(paths) == 1 and paths[0] != name}


def ambiguous(names: Iterable[str], listed: pd.DataFrame) -> str | None:
    """Return the first name that could stand for several paths of the list, None if there is none."""
    return next((name for name, paths in _meant(names, listed).items() if len(paths) > 1), None)


def _meant(names: Iterable[str], listed: pd.DataFrame) -> dict[str, list[str]]:
    paths = set(listed["account"])
    whole: dict[str, list[str]] = defaultdict(list)
    ends: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        whole[_plain(path)].append(path)
        ends[_plain(path).rsplit(":", 1)[-1]].append(path)
    return {
        name: [name] if name in paths else whole.get(_plain(name)) or ends.get(_plain(name)) or [] for name in names
    }


def _plain(path: str) -> str:
    return ":".join(_NUMBER.sub("", part) for part in path.split(":"))
