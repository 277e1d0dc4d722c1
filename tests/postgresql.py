"""A PostgreSQL cluster of our own for a test run: started on first use, gone with the process that started it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

_BINARIES = Path("/usr/lib/postgresql")
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


class Cluster:
    """A running cluster. Databases in it are made from one another, which takes some tens of milliseconds."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def url(self, database: str = "postgres") -> URL:
        """Where a database of this cluster is reached, through a socket in a private directory."""
        query = {"host": str(self._directory)}
        return URL.create("postgresql+psycopg", username="postgres", database=database, query=query)

    def create(self, database: str, template: str = "template1") -> URL:
        """A new database, as a copy of the template, which nobody may be using."""
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop it, whoever is still connected."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url(), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def running() -> Iterator[Cluster]:
    """Start a cluster in a directory of its own; stop it and remove the directory afterwards."""
    binaries = _binaries()
    directory = Path(tempfile.mkdtemp(prefix="matterbooks-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(directory, owner.pw_uid, owner.pw_gid)
    try:
        data = directory / "data"
        options = ["-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"]
        initdb: list[str | Path] = [*_as(owner), binaries / "initdb", "-D", data, *options]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=directory)
        with _serving(binaries, directory, data, owner):
            yield Cluster(directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _serving(binaries: Path, directory: Path, data: Path, owner: pwd.struct_passwd | None) -> Iterator[None]:
    settings = {**_SETTINGS, "unix_socket_directories": str(directory)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log = (directory / "log").open("wb")
    command: list[str | Path] = [*_as(owner), binaries / "postgres", "-D", data, *options]
    with log, subprocess.Popen(command, stdout=log, stderr=log, cwd=directory) as server:
        try:
            _wait_until_ready(binaries, directory, server)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _wait_until_ready(binaries: Path, directory: Path, server: subprocess.Popen[bytes]) -> None:
    ask: list[str | Path] = [binaries / "pg_isready", "-q", "-h", directory, "-t", "1"]
    for _ in range(2000):
        if subprocess.run(ask, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
    raise RuntimeError(f"PostgreSQL did not start: {(directory / 'log').read_text()}")


def _binaries() -> Path:
    found = sorted(_BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError(
            "The tests need PostgreSQL: install Debian's package `postgresql` (apt-get install postgresql)."
        )
    return found[-1].parent


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: Debian's own user for it, or ourselves where we are not root."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


def _as(owner: pwd.struct_passwd | None) -> list[str]:
    """Run as that user, and die (SIGINT: a fast shutdown) with the process that started it."""
    setpriv = ["setpriv", "--pdeathsig", "INT"]
    if owner is not None:
        setpriv += ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
    return [*setpriv, "--"]
