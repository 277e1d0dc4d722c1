"""What is decided about a firm when one of its documents is turned into QuickBooks records."""

from __future__ import annotations

from dataclasses import dataclass, field

from matterbooks.errors import MissingRowsError
from matterbooks.ledger.source import TRUST_ROLES, Role
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks.control_accounts import PAYABLE, RECEIVABLE, payable, receivable
from matterbooks.values import Option


@dataclass(frozen=True, slots=True)
class Terms:
    """The mapping, the company as last read, and the host's chart.

    roles: host account code -> what the account is. sales, trust: whether that side is pushed for this document.
    """

    mapping: Mapping
    catalogue: Catalogue
    roles: dict[str, Role] = field(default_factory=dict)
    sales: bool = True
    trust: bool = False

    @property
    def company(self) -> Company:
        """The company's own settings."""
        return self.catalogue.company

    def wants(self, option: Option) -> bool:
        """Whether the firm chose this look of its documents."""
        return option in self.mapping.options

    def is_trust(self, code: str) -> bool:
        """Whether a practice account holds client money, or says whose it is."""
        return self.roles.get(code) in TRUST_ROLES

    def owed_to_clients(self, code: str) -> bool:
        """Whether a practice account says whose client money is."""
        return self.roles.get(code) is Role.TRUST_LIABILITY

    def is_tax(self, code: str) -> bool:
        """Whether a practice account is a sales-tax control account, which goes through the tax map."""
        return self.roles.get(code) is Role.TAX

    def is_control(self, code: str) -> bool:
        """Whether a practice account is mapped to receivables or payables."""
        found = self.catalogue.by_id.get(self.mapping.accounts.get(code, ""))
        return found is not None and found.type in (RECEIVABLE, PAYABLE)

    def account(self, code: str) -> str:
        """The QuickBooks account of a practice account. Raises MissingRowsError."""
        if not self.mapping.accounts.get(code):
            raise MissingRowsError(f"Practice account {code} is not mapped to a QuickBooks account. Map it and save.")
        return self.mapping.accounts[code]

    def target(self, code: str) -> QuickBooksAccount:
        """The same, with its type. Raises MissingRowsError, also where QuickBooks no longer has it."""
        found = self.catalogue.by_id.get(self.account(code))
        if found is None:
            raise MissingRowsError(f"Practice account {code} is mapped to an account that QuickBooks no longer has.")
        return found

    def transfers_account(self) -> str:
        """The account in which both legs of a transfer meet. Raises MissingRowsError."""
        if not self.mapping.bank_transfers_account:
            raise MissingRowsError("The Bank transfers account is not chosen yet. Choose it on the mapping screen.")
        return self.mapping.bank_transfers_account

    def receivable(self, currency: str) -> dict[str, dict[str, str]]:
        """The field that names the receivable account; nothing for a foreign currency, whose own QuickBooks knows."""
        return {} if self.foreign(currency) else {"ARAccountRef": {"value": receivable(self.catalogue).id}}

    def payable(self, currency: str) -> dict[str, dict[str, str]]:
        """The field that names the payable account, likewise."""
        return {} if self.foreign(currency) else {"APAccountRef": {"value": payable(self.catalogue).id}}

    def foreign(self, currency: str) -> str:
        """The QuickBooks code of a currency that is not the company's own; empty for its own."""
        code = self.mapping.currencies.get(currency, currency)
        return "" if code in ("", self.company.home_currency) else code
