"""Rule 0: through the mapping, what is pushed posts exactly what the host posted, to the cent; else it is held."""

from __future__ import annotations

from matterbooks.errors import PostingsDifferError
from matterbooks.ledger.documents import Document
from matterbooks.mapping.accounts import Catalogue
from matterbooks.push.desk import Desk
from matterbooks.quickbooks import posting
from matterbooks.quickbooks.payloads import Body, References

TAX_SUBTYPES = ("GlobalTaxPayable", "SalesTaxPayable")


def pushed_posts(desk: Desk, document: Document, body: Body, references: References) -> str:
    """What QuickBooks will post, as `account path=cents;...`, debit positive.

    Raises PostingsDifferError, naming each account, where that is not what the host posted.
    """
    words = posting.check(document, body, desk.mapping, desk.catalogue, references, desk.tax_accounts)
    if words:
        raise PostingsDifferError(f"The {document.ref} would post other amounts in QuickBooks. {words}")
    items = {item: account for account, item in references.items.items()}
    sums: dict[str, int] = {}
    for (account_id, _party), amount in posting.posts(body, desk.catalogue, items).items():
        path = account_path(desk.catalogue, account_id)
        sums[path] = sums.get(path, 0) + int(amount * 100)
    return ";".join(f"{path}={cents}" for path, cents in sorted(sums.items()) if cents)


def account_path(catalogue: Catalogue, account_id: str) -> str:
    """The full path of an account; of the company's sales-tax liability for tax, which a body does not name."""
    account = catalogue.by_id.get(account_id)
    if account is not None:
        return account.path
    tax = tax_account(catalogue)
    return tax if account_id == posting.TAX[0] and tax else "(sales tax)"


def tax_account(catalogue: Catalogue) -> str:
    """The one account that collects sales tax in the company; empty where there is none, or a choice."""
    found = [account.path for account in catalogue.accounts if account.subtype in TAX_SUBTYPES]
    return found[0] if len(found) == 1 else ""
