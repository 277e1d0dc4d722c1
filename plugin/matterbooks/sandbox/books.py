"""What one company keeps, without knowing which entities there are: its country, its records and its ledger.

Entities compute from this; :class:`~matterbooks.sandbox.company.Company` adds how requests are carried out.
"""

from collections.abc import Mapping

from matterbooks.sandbox.ledger import Book
from matterbooks.sandbox.store import Store


class Books:
    """The books of one realm. `country` is US, AU, NZ, GB or CA."""

    def __init__(
        self,
        realm_id: str,
        name: str,
        country: str,
        home_currency: str,
        tax_accounts: Mapping[str, str] | None = None,
    ) -> None:
        """Empty books; `tax_accounts` gives the liability account of each tax agency."""
        self.realm_id = realm_id
        self.name = name
        self.country = country
        self.home_currency = home_currency
        self.tax_accounts: dict[str, str] = dict(tax_accounts or {})
        self.store = Store()
        self.book = Book()
