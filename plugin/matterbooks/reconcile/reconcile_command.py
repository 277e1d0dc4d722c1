"""`matterbooks reconcile`: compare the two books, write the workbook and the findings, print a short summary."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.carried import carry, read_previous
from matterbooks.reconcile.findings_csv import write_csv
from matterbooks.reconcile.findings_json import write_json
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.signing import sign_off_lines
from matterbooks.reconcile.summary import lines
from matterbooks.reconcile.trust.reading import read_trust
from matterbooks.reconcile.trust.tables import lines as trust_lines
from matterbooks.reconcile.workbook import write_workbook

NOTHING_FOUND, FOUND, REFUSED = 0, 1, 2


def main(
    ledger: Path,
    quickbooks: Sequence[Path],
    links: Path | None = None,
    mapping: Path | None = None,
    books: Path | None = None,
    profile: Path | None = None,
    start: date | None = None,
    end: date | None = None,
    out: Path | None = None,
    json_path: Path | None = None,
    previous: Path | None = None,
    materiality: int = 0,
    csv_path: Path | None = None,
    bank: Sequence[str | Path] = (),
    matters: Sequence[str | Path] = (),
    jurisdiction: str = "",
    *,
    to: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """Return 0 if nothing was found and the residue is zero, 1 if something was, 2 after one line why it is refused.

    previous: the workbook of the run before, whose findings roll forward; materiality: in cents.
    """
    to, errors = to or sys.stdout, errors or sys.stderr
    try:
        _refuse_overwriting(previous, out)
        before = None if previous is None else read_previous(previous)
        trust = read_trust(bank, matters, jurisdiction)
        result = reconcile(read_inputs(ledger, quickbooks, links, mapping, books, start, end, profile, trust=trust))
        result = replace(result, materiality=materiality)
        result = result if before is None else carry(result, before)
        _write(result, out, json_path, csv_path)
    except FileRefusedError as error:
        print(" ".join(str(error).split()), file=errors)
        return REFUSED
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Give a file that can be read or written.", file=errors)
        return REFUSED
    for line in (*lines(result), *(trust_lines(result.trust) if trust else ())):
        print(line, file=to)
    for line in sign_off_lines(result):
        print(line, file=to)
    for path in (out, json_path, csv_path):
        if path is not None:
            print(f"written: {path}", file=to)
    return FOUND if result.findings or result.residue_cents else NOTHING_FOUND


def _refuse_overwriting(previous: Path | None, out: Path | None) -> None:
    """A workbook that people filled in is never written over."""
    if previous is not None and out is not None and previous.resolve() == out.resolve():
        way_out = "Give the new workbook another name, so that what was decided and signed stays as it is."
        raise FileRefusedError(str(out), "is the previous workbook itself", way_out)


def _write(result: Result, out: Path | None, json_path: Path | None, csv_path: Path | None) -> None:
    if out is not None:
        write_workbook(result, out)
    if json_path is not None:
        write_json(result, json_path)
    if csv_path is not None:
        write_csv(result, csv_path)
