"""Files for the reading tests: the samples, the hand-written exports, and changed copies of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.quickbooks import read_quickbooks

DATA = Path(__file__).parents[2] / "data"
SAMPLES = DATA / "quickbooks-layouts"
MODERN = DATA / "quickbooks-modern"

LEDGER = """\
transaction_id,kind,number,date,party,matter,account_number,account_name,debit,credit,memo,due_date
T1,sales_invoice,1001,2025-02-15,"Nguyen, Ha",M-1,1100,Debtors,1100.00,,Fees,2025-03-15
T1,sales_invoice,1001,2025-02-15,"Nguyen, Ha",M-1,4100,Fees,,1000.00,"=HYPERLINK(""x"")",2025-03-15
T1,sales_invoice,1001,2025-02-15,"Nguyen, Ha",M-1,2200,Tax,,100.00,Fees,2025-03-15
T2,sales_payment,,2025-03-02,"Nguyen, Ha",M-1,1000,Bank,100.00,,,
T2,sales_payment,,2025-03-02,"Nguyen, Ha",M-1,1100,Debtors,,100,,
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write one file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def changed(folder: Path, source: Path, old: str, new: str) -> Path:
    """Copy a file with the first occurrence of a text replaced; the text must be there."""
    content = source.read_bytes().decode()
    assert old in content
    return write(folder, source.name, content.replace(old, new, 1))


def refusal(path: Path) -> FileRefusedError:
    """Return the error with which reading a QuickBooks file is refused."""
    with pytest.raises(FileRefusedError) as caught:
        read_quickbooks(path)
    assert str(caught.value).startswith(str(path))
    assert caught.value.way_out
    return caught.value
