"""Two administrators at once: what the second one changed, on top of what the first one saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from matterbooks.mapping.mapping import Mapping as SavedMapping
from matterbooks.web.draft import Draft, Entered, from_rows

_Choice = TypeVar("_Choice", bound=StrEnum)


def on_top_of(draft: Draft, begun: SavedMapping, newest: SavedMapping) -> Draft:
    """The draft as if it had begun from the newest version: rows that were left alone are as they stand there now.

    begun is the version that the draft began from. A row that both changed stays as it was entered. Half rows are kept.
    """
    mine = draft.mapping()
    merged = replace(
        mine,
        switches=_set(begun.switches, mine.switches, newest.switches),
        options=_set(begun.options, mine.options, newest.options),
        bank_transfers_account=_one(
            begun.bank_transfers_account, mine.bank_transfers_account, newest.bank_transfers_account
        ),
        opening_date=mine.opening_date if mine.opening_date != begun.opening_date else newest.opening_date,
        accounts=_part(begun.accounts, mine.accounts, newest.accounts),
        tax_codes=_part(begun.tax_codes, mine.tax_codes, newest.tax_codes),
        currencies=_part(begun.currencies, mine.currencies, newest.currencies),
    )
    fresh = from_rows(merged, based_on=newest.version, switches=merged.switches)
    return replace(fresh, rows=(*fresh.rows, *_halves(draft)))


def _part(begun: Mapping[str, str], mine: Mapping[str, str], newest: Mapping[str, str]) -> dict[str, str]:
    codes = dict.fromkeys((*newest, *mine))
    rows = {code: _one(begun.get(code, ""), mine.get(code, ""), newest.get(code, "")) for code in codes}
    return {code: id_ for code, id_ in rows.items() if id_}


def _set(begun: frozenset[_Choice], mine: frozenset[_Choice], newest: frozenset[_Choice]) -> frozenset[_Choice]:
    return (mine - begun) | (newest - (begun - mine))


def _one(begun: str, mine: str, newest: str) -> str:
    return newest if mine == begun else mine


def _halves(draft: Draft) -> tuple[Entered, ...]:
    return tuple(row for row in draft.rows if row.quickbooks_id and not row.host_code)
