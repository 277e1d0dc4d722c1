"""The findings for other programs: one JSON object, amounts in whole cents, accounts as QuickBooks paths."""

from __future__ import annotations

import json
from pathlib import Path

from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result


def as_json(result: Result) -> dict[str, object]:
    """What `--json` writes."""
    return {
        "ties": result.ties,
        "residue": dict(result.residue),
        "coverage": dict(result.coverage),
        "not_examined": list(result.not_examined),
        "findings": [_finding(finding) for finding in result.findings],
    }


def write_json(result: Result, path: Path) -> None:
    """Write the findings to a file, in UTF-8."""
    path.write_text(json.dumps(as_json(result), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "cause": finding.cause,
        "difference": list(finding.difference),
        "severity": finding.severity,
        "ledger_ids": list(finding.ledger_ids),
        "quickbooks_ids": list(finding.quickbooks_ids),
        "instances": finding.instances,
        "effects": finding.effects,
        "evidence": finding.evidence,
        "mend": finding.mend,
    }
