"""A report as the Reports API answers it, laid out in rows as the modern export has them; columns are told by ColKey.

A journal's rows lie flat there: a transaction's first line bears its date, type, number and id, the others `0-00-00`;
then stand its totals. Ledgers nest sections, whose own rows stand in a section without heading where there are
sub-accounts. Titles are localised, ColKeys are not (Intuit: Reports API).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.grids import Grid
from matterbooks.reconcile.reading.periods import Period
from matterbooks.reconcile.reading.titles import Titles

Json = dict[str, Any]
_ASK = "Save the whole answer of the Reports API, beginning with its Header."
_REPORTS = {
    "journalreport": "journal",
    "journal": "journal",
    "generalledger": "general_ledger",
    "trialbalance": "trial_balance",
    "accountlist": "account_list",
    "transactionlist": "transaction_list",
}
_TITLES = {
    "tx_date": "Transaction date",
    "txn_type": "Transaction type",
    "doc_num": "Num",
    "is_no_post": "Posting (Y/N)",
    "name": "Name",
    "memo": "Memo/Description",
    "split_acc": "Split account",
    "other_account": "Split account",
    "subt_nat_amount": "Amount",
    "subt_nat_home_amount": "Amount",
    "rbal_nat_amount": "Balance",
    "rbal_nat_home_amount": "Balance",
    "account_name": "Full name",
    "account": "Full name",
    "debt_amt": "Debit",
    "debit": "Debit",
    "credit_amt": "Credit",
    "credit": "Credit",
    "debt_home_amt": "Debit",
    "credit_home_amt": "Credit",
    "last_mod_date": "Last modified",
    "last_mod_by": "Last modified by",
    "account_type": "Type",
    "detail_acc_type": "Detail type",
    "account_desc": "Description",
    "account_bal": "Total balance",
}
"""ColKey -> the column name of the modern export."""

_ONCE = frozenset({"tx_date", "txn_type", "doc_num", "last_mod_date", "last_mod_by"})
"""What only the first line of a journal's transaction bears."""


def read_report(name: str, content: bytes) -> Grid:
    """One answer as a grid. Raises: FileRefusedError for other JSON, and for a report that was cut."""
    try:
        answer = _lowered(msgspec.json.decode(content))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileRefusedError(name, f"is not JSON ({error})", _ASK) from error
    header = answer.get("header") if isinstance(answer, dict) else None
    if not isinstance(header, dict) or "columns" not in answer:
        raise FileRefusedError(name, "is JSON, but no answer of the Reports API", _ASK)
    report = _REPORTS.get(str(header.get("reportname", "")).lower(), "")
    if not report:
        raise FileRefusedError(name, f"is the report {header.get('reportname')!r}, which cannot be read", _ASK)
    keys = [_key(column) for column in answer["columns"].get("column", [])]
    rows = answer.get("rows", {}).get("row", [])
    body = _journal(rows, keys) if report == "journal" else _grouped(rows, report == "general_ledger")
    grouped = [""] if report in ("journal", "general_ledger") else []
    return Grid(
        name,
        hashlib.sha256(content).hexdigest(),
        [[*grouped, *_titles(keys)], *body],
        titles=Titles(report, "", _period(name, header), str(header.get("datemacro", ""))),
        basis=str(header.get("reportbasis", "")).lower(),
    )


def _lowered(value: Any) -> Any:
    """Every key in lower case: the service writes `ColData`, a library's copy of it `colData`."""
    if isinstance(value, list):
        return [_lowered(one) for one in value]
    if isinstance(value, dict):
        return {str(key).lower(): _lowered(one) for key, one in value.items()}
    return value


def _key(column: Mapping[str, Any]) -> str:
    pairs = {str(pair.get("name")): str(pair.get("value")) for pair in column.get("metadata", [])}
    return pairs.get("ColKey") or str(column.get("coltitle", ""))


def _titles(keys: Sequence[str]) -> list[str]:
    """The modern export's column names; where the home currency has a column of its own, the other is not read."""
    foreign = {key.replace("home_", "") for key in keys if "home_" in key}
    return [key if key in foreign else _TITLES.get(key, key) for key in keys]


def _period(name: str, header: Json) -> Period:
    try:
        start, end = (
            date.fromisoformat(text) if (text := header.get(field)) else None for field in ("startperiod", "endperiod")
        )
    except ValueError as error:
        raise FileRefusedError(name, f"its period is no pair of dates ({error})", _ASK) from error
    return start, end


def _cells(row: Json) -> list[str]:
    return [str(cell.get("value") or "").strip() for cell in row.get("coldata", [])]


def _journal(rows: Sequence[Json], keys: Sequence[str]) -> Iterator[list[str]]:
    repeated = [index for index, key in enumerate(keys) if key in _ONCE]
    named = keys.index("name") if "name" in keys else -1
    kind, first, identity = keys.index("txn_type"), [""], ""
    for row in rows:
        if "summary" in row:
            cells = _cells(row["summary"])
            yield ["", "TOTAL", *cells[1:]] if row.get("group") == "GrandTotal" else [f"Total for {identity}", *cells]
            identity = ""
        elif any(cells := _cells(row)):
            if not identity:
                identity, first = str(row["coldata"][kind].get("id", "")), cells
                yield [identity] if identity else []
            again = [i in repeated or (i == named and not cell) for i, cell in enumerate(cells)]
            yield ["", *(first[i] if again[i] else cell for i, cell in enumerate(cells))]


def _grouped(rows: Sequence[Json], indented: bool) -> Iterator[list[str]]:
    """The rows of a ledger (`indented`: an empty column in front) or of a flat list, headings and totals in place.

    A parent's own lines lie in a section without heading, whose total the export prints below the sub-accounts.
    """
    front = [""] if indented else []
    own_totals = []
    for row in rows:
        if "header" in row:
            yield [_cells(row["header"])[0]]
        yield from _grouped(row.get("rows", {}).get("row", []), indented)
        if "summary" in row:
            label, *figures = _cells(row["summary"])
            printed = [label, *front, *figures]
            if "header" in row or "rows" not in row:
                yield printed
            else:
                own_totals.append(printed)
        elif "coldata" in row:
            yield [*front, *_cells(row)]
    yield from own_totals
