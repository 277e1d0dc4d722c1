"""The whole of a trust reconciliation in order: accounts, what was given, each bank, client ledgers, QuickBooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matterbooks.reconcile.frames import Finding, Inputs
from matterbooks.reconcile.scene import Scene
from matterbooks.reconcile.trust import legs
from matterbooks.reconcile.trust.accounts import BANK
from matterbooks.reconcile.trust.books import (
    FIRMS_OWN,
    TrustBooks,
    cash_entries,
    client_moves,
    trust_books,
    until,
)
from matterbooks.reconcile.trust.cash_book import CashBook, cash_book
from matterbooks.reconcile.trust.clients import Ledgers, client_ledgers, clients_in_quickbooks
from matterbooks.reconcile.trust.due import due_for, remarks
from matterbooks.reconcile.trust.findings import trust_findings
from matterbooks.reconcile.trust.given import Given, given_for
from matterbooks.reconcile.trust.one_sided import one_sided
from matterbooks.reconcile.trust.quickbooks_legs import (
    QuickBooksLeg,
    against_quickbooks,
    effects_on,
    moved_in_period,
    quickbooks_leg,
)
from matterbooks.reconcile.trust.result import (
    BOOK_AND_QUICKBOOKS,
    CLIENTS_AND_QUICKBOOKS,
    Item,
    Legs,
    TrustResult,
)


def reconcile_trust(inputs: Inputs, scene: Scene, findings: Sequence[Finding] = ()) -> TrustResult:
    """Compare bank, trust cash book, client ledgers and QuickBooks as of one day.

    findings: those of the run, whose effects explain QuickBooks' legs. Without any bank file or matter list it tells
    what the ledger and QuickBooks alone can, and says what was not examined. Raises FileRefusedError where a statement
    belongs to no trust bank of the practice.
    """
    books = trust_books(scene)
    given = given_for(inputs.trust, books.banks, scene.period)
    compared = _cash_books(books, given)
    moves = client_moves(books)
    ledgers = client_ledgers(moves, given)
    mixed = one_sided(scene)
    rows, total, items = _compare(inputs, books, given, compared, ledgers, findings)
    items.extend(legs.book_and_clients(total, ledgers, given, mixed))
    own = until(moves[moves["client"] == FIRMS_OWN], given.as_of, given.opened_on)
    firms_own = legs.firms_own_in_clients(ledgers, int(own["cents"].sum()))
    items.extend(_against_quickbooks(inputs, books, given, total, ledgers, findings, firms_own))
    found, told = trust_findings(items, ledgers.overdrawn, mixed, findings)
    code = inputs.trust.jurisdiction if inputs.trust else ""
    return TrustResult(
        as_of=given.as_of,
        accounts=tuple(rows),
        total=total,
        items=tuple(told),
        clients=ledgers.ledgers,
        in_quickbooks=clients_in_quickbooks(books, inputs.start, given.as_of),
        overdrawn=ledgers.overdrawn,
        one_sided=mixed,
        findings=tuple(found),
        due=due_for(code, given.as_of) if books.banks else (),
        not_examined=tuple(_not_examined(books, given, ledgers)),
        notes=(*given.notes, *remarks(code)),
        columns={file.path: file.columns for file in (inputs.trust.files if inputs.trust else ()) if file.columns},
    )


def _cash_books(books: TrustBooks, given: Given) -> list[CashBook]:
    """Each bank compared; entries are told apart only where there are lines to find them on."""
    has_lines = any(bank.starts for bank in given.banks)
    entries = cash_entries(books) if has_lines else books.ledger[books.ledger["side"] == BANK]
    alone = len(given.banks) == 1
    return [
        cash_book(bank, entries[entries["account"] == bank.account.title], given, alone=alone) for bank in given.banks
    ]


def _compare(
    inputs: Inputs,
    books: TrustBooks,
    given: Given,
    compared: Sequence[CashBook],
    ledgers: Ledgers,
    findings: Sequence[Finding],
) -> tuple[list[Legs], Legs, list[Item]]:
    """A row of legs per bank, the total, and the items between each bank and its cash book."""
    several = legs.shared(books.banks)
    rows = [
        legs.account_legs(
            bank,
            book,
            None
            if bank.account.path in several
            else quickbooks_leg(inputs, books, [bank.account.path], given.as_of, 1),
        )
        for bank, book in zip(given.banks, compared, strict=True)
    ]
    bank, owed = _quickbooks(inputs, books, given)
    total = legs.total_legs(rows, ledgers, given, bank, owed)
    return rows, total, [item for book in compared for item in book.items]


def _quickbooks(inputs: Inputs, books: TrustBooks, given: Given) -> tuple[QuickBooksLeg, QuickBooksLeg]:
    banks = [account.path for account in books.banks]
    owed = [account.path for account in books.liabilities]
    return (
        quickbooks_leg(inputs, books, banks, given.as_of, 1),
        quickbooks_leg(inputs, books, owed, given.as_of, -1),
    )


def _against_quickbooks(
    inputs: Inputs,
    books: TrustBooks,
    given: Given,
    total: Legs,
    ledgers: Ledgers,
    findings: Sequence[Finding],
    firms_own: int,
) -> Iterator[Item]:
    bank, owed = _quickbooks(inputs, books, given)
    for between, ours, known, leg, accounts, sign, own in (
        (BOOK_AND_QUICKBOOKS, total.cash_book, bool(total.opened), bank, books.banks, 1, 0),
        (CLIENTS_AND_QUICKBOOKS, total.clients or 0, ledgers.opened, owed, books.liabilities, -1, firms_own),
    ):
        paths = [account.path for account in accounts]
        rows = books.ledger[books.ledger["account"].isin([account.title for account in accounts])]
        moved = sign * moved_in_period(rows, inputs, given.as_of)
        effects = effects_on(paths, findings)
        yield from against_quickbooks(between, ours, moved, leg, effects, sign, known=known, given=given, own=own)


def _not_examined(books: TrustBooks, given: Given, ledgers: Ledgers) -> Iterator[str]:
    """What this run cannot tell of trust, and which file would tell it; nothing where there is no trust."""
    if not books.banks:
        return
    if not any(bank.balance for bank in given.banks):
        yield "No bank statement was given: the trust bank was not compared with the trust cash book."
    for bank in given.banks:
        if any(other.balance for other in given.banks) and bank.balance is None:
            yield f"No statement of {bank.account.title} for {given.as_of.isoformat()}: its bank was not compared."
        elif bank.balance and bank.starts is None:
            yield f"The statement of {bank.account.title} has no lines: what differs cannot be named."
    if not ledgers.opened:
        yield "No matter trial list was given: whether a client ledger was overdrawn cannot be told."
