"""Both sides of one record next to each other: its facts, its accounts, its postings, and the mapping then and now."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from matterbooks.reconcile.accounts import account_names, chart_of
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.known import parse_posts
from matterbooks.reconcile.looking.one import LEDGER, QUICKBOOKS, One
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import rows_of, units
from matterbooks.reconcile.words import spoken

PUSHED = "pushed"
SIDES = (LEDGER, PUSHED, QUICKBOOKS)
_FACTS = ("kind", "number", "date", "party", "amount")


def facts_table(result: Result, one: One) -> pd.DataFrame:
    """Kind, number, date, party and amount: as the practice holds them, as pushed, and as QuickBooks holds them."""
    told = {LEDGER: _of_ledger(result, one), PUSHED: _of_links(result, one), QUICKBOOKS: _of_quickbooks(result, one)}
    rows = [{"": name} | {side: facts.get(name, "") for side, facts in told.items()} for name in _FACTS]
    frame = pd.DataFrame(rows, columns=["", *SIDES])
    return frame.assign(agrees=["" if name == "kind" else _agree(frame, at) for at, name in enumerate(_FACTS)])


def account_cents(result: Result, one: One) -> pd.DataFrame:
    """Per QuickBooks account what each of SIDES posts, in cents, debit positive; <NA> where it holds no copy."""
    pushed = [post for row in rows_of(_links(result, one)) for post in parse_posts(row.pushed_posts)]
    aligned = [(result.chart.aligned.get(path, path), cents) for path, cents in pushed]
    sides = {
        LEDGER: _sums(_ledger(result, one)), PUSHED: _sums(pd.DataFrame(aligned, columns=["account", "amount_cents"])),
        QUICKBOOKS: _sums(_quickbooks(result, one)),
    }  # fmt: skip
    frame = pd.DataFrame({side: pd.Series(cents, dtype="Int64") for side, cents in sides.items()})
    present = [side for side in SIDES if sides[side]]
    frame[present] = frame[present].fillna(0)
    return frame.rename_axis("account").sort_index().reset_index()


def accounts_table(result: Result, one: One) -> pd.DataFrame:
    """The same in units of currency, with what QuickBooks has more (or less) than the practice ledger."""
    cents = account_cents(result, one)
    more = cents[QUICKBOOKS].fillna(0) - cents[LEDGER].fillna(0)
    shown = cents.assign(**{"QuickBooks less ledger": more})
    return shown.set_index("account").map(_printed).reset_index()


def postings_table(result: Result, one: One) -> pd.DataFrame:
    """Every posting as the files hold it: side, row in the file, account as printed there, debit, credit, memo."""
    ours, theirs = _ledger(result, one), _quickbooks(result, one)
    printed = (ours["account_number"] + " " + ours["account_name"]).str.strip()
    sides = [
        ours.assign(side=LEDGER, account=printed, name=ours["party"]),
        theirs.assign(side=QUICKBOOKS),
    ]
    columns = ["side", "row", "date", "number", "name", "account", "amount_cents", "memo"]
    both = pd.concat([side[columns] for side in sides], ignore_index=True)
    cents = both["amount_cents"]
    shown = both.assign(
        date=both["date"].dt.date, debit=cents.clip(lower=0).map(units), credit=(-cents).clip(lower=0).map(units)
    )
    return shown[["side", "row", "date", "number", "name", "account", "debit", "credit", "memo"]]


def mapping_table(result: Result, one: One) -> pd.DataFrame:
    """Each practice account of the record: where it went when it was pushed, and where it goes today."""
    lines = _ledger(result, one)[["account_number", "account_name"]].drop_duplicates()
    version = _version(result, one)
    then = None
    if result.inputs.mapping is not None and version:
        then = chart_of(result.inputs.mapping, result.inputs.quickbooks["account"].unique(), version)
    return pd.DataFrame(
        [
            {
                "account": f"{row.account_number} {row.account_name}".strip(),
                f"when pushed (version {version})" if version else "when pushed": (
                    then.path(row.account_number, row.account_name) if then else "not known"
                ),
                f"today (version {result.chart.version})": result.chart.path(row.account_number, row.account_name),
            }
            for row in rows_of(lines)
        ]
    )


def _ledger(result: Result, one: One) -> pd.DataFrame:
    postings = result.inputs.ledger
    wanted = pd.MultiIndex.from_tuples(one.ledger or [("", "")])
    rows = postings[pd.MultiIndex.from_frame(postings[["kind", "transaction_id"]]).isin(wanted)]
    return rows.assign(account=account_names(rows, result.chart))


def _quickbooks(result: Result, one: One) -> pd.DataFrame:
    postings = result.inputs.quickbooks
    return postings[postings["transaction_id"].isin(one.quickbooks)]


def _links(result: Result, one: One) -> pd.DataFrame:
    """The rows of links.csv about the record; of a QuickBooks record alone, those that name it."""
    links = result.inputs.links
    if links is None:
        return pd.DataFrame(columns=["pushed_posts", "mapping_version", "quickbooks_id"], dtype="str")
    if one.ledger:
        keys = pd.MultiIndex.from_frame(links[["kind", "transaction_id"]])
        return links[keys.isin(pd.MultiIndex.from_tuples(one.ledger))]
    return links[links["quickbooks_id"].isin(one.quickbooks)]


def _sums(postings: pd.DataFrame) -> dict[str, int]:
    sums = postings.groupby("account")["amount_cents"].sum()
    return {str(account): int(cents) for account, cents in sums.items()}


def _of_ledger(result: Result, one: One) -> dict[str, str]:
    rows = result.ledger
    mine = pd.MultiIndex.from_frame(rows[["kind", "id"]]).isin(pd.MultiIndex.from_tuples(one.ledger or [("", "")]))
    return _facts(rows[mine])


def _of_quickbooks(result: Result, one: One) -> dict[str, str]:
    return _facts(result.quickbooks[result.quickbooks["id"].isin(one.quickbooks)])


def _facts(rows: pd.DataFrame) -> dict[str, str]:
    days = rows["date"].dt.strftime("%Y-%m-%d")
    texts = {"kind": rows["kind"].map(spoken), "number": rows["number"], "date": days, "party": rows["party"]}
    amount = {"amount": money(int(rows["total"].sum()))} if len(rows) else {}
    return {name: _joined(column) for name, column in texts.items()} | amount


def _of_links(result: Result, one: One) -> dict[str, str]:
    rows = _links(result, one)
    rows = rows[rows["quickbooks_id"] != ""]
    if rows.empty:
        return {}
    days = rows["date"].dropna().dt.strftime("%Y-%m-%d")
    texts = {"kind": rows["quickbooks_type"], "number": rows["number"], "date": days}
    amount = {"amount": money(int(rows["amount_cents"].sum()))}
    return {name: _joined(column) for name, column in texts.items()} | amount


def _joined(column: pd.Series[str]) -> str:
    """Each text once, in order."""
    return ", ".join(text for text in column.drop_duplicates() if text)


def _agree(frame: pd.DataFrame, at: int) -> str:
    present = {str(frame.loc[at, side]) for side in SIDES} - {""}
    if not frame.loc[at, LEDGER] or not frame.loc[at, QUICKBOOKS]:
        return "one side only"
    return "yes" if len(present) == 1 else "no"


def _version(result: Result, one: One) -> int:
    """The version of the mapping that the record was last pushed under, 0 if not known."""
    numbers = pd.to_numeric(_links(result, one)["mapping_version"], errors="coerce").dropna()
    return int(numbers.max()) if len(numbers) else 0


def _printed(cents: object) -> Decimal | str:
    return "" if pd.isna(cents) else units(int(str(cents)))  # type: ignore[call-overload]


def pushed_lines(result: Result, one: One) -> Iterator[str]:
    """What the plugin knows of the record: when it was pushed, under which id, and how it stands since."""
    rows = _links(result, one)
    if one.is_empty:
        yield "Nothing to show."
    elif result.inputs.links is None:
        yield "What was pushed is not known: links.csv is not in the folder."
    elif rows.empty:
        yield "The plugin never pushed it: links.csv does not name it."
    for row in rows_of(rows):
        where = f"{row.quickbooks_type} {row.quickbooks_id}" if row.quickbooks_id else "not in QuickBooks"
        parts = [
            where, spoken(row.state), f"pushed {row.pushed_at[:16].replace('T', ' ')}" if row.pushed_at else "",
            f"unlocked {row.unlocked_at[:10]}" if row.unlocked_at else "", spoken(row.skipped_because), row.last_error,
        ]  # fmt: skip
        yield "; ".join(part for part in parts if part) + "."
