"""The two servers of the demonstration, each in a process: the QuickBooks company and the practice application."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import requests

HERE = "127.0.0.1"
PATIENCE_SECONDS = 30
LOOK_AGAIN_SECONDS = 0.05


def port_like(wanted: int) -> int:
    """The wanted port of this machine, or another one where somebody has it already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, wanted))
        except OSError:
            probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


class ServerDiedError(RuntimeError):
    """A server of the demonstration ended, or never answered; its log says why."""


class Server:
    """A process that answers at `url`; it ends when the block that started it does."""

    def __init__(self, name: str, module: str, arguments: Sequence[str], url: str, *, log: Path) -> None:
        self.name = name
        self.url = url
        self._command = [sys.executable, "-m", module, *arguments]
        self._log = log
        self._environment: Mapping[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def told(self, environment: Mapping[str, str]) -> Self:
        """With these environment variables besides our own."""
        self._environment = environment
        return self

    def __enter__(self) -> Self:
        """Start, and wait until it answers."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules, named in this package
                self._command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **self._environment}
            )
        try:
            self._wait()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._end()

    def _wait(self) -> None:
        for _ in range(int(PATIENCE_SECONDS / LOOK_AGAIN_SECONDS)):
            if self._process is not None and self._process.poll() is not None:
                break
            try:
                requests.get(self.url, timeout=2, allow_redirects=False)
            except requests.ConnectionError:
                time.sleep(LOOK_AGAIN_SECONDS)
            else:
                return
        raise ServerDiedError(f"The {self.name} did not start; its log is {self._log}:\n{_tail(self._log)}")

    def _end(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def wait(self) -> None:
        """Until it ends by itself."""
        if self._process is not None:
            self._process.wait()


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-12:])
