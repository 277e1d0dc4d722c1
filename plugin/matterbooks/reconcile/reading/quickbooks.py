"""Reading one QuickBooks export, whatever report and form it is, into a `ReadFile`; the kind is told by its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading import (
    account_list,
    classic_journal,
    general_ledger,
    journal,
    receivables,
    received,
    transaction_list,
    trial_balance,
)
from matterbooks.reconcile.reading.account_names import full_paths
from matterbooks.reconcile.reading.files import open_file
from matterbooks.reconcile.reading.grids import Grid
from matterbooks.reconcile.reading.headers import Header
from matterbooks.reconcile.reading.lines import Lines, to_frame
from matterbooks.reconcile.reading.periods import Period
from matterbooks.reconcile.reading.postings import Posting
from matterbooks.reconcile.reading.rows import ASK_FOR_CSV
from matterbooks.reconcile.reading.signs import with_sides
from matterbooks.reconcile.reading.table import Table
from matterbooks.reconcile.reading.titles import Footer, Titles, other_report, read_footer, read_titles

NATURAL = "natural"
DEBIT_POSITIVE = "debit_positive"
ASK_FOR_JOURNAL = (
    "In QuickBooks open Reports > Journal for the same period, on accrual basis, and choose Export to CSV."
)

_READERS: dict[str, Callable[[Table], list[Posting] | Lines]] = {
    "journal": journal.read_journal,
    "classic_journal": classic_journal.read_classic_journal,
    "general_ledger": general_ledger.read_general_ledger,
    "transaction_detail": general_ledger.read_general_ledger,
    "transaction_list": transaction_list.read_transaction_list,
    "trial_balance": trial_balance.read_trial_balance,
    "account_list": account_list.read_account_list,
    received.REPORT: received.read_received,
    receivables.REPORT: receivables.read_receivables,
}
_DATED = frozenset({"journal", "general_ledger", "transaction_detail", "transaction_list", received.REPORT})
TOO_MUCH = "Unable to display more data"
"""How a row begins that QuickBooks puts where it cut a report off (Intuit: 400,000 cells)."""


def read_quickbooks(path: Path, accounts: Path | None = None) -> ReadFile:
    """Read one report: Journal, General Ledger, Transaction Detail or List, Trial Balance or Account List.

    CSV, XLSX in both layouts, a Reports API answer, or an Export data ZIP, of which the Journal is taken. `accounts` is
    an Account List or chart of accounts page: with its types a General Ledger's debit and credit become known. Whatever
    cannot be read without guessing is refused with FileRefusedError, naming file, row and way out.
    """
    reads = read_exports(path)
    read = next((one for one in reads if one.report == "journal"), reads[0])
    return read if accounts is None else with_types(read, read_accounts(accounts))


def read_exports(path: Path) -> list[ReadFile]:
    """Read every report of a file: one, or those of an Export data ZIP that can be read (the others are left out)."""
    grids = open_file(path)
    if len(grids) == 1:
        return [parse_quickbooks(grids[0])]
    return [parse_quickbooks(grid) for grid in grids if _is_readable(grid)] or [parse_quickbooks(grids[0])]


def _is_readable(grid: Grid) -> bool:
    header = grid.header()
    return header is not None and not other_report(grid.rows[: header.index]) and _by_columns(header) is not None


def with_types(read: ReadFile, accounts: ReadFile) -> ReadFile:
    """Fill a General Ledger's debit and credit from the types of an account list; other reports stay as they are."""
    if read.signs != NATURAL:
        return read
    paths = full_paths(read.postings["account"].unique(), accounts.postings)
    postings = read.postings.assign(account=read.postings["account"].replace(paths)) if paths else read.postings
    sided = with_sides(postings, account_list.account_types(accounts.postings))
    signs = DEBIT_POSITIVE if sided.debit_positive else NATURAL
    return replace(read, postings=sided.postings, signs=signs, warnings=(*read.warnings, *sided.warnings))


def read_accounts(path: Path) -> ReadFile:
    """Read a file that must be a list of accounts."""
    read = read_quickbooks(path)
    if read.report != "account_list":
        raise FileRefusedError(read.path, f"is a {read.report.replace('_', ' ')}, not a list of accounts", ASK_FOR_CSV)
    return read


