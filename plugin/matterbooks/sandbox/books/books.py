"""What one company keeps, without knowing which entities there are: its country, its records and its ledger.

Entities compute from this; :class:`~matterbooks.sandbox.company.Company` adds how requests are carried out.
"""

from matterbooks.sandbox.books.ledger import Book
from matterbooks.sandbox.storage.database import Database
from matterbooks.sandbox.storage.store import Store


class Books:
    """The books of one realm. `country` is US, AU, NZ, GB or CA.

    `strict_transfers` lets a Transfer move money between assets alone.
    """

    def __init__(
        self,
        realm_id: str,
        name: str,
        country: str,
        home_currency: str,
        database: Database | None = None,
        number: int = 1,
    ) -> None:
        """What `database` has under `number`; without one, empty books in a private one."""
        self.database = database or Database()
        self.number = number
        self.realm_id = realm_id
        self.name = name
        self.country = country
        self.home_currency = home_currency
        self.strict_transfers = False
        self.store = Store(self.database, number)
        self.book = Book(self.database, number)
