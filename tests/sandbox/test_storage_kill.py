"""A sandbox killed under load: what it answered is there, what it did not is there whole or not at all."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock

import pytest
import requests

from tests.sandbox.client import TIMEOUT, Json, invoice

pytestmark = pytest.mark.crash
ROUNDS, WORKERS = 4, 3
FIRST_KILL = 25
"""Answers before the first kill; later rounds are killed a little later each."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process over `folder`, and its address."""
    command = [sys.executable, "-m", "matterbooks.sandbox", "--port", "0", "--data", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert found is not None
        try:
            yield process, found.group()
        finally:
            process.kill()


class Office:
    """Clients that post invoices until the service is gone, and remember what it answered."""

    def __init__(self, tokens: Json) -> None:
        self.realm = tokens["realmId"]
        self.headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"}
        self.answered: dict[str, Json] = {}
        self.unanswered: list[str] = []
        self._guard = Lock()

    def post(self, url: str, path: str, body: Json, request_id: str) -> list[Json]:
        """The invoices that one request made."""
        address = f"{url}/v3/company/{self.realm}/{path}"
        answer = requests.post(
            address, json=body, headers=self.headers, params={"requestid": request_id}, timeout=TIMEOUT
        )
        assert answer.status_code == 200, answer.text
        found = answer.json()
        return [one["Invoice"] for one in found.get("BatchItemResponse", [found])]

    def work(self, url: str, name: str, enough: Event, most: int) -> None:
        """Post, every third time a batch, until the connection breaks."""
        number = 0
        while True:
            number += 1
            request_id = f"{name}-{number}"
            try:
                made = self.send(url, request_id)
            except requests.ConnectionError:
                with self._guard:
                    self.unanswered.append(request_id)
                return
            with self._guard:
                self.answered |= {one["Id"]: one for one in made}
                if len(self.answered) >= most:
                    enough.set()

    def send(self, url: str, request_id: str) -> list[Json]:
        """The request of this id, which always has the same body."""
        if int(request_id.rsplit("-", maxsplit=1)[1]) % 3:
            return self.post(url, "invoice", invoice(5, DocNumber=request_id), request_id)
        items = [
            {"bId": str(one), "operation": "create", "Invoice": invoice(one, DocNumber=f"{request_id}/{one}")}
            for one in (1, 2, 3)
        ]
        return self.post(url, "batch", {"BatchItemRequest": items}, request_id)

    def books(self, url: str) -> Json:
        """The ledger."""
        books: Json = requests.get(f"{url}/sandbox/ledger", timeout=TIMEOUT).json()
        return books

    def invoices(self, url: str) -> list[Json]:
        """Every invoice."""
        found = requests.get(
            f"{url}/v3/company/{self.realm}/query",
            params={"query": "select * from Invoice maxresults 1000"},
            headers=self.headers,
            timeout=TIMEOUT,
        )
        assert found.status_code == 200, found.text
        listed: list[Json] = found.json()["QueryResponse"].get("Invoice", [])
        return listed


def killed_at_work(office: Office, process: subprocess.Popen[str], url: str, name: str, most: int) -> None:
    """Kill the service as soon as it has answered `most` invoices in all, whatever it does at that moment."""
    enough = Event()
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(office.work, url, f"{name}{worker}", enough, most) for worker in range(WORKERS)]
        assert enough.wait(TIMEOUT)
        process.kill()
        for job in jobs:
            job.result(TIMEOUT)


def check(office: Office, url: str) -> None:
    """What was answered is there as it was; every invoice is booked, once; the books balance."""
    there = {one["Id"]: one for one in office.invoices(url)}
    assert {identifier: there.get(identifier) for identifier in office.answered} == office.answered
    books = office.books(url)
    assert books["debits"] == books["credits"] == sum(int(one["TotalAmt"] * 100) for one in there.values())
    assert books["receivable"]["ledger"] == books["receivable"]["open"] == books["debits"]
    assert {line["txn_id"] for line in books["lines"]} == there.keys()


def test_a_killed_sandbox_loses_nothing_it_answered_and_has_nothing_half_done(tmp_path: Path) -> None:
    with served(tmp_path) as (process, url):
        office = Office(requests.post(f"{url}/sandbox/tokens", json={}, timeout=TIMEOUT).json())
        killed_at_work(office, process, url, "a", FIRST_KILL)
    for number in range(2, ROUNDS + 1):
        with served(tmp_path) as (process, url):
            check(office, url)
            killed_at_work(office, process, url, "abcd"[number - 1], FIRST_KILL * number + number)
    with served(tmp_path) as (_, url):
        check(office, url)
        assert len(office.unanswered) == ROUNDS * WORKERS
        for request_id in office.unanswered:
            office.send(url, request_id)
            office.answered |= {one["Id"]: one for one in office.send(url, request_id)}
        check(office, url)
        numbers = Counter(one["DocNumber"] for one in office.invoices(url))
        assert set(numbers.values()) == {1}
        assert len(numbers) == len(office.answered)
