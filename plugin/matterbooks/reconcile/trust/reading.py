"""Opening whatever was given about trust: which form a file has is told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.reading.rows import read_bytes
from matterbooks.reconcile.trust.bank_csv import is_bank_csv, read_bank_csv
from matterbooks.reconcile.trust.camt import is_camt, read_camt
from matterbooks.reconcile.trust.inputs import MatterList, Statement, TrustInputs
from matterbooks.reconcile.trust.matters_csv import read_matters
from matterbooks.reconcile.trust.ofx import is_ofx, read_ofx
from matterbooks.reconcile.trust.statement_csv import read_statement_csv

LARGEST_BYTES = 50_000_000


def read_trust(
    bank: Sequence[str | Path] = (), matters: Sequence[str | Path] = (), jurisdiction: str = ""
) -> TrustInputs | None:
    """Read bank statements and matter trial lists; None where nothing was given.

    bank: paths, or `ACCOUNT=path` where the file does not name the account as the practice does. matters: paths, or
    `2026-10-31=path` where the list does not tell its day. Raises FileRefusedError, naming file, row and way out.
    """
    if not bank and not matters and not jurisdiction:
        return None
    statements = tuple(read_statement(*_named(given)) for given in bank)
    lists = tuple(_matters(*_named(given)) for given in matters)
    return TrustInputs(statements, lists, _code(jurisdiction))


def with_rules(inputs: Inputs, jurisdiction: str) -> Inputs:
    """The same inputs with the jurisdiction whose trust rules are to be remembered, "" for none."""
    trust = inputs.trust or TrustInputs()
    return replace(inputs, trust=replace(trust, jurisdiction=_code(jurisdiction)))


def read_statement(account: str, path: Path) -> Statement:
    """Read one bank file of any form; account: the practice's number or name of it, "" as the file says."""
    content = read_bytes(path)
    if len(content) > LARGEST_BYTES:
        raise FileRefusedError(str(path), "is larger than 50 MB", "Ask the bank for a shorter period.")
    return _owned(_read(path, content), account) if account else _read(path, content)


def _read(path: Path, content: bytes) -> Statement:
    if is_camt(content):
        return read_camt(str(path), content)
    if is_ofx(content):
        return read_ofx(str(path), content)
    heading = content[:2000].decode("utf-8", errors="replace").partition("\n")[0]
    return read_bank_csv(path) if is_bank_csv(heading) else read_statement_csv(path)


def _owned(found: Statement, account: str) -> Statement:
    """The statement under the practice's name of its account; refused where it holds several."""
    names = sorted({item.account for item in (*found.lines, *found.uncleared)} | {b.account for b in found.balances})
    if len(names) > 1:
        way_out = "Give one file for each account, or name the accounts in the file as the practice does."
        raise FileRefusedError(found.file.path, f"holds several accounts ({', '.join(names)})", way_out)
    return replace(
        found,
        lines=tuple(line._replace(account=account) for line in found.lines),
        balances=tuple(balance._replace(account=account) for balance in found.balances),
        uncleared=tuple(line._replace(account=account) for line in found.uncleared),
        starts=dict.fromkeys([account], min(found.starts.values())) if found.starts else {},
    )


def _code(jurisdiction: str) -> str:
    return jurisdiction.strip().upper()


def _matters(day: str, path: Path) -> MatterList:
    try:
        return read_matters(path, date.fromisoformat(day) if day else None)
    except ValueError as error:
        way_out = "Give the day of the list as in 2026-10-31=list.csv."
        raise FileRefusedError(str(path), f"{day!r} is not a day", way_out) from error


def _named(given: str | Path) -> tuple[str, Path]:
    """`NAME=path` in two; a path that exists as a whole is one, whatever its name."""
    name, equals, path = str(given).partition("=")
    if not equals or Path(given).exists():
        return "", Path(given)
    return name.strip(), Path(path)
