"""The trust reconciliation as small tables, for the notebook and for the workbook: amounts in units of currency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from matterbooks.reconcile import summary
from matterbooks.reconcile.compare import money
from matterbooks.reconcile.frames import Inputs
from matterbooks.reconcile.result import Result
from matterbooks.reconcile.summary import units
from matterbooks.reconcile.trust.due import WARNING
from matterbooks.reconcile.trust.result import (
    BANK_AND_BOOK,
    BOOK_AND_CLIENTS,
    BOOK_AND_QUICKBOOKS,
    CLIENTS_AND_QUICKBOOKS,
    Item,
    Legs,
    TrustResult,
)
from matterbooks.reconcile.words import spoken
from matterbooks.values import Cause

CAUSES = (Cause.TRUST_MIXED_WITH_OFFICE, Cause.TRUST_OUT_OF_BALANCE, Cause.TRUST_CLIENT_OVERDRAWN)
"""The causes that concern clients' money."""

LEGS = (
    "account", "cash book opened from", "QuickBooks figures", "statement of", "statement", "unpresented payments",
    "outstanding deposits", "adjusted bank", "cash book", "bank less cash book", "client ledgers",
    "cash book less clients", "QuickBooks trust bank", "cash book less QuickBooks", "QuickBooks trust liability",
    "clients less QuickBooks",
)  # fmt: skip
ITEMS = (
    "account", "between", "what", "date", "amount", "difference", "age in days", "finding", "reference", "told",
)  # fmt: skip
CLIENTS = (
    "client",
    "matter",
    "description",
    "overdrawn since",
    "opening",
    "moved",
    "closing",
    "in the list",
    "differs",
)
IN_QUICKBOOKS = ("client", "remark", "practice ledger", "QuickBooks", "difference")
OVERDRAWN = ("client", "matter", "records", "first day", "lowest", "on", "made good on")
DUE = ("statement", "for", "counted", "until", "source", "must show")
FILES = ("file", "form", "rows", "totals checked", "columns as read", "remarks")


def verdicts(trust: TrustResult) -> Iterator[tuple[bool | None, str]]:
    """One sentence per comparison of the totals: whether it agrees (None: not examined), and by how much."""
    total = trust.total
    pairs = (
        ("Bank and trust cash books", total.adjusted, total.cash_book, BANK_AND_BOOK, total.opened != ""),
        ("Trust cash books and client ledgers", total.cash_book, total.clients, BOOK_AND_CLIENTS, True),
        ("Trust cash books and QuickBooks' trust bank", total.cash_book, total.bank_in_quickbooks,
         BOOK_AND_QUICKBOOKS, True),
        ("Client ledgers and QuickBooks' trust liability", total.clients, total.owed_in_quickbooks,
         CLIENTS_AND_QUICKBOOKS, True),
    )  # fmt: skip
    for words, one, other, between, known in pairs:
        if one is None or other is None or not known:
            yield None, f"{words}: not examined."
            continue
        differences = [item for item in trust.items if item.between == between and item.cents]
        differs = sum(item.cents for item in differences)
        if not differences:
            yield True, f"{words} agree."
        else:
            yield False, f"{words} differ by {money(differs)}: {reasons(differences)}."


def lines(trust: TrustResult | None) -> Iterator[str]:
    """The verdicts as one reads them, after the day that they are of."""
    if trust is None or trust.is_empty:
        yield "No trust account was found in the practice ledger or the mapping."
        return
    yield f"As of {trust.as_of:%d %B %Y}:"
    yield from (words for _, words in verdicts(trust))
    if trust.overdrawn:
        yield f"{len(trust.overdrawn)} client ledger{'s were' if len(trust.overdrawn) > 1 else ' was'} overdrawn."
    count = len(trust.findings) + len({record.case for record in trust.one_sided})
    yield f"{count} finding{'s' * (count != 1)} of the highest severity." if count else "Nothing has to be mended."


def due_lines(trust: TrustResult) -> Iterator[str]:
    """The warning, whose rules these are, and everything else that the reader should know."""
    yield WARNING
    yield from trust.notes


def findings_table(result: Result) -> pd.DataFrame:
    """What was found about clients' money, with how it is known and what mends it."""
    found = summary.findings_to_read(result)
    return found[found["cause"].isin([spoken(cause) for cause in CAUSES])].reset_index(drop=True)


def reasons(items: Iterable[Item]) -> str:
    """Why two legs differ, each reason once, with its sum where there are several."""
    sums: dict[str, int] = {}
    for item in items:
        sums[item.what] = sums.get(item.what, 0) + item.cents
    return ", ".join(f"{what} {money(cents)}" if len(sums) > 1 else what for what, cents in sums.items())


def legs_table(trust: TrustResult) -> pd.DataFrame:
    """One row per trust bank, and one of all."""
    rows = trust.accounts if len(trust.accounts) == 1 else (*trust.accounts, trust.total)
    return _frame(LEGS, (_legs(row, trust) for row in rows))


