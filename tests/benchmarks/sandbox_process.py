"""The sandbox in a process of its own, and one client with one connection that is kept alive."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]
TICKS = os.sysconf("SC_CLK_TCK")
TIMEOUT = 60


class Service:
    """A running sandbox, its process id, and a client that is connected to its first company."""

    def __init__(self, port: int, pid: int) -> None:
        """Connect without the consent page."""
        self.pid = pid
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self._headers: dict[str, str] = {}
        self.tokens: Json = json.loads(self._sent("/sandbox/tokens", {}))
        self._headers = {"Authorization": f"Bearer {self.tokens['access_token']}", "Accept": "application/json"}

    def post(self, path: str, body: Json) -> bytes:
        """POST to the company; must be accepted. Answers the body as it came."""
        return self._sent(f"/v3/company/{self.tokens['realmId']}/{path}", body)

    def seconds(self) -> float:
        """The processor time that the sandbox has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", maxsplit=1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """What the sandbox has in memory (resident set)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _sent(self, path: str, body: Json) -> bytes:
        self._connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **self._headers})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{path} was refused: {content.decode()}")
        return content


@contextmanager
def serving(folder: Path | None = None) -> Iterator[Service]:
    """A sandbox with its books in `folder`, or in a private place."""
    options = ["--data", str(folder)] if folder else []
    command = [sys.executable, "-m", "matterbooks.sandbox", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r":(\d+)$", process.stdout.readline().strip())
        if found is None:
            raise SystemExit("the sandbox did not start")
        service = Service(int(found.group(1)), process.pid)
        try:
            yield service
        finally:
            service.close()
            process.terminate()
            process.stdout.read()
