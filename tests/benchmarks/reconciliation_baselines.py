"""The same two files matched by other tools, as somebody would who knows the tool well and the books a little.

Each baseline reads `ledger.csv` and `Journal.csv`, sums their lines to transactions and joins those on their number, or
on date, total and party where there is none (an empty key would be equal to every other empty one). A baseline knows
no mapping and no causes: its exception is a transaction that it leaves unmatched, or whose amount differs. So it cannot
see an amount in the wrong account, and pays for each harmless way in which the two files differ.

Each imports its tool itself, so that no process carries what another needs; `warm` does it before the clock starts.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import polars as pl
    from splink import SettingsCreator

TITLES = 4
"""Rows above the header of a modern Journal."""
SURE = 0.5
"""The probability from which Splink's pairs are kept."""
COLUMNS = ("id", "number", "date", "party", "cents")
"""A transaction of either side; cents are the sum of its debits."""


def pandas_merge(folder: Path) -> pd.DataFrame:
    """Outer merge of two frames read by pandas."""
    ours, theirs = (_keyed(side) for side in _with_pandas(folder))
    return ours.merge(theirs, how="outer", on="key", suffixes=("_l", "_q"))[["id_l", "id_q", "cents_l", "cents_q"]]


def datacompy_compare(folder: Path) -> pd.DataFrame:
    """`PandasCompare` on the key; it pairs what repeats a key by the order of the rest."""
    import datacompy

    ours, theirs = (_keyed(side)[["key", "id", "cents"]] for side in _with_pandas(folder))
    found = datacompy.PandasCompare(ours, theirs, join_columns="key", df1_name="l", df2_name="q")
    both = found.intersect_rows[["id_l", "id_q", "cents_l", "cents_q"]]
    only_l = found.df1_unq_rows[["id", "cents"]].rename(columns={"id": "id_l", "cents": "cents_l"})
    only_q = found.df2_unq_rows[["id", "cents"]].rename(columns={"id": "id_q", "cents": "cents_q"})
    return pd.concat([both, only_l, only_q], ignore_index=True)


def polars_join(folder: Path) -> pd.DataFrame:
    """Two scans and a full join, collected by the streaming engine."""
    import polars as pl

    key = pl.when(pl.col("number") == "").then(
        pl.concat_str(pl.col("date").dt.to_string("%Y-%m-%d"), pl.col("cents").cast(pl.String), "party", separator="|")
    )
    ours, theirs = (side.with_columns(key=key.otherwise("number")) for side in _with_polars(folder))
    joined = ours.join(theirs, how="full", on="key", suffix="_q").collect(engine="streaming")
    return joined.select(id_l="id", id_q="id_q", cents_l="cents", cents_q="cents_q").to_pandas()


def duckdb_join(folder: Path) -> pd.DataFrame:
    """One statement over both files."""
    import duckdb

    return duckdb.connect().execute(_SQL, [str(folder / "ledger.csv"), str(folder / "Journal.csv")]).df()


def splink_link(folder: Path) -> pd.DataFrame:
    """Splink blocked on number or date and total, its weights estimated from the files, then pairs taken greedily."""
    from splink import DuckDBAPI, Linker, block_on

    ours, theirs = (_for_splink(side) for side in _with_pandas(folder))
    api = DuckDBAPI()
    tables = [api.register(ours, dataset_display_name="a_ledger"), api.register(theirs, dataset_display_name="b_books")]
    linker = Linker(tables, _settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("number", "cents")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("date", "cents"), block_on("number")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=SURE)
    pairs: pd.DataFrame = predicted.as_pandas_dataframe()  # type: ignore[no-untyped-call]
    taken = _greedy(pairs.sort_values(["match_weight", "unique_id_l", "unique_id_r"], ascending=[False, True, True]))
    left = ours.rename(columns={"unique_id": "id_l", "cents": "cents_l"})[["id_l", "cents_l"]]
    right = theirs.rename(columns={"unique_id": "id_q", "cents": "cents_q"})[["id_q", "cents_q"]]
    return left.merge(taken, how="left", on="id_l").merge(right, how="outer", on="id_q")


BASELINES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "pandas merge": pandas_merge,
    "datacompy": datacompy_compare,
    "polars join": polars_join,
    "DuckDB join": duckdb_join,
    "Splink": splink_link,
}
"""Name -> what answers one row per pair or lonely transaction: id_l, id_q, cents_l, cents_q, null where lonely."""


_TOOLS = {"datacompy": "datacompy", "polars join": "polars", "DuckDB join": "duckdb", "Splink": "splink"}


def warm(name: str) -> None:
    """Import the tool of a baseline."""
    importlib.import_module(_TOOLS.get(name, "pandas"))


