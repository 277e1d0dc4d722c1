"""The Bank transfers account, where both halves of a transfer meet, must return to its expected balance."""

from __future__ import annotations

from matterbooks.reconcile.causes.half_transfer import expected_legs
from matterbooks.reconcile.scene import Scene
from matterbooks.values import Kind


def transfers_balance(scene: Scene) -> tuple[int, int] | None:
    """What the account moved in QuickBooks and what is expected (cents); None where no such account is mapped.

    Expected is nothing but the single business legs that were pushed while trust is off.
    """
    path = scene.chart.transfers
    if not path:
        return None
    return _moved(scene, path), _single_legs(scene, path)


def _moved(scene: Scene, path: str) -> int:
    posts = scene.books.posts[scene.books.posts["account"] == path]
    within = scene.books.heads["in_period"].to_numpy()[posts["t"].to_numpy()]
    return int(posts["cents"].to_numpy()[within].sum())


def _single_legs(scene: Scene, path: str) -> int:
    if scene.known is None:
        return expected_legs(scene)
    pushed = scene.known.pushed[scene.known.pushed["account"] == path]
    heads = scene.ledger.heads.iloc[pushed["ledger"].to_numpy()]
    single = (heads["kind"] == Kind.TRUST_OFFICE_TRANSFER) & heads["in_period"]
    return int(pushed["cents"].to_numpy()[single.to_numpy()].sum())
