"""How the service around the companies behaves when a sandbox starts, and what a reset goes back to."""

from dataclasses import dataclass
from random import Random

from matterbooks.sandbox.oauth.rotation import Rotation
from matterbooks.sandbox.trouble.windows import Window

CUT_SECONDS = 120.0
"""A request that runs longer is cut off (Intuit)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`latency` and `latency_random` are seconds: each call takes the first, and a random part of the second.

    `limits` enforces the throttles, counted in windows of the kind `window`; `speed` is how many seconds pass here for
    one outside; `seed` decides whatever is left to chance, so that a run can be repeated.
    """

    limits: bool = False
    window: Window | str = Window.SLIDING
    latency: float = 0.0
    latency_random: float = 0.0
    cut_seconds: float = CUT_SECONDS
    rotation: Rotation | str = Rotation.DAILY
    speed: float = 1.0
    seed: int = 1

    def __post_init__(self) -> None:
        """Raise: ValueError for no rotation or window, a negative time, or a clock that would not run."""
        Rotation(self.rotation)
        Window(self.window)
        if min(self.latency, self.latency_random, self.cut_seconds) < 0 or not self.speed > 0:
            raise ValueError("times cannot be negative, and speed must be above 0")

    def random(self) -> Random:
        """A generator that gives the same run for the same seed."""
        return Random(self.seed)  # noqa: S311 - repeatable trouble, no secret
