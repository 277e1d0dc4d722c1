"""One reconciliation for the page: the practice side from the host's own ledger, QuickBooks' side from an upload.

Whatever is written lies in one temporary folder that only this process's user can read, and is gone when the run
ends, also where it failed. What a person downloads is handed over within the page itself: nothing waits on disk for
somebody to fetch it, so nothing can expire, be fetched by another firm, or be missing on another server.

Only the view loads this file, when it is asked to run: the libraries come with the extra `notebooks`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from werkzeug.datastructures import FileStorage

from matterbooks.errors import FileRefusedError
from matterbooks.export import export
from matterbooks.push.context import Context
from matterbooks.reconcile.carried import carry, read_previous
from matterbooks.reconcile.findings_csv import write_csv
from matterbooks.reconcile.findings_json import write_json
from matterbooks.reconcile.folder import Found, files_table, look_into, read
from matterbooks.reconcile.folder_kinds import Role, Told
from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.period import period_of
from matterbooks.reconcile.result import Period, Result
from matterbooks.reconcile.run import reconcile
from matterbooks.reconcile.summary import company_of, currency_of, size, units, verdict
from matterbooks.reconcile.words import CRITICAL, ERROR, INFORMATION, WARNING, spoken
from matterbooks.reconcile.workbook import write_workbook
from matterbooks.web.reconcile_upload import put

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv;charset=utf-8",
    ".json": "application/json",
}


_SEVERITIES = (CRITICAL, ERROR, WARNING, INFORMATION)
_ONE_AT_A_TIME = Lock()
"""A run at the limit takes most of a gigabyte and ten seconds: another one in this process waits for it."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the page itself carries: its name, its size in bytes, and the whole of it as an address."""

    name: str
    size: int
    address: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding in words; `severity` is information, warning, error or critical."""

    id: str
    severity: str
    cause: str
    evidence: str
    mend: str
    amount: Decimal
    records: int
    ids: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page shows of a run. residue: QuickBooks account -> amount left unexplained, without the zeros."""

    ties: bool | None
    verdict: str
    company: str
    currency: str
    run_id: str
    period: str
    coverage: Mapping[str, Mapping[str, int | float]]
    residue: Mapping[str, Decimal]
    findings: tuple[ShownFinding, ...]
    not_examined: tuple[str, ...]
    files: tuple[Mapping[str, object], ...]
    downloads: tuple[Download, ...]


def run(context: Context, firm: str, actor: str, files: Iterable[FileStorage], start: str, end: str) -> Outcome:
    """Reconcile the firm's ledger with the files; start, end: ISO dates, "" for open; actor: who asked, for the audit.

    Raises FileRefusedError with the name that the file was uploaded under; ConfigurationError for a firm that was never
    connected.
    """
    with _ONE_AT_A_TIME, TemporaryDirectory(prefix="matterbooks-") as name:
        folder = Path(name)
        try:
            return _run(context, firm, actor, files, folder, start, end)
        except FileRefusedError as refused:
            raise _without(folder, refused) from None


def _run(
    context: Context, firm: str, actor: str, files: Iterable[FileStorage], folder: Path, start: str, end: str
) -> Outcome:
    put(files, folder / "upload")
    found = _taken(folder / "upload")
    previous = found.one(Role.WORKBOOK)
    export(context, firm, folder / "practice", actor=actor)
    inputs = _read(_with_practice(found, folder / "practice"), start, end)
    result = reconcile(inputs)
    result = result if previous is None else carry(result, read_previous(previous))
    return _outcome(result, tuple(_listed(inputs, found)), tuple(_written(result, folder / "out")))


def _listed(inputs: Inputs, found: Found) -> Iterator[Mapping[str, object]]:
    table = files_table(inputs, found)
    for row in table.itertuples(index=False, name=None):
        yield dict(zip(table.columns, row, strict=True))


