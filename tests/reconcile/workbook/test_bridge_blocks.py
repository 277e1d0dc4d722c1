"""The Bank transfers account and what is held for each client stand as blocks of their own below the bridge."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.workbook import write_workbook
from matterbooks.values import MAPPING_COLUMNS
from tests.reconcile.planted.records import Books, Entry, Record, month
from tests.reconcile.planted.writers import mapping_rows, write_all, write_csv
from tests.reconcile.workbook.opening import figures

TRANSFERS = ("1090", ("Bank Transfers", "Bank transfers clearing", "Other Current Asset"))


def with_client_money() -> Books:
    """Money of two clients, one of them under another name of the same client in QuickBooks; half a transfer."""
    books = month(4)
    books.mapping[TRANSFERS[0]] = TRANSFERS[1]
    names = {number: path for number, (_, path, _) in books.mapping.items()}
    held = (
        ("t1", "Zhou Family", "Zhou Family:M-1", 50_000, 50_000),
        ("t2", "Quince, Adela", "Quince, Adela", 900, 700),
    )
    for identity, client, name, here, there in held:
        day = date(2026, 3, 9)
        books.post(Record(identity, "trust_receipt", "", day, client, (("1200", here), ("2100", -here))))
        books.entries.append(
            Entry(f"7{identity[1:]}", "Deposit", "", day, name, ((names["1200"], there), (names["2100"], -there)))
        )
    half = ((names["1090"], 2_500), (names["1000"], -2_500))
    books.entries.append(Entry("79", "Transfer", "", date(2026, 3, 20), "", half))
    return books


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    """The rows of the sheet Bridge."""
    folder = tmp_path_factory.mktemp("books")
    books = with_client_money()
    write_all(books, folder)
    mapping = [row | {"trust": "1" if row["host_code"] in ("1200", "2100") else ""} for row in mapping_rows(books)]
    name = TRANSFERS[1][1]
    mapping.append(
        {"section": "setting", "host_code": "bank_transfers_account", "quickbooks_name": name, "version": "2"}
    )
    write_csv(folder / "mapping.csv", MAPPING_COLUMNS, mapping)
    files = (folder / "ledger.csv", [folder / "journal.csv"], folder / "links.csv", folder / "mapping.csv")
    book = figures(write_workbook(reconcile(read_inputs(*files, folder / "books.json")), folder / "w.xlsx"))
    return list(book["Bridge"].iter_rows(values_only=True))


def block(rows: list[tuple[Any, ...]], heading: str, first: str) -> list[tuple[Any, ...]]:
    """The rows of a table below a heading."""
    top = next(n for n, row in enumerate(rows) if row[0] == heading)
    top = next(n for n in range(top, len(rows)) if rows[n][0] == first)
    end = next(n for n in range(top, len(rows)) if rows[n][0] is None)
    return rows[top + 1 : end]


def test_the_transfers_account_is_led_from_the_ledger_to_quickbooks(rows: list[tuple[Any, ...]]) -> None:
    steps = {row[0]: row[1] for row in block(rows, "Bank transfers account", "Step")}
    assert steps["Practice ledger"] == 0
    assert steps["QuickBooks"] == 25
    assert steps["Residue"] == 0
    between = [amount for name, amount in steps.items() if name not in ("Practice ledger", "QuickBooks", "Residue")]
    assert sum(between) == 25


def test_client_money_is_shown_client_by_client_with_the_difference(rows: list[tuple[Any, ...]]) -> None:
    held = {row[0]: row[1:4] for row in block(rows, "Trust liability by client", "Client")}
    assert held["Zhou Family"] == (-500, -500, 0)
    assert held["Quince, Adela"] == (-9, -7, 2)
    assert held["Total"] == (-509, -507, 2)


def test_without_a_mapping_both_blocks_say_that_they_were_not_examined(tmp_path: Path) -> None:
    write_all(month(2), tmp_path)
    inputs = read_inputs(tmp_path / "ledger.csv", [tmp_path / "journal.csv"])
    book = figures(write_workbook(reconcile(inputs), tmp_path / "w.xlsx"))
    told = [str(row[0]) for row in book["Bridge"].iter_rows(values_only=True)]
    assert sum(text.startswith("Not examined: no mapping.csv") for text in told) == 2