def _with_pandas(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    ledger = pd.read_csv(folder / "ledger.csv", dtype=str, keep_default_na=False)
    ledger["cents"] = _cents(ledger["debit"])
    ledger = ledger.rename(columns={"transaction_id": "id"})
    ledger["date"] = pd.to_datetime(ledger["date"])
    book = pd.read_csv(folder / "Journal.csv", dtype=str, keep_default_na=False, skiprows=TITLES)
    book = book.set_axis(["id", "date", "type", "number", "party", "memo", "account", "debit", "credit"], axis=1)
    book["id"] = book["id"].mask(book["id"] == "").ffill()
    book = book[book["account"] != ""]
    book["cents"] = _cents(book["debit"])
    book["party"] = book["party"].str.split(":").str[0]
    book["date"] = pd.to_datetime(book["date"], format="%m/%d/%Y")
    ours, theirs = (side.groupby("id", sort=False).agg(_HEAD).reset_index() for side in (ledger, book))
    return ours, theirs


_HEAD = {"number": "first", "date": "first", "party": "first", "cents": "sum"}


def _cents(printed: pd.Series[str]) -> pd.Series[int]:
    plain = printed.str.replace("[,.]", "", regex=True)
    return plain.where(plain != "", "0").astype("int64")


def _keyed(side: pd.DataFrame) -> pd.DataFrame:
    lonely = side["date"].dt.strftime("%Y-%m-%d") + "|" + side["cents"].astype(str) + "|" + side["party"]
    return side.assign(key=side["number"].where(side["number"] != "", lonely))


def _with_polars(folder: Path) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    import polars as pl

    cents = pl.col("debit").str.replace_all("[,.]", "").cast(pl.Int64, strict=False).fill_null(0)
    ledger = pl.scan_csv(folder / "ledger.csv", infer_schema=False, missing_utf8_is_empty_string=True)
    ledger = ledger.rename({"transaction_id": "id"}).with_columns(cents=cents, date=pl.col("date").str.to_date())
    book = pl.scan_csv(
        folder / "Journal.csv", infer_schema=False, missing_utf8_is_empty_string=True, skip_rows=TITLES,
        new_columns=["id", "date", "type", "number", "party", "memo", "account", "debit", "credit"],
    )  # fmt: skip
    own = pl.when(pl.col("id") != "").then("id").forward_fill()
    book = book.with_columns(id=own, cents=cents).filter((pl.col("account") != "") & (pl.col("date") != ""))
    book = book.with_columns(
        date=pl.col("date").str.to_date("%m/%d/%Y", strict=False), party=pl.col("party").str.split(":").list.first()
    )
    head = [pl.col(name).first() for name in ("number", "date", "party")]
    ours, theirs = (side.group_by("id").agg(*head, pl.col("cents").sum()) for side in (ledger, book))
    return ours, theirs


_SQL = """
with ledger as (
    select transaction_id id, first(number) number, first(date) "date", first(party) party,
           sum(coalesce(try_cast(replace(debit, '.', '') as bigint), 0)) cents
    from read_csv($1, header = true, all_varchar = true) group by 1),
lines as (
    select c0 as own, c1 as "day", c3 as number, c4 as party, c6 as account,
           coalesce(try_cast(replace(replace(c7, ',', ''), '.', '') as bigint), 0) cents, row_number() over () place
    from read_csv($2, header = false, auto_detect = false, skip = 5, null_padding = true, parallel = false, delim = ',',
                  quote = '"', escape = '"', columns = {'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR',
                  'c3': 'VARCHAR', 'c4': 'VARCHAR', 'c5': 'VARCHAR', 'c6': 'VARCHAR', 'c7': 'VARCHAR',
                  'c8': 'VARCHAR'})),
named as (select *, last_value(nullif(own, '') ignore nulls) over (order by place) id from lines),
book as (
    select id, first(number) number, strftime(strptime(first("day"), '%m/%d/%Y'), '%Y-%m-%d') "date",
           split_part(first(party), ':', 1) party, sum(cents) cents
    from named where coalesce(account, '') <> '' group by 1),
ours as (select *, case when coalesce(number, '') <> '' then number
                        else concat_ws('|', "date", cents, party) end key from ledger),
theirs as (select *, case when coalesce(number, '') <> '' then number
                          else concat_ws('|', "date", cents, party) end key from book)
select ours.id id_l, theirs.id id_q, ours.cents cents_l, theirs.cents cents_q
from ours full outer join theirs on ours.key = theirs.key
"""


def _for_splink(side: pd.DataFrame) -> pd.DataFrame:
    empty_is_unknown = {name: side[name].where(side[name] != "", None) for name in ("number", "party")}
    return side.assign(**empty_is_unknown).rename(columns={"id": "unique_id"})


def _settings() -> SettingsCreator:
    import splink.comparison_library as compared
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            compared.ExactMatch("number"),
            compared.AbsoluteDateDifferenceAtThresholds("date", input_is_string=False, metrics=["day"], thresholds=[7]),
            compared.ExactMatch("cents"),
            compared.JaroWinklerAtThresholds("party", 0.9),
        ],
        blocking_rules_to_generate_predictions=[block_on("number"), block_on("date", "cents")],
    )


def _greedy(pairs: pd.DataFrame) -> pd.DataFrame:
    """The best pairs first, each transaction once."""
    left: set[str] = set()
    right: set[str] = set()
    taken = []
    for one, other in zip(pairs["unique_id_l"], pairs["unique_id_r"], strict=True):
        if one not in left and other not in right:
            left.add(one)
            right.add(other)
            taken.append((one, other))
    return pd.DataFrame(taken, columns=["id_l", "id_q"])
