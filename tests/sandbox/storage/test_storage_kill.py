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

from tests.sandbox.client import TIMEOUT, Json, invoice, link, payment

pytestmark = pytest.mark.crash
Key = tuple[str, str]
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
    """Clients that post invoices and payments until the service is gone, and remember what it answered."""

    def __init__(self, tokens: Json) -> None:
        self.realm = tokens["realmId"]
        self.headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"}
        self.answered: set[Key] = set()
        self.unanswered: list[str] = []
        self._guard = Lock()

    def work(self, url: str, name: str, enough: Event, most: int) -> None:
        """Post until the connection breaks."""
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
                self.answered |= made
                if len(self.answered) >= most:
                    enough.set()

    def send(self, url: str, request_id: str) -> set[Key]:
        """The request of this id, always the same: an invoice, a batch of three, or an invoice and its payment."""
        kind = int(request_id.rsplit("-", maxsplit=1)[1]) % 3
        if not kind:
            items = [
                {"bId": str(one), "operation": "create", "Invoice": invoice(one, DocNumber=f"{request_id}/{one}")}
                for one in (1, 2, 3)
            ]
            answers = self._post(url, "batch", {"BatchItemRequest": items}, request_id)["BatchItemResponse"]
            return {("Invoice", one["Invoice"]["Id"]) for one in answers}
        made = self._post(url, "invoice", invoice(5, DocNumber=request_id), request_id)["Invoice"]["Id"]
        if kind == 1:
            return {("Invoice", made)}
        body = payment(3, link(2, "Invoice", made), PaymentRefNum=request_id)
        return {("Invoice", made), ("Payment", self._post(url, "payment", body, f"{request_id}p")["Payment"]["Id"])}

    def _post(self, url: str, path: str, body: Json, request_id: str) -> Json:
        address = f"{url}/v3/company/{self.realm}/{path}"
        asked = {"requestid": request_id}
        answer = requests.post(address, json=body, headers=self.headers, params=asked, timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def books(self, url: str) -> Json:
        """The ledger."""
        books: Json = requests.get(f"{url}/sandbox/ledger", timeout=TIMEOUT).json()
        return books

    def records(self, url: str) -> dict[Key, Json]:
        """Every invoice and payment."""
        there: dict[Key, Json] = {}
        for kind in ("Invoice", "Payment"):
            asked = {"query": f"select * from {kind} maxresults 1000"}
            address = f"{url}/v3/company/{self.realm}/query"
            found = requests.get(address, params=asked, headers=self.headers, timeout=TIMEOUT)
            assert found.status_code == 200, found.text
            there |= {(kind, one["Id"]): one for one in found.json()["QueryResponse"].get(kind, [])}
        return there


def killed_at_work(office: Office, process: subprocess.Popen[str], url: str, name: str, most: int) -> None:
    """Kill the service as soon as it has answered `most` records in all, whatever it does at that moment."""
    enough = Event()
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(office.work, url, f"{name}.{worker}", enough, most) for worker in range(WORKERS)]
        assert enough.wait(TIMEOUT)
        process.kill()
        for job in jobs:
            job.result(TIMEOUT)


def check(office: Office, url: str) -> None:
    """What was answered is there; everything there is booked; the books balance and agree with what is open."""
    there = office.records(url)
    assert office.answered <= there.keys()
    books = office.books(url)
    assert books["debits"] == books["credits"]
    assert books["receivable"]["ledger"] == books["receivable"]["open"]
    assert {(line["txn_type"], line["txn_id"]) for line in books["lines"]} == there.keys()


def test_a_killed_sandbox_loses_nothing_it_answered_and_has_nothing_half_done(tmp_path: Path) -> None:
    with served(tmp_path) as (process, url):
        office = Office(requests.post(f"{url}/sandbox/tokens", json={}, timeout=TIMEOUT).json())
        killed_at_work(office, process, url, "round1", FIRST_KILL)
    for number in range(2, ROUNDS + 1):
        with served(tmp_path) as (process, url):
            check(office, url)
            killed_at_work(office, process, url, f"round{number}", FIRST_KILL * number + number)
    with served(tmp_path) as (_, url):
        check(office, url)
        assert len(office.unanswered) == ROUNDS * WORKERS
        for request_id in office.unanswered:
            office.answered |= office.send(url, request_id)
            office.answered |= office.send(url, request_id)
        check(office, url)
        there = office.records(url)
        assert there.keys() == office.answered
        numbers = Counter(one.get("DocNumber") or one["PaymentRefNum"] + " paid" for one in there.values())
        assert set(numbers.values()) == {1}
