"""How fast the sandbox is and what memory it takes, over real HTTP from another process.

``python -m tests.benchmarks.sandbox_speed`` takes half a minute; ``--transactions 200000`` is the long run, ``--data``
keeps the books in a folder. Each figure stands beside the least that is promised.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.sandbox_process import Json, Service, serving

BATCH = 30
CREATES, ITEMS = 400, 300
"""A second and core: the least that is promised."""
LOOK_AT = (10_000, 20_000, 50_000, 100_000, 200_000)
DELAYED_ACK = 0.040


@dataclass(slots=True)
class Watch:
    """Seconds on the wall, on the sandbox's processor, and of each request."""

    service: Service
    latencies: list[float] = field(default_factory=list)
    _wall: float = field(default_factory=time.perf_counter)
    _processor: float = 0.0

    def __post_init__(self) -> None:
        """Begin."""
        self._processor = self.service.seconds()

    def post(self, path: str, body: Json) -> None:
        """One request."""
        began = time.perf_counter()
        self.service.post(path, body)
        self.latencies.append(time.perf_counter() - began)

    def told(self, what: str, count: int, least: int) -> str:
        """The figures of `count` things made."""
        wall = count / (time.perf_counter() - self._wall)
        core = count / max(self.service.seconds() - self._processor, 0.01)
        ordered = sorted(self.latencies)
        half, most = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
        return (
            f"{what:<14}{count:>8}   {wall:7.0f}/s   {core:7.0f}/s of its core ({core / least:.1f} x {least})"
            f"   p50 {half * 1000:.2f} ms, p99 {most * 1000:.2f} ms"
        )


def invoice(number: str) -> Json:
    """A body as an app sends it."""
    sold = {"DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}
    lines = [{**sold, "Amount": 120.5, "Description": "Advice"}, {**sold, "Amount": 80, "Description": "Letter"}]
    return {"CustomerRef": {"value": "1"}, "DocNumber": number, "Line": lines, "PrivateNote": f"matter {number}"}


def creates(service: Service, count: int) -> str:
    """One request for each invoice."""
    watch = Watch(service)
    for number in range(count):
        watch.post("invoice?minorversion=75", invoice(f"S-{number}"))
    slow = sum(one >= DELAYED_ACK for one in watch.latencies)
    return f"{watch.told('creates', count, CREATES)}; {slow} of {count} took 40 ms"


def batches(service: Service, first: int, last: int) -> str:
    """Invoices from `first` to `last` in batches of 30."""
    watch = Watch(service)
    for start in range(first, last, BATCH):
        numbers = range(start, min(start + BATCH, last))
        items = [{"bId": str(one), "operation": "create", "Invoice": invoice(f"B-{one}")} for one in numbers]
        watch.post("batch?minorversion=75", {"BatchItemRequest": items})
    return watch.told("batch items", last - first, ITEMS)


def figures(service: Service, transactions: int) -> Iterator[str]:
    """Every line of the report: up to 10,000 single creates, then batches, with the memory on the way."""
    yield f"memory        {0:>8}   {service.megabytes():7.1f} MB"
    done = min(transactions // 2, LOOK_AT[0])
    yield creates(service, done)
    yield f"memory        {done:>8}   {service.megabytes():7.1f} MB"
    for look in (*(one for one in LOOK_AT if done < one < transactions), transactions):
        yield batches(service, done, look)
        done = look
        yield f"memory        {done:>8}   {service.megabytes():7.1f} MB"


def main() -> int:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transactions", type=int, default=20_000)
    parser.add_argument("--data", action="store_true", help="keep the books in a folder, as --data does")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data" if given.data else None) as service:
        for line in figures(service, given.transactions):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
