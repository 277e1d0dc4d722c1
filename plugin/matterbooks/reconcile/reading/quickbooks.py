"""Reading one QuickBooks export, whatever report it is, into a `ReadFile`; the kind is told by its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading import account_list, general_ledger, journal, trial_balance
from matterbooks.reconcile.reading.headers import Header, split_at_header
from matterbooks.reconcile.reading.postings import Posting, to_frame
from matterbooks.reconcile.reading.rows import ASK_FOR_CSV, TextFile, read_text
from matterbooks.reconcile.reading.signs import with_sides
from matterbooks.reconcile.reading.table import Table
from matterbooks.reconcile.reading.titles import Titles, other_report, read_footer, read_titles

NATURAL = "natural"
DEBIT_POSITIVE = "debit_positive"
ASK_FOR_JOURNAL = (
    "In QuickBooks open Reports > Journal for the same period, on accrual basis, and choose Export to CSV."
)

_READERS: dict[str, Callable[[Table], list[Posting]]] = {
    "journal": journal.read_journal,
    "general_ledger": general_ledger.read_general_ledger,
    "transaction_detail": general_ledger.read_general_ledger,
    "trial_balance": trial_balance.read_trial_balance,
    "account_list": account_list.read_account_list,
}
_DATED = frozenset({"journal", "general_ledger", "transaction_detail"})


def read_quickbooks(path: Path, accounts: Path | None = None) -> ReadFile:
    """Read a Journal, General Ledger, Transaction Detail by Account, Trial Balance or Account List, as CSV.

    `accounts` is an Account List or chart of accounts page: with its types a General Ledger's debit and credit become
    known. Whatever cannot be read without guessing is refused with FileRefusedError, naming file, row and way out.
    """
    read = parse_quickbooks(read_text(path))
    return read if accounts is None else with_types(read, read_accounts(accounts))


def with_types(read: ReadFile, accounts: ReadFile) -> ReadFile:
    """Fill a General Ledger's debit and credit from the types of an account list; other reports stay as they are."""
    if read.signs != NATURAL:
        return read
    sided = with_sides(read.postings, account_list.account_types(accounts.postings))
    signs = DEBIT_POSITIVE if sided.debit_positive else NATURAL
    return replace(read, postings=sided.postings, signs=signs, warnings=(*read.warnings, *sided.warnings))


def read_accounts(path: Path) -> ReadFile:
    """Read a file that must be a list of accounts."""
    read = parse_quickbooks(read_text(path))
    if read.report != "account_list":
        raise FileRefusedError(read.path, f"is a {read.report.replace('_', ' ')}, not a list of accounts", ASK_FOR_CSV)
    return read


def parse_quickbooks(file: TextFile) -> ReadFile:
    """Read one export from its text."""
    rows, header = _split(file)
    titles = read_titles(rows[: header.index])
    report = _report(file, header, titles)
    table = Table(file.name, rows, header, titles, read_footer(rows, header.index + 1), list(file.warnings))
    postings = _READERS[report](table)
    _warn_of_titles(table, report)
    return ReadFile(
        path=file.name,
        sha256=file.sha256,
        report=report,
        layout="modern",
        company=titles.company,
        basis=table.footer.basis,
        period=titles.period,
        currency="",
        signs=NATURAL if report in _DATED and "amount" in header.columns else DEBIT_POSITIVE,
        totals_checked=table.totals_checked,
        postings=to_frame(file.name, postings, titles.period, dated=report in _DATED),
        warnings=tuple(table.warnings),
    )


def _split(file: TextFile) -> tuple[list[list[str]], Header]:
    found = split_at_header(file)
    if found is None:
        lines = file.text.splitlines()[:5]
        report = other_report([[line.split(delimiter)[0].strip(' "')] for line in lines for delimiter in ",;\t"])
        _refuse_report(file, report)
        raise FileRefusedError(file.name, "has no header row of a QuickBooks report", ASK_FOR_CSV)
    rows, header = found
    _refuse_report(file, other_report(rows[: header.index]), header.index + 1)
    return rows, header


def _refuse_report(file: TextFile, report: str, row: int | None = None) -> None:
    if report:
        raise FileRefusedError(file.name, f"is the report {report!r}, which cannot be read", ASK_FOR_JOURNAL, row)


def _report(file: TextFile, header: Header, titles: Titles) -> str:
    """Tell the report from its columns; its title only tells apart the two that look alike."""
    row = header.index + 1
    if header.has("classic_date"):
        way_out = "Switch the report to the modern view and export it to CSV."
        raise FileRefusedError(file.name, "is in the classic layout, which cannot be read so far", way_out, row)
    by_columns = _by_columns(header)
    if by_columns is None or (titles.report and titles.report not in _alike(by_columns)):
        problem = "the columns are not those of a report that can be read"
        raise FileRefusedError(file.name, problem, ASK_FOR_JOURNAL, row)
    return titles.report or by_columns


def _by_columns(header: Header) -> str | None:
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
    if report == "account_list":
        return
    if titles.period == (None, None) and titles.period_text.lower() not in ("all dates", "all"):
        table.warnings.append(f"the period {titles.period_text!r} is not understood")
    if not table.footer.basis:
        table.warnings.append("the footer does not state whether the report is on accrual or cash basis")
