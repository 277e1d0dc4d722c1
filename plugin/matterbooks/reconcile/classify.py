"""One finding per root cause: every kind of evidence is heard, the first that applies to a case is its cause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b

import numpy as np
import pandas as pd

from matterbooks.reconcile.causes.absent import verdict_of_absent, verdict_of_unposted
from matterbooks.reconcile.causes.figures import verdict_of_figures
from matterbooks.reconcile.causes.linked import verdict_of_linked
from matterbooks.reconcile.causes.only_quickbooks import verdict_of_quickbooks
from matterbooks.reconcile.causes.recorded import ORDER, verdict_of_records
from matterbooks.reconcile.causes.transfers import transfers_balance
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.evidence import described, details, sentences
from matterbooks.reconcile.frames import Finding
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.transactions import Integers, Side
from matterbooks.reconcile.trust.one_sided import verdict_of_mixed
from matterbooks.reconcile.words import WORDS
from matterbooks.values import Cause

EVIDENCE = (
    verdict_of_mixed, verdict_of_records, verdict_of_absent, verdict_of_unposted, verdict_of_quickbooks,
    verdict_of_linked, verdict_of_figures,
)  # fmt: skip
"""Every kind of evidence; a new cause is a new function here."""


def classify(scene: Scene) -> pd.DataFrame:
    """VERDICT, one row per case that has a cause, with `finding`: the number of the finding that it belongs to."""
    heard = pd.concat([hear(scene) for hear in EVIDENCE], ignore_index=True)
    heard = heard.assign(order=heard["cause"].map(ORDER)).sort_values(["order", "case", "detail"])
    first = heard.drop_duplicates("case")
    single = first["group"] == ""
    key = first["group"].where(~single, "\x1f" + first["case"].astype("str"))
    return first.assign(finding=(first["cause"] + "\x1f" + key).factorize()[0]).drop(columns="order")


def findings_of(scene: Scene, cases: pd.DataFrame) -> list[Finding]:
    """The findings in order of cause; `cases` as `classify` returns them."""
    size = int(cases["finding"].max()) + 1 if len(cases) else 0
    ours = _members(scene.ledger_case, cases)
    theirs = _members(scene.books_case, cases)
    effects = effects_of(scene, cases)
    by_finding = _by_number(cases, cases["finding"].to_numpy(dtype=np.int64), size)
    ledger, books = _by_number(scene.ledger.heads, ours, size), _by_number(scene.books.heads, theirs, size)
    found = [
        _finding(scene, by_finding[number], ledger[number], books[number], effects.get(number, {}))
        for number in range(size)
    ]
    return [*found, *_of_accounts(scene)]


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


def _by_number(heads: pd.DataFrame, finding: Integers, size: int) -> list[pd.DataFrame]:
    order = np.argsort(finding, kind="stable")
    bounds = np.searchsorted(finding[order], np.arange(size + 1))
    return [heads.iloc[order[bounds[n] : bounds[n + 1]]] for n in range(size)]


def _finding(
    scene: Scene, cases: pd.DataFrame, ledger: pd.DataFrame, books: pd.DataFrame, effects: dict[str, int]
) -> Finding:
    cause, group = Cause(cases["cause"].iloc[0]), str(cases["group"].iloc[0])
    words = WORDS[cause]
    ours, theirs = tuple(ledger["id"]), tuple(books["id"])
    if not ours and not theirs:
        ours = _unposted(scene, cases)
    dates = [day for day in (ledger["date"].min(), books["date"].min()) if pd.notna(day)]
    oldest = min(dates).date() if dates else None
    told = details(list(cases["detail"]))
    evidence = sentences(
        words.meaning,
        described(ledger, "ledger") if len(ledger) else "",
        described(books, "QuickBooks") if len(books) else "",
        told,
    )
    return Finding(
        id=finding_id(cause, group or "\x1f".join((*ours, "", *theirs))),
        cause=cause.value,
        severity=words.severity,
        difference=_fields(cases["difference"]),
        ledger_ids=ours,
        quickbooks_ids=theirs,
        instances=max(len(ours), len(theirs)),
        effects=effects,
        evidence=evidence,
        mend=words.mend,
        flags=_flags(scene, oldest),
        oldest=oldest,
    )


def finding_id(cause: Cause, key: str) -> str:
    """Stable from run to run: the cause and the group, or the keys of both sides' records."""
    return "F" + blake2b(f"{cause}\x1f{key}".encode(), digest_size=5).hexdigest()


def _fields(texts: pd.Series[str]) -> tuple[str, ...]:
    present = {name for text in texts.unique() for name in text.split(",")}
    return tuple(name for name in ("amount", "account", "date", "tax", "party") if name in present)


def _unposted(scene: Scene, cases: pd.DataFrame) -> tuple[str, ...]:
    first = len(scene.ledger.heads) + len(scene.books.heads)
    if scene.known is None:
        return ()
    rows = scene.known.rows["transaction_id"].iloc[cases["case"].to_numpy() - first]
    return tuple(rows)


def _flags(scene: Scene, oldest: date | None) -> tuple[str, ...]:
    books = scene.inputs.books or {}
    found = []
    for name in ("host_lockout", "closing_date"):
        day = str(books.get(name) or "")
        if oldest is not None and day and oldest <= date.fromisoformat(day[:10]):
            found.append(name)
    return tuple(found)


def _of_accounts(scene: Scene) -> Iterator[Finding]:
    balance = transfers_balance(scene)
    if balance is None or balance[0] == balance[1]:
        return
    words = WORDS[Cause.TRANSFERS_ACCOUNT_NOT_ZERO]
    path = scene.chart.transfers
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
    )