def parse_quickbooks(grid: Grid) -> ReadFile:
    """Read one report from its rows."""
    header = _header(grid)
    titles = grid.titles or read_titles(grid.rows[: header.index])
    report = _report(grid, header, titles)
    footer = read_footer(grid.rows, header.index + 1)
    if grid.basis is not None:
        footer = Footer(footer.end, grid.basis, found=True)
    table = Table(grid.name, grid.rows, header, titles, footer, list(grid.warnings))
    _refuse_cut(table)
    is_classic = header.has("classic_date") and report == "journal"
    found = _READERS["classic_journal" if is_classic else report](table)
    lines = found if isinstance(found, Lines) else Lines.of(found)
    if grid.titles is None:
        _warn_of_titles(table, report)
    natural = report in _DATED and "amount" in header.columns
    return ReadFile(
        path=grid.name,
        sha256=grid.sha256,
        report=report,
        layout="classic" if header.is_classic else "modern",
        company=titles.company,
        basis=table.footer.basis,
        period=titles.period,
        currency="",
        signs=NATURAL if natural else DEBIT_POSITIVE,
        totals_checked=table.totals_checked,
        postings=to_frame(grid.name, lines, _days(report, titles), dated=report in _DATED),
        warnings=tuple(table.warnings),
    )


def _header(grid: Grid) -> Header:
    header = grid.header()
    if header is None:
        _refuse_report(grid, other_report(grid.rows[:5]))
        raise FileRefusedError(grid.name, "has no header row of a QuickBooks report", ASK_FOR_CSV)
    _refuse_report(grid, other_report(grid.rows[: header.index]), header.index + 1)
    return header


def _refuse_cut(table: Table) -> None:
    row = next((row for row in table.starting(TOO_MUCH) if row.label.startswith(TOO_MUCH)), None)
    if row is not None:
        way_out = "Ask for a shorter period."
        table.refuse(row.number, "QuickBooks cut the report off here, as it was too long", way_out)


def _refuse_report(file: Grid, report: str, row: int | None = None) -> None:
    if report:
        raise FileRefusedError(file.name, f"is the report {report!r}, which cannot be read", ASK_FOR_JOURNAL, row)


def _report(file: Grid, header: Header, titles: Titles) -> str:
    """Tell the report from its columns; its title only tells apart the two that look alike."""
    row = header.index + 1
    by_columns = _by_columns(header)
    for one in (received, receivables):
        if titles.report == one.REPORT and header.has(*one.REQUIRED):
            return titles.report
    if by_columns is None or (titles.report and titles.report not in _alike(by_columns)):
        problem = "the columns are not those of a report that can be read"
        raise FileRefusedError(file.name, problem, ASK_FOR_JOURNAL, row)
    return titles.report or by_columns


def _days(report: str, titles: Titles) -> Period:
    """The days that the dates must lie in: a payment of the period may have settled an invoice of an earlier one."""
    return (None, None) if report == received.REPORT else titles.period


def _by_columns(header: Header) -> str | None:
    if header.has(*transaction_list.REQUIRED):
        return "transaction_list"
    if header.has(*general_ledger.REQUIRED):
        if header.has("split") or header.has("balance"):
            return "general_ledger" if header.has("amount") or header.has("debit", "credit") else None
        return "journal" if header.has(*journal.REQUIRED) else None
    if header.has(*account_list.REQUIRED):
        return "account_list"
    return "trial_balance" if header.has(*trial_balance.REQUIRED) else None


def _alike(report: str) -> Sequence[str]:
    return ("general_ledger", "transaction_detail") if report == "general_ledger" else (report,)


def _warn_of_titles(table: Table, report: str) -> None:
    titles = table.titles
    if report in ("account_list", received.REPORT, receivables.REPORT):
        return
    if titles.period == (None, None) and titles.period_text.lower() not in ("all dates", "all"):
        table.warnings.append(f"the period {titles.period_text!r} is not understood")
    if not table.footer.basis:
        table.warnings.append("the footer does not state whether the report is on accrual or cash basis")
