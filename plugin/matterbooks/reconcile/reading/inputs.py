"""Everything a run is given, read and checked against each other: one company, one basis, one set of transactions."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import Inputs, ReadFile
from matterbooks.reconcile.reading.account_names import ambiguous
from matterbooks.reconcile.reading.applications import applications_of
from matterbooks.reconcile.reading.balances import balances_of
from matterbooks.reconcile.reading.companies import refuse_other_company, refuse_other_realm
from matterbooks.reconcile.reading.ledger import read_ledger_file
from matterbooks.reconcile.reading.postings import UNKNOWN
from matterbooks.reconcile.reading.profiles import read_profile
from matterbooks.reconcile.reading.quickbooks import ASK_FOR_JOURNAL, read_exports, with_types
from matterbooks.reconcile.reading.receivables import receivables_of
from matterbooks.reconcile.reading.received import REPORT as RECEIVED
from matterbooks.reconcile.reading.records import open_books, open_links, open_mapping
from matterbooks.reconcile.reading.table import NO_FILTERS
from matterbooks.reconcile.reading.transactions import with_transaction_ids
from matterbooks.reconcile.trust.inputs import TrustInputs

_LEDGERS = ("general_ledger", "transaction_detail")


def read_inputs(
    ledger: Path,
    quickbooks: Sequence[Path],
    links: Path | None = None,
    mapping: Path | None = None,
    books: Path | None = None,
    start: date | None = None,
    end: date | None = None,
    profile: Path | None = None,
    trust: TrustInputs | None = None,
) -> Inputs:
    """Read every file of a run; what cannot be compared is refused (cash basis, other companies, half a ledger).

    The two sides are read at the same time: a big file keeps one processor busy for a second or two.
    """
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(read_ledger_file, ledger, None if profile is None else read_profile(profile))
        theirs = [read for path in quickbooks for read in read_exports(path)]
        ours = reading.result()
    applications, theirs = applications_of(theirs)
    for file in theirs:
        refuse_cash_basis(file)
    own_books = None if books is None else open_books(books)
    own_links = None if links is None else open_links(links)
    own_mapping = None if mapping is None else open_mapping(mapping)
    others = [given for given in (own_books, own_links, own_mapping) if given is not None]
    refuse_other_company(theirs, own_books and own_books.content)
    refuse_other_realm([*((given.name, given.realms) for given in others), (ours.read.path, ours.realms)])
    balances = balances_of([file for file in theirs if file.report != RECEIVED], start, end)
    return Inputs(
        ledger=ours.postings,
        quickbooks=_transactions(theirs),
        links=None if own_links is None else own_links.content,
        mapping=None if own_mapping is None else own_mapping.content,
        books=None if own_books is None else own_books.content,
        trial_balance=balances.closing,
        opening_balance=balances.opening,
        start=start,
        end=end,
        files=(ours.read, *theirs),
        file_hashes={
            **{file.path: file.sha256 for file in (ours.read, *theirs)},
            **{given.name: given.sha256 for given in others},
            **{file.path: file.sha256 for file in (trust.files if trust else ())},
        },
        trust=trust,
        applications=applications,
        receivables=receivables_of(theirs),
    )


def refuse_cash_basis(file: ReadFile) -> None:
    """Refuse a cash-basis report beside an accrual ledger: its figures are others, not wrong ones."""
    if file.basis == "cash":
        problem = "is on cash basis, and the practice ledger is on accrual basis"
        way_out = "In the report choose Accounting method: Accrual, run it again and export it."
        raise FileRefusedError(file.path, problem, way_out)


def _transactions(files: Sequence[ReadFile]) -> pd.DataFrame:
    """Return the postings to compare, debit positive: the Journals', or else those of a General Ledger."""
    journals = [file for file in files if file.report == "journal"]
    if journals:
        _refuse_overlap(journals)
        return pd.concat([file.postings for file in journals], ignore_index=True)
    ledgers = [file for file in files if file.report in _LEDGERS]
    if len(ledgers) != 1:
        place = ", ".join(file.path for file in files) or "QuickBooks"
        raise FileRefusedError(place, "a Journal, or one General Ledger, is needed", ASK_FOR_JOURNAL)
    return _from_ledger(ledgers[0], [file for file in files if file.report == "account_list"])


def _refuse_overlap(journals: Sequence[ReadFile]) -> None:
    ids = [pd.Series(file.path, index=file.postings["transaction_id"].unique()) for file in journals[:-1]]
    for place, file in enumerate(journals[1:], start=1):
        seen = pd.concat(ids[:place])
        twice = file.postings["transaction_id"][file.postings["transaction_id"].isin(seen.index)]
        if len(twice):
            other = seen[twice.iloc[0]]
            way_out = "Give Journals whose periods do not overlap."
            raise FileRefusedError(file.path, f"transaction {twice.iloc[0]} stands in {other} too", way_out)


def _from_ledger(file: ReadFile, lists: Sequence[ReadFile]) -> pd.DataFrame:
    for accounts in lists:
        file = with_types(file, accounts)
        _refuse_ambiguous(file, accounts)
    way_out = f"{ASK_FOR_JOURNAL} Or give an Account List beside it."
    unknown = file.postings["debit_cents"] == UNKNOWN
    if unknown.any():
        first = file.postings[unknown].iloc[0]
        problem = f"whether {first['account']!r} is debited or credited cannot be known without the type of the account"
        raise FileRefusedError(file.path, problem, way_out, int(first["row"]))
    amounts = file.postings["debit_cents"] - file.postings["credit_cents"]
    return with_transaction_ids(file.path, file.postings.assign(amount_cents=amounts), f"{NO_FILTERS} {way_out}")


def _refuse_ambiguous(file: ReadFile, accounts: ReadFile) -> None:
    name = ambiguous(file.postings["account"].unique(), accounts.postings)
    if name is not None:
        row = int(file.postings.loc[file.postings["account"] == name, "row"].iloc[0])
        raise FileRefusedError(file.path, f"{name!r} is the last part of several accounts", ASK_FOR_JOURNAL, row)
