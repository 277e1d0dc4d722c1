"""`matterbooks read FILE`: print one file's postings as they were read, as JSON or as a few lines for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import ReadFile
from matterbooks.reconcile.reading.amounts import printed
from matterbooks.reconcile.reading.canonical import header_of
from matterbooks.reconcile.reading.files import ZIP
from matterbooks.reconcile.reading.ledger import read_ledger_file
from matterbooks.reconcile.reading.postings import UNKNOWN
from matterbooks.reconcile.reading.profiles import read_profile
from matterbooks.reconcile.reading.quickbooks import read_quickbooks
from matterbooks.reconcile.reading.rows import decode, read_bytes

_LEDGER_MARKS = {"transaction_id", "kind", "debit", "credit"}


def read_any(path: Path, accounts: Path | None = None, profile: Path | None = None) -> ReadFile:
    """Read one file of either side: a QuickBooks export, `ledger.csv`, or any ledger through a profile."""
    if profile is not None:
        return read_ledger_file(path, read_profile(profile)).read
    if _is_ledger(path):
        return read_ledger_file(path).read
    return read_quickbooks(path, accounts)


def _is_ledger(path: Path) -> bool:
    content = read_bytes(path)
    if content.startswith(ZIP) or content.lstrip()[:1] == b"{":
        return False
    return set(header_of(decode(str(path), content))[1]) >= _LEDGER_MARKS


def read_json(path: Path, accounts: Path | None = None, profile: Path | None = None) -> dict[str, object]:
    """Return what `--json` prints; debit and credit are None where they cannot be known, dates are ISO text."""
    read = read_any(path, accounts, profile)
    return {
        "report": read.report,
        "layout": read.layout,
        "company": read.company,
        "basis": read.basis,
        "period": [_iso(day) for day in read.period],
        "currency": read.currency,
        "totals_checked": read.totals_checked,
        "warnings": list(read.warnings),
        "postings": list(_postings(read)),
    }


def main_read(
    path: Path,
    accounts: Path | None = None,
    profile: Path | None = None,
    *,
    as_json: bool = True,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Print the file; return 0, or 2 after one line on `err` that names file, row and way out."""
    out, err = out or sys.stdout, err or sys.stderr
    try:
        found = read_json(path, accounts, profile)
    except FileRefusedError as error:
        print(" ".join(str(error).split()), file=err)
        return 2
    print(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _summary(found), file=out)
    return 0


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _postings(read: ReadFile) -> Iterator[dict[str, object]]:
    dated = read.report not in ("trial_balance", "account_list", "receivables")
    for line in read.postings.to_dict("records"):
        yield {
            "row": line["row"],
            "transaction_id": line["transaction_id"],
            "date": line["date"].date().isoformat() if dated else None,
            "type": line["type"] or None,
            "number": line["number"],
            "name": line["name"],
            "memo": line["memo"],
            "account": line["account"],
            "amount_cents": line["amount_cents"],
            "debit_cents": _known(line["debit_cents"]),
            "credit_cents": _known(line["credit_cents"]),
        }


def _known(cents: int) -> int | None:
    return None if cents == UNKNOWN else cents


def _summary(found: dict[str, object]) -> str:
    postings = found["postings"]
    lines = postings if isinstance(postings, list) else []
    debits = sum(line["debit_cents"] or 0 for line in lines)
    head = f"{found['report']} of {found['company'] or 'an unnamed company'}, {found['basis'] or 'unknown'} basis"
    tail = f"{len(lines)} postings, debits {printed(debits)}, {found['totals_checked']} totals agree"
    warnings = found["warnings"]
    return "\n".join([head, tail, *(f"warning: {text}" for text in warnings)] if isinstance(warnings, list) else [head])