def statement_table(trust: TrustResult) -> pd.DataFrame:
    """The same from top to bottom, as a reconciliation statement is written: a column per trust bank."""
    return legs_table(trust).set_index("account").T.rename_axis("", axis=1).rename_axis("").reset_index()


def items_table(trust: TrustResult) -> pd.DataFrame:
    """What makes two legs differ, and what is on its way."""
    return _frame(ITEMS, (_item(item) for item in trust.items))


def clients_table(trust: TrustResult) -> pd.DataFrame:
    """Every client ledger that holds or moved something, largest first."""
    spells = {(spell.client, spell.matter): spell.first for spell in trust.overdrawn}
    ledgers = sorted(trust.clients, key=lambda ledger: (-ledger.held, ledger.client, ledger.matter))
    return _frame(
        CLIENTS,
        (
            (
                ledger.client, ledger.matter, ledger.description, spells.get((ledger.client, ledger.matter)),
                _units(ledger.opening), units(ledger.moved), _units(ledger.closing), _units(ledger.listed),
                _less(ledger.closing, ledger.listed),
            )
            for ledger in ledgers
            if ledger.opening or ledger.moved or ledger.listed
        ),
    )  # fmt: skip


def quickbooks_table(trust: TrustResult) -> pd.DataFrame:
    """What each client's trust liability moved on either side; those that differ first."""
    rows = sorted(trust.in_quickbooks, key=lambda row: (row.ledger == row.quickbooks, row.client))
    return _frame(
        IN_QUICKBOOKS,
        (
            (
                row.client, "agrees" if row.ledger == row.quickbooks else "differs", units(row.ledger),
                units(row.quickbooks), units(row.ledger - row.quickbooks),
            )
            for row in rows
        ),
    )  # fmt: skip


def overdrawn_table(trust: TrustResult) -> pd.DataFrame:
    """Client ledgers that were below zero at the end of some day."""
    rows = (
        (spell.client, spell.matter, ", ".join(spell.records), spell.first, units(spell.lowest), spell.on, spell.until)
        for spell in trust.overdrawn
    )
    return _frame(OVERDRAWN, rows)


def due_table(trust: TrustResult) -> pd.DataFrame:
    """What falls due for the month."""
    return _frame(
        DUE, ((due.what, due.period, due.counted, due.until, due.source, "; ".join(due.shows)) for due in trust.due)
    )


def files_table(inputs: Inputs) -> pd.DataFrame:
    """The trust files, and which column of each was read as what."""
    files = inputs.trust.files if inputs.trust else ()
    return _frame(
        FILES,
        (
            (
                Path(file.path).name, file.form, file.rows, file.totals_checked,
                ", ".join(f"{word} from {heading!r}" for word, heading in file.columns.items()),
                "; ".join(file.warnings),
            )
            for file in files
        ),
    )  # fmt: skip


def _legs(row: Legs, trust: TrustResult) -> tuple[object, ...]:
    is_total = row is trust.total or len(trust.accounts) == 1
    clients, owed = (trust.total.clients, trust.total.owed_in_quickbooks) if is_total else (None, None)
    return (
        row.account, row.opened or "not known: movements only", "balances" if row.balanced else "movements only",
        row.statement_date, _units(row.statement), units(row.unpresented), units(row.outstanding),
        _units(row.adjusted), units(row.cash_book),
        _less(row.adjusted, row.cash_book) if row.opened else None, _units(clients),
        _less(row.cash_book, clients), _units(row.bank_in_quickbooks),
        _against(trust, row, BOOK_AND_QUICKBOOKS) if is_total else _less(row.cash_book, row.bank_in_quickbooks),
        _units(owed), _against(trust, row, CLIENTS_AND_QUICKBOOKS) if is_total else None,
    )  # fmt: skip


def _against(trust: TrustResult, row: Legs, between: str) -> Decimal | None:
    """What the items come to: movements are compared with movements, balances with balances."""
    if row.bank_in_quickbooks is None and between == BOOK_AND_QUICKBOOKS:
        return None
    return units(sum(item.cents for item in trust.items if item.between == between))


def _item(item: Item) -> tuple[object, ...]:
    return (
        item.account, item.between, item.what, item.date, units(item.amount), units(item.cents), item.age, item.finding,
        item.reference, item.told,
    )  # fmt: skip


def _units(cents: int | None) -> Decimal | None:
    return None if cents is None else units(cents)


def _less(one: int | None, other: int | None) -> Decimal | None:
    return None if one is None or other is None else units(one - other)


def _frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Cells as they are, the empty text for what is not known: a reader wants no `None`."""
    cells = [tuple("" if cell is None else cell for cell in row) for row in rows]
    return pd.DataFrame(cells, columns=list(columns), dtype="object")
