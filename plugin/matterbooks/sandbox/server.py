"""The doors of the sandbox: :class:`Sandbox` for a program, :func:`run` and :func:`main` for a shell."""

import argparse
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Any, Self

from matterbooks.sandbox.app import create_app
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.control import CLIENT_ID, CLIENT_SECRET
from matterbooks.sandbox.seeds import COUNTRIES, SEEDS
from matterbooks.sandbox.state import State
from matterbooks.sandbox.wire import Server

LOOPBACK = "127.0.0.1"
PORT = 8799


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
        now: Callable[[], datetime] = _utc_now,
        token: Callable[[int], str] = _token,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Make the company; nothing listens before :meth:`start`.

        `token` gives an unguessable text of the length asked for. Raises: ValueError for an unknown country or seed.
        """
        self.state = State(MovableClock(now), token, sleep, country, seed_company)
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

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

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
        """A company, the first if none is named."""
        return self.state.companies[realm_id or self.realms[0]]

    def add_company(self, country: str = "US", seed: str = "sample", name: str = "") -> Company:
        """One more company. Raises: ValueError for an unknown country or seed."""
        return self.state.add_company(country, seed, name)

    def tokens(self, realm_id: str = "", client_id: str = CLIENT_ID) -> dict[str, Any]:
        """Tokens without the consent page, as ``POST /sandbox/tokens`` gives them."""
        company = self.company(realm_id)
        grant = self.state.oauth.connect(client_id, company.realm_id)
        return {
            "access_token": grant.access_token,
            "refresh_token": grant.refresh_token,
            "realmId": company.realm_id,
            "client_id": client_id,
            "client_secret": CLIENT_SECRET,
        }


def run(port: int = PORT, host: str = LOOPBACK, country: str = "US", seed_company: str = "sample") -> None:
    """Serve until interrupted, saying where. Raises: OSError if the port is taken."""
    sandbox = Sandbox(host=host, port=port, country=country, seed_company=seed_company)
    with sandbox:
        company = sandbox.company()
        print(f"QuickBooks sandbox at {sandbox.url}")
        print(f"  company    {company.name} ({company.country}), realm {company.realm_id}")
        print(f"  discovery  {sandbox.url}/.well-known/openid_sandbox_configuration")
        print("  stop with Ctrl+C; everything is in memory and is then gone", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print("stopped")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; answers the exit status."""
    parser = argparse.ArgumentParser("matterbooks sandbox", description="A QuickBooks Online company on this machine.")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--host", default=LOOPBACK, help="default: this machine only")
    parser.add_argument("--country", choices=COUNTRIES, default="US")
    parser.add_argument("--seed-company", choices=SEEDS, default="sample")
    given = parser.parse_args(arguments)
    try:
        run(given.port, given.host, given.country, given.seed_company)
    except OSError as error:
        print(f"The sandbox cannot listen at {given.host}:{given.port}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0
