"""Figures, each beside what it is compared with in the same run: `make bench`. Quote the ratios, not the seconds."""

from __future__ import annotations

import argparse
import base64
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd

from matterbooks.quickbooks import request
from matterbooks.quickbooks.client import Answer, Client
from matterbooks.quickbooks.session import open_session
from matterbooks.reconcile.reading.inputs import read_inputs
from matterbooks.reconcile.run import reconcile
from matterbooks.sandbox.server import Sandbox
from matterbooks.store.secrets import KeyRing
from tests.benchmarks import mapping_screen, reconciliation
from tests.benchmarks.sandbox_process import serving
from tests.benchmarks.sandbox_speed import figures
from tests.clock import Clock
from tests.databases import Databases, store_on
from tests.push.office import Office, Paper, make_ledger, mapping_for
from tests.reconcile.planted.records import month
from tests.reconcile.planted.writers import write_all

RING = "k1:" + base64.b64encode(bytes(range(32))).decode()
RUNS = 3


def timed(work: Callable[[], object]) -> float:
    """Seconds, the median of three runs."""
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def push(bills: int, folder: Path) -> None:
    """The engine's whole way for a bill, against the bare request that it ends in."""
    with Sandbox(country="AU", seed_company="empty") as sandbox:
        databases = Databases(folder)
        store = store_on(databases.migrated("sqlite"))
        company = sandbox.add_company("AU", "sample", "Bench")
        office = Office(store, KeyRing.from_setting(RING), Clock(), sandbox, company.realm_id, make_ledger())
        office.map(mapping_for(office.connect()))
        paper = Paper(office.clock)
        office.post(paper.bill("INV-0", "1.00"))
        office.drain()
        for number in range(1, bills + 1):
            office.post(paper.bill(f"INV-{number}", "100.00", "20.00"))
        began = time.perf_counter()
        office.drain()
        whole = (time.perf_counter() - began) / bills
        bare = _bare(sandbox, company.realm_id, bills) / bills
        store.dispose()
        databases.close()
    print(f"push          {bills:>8} bills    {whole * 1000:8.1f} ms each   {whole / bare:6.1f} x the bare request")


def _bare(sandbox: Sandbox, realm: str, count: int) -> float:
    from matterbooks.quickbooks.environment import environment

    where = environment(sandbox.url)
    client = Client(open_session(where), where, realm, str(sandbox.tokens(realm)["access_token"]))
    template = sandbox.company(realm).entities("Invoice")[-1]
    fields = ("CustomerRef", "Line", "TxnDate", "GlobalTaxCalculation", "DueDate")
    body = {name: template[name] for name in fields if name in template}
    body["Line"] = [{k: v for k, v in line.items() if k != "Id"} for line in template["Line"] if "Id" in line]
    began = time.perf_counter()
    for number in range(count):
        answer = client.send(request.create("Invoice", {**body, "DocNumber": f"B-{number}"}, f"bare-{number}"))
        if not isinstance(answer, Answer):
            raise SystemExit(f"the bare request was refused: {answer}")
    return time.perf_counter() - began


def compare(transactions: int, folder: Path) -> None:
    """Read and reconcile a ledger of this size, against a plain pandas read and merge of the same two files."""
    books = month(transactions)
    write_all(books, folder)
    journal = folder / "journal.csv"
    files = {name: folder / name for name in ("ledger.csv", "links.csv", "mapping.csv", "books.json")}

    def ours() -> None:
        inputs = read_inputs(
            files["ledger.csv"],
            [journal],
            links=files["links.csv"],
            mapping=files["mapping.csv"],
            books=files["books.json"],
        )
        result = reconcile(inputs)
        if any(result.residue.values()):
            raise SystemExit("the bench's own books do not close")

    def plain() -> None:
        left = pd.read_csv(files["ledger.csv"], dtype=str).dropna(subset="number")
        right = pd.read_csv(journal, dtype=str, skiprows=4).dropna(subset="Num")
        left.merge(right, how="outer", left_on="number", right_on="Num", indicator=True)

    mine, theirs = timed(ours), timed(plain)
    ratio = mine / theirs
    print(f"reconcile     {transactions:>8} records  {mine:8.2f} s            {ratio:6.1f} x pandas read and merge")


def main() -> int:
    """Print every figure, or those asked for."""
    given = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for benchmark in given.only or BENCHMARKS:
            (folder / benchmark).mkdir(exist_ok=True)
            BENCHMARKS[benchmark](given, folder / benchmark)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="may be given again; without it, all")
    parser.add_argument("--bills", type=int, default=200)
    parser.add_argument("--transactions", type=int, default=20_000)
    parser.add_argument("--big", type=int, default=250_000, help="transactions of four lines each; 0 leaves it out")
    parser.add_argument("--workbook-rows", type=int, default=100_000)
    return parser.parse_args()


def _mapping(_: argparse.Namespace, folder: Path) -> None:
    for line in mapping_screen.figures(folder, RING):
        print(f"mapping       {line}")


def _reconcilers(given: argparse.Namespace, folder: Path) -> None:
    for line in reconciliation.figures(folder, given.transactions, given.big, given.workbook_rows):
        print(f"reconcilers   {line}", flush=True)


def _sandbox(given: argparse.Namespace, _: Path) -> None:
    with serving() as service:
        for line in figures(service, given.transactions):
            print(f"sandbox       {line}")


BENCHMARKS: dict[str, Callable[[argparse.Namespace, Path], None]] = {
    "push": lambda given, folder: push(given.bills, folder),
    "reconcile": lambda given, folder: compare(given.transactions, folder),
    "reconcilers": _reconcilers,
    "mapping": _mapping,
    "sandbox": _sandbox,
}


if __name__ == "__main__":
    sys.exit(main())
