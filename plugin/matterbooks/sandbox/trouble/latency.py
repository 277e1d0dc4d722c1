"""How long a call takes, and where it is cut off."""

from dataclasses import dataclass
from enum import StrEnum


class CutAnswer(StrEnum):
    """What a client gets when its request ran too long; what it asked for is done all the same (assumed)."""

    TIMEOUT = "504"
    DROP = "drop"


@dataclass(slots=True)
class Latency:
    """Seconds that every call takes, a random part of `random_seconds` on top, and the end of patience."""

    seconds: float = 0.0
    random_seconds: float = 0.0
    cut_seconds: float = 120.0
    cut_answer: CutAnswer = CutAnswer.TIMEOUT
