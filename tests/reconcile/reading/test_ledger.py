"""The canonical files of the practice side: read to the cent, refused with file, row and column."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import LEDGER_POSTINGS
from matterbooks.reconcile.reading.ledger import read_ledger, read_ledger_file
from matterbooks.reconcile.reading.profiles import read_profile
from matterbooks.reconcile.reading.records import read_books, read_links, read_mapping
from matterbooks.values import LEDGER_COLUMNS, LINKS_COLUMNS, MAPPING_COLUMNS
from tests.reconcile.reading.files import LEDGER, write

LINKS = """\
transaction_id,kind,part,generation,state,quickbooks_type,quickbooks_id,number,amount,date,returned_total,returned_tax
T1,sales_invoice,,1,linked,Invoice,90,1001,1100.00,2025-02-15,1100.00,100.00
T2,sales_payment,,1,held,Payment,,,100.00,2025-03-02,,
"""
MAPPING = """\
version,from_instant,section,host_code,host_name,host_type,quickbooks_id,quickbooks_name,quickbooks_type,trust
1,2025-01-01T00:00:00Z,account,1100,Debtors,asset,84,Accounts Receivable (A/R),Accounts Receivable,
"""


def test_a_ledger_is_read_to_the_cent_with_its_rows(tmp_path: Path) -> None:
    frame = read_ledger(write(tmp_path, "ledger.csv", LEDGER))
    assert tuple(frame.columns) == LEDGER_POSTINGS
    assert frame["row"].tolist() == [2, 3, 4, 5, 6]
    assert frame["amount_cents"].tolist() == [110000, -100000, -10000, 10000, -10000]
    assert str(frame["amount_cents"].dtype) == str(frame["foreign_cents"].dtype) == "int64"
    assert str(frame["date"].dtype) == str(frame["due_date"].dtype) == "datetime64[ns]"
    assert frame["memo"].tolist()[1] == '=HYPERLINK("x")'
    assert frame["due_date"].isna().tolist() == [False, False, False, True, True]


def test_absent_columns_read_as_empty_text_and_unknown_ones_are_warned_of(tmp_path: Path) -> None:
    file = read_ledger_file(write(tmp_path, "ledger.csv", LEDGER.replace("memo,", "colour,")))
    assert set(file.postings["memo"]) == set(file.postings["exchange_rate"]) == set(file.postings["division"]) == {""}
    assert file.read.warnings == ("column 'colour' is not known and was not read",)
    assert set(LEDGER_COLUMNS) - {"debit", "credit", "foreign_amount"} <= set(LEDGER_POSTINGS)


def test_a_ledger_saved_by_a_spreadsheet_is_read_the_same(tmp_path: Path) -> None:
    plain = read_ledger(write(tmp_path, "ledger.csv", LEDGER))
    text = LEDGER.replace('"Nguyen, Ha"', "Nguyen. Ha").replace('"=HYPERLINK(""x"")"', "x").replace(",", ";")
    again = read_ledger(write(tmp_path, "again.csv", ("\ufeff" + text.replace("\n", "\r\n")).encode()))
    columns = ["row", "transaction_id", "date", "amount_cents", "account_number"]
    assert again[columns].equals(plain[columns])


def test_blank_rows_do_not_shift_row_numbers(tmp_path: Path) -> None:
    frame = read_ledger(
        write(tmp_path, "ledger.csv", LEDGER.replace("\nT2,sales_payment", "\n\n\nT2,sales_payment", 1))
    )
    assert frame["row"].tolist() == [2, 3, 4, 7, 8]


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("1000.00,", "1000.001,", 3, "'1000.001' in column credit is not an amount with at most two decimal places"),
        ("1000.00,", "999.99,", 2, "transaction T1 does not balance"),
        ("100.00,,,", "-100.00,,,", 5, "column debit is negative"),
        ("T2,sales_payment,,2025-03-02", "T2,sales_payment,,", 5, "column date is empty"),
        ("T2,sales_payment,,2025-03-02", "T2,sales_payment,,2025-02-30", 5, "not a date"),
        ("T2,sales_payment", "T2,sale", 5, "'sale' in column kind"),
        ("T2,sales_payment", ",sales_payment", 5, "column transaction_id is empty"),
        ("1000,Bank", ",", 5, "both empty"),
        ("100.00,,,\n", "100.00,,,,\n", 5, "the row has 13 cells, the header has 12"),
        ("100.00,,,\n", "100.00,\n", 5, "the row has 10 cells, the header has 12"),
        ("debit,credit", "debit,amount", 1, "has no column credit"),
        ("debit,credit", "credit,credit", 1, "the column 'credit' twice"),
    ],
)
def test_a_ledger_that_cannot_be_trusted_is_refused(tmp_path: Path, old: str, new: str, row: int, words: str) -> None:
    assert old in LEDGER
    path = write(tmp_path, "ledger.csv", LEDGER.replace(old, new, 1))
    with pytest.raises(FileRefusedError) as caught:
        read_ledger(path)
    assert (caught.value.row, words in caught.value.problem) == (row, True), caught.value
    assert str(caught.value).startswith(f"{path}, row {row}:")


def test_a_ledger_without_rows_is_read_as_empty(tmp_path: Path) -> None:
    frame = read_ledger(write(tmp_path, "ledger.csv", LEDGER.split("\n")[0] + "\n"))
    assert (len(frame), tuple(frame.columns)) == (0, LEDGER_POSTINGS)


def test_a_ledger_that_is_cut_off_inside_quotes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="quotation marks"):
        read_ledger(write(tmp_path, "ledger.csv", LEDGER[: LEDGER.rindex("Nguyen")]))


def test_a_profile_maps_other_columns_and_a_signed_amount(tmp_path: Path) -> None:
    export = "Id,When,Account,Sum\n7,16/01/2025,1000,-5.00\n7,16/01/2025,1100,5.00\n"
    columns = {"transaction_id": "Id", "date": "When", "account_number": "Account", "amount": "Sum"}
    profile = write(tmp_path, "p.json", json.dumps({"columns": columns, "fixed": {"kind": "general_journal"}}))
    frame = read_ledger(write(tmp_path, "export.csv", export), read_profile(profile))
    assert frame["amount_cents"].tolist() == [-500, 500]
    assert set(frame["kind"]) == {"general_journal"}
    assert frame["date"].tolist() == [pd.Timestamp(2025, 1, 16)] * 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Id,When", "is not a column profile"),
        ('{"columns": {"colour": "Id"}}', "'colour', which is no column"),
        ('{"columns": {"kind": "Art"}}', "no column 'Art'"),
    ],
)
def test_what_is_no_profile_is_refused(tmp_path: Path, content: str, words: str) -> None:
    profile, ledger = write(tmp_path, "p.json", content), write(tmp_path, "ledger.csv", LEDGER)
    with pytest.raises(FileRefusedError, match=words):
        read_ledger(ledger, read_profile(profile))


def test_links_keep_their_text_and_gain_cents(tmp_path: Path) -> None:
    links = read_links(write(tmp_path, "links.csv", LINKS))
    assert list(links.columns[: len(LINKS_COLUMNS)]) == list(LINKS_COLUMNS)
    assert links["amount_cents"].tolist() == [110000, 10000]
    assert links["returned_total_cents"].tolist() == [110000, 0]
    assert links["returned_tax_cents"].tolist() == [10000, 0]
    assert links["returned_total"].tolist() == ["1100.00", ""]
    assert links["pushed_posts"].tolist() == ["", ""]


def test_links_without_a_state_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="has no column state"):
        read_links(write(tmp_path, "links.csv", LINKS.replace("state", "status")))


def test_mapping_is_text_in_every_column(tmp_path: Path) -> None:
    mapping = read_mapping(write(tmp_path, "mapping.csv", MAPPING))
    assert list(mapping.columns) == list(MAPPING_COLUMNS)
    assert mapping["quickbooks_name"].tolist() == ["Accounts Receivable (A/R)"]
    assert mapping["version"].tolist() == ["1"]
    with pytest.raises(FileRefusedError, match="row 2: column section is empty"):
        read_mapping(write(tmp_path, "mapping.csv", MAPPING.replace(",account,", ",,")))


def test_books_are_read_and_what_is_no_books_file_is_refused(tmp_path: Path) -> None:
    books = read_books(write(tmp_path, "books.json", '{"realm": "123", "closing_date": "2025-06-30"}'))
    assert books["realm"] == "123"
    for content in (
        "[]",
        "{}",
        '{"realm": "1", "closing_date": "June"}',
        '{"realm": "1", "fiscal_year_start_month": 13}',
        "realm",
    ):
        with pytest.raises(FileRefusedError):
            read_books(write(tmp_path, "books.json", content))
