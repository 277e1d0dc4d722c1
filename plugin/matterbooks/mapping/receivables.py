"""The receivable account that QuickBooks posts bills to by itself: checked, not chosen, and one of it."""

from __future__ import annotations

from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount

RECEIVABLE = "Accounts Receivable"


def home_receivables(catalogue: Catalogue) -> tuple[QuickBooksAccount, ...]:
    """Receivable accounts in use in the home currency; each other currency has one of its own (Intuit)."""
    home = catalogue.company.home_currency
    return tuple(account for account in catalogue.of_type(RECEIVABLE) if account.currency in ("", home))


def second_receivable(catalogue: Catalogue) -> str:
    """What is wrong where there are two, as QuickBooks does not say which of them a bill posts to; else empty."""
    found = home_receivables(catalogue)
    if len(found) < 2:
        return ""
    names = " and ".join(account.path for account in found)
    return f"QuickBooks has two receivable accounts in use, {names}: make all but one inactive there, then refresh."
