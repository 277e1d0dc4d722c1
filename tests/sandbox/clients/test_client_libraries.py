"""Other people's client libraries drive the sandbox as they drive QuickBooks: only the address is another.

`make test` installs them into environments of their own (see the Makefile).
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from matterbooks.sandbox.server import Sandbox

HERE = Path(__file__).parent
INSTALLED = HERE.parents[2] / ".venv" / "clients"
LIMIT = 300
SCOPE = "com.intuit.quickbooks.accounting openid profile email"
YEAR_DAY = "2026-01-01T00:00:00-08:00"

TRANSACTIONS = {
    *("Bill", "BillPayment", "CreditMemo", "Deposit", "Estimate", "Invoice", "JournalEntry", "Payment"),
    *("Purchase", "RefundReceipt", "SalesReceipt", "Transfer", "VendorCredit"),
}
LISTS = {"Account", "Class", "Customer", "Department", "Employee", "Item", "PaymentMethod", "Term", "Vendor"}
TRANSACTION_STEPS = frozenset(
    {"create", "read", "update", "query", "count", "delete", "batch create", "batch delete", "changed"}
)
LIST_STEPS = frozenset({"create", "read", "update", "query", "inactivate", "batch create", "changed"})
OTHERS = {
    "Attachable": {"create", "upload", "query", "delete"},
    "CompanyInfo": {"read"},
    "Preferences": {"read", "update"},
    "TaxAgency": {"create"},
    "TaxCode": {"query"},
    "TaxRate": {"query"},
    "TaxService": {"create"},
    "CompanyCurrency": {"query"},
    "ExchangeRate": {"update", "query"},
}
COMMANDS = {
    "python-quickbooks": [str(INSTALLED / "python" / "bin" / "python"), str(HERE / "python_quickbooks.py")],
    "node-quickbooks": ["node", str(HERE / "node_quickbooks.js")],
}


def drive(library: str) -> tuple[dict[str, set[str]], list[dict[str, str]]]:
    """What a library did, by entity, and what failed."""
    with Sandbox() as sandbox:
        sandbox.state.now.set(sandbox.state.now().replace(year=2026, month=1, day=15))
        command = [*COMMANDS[library], sandbox.url, json.dumps(sandbox.tokens(scope=SCOPE)), YEAR_DAY]
        environment = {"NODE_PATH": str(INSTALLED / "node" / "node_modules"), "PATH": "/usr/local/bin:/usr/bin:/bin"}
        ran = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, env=environment, check=False)
    steps = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, ran.stderr
    done: dict[str, set[str]] = defaultdict(set)
    for step in steps:
        done[step["entity"]].add(step["operation"])
    return done, [step for step in steps if "error" in step]


@pytest.mark.slow
@pytest.mark.parametrize("library", COMMANDS)
def test_a_client_library_does_everything_it_knows_with_every_entity(library: str) -> None:
    done, failed = drive(library)
    assert failed == []
    for entity in TRANSACTIONS:
        assert done[entity] >= TRANSACTION_STEPS, entity
    for entity in LISTS:
        assert done[entity] >= LIST_STEPS, entity
    for entity, wanted in OTHERS.items():
        assert done[entity] >= wanted, entity
    assert done["tokens"] >= {"refresh"}
