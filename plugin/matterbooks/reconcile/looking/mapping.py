"""The mapping as it stands: each account that is used, where it goes, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from matterbooks.reconcile.accounts import UNMAPPED
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.looking.moved import moved
from matterbooks.reconcile.looking.wording import counted
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.transactions import inside
from matterbooks.reconcile.words import spoken

_COSTS = frozenset({"Expense", "Other Expense", "Cost of Goods Sold"})
_INCOME = frozenset({"Income", "Other Income"})
_LIABILITIES = frozenset({"Other Current Liability", "Long Term Liability"})
_ASSETS = frozenset({"Other Current Asset", "Fixed Asset", "Other Asset"})
FITTING: dict[str, frozenset[str]] = {
    "bank": frozenset({"Bank"}), "trust_bank": frozenset({"Bank"}), "credit_card": frozenset({"Credit Card"}),
    "receivable": frozenset({"Accounts Receivable"}), "payable": frozenset({"Accounts Payable"}),
    "income": _INCOME, "disbursement_recovery": _INCOME | _COSTS | {"Other Current Asset"},
    "client_costs": _INCOME | _COSTS | {"Other Current Asset"}, "expense": _COSTS, "trust_liability": _LIABILITIES,
    "tax": _LIABILITIES, "asset": _ASSETS | {"Bank"}, "liability": _LIABILITIES | {"Credit Card"},
    "equity": frozenset({"Equity"}),
}  # fmt: skip
"""What an account is in the practice -> the QuickBooks types that are meant for it (Intuit: AccountType)."""

NOT_MAPPED, OTHER_TYPE, SHARED = "not mapped", "another type", "shares its account"


def accounts(result: Result) -> pd.DataFrame:
    """number, name, is_a, records, cents, path, type, fault (NOT_MAPPED, OTHER_TYPE, SHARED or ""), told.

    One row for each account that the practice ledger uses in the period; cents: its movement, debit positive.
    """
    used = _used(result)
    rows = _today(result)
    kinds = dict(zip(rows["host_code"], rows["host_type"], strict=True))
    found = [_account(result, row, str(kinds.get(row.account_number, ""))) for row in rows_of(used)]
    frame = pd.DataFrame(found, columns=["number", "name", "is_a", "records", "cents", "path", "type", "fault", "told"])
    return _with_shared(frame)


def accounts_table(result: Result) -> pd.DataFrame:
    """The same for people, what is wrong first."""
    frame = accounts(result)
    order = frame["fault"].map({NOT_MAPPED: 0, OTHER_TYPE: 1, SHARED: 2, "": 3})
    shown = frame.assign(cents=frame["cents"].map(units), is_a=frame["is_a"].map(spoken)).loc[order.sort_values().index]
    names = {"is_a": "is a", "cents": "movement", "path": "QuickBooks account", "type": "its type", "told": "remark"}
    return shown.drop(columns="fault").rename(columns=names).reset_index(drop=True)


def lines(result: Result) -> Iterator[str]:
    """What is right and wrong with the mapping, in a few sentences."""
    if result.inputs.mapping is None:
        yield "mapping.csv is not in the folder: accounts were paired by number and name, which proves nothing."
    frame = accounts(result)
    number = frame["fault"].value_counts().to_dict()
    yield f"{counted(len(frame), 'account')} of the practice ledger in use; {number.get('', 0)} mapped without remark."
    words = {
        NOT_MAPPED: "not mapped", OTHER_TYPE: "mapped to an account of another type",
        SHARED: "sharing a QuickBooks account with others",
    }  # fmt: skip
    for fault, told in words.items():
        if number.get(fault):
            named = ", ".join(f"{row.number} {row.name}".strip() for row in rows_of(frame[frame["fault"] == fault]))
            yield f"{number[fault]} {told}: {named}."
    moves = moved(result)
    if moves.empty:
        yield "Every amount that QuickBooks holds stands on the account that the mapping names."
    else:
        yield f"{money(int(moves['cents'].sum()))} stands on another account than the mapping names."


def _today(result: Result) -> pd.DataFrame:
    mapping = result.inputs.mapping
    if mapping is None:
        return pd.DataFrame(columns=["host_code", "host_type"], dtype="str")
    now = mapping["version"].astype("str") == str(result.chart.version)
    return mapping[now & mapping["section"].isin(["account", "tax_account"])]


def _used(result: Result) -> pd.DataFrame:
    postings = result.inputs.ledger
    within = postings[inside(postings["date"], result.period.start, result.period.end)]
    grouped = within.groupby(["account_number", "account_name"])
    return grouped.agg(records=("transaction_id", "nunique"), cents=("amount_cents", "sum")).reset_index()


Row = tuple[str, str, str, int, int, str, str, str, str]


def _account(result: Result, row: pd.Series[str], kind: str) -> Row:
    path = result.chart.path(row.account_number, row.account_name)
    type_ = result.chart.types.get(path, "")
    fitting = FITTING.get(kind)
    fault, told = "", ""
    if path.startswith(UNMAPPED):
        path, fault, told = "", NOT_MAPPED, "map it: records that use it are held"
    elif type_ and fitting and type_ not in fitting:
        fault, told = OTHER_TYPE, f"{spoken(kind)} in the practice, {type_} in QuickBooks"
    return row.account_number, row.account_name, kind, int(row.records), int(row.cents), path, type_, fault, told


def _with_shared(frame: pd.DataFrame) -> pd.DataFrame:
    shared = (frame["path"] != "") & frame["path"].duplicated(keep=False) & (frame["is_a"] != "tax")
    if not shared.any():
        return frame
    together = frame[shared].groupby("path")["number"].agg(list)
    told = [
        "; ".join(filter(None, [text, f"also: {', '.join(n for n in together[path] if n != number)}"])) if one else text
        for one, text, path, number in zip(shared, frame["told"], frame["path"], frame["number"], strict=True)
    ]
    return frame.assign(told=told, fault=frame["fault"].mask(shared & (frame["fault"] == ""), SHARED))
