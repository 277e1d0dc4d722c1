"""The first sheet and the last two: what was compared, with what outcome, and who signs for it."""

from __future__ import annotations

from collections.abc import Iterator

from matterbooks.reconcile.causes.figures import ROUNDING_CENTS
from matterbooks.reconcile.match import BY_LINK, LAST_RULES, RULES, TOLERANCE, WINDOW_DAYS
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.sheets.page import Cell, Column, Page
from matterbooks.reconcile.summary import by_cause, rows_of, units, verdict
from matterbooks.reconcile.words import spoken


def summary(page: Page, result: Result) -> None:
    """Verdict, coverage, findings by cause, what was not examined, sign-off."""
    for place, width in enumerate((34, 16, 16, 16, 18, 18)):
        page.sheet.set_column(place, place, width)
    page.title("Practice ledger against QuickBooks", _subtitle(result))
    page.paragraph(verdict(result), "good" if result.residue_cents == 0 else "attention", height=26)
    page.text(0, "Residue")
    page.cell(1, units(result.residue_cents), "money")
    page.row += 2
    page.heading("Coverage")
    page.table(_COVERAGE, _coverage(result), main=False)
    page.heading("Findings by cause")
    rows = rows_of(by_cause(result))
    found = [(spoken(r.cause), r.severity, int(r.findings), int(r.records), units(r.cents)) for r in rows]
    page.table(_CAUSES, found, main=False)
    page.heading("Not examined")
    for text in result.not_examined:
        page.paragraph(text, height=30 if len(text) > 105 else 16)
    page.row += 1
    page.heading("Sign-off")
    page.table(_SIGN_OFF, [("Prepared by", "", "", ""), ("Reviewed by", "", "", "")], main=False)


def inputs(page: Page, result: Result) -> None:
    """Every file with its hash and control totals."""
    page.title("Inputs", "What was read. The hash proves which file it was; the control totals which figures.")
    page.table(_INPUTS, _files(result))
    others = [(path, sha) for path, sha in result.inputs.file_hashes.items() if path not in _paths(result)]
    if others:
        page.heading("Other files")
        page.table((Column("File", 44), Column("SHA-256", 68)), others, main=False)
    warnings = [(file.path, text) for file in result.inputs.files for text in file.warnings]
    if warnings:
        page.heading("Warnings")
        page.table((Column("File", 44), Column("Warning", 68)), warnings, main=False)


def rules_and_mapping(page: Page, result: Result) -> None:
    """How transactions were matched, with which tolerances, and the mapping in force."""
    page.title("Rules and mapping", "Rules in order, strongest first. A pair keeps the rule that made it.")
    page.table(_RULES, _rules())
    page.heading("Tolerances")
    page.table((Column("Tolerance", 36), Column("Value", 40)), _tolerances(), main=False)
    version = result.chart.version
    page.heading(f"Mapping, version {version}" if version else "No mapping was given: by number and name")
    page.table((Column("Practice account", 36), Column("QuickBooks account", 40)), _accounts(result), main=False)


_KEY_WORDS = {
    "nature": "type", "number_key": "number", "party_key": "party", "vector": "every account's amount",
    "total": "total",
}  # fmt: skip
_COVERAGE = (
    Column("Side", 34), Column("Transactions", 16, "integer"), Column("Matched", 16, "integer"),
    Column("Share by count", 16, "share"), Column("Value", 18, "money"), Column("Share by value", 18, "share"),
)  # fmt: skip
_CAUSES = (
    Column("Cause", 34), Column("Severity", 16), Column("Findings", 16, "integer"), Column("Records", 16, "integer"),
    Column("Amount", 18, "money"),
)  # fmt: skip
_SIGN_OFF = (
    Column("", 34), Column("Name", 16, "fill in"), Column("Date", 16, "fill in"), Column("Note", 16, "fill in"),
)  # fmt: skip
_INPUTS = (
    Column("File", 44), Column("Report", 16), Column("Layout", 11), Column("Company", 24), Column("Basis", 10),
    Column("From", 12, "date"), Column("To", 12, "date"), Column("Postings", 11, "integer"),
    Column("Debits", 16, "money"), Column("Credits", 16, "money"), Column("Totals checked", 10, "integer"),
    Column("SHA-256", 68),
)  # fmt: skip
_RULES = (Column("Rule", 36), Column("Equal", 40), Column("Confidence", 12, "share"), Column("Identical entries", 18))


def _subtitle(result: Result) -> str:
    company = str((result.inputs.books or {}).get("company") or "") or next(
        (file.company for file in result.inputs.files if file.company), ""
    )
    start = result.period.start or result.period.covered_from
    dates = f"{start.isoformat() if start else 'the beginning'} to {result.period.as_of.isoformat()}"
    return f"{company}, {dates}" if company else dates


def _coverage(result: Result) -> Iterator[tuple[Cell, ...]]:
    for side, words in (("ledger", "Practice ledger"), ("quickbooks", "QuickBooks")):
        part = result.coverage[side]
        yield (
            words, part["transactions"], part["matched"], part["matched_by_count"], units(int(part["value_cents"])),
            part["matched_by_value"],
        )  # fmt: skip


def _files(result: Result) -> Iterator[tuple[Cell, ...]]:
    for file in result.inputs.files:
        amounts = file.postings["amount_cents"]
        yield (
            file.path, file.report, file.layout, file.company, file.basis, file.period[0], file.period[1],
            len(file.postings), units(int(amounts.clip(lower=0).sum())), units(int((-amounts).clip(lower=0).sum())),
            file.totals_checked, file.sha256,
        )  # fmt: skip


def _paths(result: Result) -> set[str]:
    return {file.path for file in result.inputs.files}


def _rules() -> Iterator[tuple[Cell, ...]]:
    yield BY_LINK, "QuickBooks id in links.csv", 1.0, ""
    for rule in (*RULES, *LAST_RULES):
        keys = ", ".join(_KEY_WORDS.get(key, key) for key in rule.keys)
        yield rule.name, keys, rule.confidence, "counted" if rule.counted else "not matched"


def _tolerances() -> Iterator[tuple[Cell, ...]]:
    yield "Dates, without id or number", f"{WINDOW_DAYS} days"
    yield "Totals, by date and party only", f"{TOLERANCE:.0%}"
    yield "Rounding", f"{ROUNDING_CENTS} cent a line, only on tax, receivable and payable accounts"


def _accounts(result: Result) -> Iterator[tuple[Cell, ...]]:
    ledger = result.inputs.ledger[["account_number", "account_name"]].drop_duplicates()
    for number, name in sorted(rows_of(ledger)):
        yield f"{number} {name}".strip(), result.chart.path(number, name)
