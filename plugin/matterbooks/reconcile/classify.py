"""One finding per root cause: every kind of evidence is heard, the first that applies to a case is its cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.absent import verdict_of_absent, verdict_of_unposted
from matterbooks.reconcile.causes.applied import verdict_of_applications
from matterbooks.reconcile.causes.building import finding_id, findings_from
from matterbooks.reconcile.causes.figures import verdict_of_figures
from matterbooks.reconcile.causes.grouped import verdict_of_grouped
from matterbooks.reconcile.causes.half_transfer import verdict_of_half_transfers
from matterbooks.reconcile.causes.linked import verdict_of_linked
from matterbooks.reconcile.causes.only_quickbooks import verdict_of_quickbooks
from matterbooks.reconcile.causes.recorded import ORDER, verdict_of_records
from matterbooks.reconcile.causes.transfers import transfers_balance
from matterbooks.reconcile.causes.unlinked import verdict_of_unlinked
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.evidence import sentences
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Flags, Integers, Side
from matterbooks.reconcile.trust.one_sided import verdict_of_mixed
from matterbooks.reconcile.words import WORDS
from matterbooks.values import Cause

EVIDENCE = (
    verdict_of_mixed, verdict_of_records, verdict_of_absent, verdict_of_unposted, verdict_of_quickbooks,
    verdict_of_half_transfers, verdict_of_unlinked, verdict_of_linked, verdict_of_figures, verdict_of_applications,
    verdict_of_grouped,
)  # fmt: skip
"""Every kind of evidence; a new cause is a new function here."""


def classify(scene: Scene) -> pd.DataFrame:
    """VERDICT, one row per case that has a cause, with `finding`: the number of the finding that it belongs to."""
    heard = pd.concat([hear(scene) for hear in EVIDENCE], ignore_index=True)
    heard = heard[_in_period(scene)[heard["case"].to_numpy()]]
    heard = heard.assign(order=heard["cause"].map(ORDER)).sort_values(["order", "case", "detail"])
    first: pd.DataFrame = heard.drop_duplicates("case")
    single = first["group"] == ""
    key = first["group"].where(~single, "\x1f" + first["case"].astype("str"))
    return first.assign(finding=(first["cause"] + "\x1f" + key).factorize()[0]).drop(columns="order")


def _in_period(scene: Scene) -> Flags:
    """Whether a case has a transaction in the period, on either side; what is known from links alone always has."""
    unposted = 0 if scene.known is None else len(scene.known.rows)
    flags = np.zeros(len(scene.ledger.heads) + len(scene.books.heads) + unposted, dtype=np.bool_)
    flags[-unposted or len(flags) :] = True
    for case_of, side in ((scene.ledger_case, scene.ledger), (scene.books_case, scene.books)):
        flags[case_of[side.heads["in_period"].to_numpy()]] = True
    return flags


def findings_of(scene: Scene, cases: pd.DataFrame) -> list[Finding]:
    """The findings in order of cause; `cases` as `classify` returns them."""
    members = finding_numbers(scene, cases)
    found = list(findings_from(scene, cases, members, effects_of(scene, cases)))
    return [*found, *_of_accounts(scene, found)]


def effects_of(scene: Scene, cases: pd.DataFrame) -> dict[int, dict[str, int]]:
    """Finding number -> account -> cents: QuickBooks postings less mapped ledger postings, within the period."""
    theirs = _posts(scene.books, _members(scene.books_case, cases))
    ours = _posts(scene.ledger, _members(scene.ledger_case, cases))
    both = pd.concat([theirs, ours.assign(cents=-ours["cents"])])
    sums = both.groupby(["finding", "account"])["cents"].sum()
    found: dict[int, dict[str, int]] = {}
    rows = sums[sums != 0].reset_index()
    for number, account, cents in zip(rows["finding"], rows["account"], rows["cents"], strict=True):
        found.setdefault(int(number), {})[str(account)] = int(cents)
    return found


def finding_numbers(scene: Scene, cases: pd.DataFrame) -> tuple[Integers, Integers]:
    """The finding number of each ledger and each QuickBooks transaction, -1 for none."""
    return _members(scene.ledger_case, cases), _members(scene.books_case, cases)


def _members(case_of: Integers, cases: pd.DataFrame) -> Integers:
    places = pd.Series(cases["finding"].array, index=cases["case"].array).reindex(case_of).fillna(-1)
    return places.to_numpy(dtype=np.int64)


def _posts(side: Side, finding: Integers) -> pd.DataFrame:
    at = side.posts["t"].to_numpy()
    kept = (finding[at] >= 0) & side.heads["in_period"].to_numpy()[at]
    found: pd.DataFrame = side.posts.assign(finding=finding[at]).loc[kept, ["finding", "account", "cents"]]
    return found


def _of_accounts(scene: Scene, found: Sequence[Finding]) -> Iterator[Finding]:
    """The transfers account, where what is left there is more than the effect of what was found already."""
    balance, path = transfers_balance(scene), scene.chart.transfers
    if balance is None or balance[0] - balance[1] in (0, sum(each.effects.get(path, 0) for each in found)):
        return
    words = WORDS[Cause.TRANSFERS_ACCOUNT_NOT_ZERO]
    told = f"{path} moved {money(balance[0])} in QuickBooks; {money(balance[1])} is expected"
    yield Finding(
        id=finding_id(Cause.TRANSFERS_ACCOUNT_NOT_ZERO, path),
        cause=Cause.TRANSFERS_ACCOUNT_NOT_ZERO.value,
        severity=words.severity,
        difference=("amount",),
        ledger_ids=(),
        quickbooks_ids=(),
        instances=1,
        effects={},
        evidence=sentences(words.meaning, told),
        mend=words.mend,
        quickbooks_cents=abs(balance[0]),
        ledger_cents=abs(balance[1]),
        acts=words.acts,
    )
