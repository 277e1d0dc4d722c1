"""Every fact about QuickBooks that the sandbox is built from: held by a test, or said why not.

`facts.csv` has one row for each table row and bullet of the collection of facts, by section (1 addresses and OAuth,
2 limits, 3 mechanics of requests, 4 life cycle, query, feeds, reports, 5 faults, 6 entities, 7 what is posted where).
"""

import ast
import csv
from collections import Counter
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECTIONS = {
    "1.1": 17, "1.2": 5, "1.3": 13, "1.4": 4, "2.1": 11, "2.2": 3, "2.3": 5, "3.1": 10, "3.2": 6, "3.3": 1, "4.1": 4,
    "4.2": 11, "4.3": 7, "4.4": 6, "4.5": 5, "5.1": 4, "5.2": 49, "6.1": 25, "6.2": 16, "6.3": 11, "6.4": 2, "6.5": 10,
    "6.6": 9, "6.7": 8, "6.8": 1, "6.9": 10, "6.10": 7, "6.11": 1, "6.12": 15, "6.13": 5, "6.14": 10, "6.15": 9,
    "6.16": 1, "7": 12,
}  # fmt: skip
"""How many facts each section has."""


def facts() -> list[dict[str, str]]:
    """The rows: id, fact, test, reason."""
    with (HERE / "facts.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@cache
def functions(path: str) -> frozenset[str]:
    """The test functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_no_fact_is_left_without_a_test_or_a_reason() -> None:
    neither = [one["id"] for one in facts() if bool(one["test"].strip()) == bool(one["reason"].strip())]
    assert neither == []
    assert all(one["fact"].strip() for one in facts())


def test_every_fact_stands_in_the_list_once() -> None:
    ids = [one["id"] for one in facts()]
    assert len(set(ids)) == len(ids)
    assert Counter(one.rsplit("-", 1)[0] for one in ids) == SECTIONS


def test_every_test_that_is_said_to_hold_a_fact_is_there() -> None:
    for one in facts():
        for node in one["test"].split():
            path, _, name = node.partition("::")
            assert (ROOT / path).is_file(), node
            assert name in functions(path), node
