"""Suggestions for the rows of a draft that have nothing on the right: taken one by one, or all sure ones at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matterbooks.mapping.suggest import Suggestion, suggest, suggest_tax, suggest_transfers
from matterbooks.web.draft import SECTIONS, Draft
from matterbooks.web.facts import Facts


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The best for each open row, by its section and host code."""

    by_row: Mapping[tuple[str, str], Suggestion]
    transfers: Suggestion | None

    def of(self, section: str) -> list[Suggestion]:
        """Those of one section, the surest first."""
        return [one for (part, _), one in self.by_row.items() if part == section]


def suggestions_for(facts: Facts, draft: Draft) -> Suggestions:
    """What may be right where the draft has nothing yet."""
    mapping, practice = draft.mapping(), facts.practice
    accounts = suggest(practice.accounts, facts.catalogue, mapping, facts.history)
    taxes = suggest_tax(practice.tax_codes, facts.catalogue, mapping)
    open_ = (code for code in practice.currencies[1:] if code not in mapping.currencies)
    currencies = (Suggestion(code, code, 100, True, "the same currency") for code in open_)
    parts = (("account", accounts), ("tax", taxes), ("currency", currencies))
    rows = {(section, one.host_code): one for section, part in parts for one in part}
    return Suggestions(rows, suggest_transfers(facts.catalogue, mapping))


def take_all(facts: Facts, draft: Draft) -> Draft:
    """The draft with every sure suggestion in it."""
    found = suggestions_for(facts, draft)
    filled = draft
    for section in SECTIONS:
        filled = filled.with_suggestions(section, found.of(section))
    transfers = suggest_transfers(facts.catalogue, filled.mapping())
    if transfers is not None and transfers.confident:
        return replace(filled, bank_transfers_account=transfers.quickbooks_id)
    return filled


def take(facts: Facts, draft: Draft, section: str, index: int) -> Draft:
    """The draft with the suggestion for one row in it; as it was where there is none."""
    found = suggestions_for(facts, draft)
    if section == "setting":
        return replace(draft, bank_transfers_account=found.transfers.quickbooks_id) if found.transfers else draft
    row = next((row for place, row in enumerate(draft.of(section)) if place == index), None)
    suggestion = found.by_row.get((section, row.host_code)) if row else None
    return draft.with_right(section, index, suggestion) if suggestion else draft
