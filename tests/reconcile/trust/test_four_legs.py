"""Clean trust books: every leg agrees, nothing is found, and what is on its way is named with its age."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from matterbooks.reconcile.result import Result
from matterbooks.reconcile.trust.result import OUTSTANDING, UNPRESENTED
from tests.reconcile.trust.office import clean, client_balances, run, trust_of


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The clean month, reconciled once."""
    return run(clean(), tmp_path_factory.mktemp("clean"))


def test_nothing_is_found_in_clean_books(result: Result) -> None:
    assert [finding.evidence for finding in result.findings] == []
    assert result.residue_cents == 0


def test_all_legs_come_to_the_same_figure(result: Result) -> None:
    total = trust_of(result).total
    assert total.statement is not None
    assert total.statement - 33_300 + 64_000 == total.adjusted == total.cash_book == total.clients == 778_010
    assert (total.unpresented, total.outstanding) == (-33_300, 64_000)


def test_without_a_trial_balance_quickbooks_is_told_by_its_movements(result: Result) -> None:
    total = trust_of(result).total
    assert not total.balanced
    assert total.bank_in_quickbooks == total.owed_in_quickbooks == 778_010 - 800_000


def test_items_on_their_way_are_named_with_their_age(result: Result) -> None:
    items = {item.reference: item for item in trust_of(result).items}
    assert (items["TPAY-1008"].what, items["TPAY-1008"].age) == (UNPRESENTED, 1)
    assert (items["TR-1009"].what, items["TR-1009"].age) == (OUTSTANDING, 0)
    assert set(items) == {"TPAY-1008", "TR-1009"}


def test_each_client_ledger_is_carried_from_its_opening_to_its_closing_balance(result: Result) -> None:
    ledgers = {ledger.matter: ledger for ledger in trust_of(result).clients}
    assert {matter: ledger.closing for matter, ledger in ledgers.items()} == client_balances(clean())
    assert all(ledger.closing == ledger.listed for ledger in ledgers.values())


def test_without_bank_and_lists_the_two_books_are_compared_and_the_rest_is_said_not_to_be_examined(
    tmp_path: Path,
) -> None:
    result = run(clean(), tmp_path, bank=False, matters=False)
    trust = trust_of(result)
    assert result.findings == ()
    assert (trust.total.adjusted, trust.total.opened) == (None, "")
    assert trust.total.cash_book == trust.total.bank_in_quickbooks
    told = "\n".join(result.not_examined)
    assert "No bank statement" in told
    assert "No matter trial list" in told


def test_a_statement_that_ends_earlier_sets_the_day(tmp_path: Path) -> None:
    office = clean()
    office.moves = [move for move in office.moves if move.day.day <= 20]
    office.entries = [entry for entry in office.entries if entry.day.day <= 20]
    trust = trust_of(run(office, tmp_path))
    assert trust.total.adjusted == trust.total.cash_book == trust.total.clients


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    office = clean()
    (tmp_path / "shuffled").mkdir()
    (tmp_path / "plain").mkdir()
    before = trust_of(run(office, tmp_path / "plain"))
    Random(7).shuffle(office.moves)
    Random(8).shuffle(office.bank)
    after = trust_of(run(office, tmp_path / "shuffled"))
    assert (after.total, sorted(after.items), after.clients) == (before.total, sorted(before.items), before.clients)
