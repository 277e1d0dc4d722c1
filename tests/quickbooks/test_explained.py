"""The table of kinds is told by the recipes, and the documentation says the same."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from matterbooks.commands import group
from matterbooks.quickbooks import payloads
from matterbooks.quickbooks.payloads.explained import as_markdown, explain_kinds
from matterbooks.values import NEVER_PUSHED, Kind


def test_every_kind_is_explained_and_only_other_entries_become_nothing() -> None:
    rows = explain_kinds()
    assert {row.kind for row in rows} == set(Kind)
    assert {row.kind for row in rows if not row.records} == NEVER_PUSHED
    assert {row.form for row in rows if not row.records} == {"any other"}


def test_the_table_in_the_documentation_is_what_the_command_prints() -> None:
    printed = CliRunner().invoke(group, ["explain", "kinds"])
    assert printed.exit_code == 0, printed.output
    page = Path(payloads.__file__).with_name("README.md").read_text()
    assert printed.output.strip() in page
    assert printed.output.strip() == "\n".join(as_markdown(explain_kinds()))


def test_the_table_can_be_had_as_json() -> None:
    printed = CliRunner().invoke(group, ["explain", "kinds", "--json"])
    rows = json.loads(printed.output)
    by_kind = {(row["kind"], row["form"]): row["records"] for row in rows}
    assert by_kind["sales_payment_from_trust", ""] == ["JournalEntry", "Payment"]
    assert by_kind["bank_transfer", ""] == ["Transfer", "Transfer"]
