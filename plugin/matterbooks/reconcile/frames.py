"""The frames that the steps of a reconciliation hand to each other: their columns, and what a file was read as.

Money is int64 cents everywhere. Text columns are never null: absent is the empty string. Dates are datetime64[ns] at
midnight. One row of a postings frame is one posting of one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from matterbooks.reconcile.trust.inputs import TrustInputs

QUICKBOOKS_POSTINGS = (
    "file", "row", "transaction_id", "date", "type", "number", "name", "memo", "account",
    "amount_cents", "debit_cents", "credit_cents", "modified_at", "modified_by",
)  # fmt: skip
"""Columns of QuickBooks postings. `row` is the 1-based row in the file, `type` as printed, `account` the full path as
printed. In a frame that goes on to matching `amount_cents` is debit positive; a General Ledger is read with the natural
sign it prints, and debit and credit are -1 where they cannot be known (see `ReadFile.signs`). `modified_at` (ISO text
without zone; as printed where day and month cannot be told) and `modified_by` are "" where the report has no such
columns."""

LEDGER_POSTINGS = (
    "row", "transaction_id", "kind", "number", "date", "party", "matter", "account_number", "account_name",
    "amount_cents", "currency", "foreign_cents", "exchange_rate", "tax_code", "memo", "due_date", "applied_to",
    "posted_at", "modified_at", "division",
)  # fmt: skip
"""Columns of practice-ledger postings: `ledger.csv` with debit less credit as `amount_cents`."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One QuickBooks file as read.

    report: "journal", "general_ledger", "transaction_detail", "trial_balance", "account_list", ...; layout: "modern" or
    "classic"; signs: "debit_positive" or "natural"; totals_checked: how many totals of the file agree with its rows.
    """

    path: str
    sha256: str
    report: str
    layout: str
    company: str
    basis: str
    period: tuple[date | None, date | None]
    currency: str
    signs: str
    totals_checked: int
    postings: pd.DataFrame
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run was given; what is absent is None, and its causes are listed as not examined.

    ledger: LEDGER_POSTINGS; quickbooks: the journal's postings, debit positive; links: LINKS_COLUMNS with
    `amount_cents`, `returned_total_cents` and `returned_tax_cents` added; mapping: MAPPING_COLUMNS; books:
    `books.json`; trial_balance: QuickBooks account path -> closing cents, debit positive; files: for the Inputs sheet;
    opening_balance: the same as of the day before the period;
    trust: bank statements and matter trial lists; applications: what QuickBooks' payments settle (file, row, customer,
    date, type, number, cents of the payment; settles_type, settles_number, settles_date, settled_cents), a row a pair;
    receivables: what customers owe (file, row, customer, as_of, total_cents, and the cents of each printed bucket).
    """

    ledger: pd.DataFrame
    quickbooks: pd.DataFrame
    links: pd.DataFrame | None = None
    mapping: pd.DataFrame | None = None
    books: dict[str, object] | None = None
    trial_balance: dict[str, int] | None = None
    start: date | None = None
    end: date | None = None
    files: tuple[ReadFile, ...] = ()
    file_hashes: dict[str, str] = field(default_factory=dict)
    trust: TrustInputs | None = None
    opening_balance: dict[str, int] | None = None
    applications: pd.DataFrame | None = None
    receivables: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One root cause: what differs, how it is known, and what mends it.

    effects: QuickBooks account path -> cents, the postings of the finding's QuickBooks records less the mapped postings
    of its ledger records, so that anyone can recompute it. `id` is stable across runs. ledger_cents, quickbooks_cents:
    totals of the records of either side; acts: who acts ("accountant", "administrator", "nobody", "" if not told);
    ledger_keys: "kind:id" of the ledger records.
    """

    id: str
    cause: str
    severity: str
    difference: tuple[str, ...]
    ledger_ids: tuple[str, ...]
    quickbooks_ids: tuple[str, ...]
    instances: int
    effects: dict[str, int]
    evidence: str
    mend: str
    flags: tuple[str, ...] = ()
    oldest: date | None = None
    ledger_cents: int = 0
    quickbooks_cents: int = 0
    acts: str = ""
    ledger_keys: tuple[str, ...] = ()
