"""Each version of the mapping: since when, what it changed, and what was pushed under it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pandas as pd

from matterbooks.reconcile.accounts import versions
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import units
from matterbooks.values import Cause

CHANGES = ("version", "since", "section", "account", "was", "is")


def pushed(result: Result) -> pd.DataFrame:
    """version (int), at (instant, UTC), amount_cents: every record that was pushed, from links.csv."""
    links = result.inputs.links
    if links is None:
        return pd.DataFrame({"version": [], "at": [], "amount_cents": []}).astype({"version": "int64"})
    rows = links[links["quickbooks_id"] != ""]
    numbers = pd.to_numeric(rows["mapping_version"], errors="coerce").fillna(0).astype("int64")
    at = pd.to_datetime(rows["pushed_at"].replace("", None), utc=True, errors="coerce", format="ISO8601")
    found = pd.DataFrame({"version": numbers, "at": at, "amount_cents": rows["amount_cents"]})
    return found[(found["version"] > 0) & found["at"].notna()].reset_index(drop=True)


def versions_table(result: Result) -> pd.DataFrame:
    """Per version: since when, what it changed, what was pushed under it, how much of that would go elsewhere now."""
    mapping = result.inputs.mapping
    columns = ["version", "since", "rows changed", "records pushed", "amount", "would go elsewhere today"]
    if mapping is None:
        return pd.DataFrame(columns=columns)
    changed = changes(result)["version"].value_counts()
    sent = pushed(result).groupby("version")["amount_cents"].agg(["size", "sum"])
    older = _older(result)
    rows = [
        (
            number, _since(mapping, number), int(changed.get(number, 0)), int(sent["size"].get(number, 0)),
            units(int(sent["sum"].get(number, 0))), older.get(number, 0),
        )
        for number in versions(mapping)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def changes(result: Result) -> pd.DataFrame:
    """CHANGES: each row of the mapping that a version made, changed or took away; was or is "" for none."""
    mapping = result.inputs.mapping
    if mapping is None:
        return pd.DataFrame(columns=list(CHANGES))
    rows = []
    for before, after in pairwise(versions(mapping)):
        was, is_ = _rows(mapping, before), _rows(mapping, after)
        for key in sorted(was.keys() | is_.keys()):
            if was.get(key, "") != is_.get(key, ""):
                section, account = key
                rows.append((after, _since(mapping, after), section, account, was.get(key, ""), is_.get(key, "")))
    return pd.DataFrame(rows, columns=list(CHANGES))


def _rows(mapping: pd.DataFrame, version: int) -> dict[tuple[str, str], str]:
    rows = mapping[mapping["version"].astype("str") == str(version)]
    names = (rows["host_code"] + " " + rows["host_name"]).str.strip()
    return dict(zip(zip(rows["section"], names, strict=True), rows["quickbooks_name"], strict=True))


def _since(mapping: pd.DataFrame, version: int) -> str:
    instants = mapping.loc[mapping["version"].astype("str") == str(version), "from_instant"]
    return str(instants.iloc[0])[:10] if len(instants) else ""


def _older(result: Result) -> dict[int, int]:
    """Version -> records pushed under it that today's mapping would post elsewhere."""
    links = result.inputs.links
    ids = {
        each for finding in result.findings if finding.cause == Cause.OLDER_MAPPING_VERSION
        for each in finding.quickbooks_ids
    }  # fmt: skip
    if links is None or not ids:
        return {}
    numbers = pd.to_numeric(links.loc[links["quickbooks_id"].isin(ids), "mapping_version"], errors="coerce")
    return dict(Counter(int(number) for number in numbers.dropna()))
