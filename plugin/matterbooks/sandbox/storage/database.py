"""Where a sandbox keeps everything: one SQLite file, in a folder that stays or in a private one that does not.

What is written inside :meth:`Database.transaction` is there together or not at all, also after the process was killed.
"""

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from threading import RLock
from typing import Any

FILE = "sandbox.sqlite3"
FORMAT = 1
"""Raise this when the tables, or what stands in them, can no longer be read as before."""
APPLICATION = 0x6D627362
NEW = 0
"""What SQLite says of a file that no application has marked."""
TEMPORARY = ("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF")
LASTING = ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL")
"""One process at a time; what is committed survives the process, and a power cut leaves the file whole."""
TABLES = ("state", "companies", "number_lines", "records", "deletions", "entries", "replies", "connections", "tokens")


class DataFolderError(Exception):
    """A data folder that cannot be used, in a sentence that says why and what to do."""


class Database:
    """One connection, used by one thread at a time, which holds :attr:`lock`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open (or make) the file in `folder`; without a folder a private one on disk, gone with this object.

        Raises: DataFolderError if another process has it open, or if it is not a sandbox's or of another format.
        """
        self.lock = RLock()
        self._depth = 0
        self._reload: list[weakref.WeakMethod[Callable[[], None]]] = []
        self._connection = _opened(folder)
        self._close = weakref.finalize(self, self._connection.close)

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.lock:
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of a query, None if it has none."""
        with self.lock:
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return row

    def write(self, sql: str, *values: object) -> None:
        """Carry out one statement, which is committed at once outside a transaction."""
        with self.lock:
            self._connection.execute(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing; one inside another can fail alone."""
        with self.lock:
            before, name = self._connection.total_changes, f"level{self._depth}"
            self._connection.execute(f"SAVEPOINT {name}")
            self._depth += 1
            try:
                yield
                self._connection.execute(f"RELEASE {name}")
            except BaseException:
                self._roll_back(name, before)
                raise
            finally:
                self._depth -= 1

    def after_rollback(self, reload: Callable[[], None]) -> None:
        """Call the method `reload` whenever writes were taken back, for what its object also keeps in memory."""
        self._reload.append(weakref.WeakMethod(reload))

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in TABLES:
                self.write(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""
        with self.lock:
            self._close()

    def _roll_back(self, name: str, before: int) -> None:
        written = self._connection.total_changes != before
        if self._connection.in_transaction:
            self._connection.execute(f"ROLLBACK TO {name}")
            self._connection.execute(f"RELEASE {name}")
        self._reload = [one for one in self._reload if one() is not None]
        for reference in self._reload:
            if written and (reload := reference()) is not None:
                reload()


def _opened(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        return _prepared(_connected(""), TEMPORARY)
    _private(folder)
    connection = _connected(str(folder / FILE))
    try:
        _check_format(connection, folder)
        return _prepared(connection, LASTING)
    except sqlite3.Error as error:
        connection.close()
        raise DataFolderError(_words(folder, error)) from None
    except DataFolderError:
        connection.close()
        raise


def _connected(name: str) -> sqlite3.Connection:
    return sqlite3.connect(name, timeout=0, isolation_level=None, check_same_thread=False)


def _private(folder: Path) -> None:
    """Make folder and file readable by their owner alone, if they are not there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DataFolderError(
            f"The data folder {folder} cannot be used: {error.strerror}. Choose a folder that you may write to."
        ) from None


def _prepared(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    for pragma in pragmas:
        connection.execute(pragma)
    connection.execute("BEGIN EXCLUSIVE")
    if _number(connection, "application_id") == NEW:
        schema = files("matterbooks.sandbox").joinpath("data/schema.sql").read_text()
        for statement in filter(str.strip, schema.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute(f"PRAGMA user_version={FORMAT}")
    connection.execute("COMMIT")
    return connection


def _check_format(connection: sqlite3.Connection, folder: Path) -> None:
    application, found = _number(connection, "application_id"), _number(connection, "user_version")
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application == NEW and is_empty:
        return
    if application != APPLICATION:
        raise DataFolderError(f"{folder / FILE} is not a sandbox's. Choose another data folder.")
    if found != FORMAT:
        age = "a newer" if found > FORMAT else "an older"
        raise DataFolderError(
            f"The data folder {folder} was written by {age} version of the sandbox (format {found}, this one reads "
            f"{FORMAT}). Start that version, or choose another folder."
        )


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _words(folder: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"The data folder {folder} is in use by another sandbox. Stop that one, or choose another folder."
    return f"The data folder {folder} cannot be read: {error}. Choose another folder, or restore this one."
