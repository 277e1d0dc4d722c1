"""The whole of a reconciliation in order: normalise -> group -> match -> classify -> bridge."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b

import numpy as np
import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.accounts import account_names, chart_of
from matterbooks.reconcile.bridge import bridge_of, first_dates, opening_is_known, ties
from matterbooks.reconcile.brought_forward import brought_forward
from matterbooks.reconcile.causes.out_of_scope import out_of_scope
from matterbooks.reconcile.causes.recorded import BY_RULE, recorded
from matterbooks.reconcile.classify import classify, finding_numbers, findings_of
from matterbooks.reconcile.coverage import coverage_of, not_examined, outcomes
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.inferred import with_inferred
from matterbooks.reconcile.known import known_links
from matterbooks.reconcile.match import match
from matterbooks.reconcile.period import period_of
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.scene import Scene, cases_of
from matterbooks.reconcile.sides import ledger_side, quickbooks_side
from matterbooks.reconcile.trust.accounts import trust_accounts
from matterbooks.reconcile.trust.run import reconcile_trust


def reconcile(inputs: Inputs) -> Result:
    """Compare the two books and explain every difference.

    Raises FileRefusedError where the QuickBooks postings name no transaction.
    """
    _refuse_without_ids(inputs)
    scene = lay_out(inputs)
    cases = classify(scene)
    findings = findings_of(scene, cases)
    forward = brought_forward(inputs, scene.period, scene.chart)
    bridge = bridge_of(scene.postings, findings, inputs, forward, scene.period)
    opened = opening_is_known(bridge, forward)
    numbers = finding_numbers(scene, cases)
    ours, theirs = outcomes(scene, numbers, findings)
    trust = reconcile_trust(inputs, scene, findings)
    return Result(
        run_id=run_id(scene),
        ties=ties(bridge, scene, opened=opened),
        residue={str(account): int(cents) for account, cents in zip(bridge["account"], bridge["residue"], strict=True)},
        coverage=coverage_of(ours, theirs),
        not_examined=(*not_examined(inputs, scene.period, scene.chart, opened=opened), *trust.not_examined),
        findings=(*trust.findings, *findings),
        bridge=bridge,
        matches=_matches(scene),
        suggestions=_suggestions(scene),
        ledger=ours,
        quickbooks=theirs,
        locked=_locked(scene),
        out_of_balance_since=first_dates(scene, numbers, bridge),
        period=scene.period,
        chart=scene.chart,
        inputs=inputs,
        trust=trust,
    )


def lay_out(inputs: Inputs) -> Scene:
    """Both sides as transactions, what is known of them, and which of them are the same."""
    period = period_of(inputs)
    chart = chart_of(inputs.mapping, _printed_accounts(inputs))
    if inputs.mapping is None or inputs.mapping.empty:
        chart = with_inferred(chart, inputs)
    postings = inputs.ledger.assign(account=account_names(inputs.ledger, chart))
    with ThreadPoolExecutor(1) as beside:
        theirs = beside.submit(quickbooks_side, inputs.quickbooks, chart, period.start, period.end)
        ledger = ledger_side(postings, chart, period.start, period.end)
        books = theirs.result()
    known = known_links(inputs.links, ledger, books, chart)
    ruled, told = out_of_scope(inputs, ledger, period), recorded(known, ledger)
    exact_only = (ruled != "").to_numpy().copy()
    exact_only[told["ledger"].to_numpy(dtype=np.int64)] = told["cause"].isin(BY_RULE).to_numpy()
    pairs, suggestions = match(ledger, books, known, exact_only)
    case, ledger_case, books_case = cases_of(pairs, ledger, books)
    return Scene(
        inputs=inputs, period=period, chart=chart, postings=postings, ledger=ledger, books=books, known=known,
        pairs=pairs.assign(case=case), suggestions=suggestions, ledger_case=ledger_case, books_case=books_case,
        out_of_scope=ruled, recorded=told, trust=trust_accounts(inputs, chart),
    )  # fmt: skip


def run_id(scene: Scene) -> str:
    """12 hexadecimal digits: the same files, period and mapping version give the same run, whatever it is called."""
    told = [*sorted(scene.inputs.file_hashes.values()), scene.inputs.start, scene.inputs.end, scene.chart.version]
    return blake2b("\x1f".join(map(str, told)).encode(), digest_size=6).hexdigest()


def _refuse_without_ids(inputs: Inputs) -> None:
    nameless = inputs.quickbooks[inputs.quickbooks["transaction_id"] == ""]
    if len(nameless):
        first = nameless.iloc[0]
        problem = "the row belongs to no transaction"
        way_out = "Export the Journal report from QuickBooks, which names every transaction."
        raise FileRefusedError(str(first["file"]), problem, way_out, int(first["row"]))


def _printed_accounts(inputs: Inputs) -> list[str]:
    printed = [*inputs.quickbooks["account"].unique(), *(inputs.trial_balance or {})]
    return [str(account) for account in printed]


def _matches(scene: Scene) -> pd.DataFrame:
    """One row per pair: both sides' id, kind, number, date, party and total, with rule and confidence."""
    columns = ["id", "kind", "number", "date", "party", "total"]
    pairs = scene.pairs.sort_values(["ledger", "quickbooks"])
    here = scene.ledger.heads[columns].iloc[pairs["ledger"].to_numpy()].add_prefix("ledger_")
    there = scene.books.heads[columns].iloc[pairs["quickbooks"].to_numpy()].add_prefix("quickbooks_")
    found = [here.reset_index(drop=True), there.reset_index(drop=True)]
    return pd.concat([*found, pairs[["rule", "confidence"]].reset_index(drop=True)], axis=1)


def _suggestions(scene: Scene) -> pd.DataFrame:
    """Candidates that are not sure enough to be pairs: both sides' id, kind, number, date, party and total."""
    columns = ["id", "kind", "number", "date", "party", "total"]
    here = scene.ledger.heads[columns].iloc[scene.suggestions["ledger"].to_numpy()].add_prefix("ledger_")
    there = scene.books.heads[columns].iloc[scene.suggestions["quickbooks"].to_numpy()].add_prefix("quickbooks_")
    return pd.concat([here.reset_index(drop=True), there.reset_index(drop=True)], axis=1)


def _locked(scene: Scene) -> pd.DataFrame:
    """What links say of each record, and whether QuickBooks' file holds it."""
    columns = [
        "transaction_id", "kind", "number", "date", "state", "quickbooks_type", "quickbooks_id", "amount_cents",
        "pushed_at", "unlocked_at", "skipped_because", "last_error", "ended_how",
    ]  # fmt: skip
    if scene.known is None:
        return pd.DataFrame(columns=[*columns, "in_quickbooks"])
    rows = scene.known.rows
    return rows[columns].assign(in_quickbooks=rows["quickbooks"] >= 0)
