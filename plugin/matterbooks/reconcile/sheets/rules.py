"""How records were matched, with which tolerances, what each cause means, and the mapping in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from matterbooks.reconcile.accounts import versions
from matterbooks.reconcile.causes.figures import ROUNDING_CENTS
from matterbooks.reconcile.match import BY_LINK, WINDOW_DAYS
from matterbooks.reconcile.match_rules import LAST_RULES, RULES, TOLERANCE
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import rows_of
from matterbooks.reconcile.words import WORDS, spoken


def rules_and_mapping(page: Page, result: Result) -> None:
    """Rules, tolerances, the legend of causes, the accounts as compared, and the mapping as it was given."""
    page.title("Rules and mapping", "Rules in order, strongest first. A pair keeps the rule that made it.")
    page.table(_RULES, _rules(result))
    page.table((Column("Tolerance", 44), Column("Value", 44)), _tolerances(), main=False)
    page.heading("Legend of causes")
    page.table(_LEGEND, _legend(), main=False)
    page.heading("Accounts as compared")
    page.table((Column("Practice account", 44), Column("QuickBooks account", 44)), _accounts(result), main=False)
    version = result.chart.version
    page.heading(f"Mapping, version {version}" if version else "No mapping was given: by number and name")
    if version and result.inputs.mapping is not None:
        page.table(_MAPPING, _mapping(result), main=False)
        page.table(
            (Column("Versions", 44), Column("In force from", 44), Column("Rows", 12)), _versions(result), main=False
        )


_KEY_WORDS = {
    "nature": "type", "number_key": "number", "party_key": "party", "vector": "every account's amount",
    "total": "total",
}  # fmt: skip
_RULES = (
    Column("Rule", 44), Column("Equal", 44, "wrapped"), Column("Confidence", 12, "share"),
    Column("Identical entries", 18), Column("Pairs", 12, "integer"),
)  # fmt: skip
_VERSIONS = (Column("Versions", 44), Column("In force from", 44), Column("Rows", 12))
_LEGEND = (
    Column("Cause", 44), Column("Meaning", 44, "wrapped"), Column("Severity", 14, "severity"),
    Column("What mends it, and who acts", 60),
)  # fmt: skip
_MAPPING = (
    Column("Practice account", 44), Column("QuickBooks account", 44), Column("Section", 14),
    Column("QuickBooks type", 20), Column("Trust", 10), Column("QuickBooks id", 14),
)  # fmt: skip


def _rules(result: Result) -> Iterator[tuple[Cell, ...]]:
    """Every rule with the pairs that it made; rules of one name and confidence count together."""
    made = Counter(zip(result.matches["rule"], result.matches["confidence"], strict=True))
    yield BY_LINK, "QuickBooks id in links.csv", 1.0, "", made.pop((BY_LINK, 1.0), 0)
    for rule in (*RULES, *LAST_RULES):
        keys = ", ".join(_KEY_WORDS.get(key, key) for key in rule.keys)
        count = made.pop((rule.name, rule.confidence), 0)
        yield rule.name, keys, rule.confidence, "counted" if rule.counted else "not matched", count
    for (name, confidence), count in sorted(made.items()):
        yield name, "", confidence, "", count


def _tolerances() -> Iterator[tuple[Cell, ...]]:
    yield "Dates, without id or number", f"{WINDOW_DAYS} days"
    yield "Totals, by date and party only", f"{TOLERANCE:.0%}"
    yield "Rounding", f"{ROUNDING_CENTS} cent a line, only on tax, receivable and payable accounts"


def _legend() -> Iterator[tuple[Cell, ...]]:
    for cause, words in WORDS.items():
        yield spoken(cause.value), words.meaning, words.severity, words.mend


def _accounts(result: Result) -> Iterator[tuple[Cell, ...]]:
    ledger = result.inputs.ledger[["account_number", "account_name"]].drop_duplicates()
    for number, name in sorted(rows_of(ledger)):
        yield f"{number} {name}".strip(), result.chart.path(number, name)


def _mapping(result: Result) -> Iterator[tuple[Cell, ...]]:
    assert result.inputs.mapping is not None
    rows = result.inputs.mapping
    for row in rows_of(rows[rows["version"].astype("str") == str(result.chart.version)]):
        named = f"{row.host_code} {row.host_name}".strip()
        yield named, row.quickbooks_name, spoken(row.section), row.quickbooks_type, row.trust, row.quickbooks_id


def _versions(result: Result) -> Iterator[tuple[Cell, ...]]:
    assert result.inputs.mapping is not None
    rows = result.inputs.mapping
    for version in versions(rows):
        of = rows[rows["version"].astype("str") == str(version)]
        yield str(version), str(of["from_instant"].iloc[0]), str(len(of))
