"""All that one sandbox process holds: its companies, tokens, trouble and clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock

from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.id_token import Signer
from matterbooks.sandbox.latency import Latency
from matterbooks.sandbox.limits import Limits
from matterbooks.sandbox.oauth import OAuth
from matterbooks.sandbox.rotation import Rotation
from matterbooks.sandbox.seeds import build
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.trouble import Trouble
from matterbooks.sandbox.windows import Window

FIRST_REALM = 9_341_453_000_000_001


@dataclass(slots=True)
class State:
    """Reached from a view as ``current_app.extensions["sandbox"]``."""

    now: MovableClock
    token: Callable[[int], str]
    sleep: Callable[[float], None]
    country: str = "US"
    seed_company: str = "sample"
    settings: Settings = field(default_factory=Settings)
    signer: Signer = field(default_factory=Signer)
    companies: dict[str, Company] = field(default_factory=dict)
    trouble: Trouble = field(init=False)
    limits: Limits = field(init=False)
    latency: Latency = field(init=False)
    oauth: OAuth = field(init=False)
    _made: int = 0
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Make the first company."""
        self._as_started()
        self.add_company(self.country, self.seed_company)

    def _as_started(self) -> None:
        """Everything around the companies as the settings have it."""
        given = self.settings
        self.trouble = Trouble(given.random())
        self.limits = Limits(enforced=given.limits, window=Window(given.window))
        self.latency = Latency(given.latency, given.latency_random, given.cut_seconds)
        self.oauth = OAuth(self.now, self.token, rotation=Rotation(given.rotation))
        self.now.follow(given.speed)

    def add_company(self, country: str, seed: str, name: str = "") -> Company:
        """One more company. Raises: ValueError for an unknown country or seed."""
        with self._lock:
            company = build(str(FIRST_REALM + self._made), country, seed, self.now, name)
            self._made += 1
            self.companies[company.realm_id] = company
            return company

    def reset(self, settings: Mapping[str, str] | None = None) -> None:
        """Begin anew with one fresh company of the first realm id, as started: no tokens, no trouble, an empty log."""
        with self._lock:
            self.country = (settings or {}).get("country", self.country)
            self.seed_company = (settings or {}).get("seed", self.seed_company)
            self.companies.clear()
            self._made = 0
            self._as_started()
            self.add_company(self.country, self.seed_company)
