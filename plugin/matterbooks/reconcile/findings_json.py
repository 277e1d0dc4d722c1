"""The findings for other programs: one JSON object, amounts in whole cents, accounts as QuickBooks paths."""

from __future__ import annotations

import json
from pathlib import Path

from matterbooks.reconcile.carried import said_of
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.signing import blocks_of
from matterbooks.reconcile.summary import age_of, band_of
from matterbooks.reconcile.trust.as_json import trust_json


def as_json(result: Result) -> dict[str, object]:
    """What `--json` writes. Keys are only ever added."""
    blocks = blocks_of(result)
    return {
        "ties": result.ties,
        "residue": dict(result.residue),
        "coverage": dict(result.coverage),
        "not_examined": list(result.not_examined),
        "findings": [_finding(finding, result) for finding in result.findings],
        "run_id": result.run_id,
        "sign_off": {"ready": blocks.ready, "materiality": result.materiality, **blocks._asdict()},
        "cleared": [item.id for item in result.rolled.cleared if not item.now],
        "suggestions": [
            {"ledger_id": ledger, "quickbooks_id": quickbooks}
            for ledger, quickbooks in zip(
                result.suggestions["ledger_id"], result.suggestions["quickbooks_id"], strict=True
            )
        ],
        "changed_after_sign_off": [
            {
                "run_id": change.run_id, "side": change.side, "account": change.account,
                "signed": list(change.signed), "now": list(change.now),
            }
            for change in result.rolled.changes
        ],
        "trust": trust_json(result.trust),
    }  # fmt: skip


def write_json(result: Result, path: Path) -> None:
    """Write the findings to a file, in UTF-8."""
    path.write_text(json.dumps(as_json(result), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _finding(finding: Finding, result: Result) -> dict[str, object]:
    said = said_of(finding, result)
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
        "flags": list(finding.flags),
        "ledger_cents": finding.ledger_cents,
        "quickbooks_cents": finding.quickbooks_cents,
        "acts": finding.acts,
        "ledger_keys": list(finding.ledger_keys),
        "oldest": finding.oldest.isoformat() if finding.oldest else None,
        "age_days": age_of(finding, result),
        "age_band": band_of(finding, result),
        "first_seen": said.first_seen.isoformat(),
        "status": said.status,
        "owner": said.owner,
        "comment": said.comment,
        "decision": said.decision,
    }
