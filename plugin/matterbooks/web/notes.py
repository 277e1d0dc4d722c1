"""One-time messages of our own, so that a host that shows its flashed messages does not show ours twice."""

from __future__ import annotations

from typing import Literal

from flask import session

Level = Literal["done", "warning", "problem"]
_KEY = "matterbooks_notes"


def say(level: Level, words: str) -> None:
    """Show these words at the top of the next page of ours."""
    session[_KEY] = [*session.get(_KEY, []), [level, words]]


def take() -> list[tuple[str, str]]:
    """The messages that wait, which are then forgotten."""
    return [(level, words) for level, words in session.pop(_KEY, [])]
