"""A mapping as rows and as CSV: there and back, and every way in which a file is refused with its row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matterbooks.errors import FileRefusedError
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.rows import Names, from_rows, read_csv, to_rows, write_csv
from matterbooks.values import Switch
from tests.mapping.firm import CATALOGUE, CHART, MAPPED, TAX_CODES

NAMES = Names(CHART, TAX_CODES, CATALOGUE)
HEADER = b"section,host_code,quickbooks_id\n"


def test_rows_bear_the_names_of_both_sides() -> None:
    row = next(row for row in to_rows(MAPPED, NAMES) if row["host_code"] == "4100")
    assert (row["host_name"], row["quickbooks_name"]) == ("Disbursements recovered", "Legal fees:Recovered")
    assert (row["host_type"], row["quickbooks_type"], row["trust"]) == ("disbursement_recovery", "Income", "")


def test_a_mapping_survives_rows_and_csv() -> None:
    assert from_rows(to_rows(MAPPED, NAMES)) == MAPPED
    assert read_csv("mapping.csv", write_csv(to_rows(MAPPED, NAMES)).encode()) == MAPPED


_CODES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1).filter(lambda x: x == x.strip())


@given(
    st.dictionaries(_CODES, _CODES, max_size=4),
    st.dictionaries(_CODES, _CODES, max_size=3),
    st.sets(st.sampled_from(Switch)),
)
def test_any_codes_survive_a_file(accounts: dict[str, str], taxes: dict[str, str], switches: set[Switch]) -> None:
    mapping = Mapping(switches=frozenset(switches), accounts=accounts, tax_codes=taxes)
    assert read_csv("mapping.csv", write_csv(to_rows(mapping, NAMES)).encode()) == mapping


def test_no_cell_is_a_formula() -> None:
    mapping = replace(MAPPED, accounts={"=HYPERLINK(1)": "35"})
    assert "'=HYPERLINK(1)" in write_csv(to_rows(mapping, NAMES))


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (b"", 1, "section is missing"),
        (b"a,b\n1,2\n", 1, "section is missing"),
        (HEADER + b"account,4000\n", 2, "2 cells and not 3"),
        (HEADER + b"account,4000,79\nwhere,4000,79\n", 3, "the section is 'where'"),
        (HEADER + b"account,4000,\n", 2, "empty"),
        (HEADER + b"account,4000,79\naccount,4000,80\n", 3, "twice"),
        (HEADER + b"setting,colour,on\n", 2, "no setting"),
        (b"\xff\xfe\x00", None, "UTF-8"),
        (HEADER + b'account,"4000', 2, "not a CSV"),
        (b"x" * (1024 * 1024 + 1), None, "larger"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_its_row(content: bytes, row: int | None, words: str) -> None:
    with pytest.raises(FileRefusedError, match=words) as refused:
        read_csv("mapping.csv", content)
    assert refused.value.row == row
