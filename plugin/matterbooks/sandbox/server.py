"""The door of the sandbox for a program: :class:`Sandbox`. The shell's is :mod:`matterbooks.sandbox.command_line`."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

from matterbooks.sandbox.app import create_app
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.control.blueprint import CLIENT_ID, CLIENT_SECRET
from matterbooks.sandbox.http.wire import Server
from matterbooks.sandbox.oauth.apps import ACCOUNTING
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.state import State
from matterbooks.sandbox.storage.database import Database

LOOPBACK = "127.0.0.1"


def _token(length: int) -> str:
    return secrets.token_hex(length // 2 + 1)[:length]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """A QuickBooks Online service on a thread of this process.

    >>> with Sandbox(country="AU") as sandbox:
    ...     sandbox.url, sandbox.realms
    """

    def __init__(
        self,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        country: str = "US",
        seed_company: str = "sample",
        data: Path | None = None,
        settings: Settings | None = None,
        now: Callable[[], datetime] = _utc_now,
        token: Callable[[int], str] = _token,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Make the company, or find what the folder `data` has; nothing listens before :meth:`start`.

        Without `data` everything is gone with this object. `token` gives an unguessable text of the length asked for.
        Raises: ValueError for an unknown country or seed, DataFolderError for a folder that cannot be used.
        """
        database = Database(data)
        self._lasting = data is not None
        self.state = State(MovableClock(now), token, sleep, country, seed_company, settings or Settings(), database)
        self.app = create_app(self.state)
        self._address = (host, port)
        self._server: Server | None = None
        self._thread: Thread | None = None

    def start(self) -> Self:
        """Listen; after :meth:`stop`, on the same port again. Raises: OSError if the port is taken."""
        self._server = Server(self._address, self.app)
        self._address = (self._address[0], self._server.server_port)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="sandbox")
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop listening and close every connection; the state stays."""
        if self._server is not None and self._thread is not None:
            self._server.close()
            self._thread.join()
            self._server = self._thread = None

    def close(self) -> None:
        """Stop, and let go of the data folder; this object cannot be used afterwards."""
        self.stop()
        self.state.database.close()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and let go of the data folder if there is one."""
        self.stop()
        if self._lasting:
            self.close()

    @property
    def url(self) -> str:
        """The address, without a final slash. Raises: RuntimeError before :meth:`start`."""
        if self._server is None:
            raise RuntimeError("the sandbox is not started")
        host = str(self._server.server_address[0])
        return f"http://{host}:{self._server.server_port}"

    @property
    def realms(self) -> list[str]:
        """The realm ids of the companies."""
        return list(self.state.companies)

    def company(self, realm_id: str = "") -> Company:
        """A company, the first if none is named. Raises: KeyError for a realm that is none of :attr:`realms`."""
        if realm_id and realm_id not in self.state.companies:
            raise KeyError(f"There is no company {realm_id}. There are: {', '.join(self.realms)}.")
        return self.state.companies[realm_id or self.realms[0]]

    def add_company(self, country: str = "US", seed: str = "sample", name: str = "") -> Company:
        """One more company. Raises: ValueError for an unknown country or seed."""
        return self.state.add_company(country, seed, name)

    def tokens(
        self, realm_id: str = "", client_id: str = CLIENT_ID, scope: str = ACCOUNTING, role: Role = Role.ADMIN
    ) -> dict[str, Any]:
        """Tokens without the consent page, as ``POST /sandbox/tokens`` gives them."""
        company = self.company(realm_id)
        grant = self.state.oauth.connect(client_id, company.realm_id, scope, role)
        return {
            "access_token": grant.access_token,
            "refresh_token": grant.refresh_token,
            "realmId": company.realm_id,
            "client_id": client_id,
            "client_secret": CLIENT_SECRET,
        }
