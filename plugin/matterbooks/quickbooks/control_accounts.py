"""The receivable and payable accounts that QuickBooks posts to by itself: they are not ours to choose."""

from __future__ import annotations

from matterbooks.errors import MissingRowsError
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount

RECEIVABLE = "Accounts Receivable"
PAYABLE = "Accounts Payable"


def receivable(catalogue: Catalogue) -> QuickBooksAccount:
    """The company's receivable account in its home currency. Raises MissingRowsError.

    Intuit: an Invoice has no field for it; where a company has several in one currency, the first made is taken. For
    every other currency QuickBooks keeps one of its own, which it opens by itself and which is never named.
    """
    return _default(RECEIVABLE, catalogue)


def payable(catalogue: Catalogue) -> QuickBooksAccount:
    """The company's payable account in its home currency; Intuit advises to name it on every bill and payment."""
    return _default(PAYABLE, catalogue)


def _default(type_: str, catalogue: Catalogue) -> QuickBooksAccount:
    home = catalogue.company.home_currency
    found = [account for account in catalogue.of_type(type_) if account.currency in ("", home)]
    if not found:
        raise MissingRowsError(f"The QuickBooks company has no {type_.lower()} in {home}. Make one there.")
    return min(found, key=lambda account: (len(account.id), account.id))