def _taken(upload: Path) -> Found:
    """What was uploaded; what the practice's own store tells better is not used. Raises FileRefusedError."""
    ours = (Role.LEDGER, Role.LINKS, Role.MAPPING, Role.BOOKS, Role.PROFILE)
    why = "this is read from the practice itself"
    looked = look_into(upload)
    files = tuple(Told(told.path, Role.OTHER, why) if told.role in ours else told for told in looked.files)
    if not any(told.role == Role.QUICKBOOKS for told in files):
        told = files[0]
        problem = told.why or f"this is no report of QuickBooks but a {told.role}"
        raise FileRefusedError(
            told.path.name, problem,
            "Open Reports > Journal in QuickBooks for the same period, export it, and upload it here.",
        )  # fmt: skip
    return replace(looked, files=files)


def _with_practice(found: Found, practice: Path) -> Found:
    return replace(found, files=(*look_into(practice).files, *found.files))


def _read(found: Found, start: str, end: str) -> Inputs:
    """Everything, for the period asked for; an end that was left open is where the Journal ends.

    The practice's own export reaches further than the Journal, so that what was brought forward is known.
    """
    inputs = read(found, start, end)
    if inputs.start and inputs.end and inputs.start > inputs.end:
        raise FileRefusedError("The period", f"{inputs.start} is after {inputs.end}", "Exchange the two dates.")
    period = period_of(inputs)
    first, last = period.start or period.covered_from, period.end or period.covered_to
    if (first, last) == (inputs.start, inputs.end):
        return inputs
    return read(found, first.isoformat() if first else "", last.isoformat() if last else "")


def _written(result: Result, folder: Path) -> Iterator[Download]:
    write_workbook(result, folder / f"reconciliation-{result.run_id}.xlsx")
    write_csv(result, folder / f"findings-{result.run_id}.csv")
    write_json(result, folder / f"findings-{result.run_id}.json")
    for path in sorted(folder.iterdir(), key=lambda each: (list(_TYPES).index(each.suffix), each.name)):
        content = base64.b64encode(path.read_bytes()).decode()
        yield Download(path.name, path.stat().st_size, f"data:{_TYPES[path.suffix]};base64,{content}")


def _outcome(result: Result, files: tuple[Mapping[str, object], ...], downloads: tuple[Download, ...]) -> Outcome:
    return Outcome(
        ties=result.ties,
        verdict=verdict(result),
        company=company_of(result),
        currency=currency_of(result),
        run_id=result.run_id,
        period=_days(result.period),
        coverage=result.coverage,
        residue={account: units(cents) for account, cents in result.residue.items() if cents},
        findings=tuple(_shown(finding) for finding in sorted(result.findings, key=_worst_first)),
        not_examined=result.not_examined,
        files=files,
        downloads=downloads,
    )


def _days(period: Period) -> str:
    return f"{period.start or 'the beginning'} to {period.end or 'the end'}"


def _worst_first(finding: Finding) -> int:
    return _SEVERITIES.index(finding.severity)


def _shown(finding: Finding) -> ShownFinding:
    sides = (("Ledger", finding.ledger_ids), ("QuickBooks", finding.quickbooks_ids))
    return ShownFinding(
        id=finding.id,
        severity=finding.severity,
        cause=spoken(finding.cause)[:1].upper() + spoken(finding.cause)[1:],
        evidence=finding.evidence,
        mend=finding.mend,
        amount=units(size(finding)),
        records=finding.instances,
        ids=tuple((side, tuple(ids)) for side, ids in sides if ids),
    )


def _without(folder: Path, refused: FileRefusedError) -> FileRefusedError:
    """The refusal as the person knows the file: without the folder that it lay in here."""

    def named(text: str) -> str:
        for part in ("upload", "practice"):
            text = text.replace(f"{folder / part}/", "").replace(str(folder / part), "The upload")
        return text

    return FileRefusedError(named(refused.file), named(refused.problem), named(refused.way_out), refused.row)
