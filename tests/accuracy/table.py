"""How well it tells, as Markdown: per cause what was seeded and found, then links, findings and what is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from matterbooks.reconcile.result import Result
from tests.accuracy.generate import Truth
from tests.accuracy.scoring import Score, link_score, score


def table(truth: Truth, result: Result) -> Iterator[str]:
    """One row per cause, in order of the causes' names, then one line of figures."""
    scored = score(truth, result)
    yield "| cause | seeded | found | told as |"
    yield "| --- | ---: | ---: | --- |"
    for cause in sorted({fault.cause for fault in truth.faults}):
        yield _row(cause, scored)
    links = link_score(truth, result)
    yield ""
    yield (
        f"Links: precision {links.precision:.4f}, recall {links.recall:.4f}, of {len(truth.links):,}. "
        f"Findings: precision {scored.precision:.4f}, recall {scored.recall:.4f}, of {len(truth.faults):,} faults. "
        f"Residue: {sum(map(abs, scored.residue.values())) / 100:.2f}. Ties: {result.ties}."
    )


def _row(cause: str, scored: Score) -> str:
    mine = [(fault, told) for fault, told in scored.told if fault.cause == cause]
    words = Counter(", ".join(told) or "nothing" for _, told in mine)
    told_as = "; ".join(f"{word} ({count})" for word, count in words.most_common())
    return f"| {cause} | {len(mine)} | {sum(fault.cause in told for fault, told in mine)} | {told_as} |"
