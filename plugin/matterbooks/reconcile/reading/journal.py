"""The Journal: lines grouped under QuickBooks' own transaction id, full account paths, debit and credit apart.

Row forms (Intuit: modern Journal CSV): `90,,,,,,,,` opens transaction 90; its lines carry date, type and number each;
`Total for 90,,,,,,,$300.00,$300.00` closes it; `,TOTAL,,,,,,"$80,890.15","$80,890.15"` ends the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from matterbooks.reconcile.reading.body import Body
from matterbooks.reconcile.reading.cells import Mask, is_filled
from matterbooks.reconcile.reading.journal_rows import JournalRows, told_apart
from matterbooks.reconcile.reading.lines import WORDS, Lines
from matterbooks.reconcile.reading.money import Cents, encoded
from matterbooks.reconcile.reading.printed_totals import check_total
from matterbooks.reconcile.reading.suspects import Suspects
from matterbooks.reconcile.reading.table import AS_DOWNLOADED, NO_FILTERS, Table

REQUIRED = ("date", "type", "account", "debit", "credit")
"""Columns without which a report is no Journal."""

_SIDES = ("debit", "credit")


@dataclass(frozen=True, slots=True)
class _Side:
    """One money column: each row's cents, where a text is no amount, and the lines' sum before each place."""

    word: str
    cents: Cents
    bad: Mask
    before: Cents

    @classmethod
    def of(cls, body: Body, word: str, lines: Mask) -> _Side:
        cents, bad = body.cents(word)
        return cls(word, cents, bad, np.concatenate([[0], np.cumsum(np.where(lines, cents, 0))]))

    def own(self, rows: JournalRows) -> Cents:
        """Return the sum of each transaction that is totalled."""
        sums: Cents = self.before[rows.closes] - self.before[rows.opens[: len(rows.closes)]]
        return sums


def read_journal(table: Table) -> Lines:
    """Return the postings; every transaction must balance and every total agree, or the file is refused."""
    body = Body(table)
    rows = told_apart(body)
    debit, credit = (_Side.of(body, word, rows.lines) for word in _SIDES)
    suspects = Suspects()
    _suspect_rows(suspects, body, rows)
    _suspect_lines(suspects, body, rows, (debit, credit))
    _suspect_totals(suspects, body, rows, (debit, credit))
    suspects.examine()
    _refuse_cut_off(body, rows)
    return _lines(body, rows, debit.cents[rows.lines], credit.cents[rows.lines])


def _lines(body: Body, rows: JournalRows, debit: Cents, credit: Cents) -> Lines:
    kept = pa.array(rows.lines)
    words = {word: body.text(word).filter(kept) for word in WORDS if word != "transaction_id"}
    words["transaction_id"] = rows.ids.take(pa.array(rows.transaction_of_lines()))
    places = np.flatnonzero(rows.lines)
    return Lines(body.numbers[places], debit - credit, debit, credit, words, np.zeros(len(places), dtype=np.int64))


def _suspect_rows(suspects: Suspects, body: Body, rows: JournalRows) -> None:
    table = body.table
    codes, distinct = encoded(rows.ids)
    if len(distinct) < len(codes):
        _, first = np.unique(codes, return_index=True)
        again = np.delete(rows.opens, first)
        suspects.add(
            again, lambda place: _refuse(body, place, f"transaction {body.row(place).label} stands in the report twice")
        )
    if rows.ended:
        suspects.add(
            [rows.stop + 1] * (rows.stop + 1 < len(body)),
            lambda place: _refuse(body, place, "there are rows after the TOTAL row"),
        )
    elif rows.stop < len(body):
        suspects.add(
            [rows.stop],
            lambda place: _refuse(body, place, f"the row {body.row(place).label!r} does not belong where it stands"),
        )
    outside = np.flatnonzero(rows.lines & ~rows.inside)
    suspects.add(np.flatnonzero(rows.lines & body.beyond), lambda place: table.refuse_overlong(body.row(place)))
    suspects.add(outside, lambda place: _refuse(body, place, "the line stands under no transaction"))


def _refuse(body: Body, place: int, problem: str, way_out: str = AS_DOWNLOADED) -> None:
    body.table.refuse(int(body.numbers[place]), problem, way_out)


def _suspect_lines(suspects: Suspects, body: Body, rows: JournalRows, sides: tuple[_Side, _Side]) -> None:
    moved = np.zeros(len(body), dtype=np.bool_)
    for side in sides:
        moved |= side.cents != 0
        suspects.add(
            np.flatnonzero(rows.lines & side.bad),
            partial(_refuse_amount, body, side.word),
        )
    nameless = rows.lines & moved & ~is_filled(body.text("account"))
    suspects.add(np.flatnonzero(nameless), lambda place: _refuse(body, place, "the line has an amount but no account"))


def _refuse_amount(body: Body, word: str, place: int) -> None:
    body.table.cents(body.row(place), word)


def _suspect_totals(suspects: Suspects, body: Body, rows: JournalRows, sides: tuple[_Side, _Side]) -> None:
    table, closes = body.table, rows.closes
    debit, credit = (side.own(rows) for side in sides)
    plain = (body.filled[closes] == 1) | is_filled(body.text("debit"))[closes] | is_filled(body.text("credit"))[closes]
    plain &= ~(body.beyond | sides[0].bad | sides[1].bad)[closes]
    agrees = plain & (sides[0].cents[closes] == debit) & (sides[1].cents[closes] == credit)
    table.totals_checked += int(agrees.sum())

    def total(place: int) -> None:
        at = int(np.searchsorted(closes, place))
        check_total(table, body.row(place), _SIDES, (int(debit[at]), int(credit[at])))

    def balance(place: int) -> None:
        identity = rows.ids[int(np.searchsorted(closes, place))].as_py()
        problem = f"transaction {identity} shows only part of its lines: debits and credits differ"
        _refuse(body, place, problem, NO_FILTERS)

    suspects.add(closes[~agrees], total)
    suspects.add(closes[debit != credit], balance)
    if rows.ended:
        whole = int(sides[0].before[-1]), int(sides[1].before[-1])
        suspects.add([rows.stop], lambda place: check_total(table, body.row(place), _SIDES, whole))


def _refuse_cut_off(body: Body, rows: JournalRows) -> None:
    table = body.table
    if len(rows.opens) > len(rows.closes):
        problem = f"transaction {rows.ids[len(rows.ids) - 1]} is never closed: the file is cut off"
        _refuse(body, rows.opens[-1], problem)
    if not rows.ended and (rows.lines.any() or not table.footer.found):
        table.refuse(len(table.rows), "the TOTAL row is missing: the file is cut off", AS_DOWNLOADED)
    if not rows.ended:
        table.warnings.append("the report holds no transaction")
