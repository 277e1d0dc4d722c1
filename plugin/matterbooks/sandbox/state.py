"""All that one sandbox process holds: its companies, tokens, trouble and clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock

import msgspec

from matterbooks.sandbox.clock import MovableClock, Standing
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.oauth.authorization import OAuth
from matterbooks.sandbox.oauth.id_token import Signer
from matterbooks.sandbox.oauth.memory import Memory
from matterbooks.sandbox.oauth.rotation import Rotation
from matterbooks.sandbox.seeds import build, check
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.storage.database import Database
from matterbooks.sandbox.trouble.latency import Latency
from matterbooks.sandbox.trouble.limits import Limits
from matterbooks.sandbox.trouble.rules import Trouble
from matterbooks.sandbox.trouble.windows import Window
from matterbooks.sandbox.webhooks.notifications import Post, Webhooks
from matterbooks.sandbox.webhooks.post import post

FIRST_REALM = 9_341_453_000_000_001
CLOCK = "clock"


@dataclass(slots=True)
class State:
    """Reached from a view as ``current_app.extensions["sandbox"]``.

    Companies, connections and the clock are what the database has, if it has any. Settings, trouble, limits and the
    log begin anew.
    """

    now: MovableClock
    token: Callable[[int], str]
    sleep: Callable[[float], None]
    country: str = "US"
    seed_company: str = "sample"
    settings: Settings = field(default_factory=Settings)
    database: Database = field(default_factory=Database)
    signer: Signer = field(default_factory=Signer)
    companies: dict[str, Company] = field(default_factory=dict)
    trouble: Trouble = field(init=False)
    limits: Limits = field(init=False)
    latency: Latency = field(init=False)
    oauth: OAuth = field(init=False)
    post: Post = post
    webhooks: Webhooks = field(init=False)
    _made: int = 0
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Find the companies, or make the first one."""
        self._as_started()
        kept = self.database.read("SELECT number, body FROM companies ORDER BY number")
        for number, body in kept:
            company = Company.kept(self.database, number, body, self.now)
            self._keep(company)
            self._made = number
        if kept:
            self._set_clock()
        else:
            self.add_company(self.country, self.seed_company)
        self.now.listener = self._keep_clock

    def _as_started(self) -> None:
        """Everything around the companies as the settings have it."""
        given = self.settings
        self.trouble = Trouble(given.random())
        self.limits = Limits(enforced=given.limits, window=Window(given.window))
        self.latency = Latency(given.latency, given.latency_random, given.cut_seconds)
        self.oauth = OAuth(self.now, self.token, memory=Memory(self.database), rotation=Rotation(given.rotation))
        self.webhooks = Webhooks(self.now, self.token, self.post)
        self.now.follow(given.speed)

    def _set_clock(self) -> None:
        """Go on from where the clock stood, as fast as the settings have it."""
        row = self.database.one("SELECT body FROM state WHERE name = ?", CLOCK)
        if row:
            self.now.stand(msgspec.json.decode(row[0], type=Standing))
            self.now.pace(self.settings.speed)

    def _keep_clock(self) -> None:
        body = msgspec.json.encode(self.now.standing())
        self.database.write("INSERT OR REPLACE INTO state (name, body) VALUES (?, ?)", CLOCK, body)

    def add_company(self, country: str, seed: str, name: str = "") -> Company:
        """One more company. Raises: ValueError for an unknown country or seed."""
        with self._lock:
            realm, number = str(FIRST_REALM + self._made), self._made + 1
            company = build(realm, country, seed, self.now, name, self.database, number)
            self._made = number
            self._keep(company)
            return company

    def _keep(self, company: Company) -> None:
        company.listeners.append(self.webhooks.heard)
        self.companies[company.realm_id] = company

    def reset(self, settings: Mapping[str, str] | None = None) -> None:
        """Begin anew with one fresh company of the first realm id, as started: no tokens, no trouble, an empty log.

        Raises: ValueError for an unknown country or seed; then nothing has changed.
        """
        country = (settings or {}).get("country", self.country)
        seed = (settings or {}).get("seed", self.seed_company)
        check(country, seed)
        with self._lock, self.database.transaction():
            self.country, self.seed_company = country, seed
            self.database.clear()
            self.companies.clear()
            self._made = 0
            self._as_started()
            self.add_company(self.country, self.seed_company)
