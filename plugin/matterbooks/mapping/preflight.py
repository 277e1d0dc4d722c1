"""Preflight: everything about the QuickBooks company and the user who connected it that would hold or spoil records."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from matterbooks.ledger.source import Books, HostTaxCode
from matterbooks.mapping import company_checks, right_checks, setting_checks
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.check import BAD, NOTE, OK, Check
from matterbooks.mapping.mapping import Mapping


def checks(
    catalogue: Catalogue,
    books: Books,
    tax_codes: Sequence[HostTaxCode],
    currencies: Sequence[str],
    mapping: Mapping,
    entered: Collection[str] = (),
) -> tuple[Check, ...]:
    """Every check, the worst first.

    mapping: as saved; before the first save everything counts as needed. entered: Intuit's names of the kinds of
    record that QuickBooks has taken since the company was connected last.
    """
    company = catalogue.company
    found = (
        *right_checks.checks(catalogue, mapping, entered),
        *company_checks.checks(company, books, currencies, mapping),
        *setting_checks.checks(catalogue, books, tax_codes, mapping),
    )
    return tuple(sorted(found, key=lambda check: _WORST_FIRST.index(check.verdict)))


_WORST_FIRST = (BAD, NOTE, OK)
