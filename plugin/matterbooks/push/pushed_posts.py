"""What a record posts in QuickBooks, as it is kept with its link: for `links.csv`, which the accountant compares."""

from __future__ import annotations

from matterbooks.mapping.accounts import Catalogue
from matterbooks.quickbooks import posting
from matterbooks.quickbooks.payloads import Body, References, Terms

TAX_SUBTYPES = ("GlobalTaxPayable", "SalesTaxPayable")


def pushed_posts(catalogue: Catalogue, body: Body, terms: Terms, references: References) -> str:
    """What QuickBooks will post, as `account path=cents;...`, debit positive."""
    sums: dict[str, int] = {}
    for (account_id, _party), amount in posting.posts(body, terms, references).items():
        path = account_path(catalogue, account_id)
        sums[path] = sums.get(path, 0) + int(amount * 100)
    return ";".join(f"{path}={cents}" for path, cents in sorted(sums.items()) if cents)


def account_path(catalogue: Catalogue, account_id: str) -> str:
    """The full path of an account; of the company's sales-tax liability for tax, which a body does not name."""
    account = catalogue.by_id.get(account_id)
    if account is not None:
        return account.path
    return account_id if account_id != posting.TAX else tax_account(catalogue) or "(sales tax)"


def tax_account(catalogue: Catalogue) -> str:
    """The one account that collects sales tax in the company; empty where there is none, or a choice."""
    found = [account.path for account in catalogue.accounts if account.subtype in TAX_SUBTYPES]
    return found[0] if len(found) == 1 else ""
