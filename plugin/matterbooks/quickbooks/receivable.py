"""The receivable account that QuickBooks posts invoices to by itself: it is not ours to choose."""

from __future__ import annotations

from matterbooks.errors import MissingRowsError
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount

RECEIVABLE = "Accounts Receivable"
PAYABLE = "Accounts Payable"


def receivable(catalogue: Catalogue, currency: str = "") -> QuickBooksAccount:
    """The company's default receivable account for a currency ("" is the home currency).

    Intuit: an Invoice has no field for it; where a company has several in one currency, the first made is taken.
    """
    wanted = currency or catalogue.company.home_currency
    found = [account for account in catalogue.of_type(RECEIVABLE) if account.currency in ("", wanted)]
    if not found:
        raise MissingRowsError(f"The QuickBooks company has no accounts receivable in {wanted}. Make one there.")
    return min(found, key=lambda account: (len(account.id), account.id))
