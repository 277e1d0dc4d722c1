"""All that one sandbox process holds: its companies, tokens, trouble and clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock

from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.limits import Limits
from matterbooks.sandbox.oauth import OAuth
from matterbooks.sandbox.seeds import build
from matterbooks.sandbox.trouble import Trouble

FIRST_REALM = 9_341_453_000_000_001


@dataclass(slots=True)
class State:
    """Reached from a view as ``current_app.extensions["sandbox"]``."""

    now: MovableClock
    token: Callable[[int], str]
    sleep: Callable[[float], None]
    country: str = "US"
    seed_company: str = "sample"
    companies: dict[str, Company] = field(default_factory=dict)
    trouble: Trouble = field(default_factory=Trouble)
    limits: Limits = field(default_factory=Limits)
    oauth: OAuth = field(init=False)
    _made: int = 0
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Make the first company."""
        self.oauth = OAuth(self.now, self.token)
        self.add_company(self.country, self.seed_company)

    def add_company(self, country: str, seed: str, name: str = "") -> Company:
        """One more company. Raises: ValueError for an unknown country or seed."""
        with self._lock:
            company = build(str(FIRST_REALM + self._made), country, seed, self.now, name)
            self._made += 1
            self.companies[company.realm_id] = company
            return company

    def reset(self, settings: Mapping[str, str] | None = None) -> None:
        """Begin anew with one fresh company of the first realm id: no tokens, no trouble, an empty log."""
        with self._lock:
            self.country = (settings or {}).get("country", self.country)
            self.seed_company = (settings or {}).get("seed", self.seed_company)
            self.companies.clear()
            self._made = 0
            self.trouble = Trouble()
            self.limits = Limits()
            self.oauth = OAuth(self.now, self.token, rotation=self.oauth.rotation)
            self.add_company(self.country, self.seed_company)
