"""Plain values of a QuickBooks company: its accounts, tax codes and the settings that matter to us."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from matterbooks.mapping.rights import Right


@dataclass(frozen=True, slots=True)
class QuickBooksAccount:
    """One account. `path` is FullyQualifiedName ("Parent:Child"), which with the type is unique; `name` is its leaf."""

    id: str
    name: str
    path: str
    type: str
    subtype: str = ""
    number: str = ""
    currency: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One rate that a tax code is made of; rate in percent."""

    id: str
    name: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class QuickBooksTaxCode:
    """One tax code with its rates on sales and on purchases; US pseudo codes have the ids TAX and NON."""

    id: str
    name: str
    sales_rates: tuple[TaxRate, ...] = ()
    active: bool = True
    purchase_rates: tuple[TaxRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """What the company says of itself (Intuit: CompanyInfo and Preferences)."""

    name: str
    country: str
    home_currency: str
    edition: str = ""
    subscription: str = ""
    closing_date: date | None = None
    custom_numbers: bool = True
    purchase_numbers: bool = False
    auto_apply_credits: bool = False
    auto_apply_payments: bool = False
    multi_currency: bool = False
    class_tracking: bool = False
    clients_on_purchases: bool = False
    uses_sales_tax: bool = False
    automated_sales_tax: bool = False
    fiscal_year_start_month: int = 1

    @property
    def is_us(self) -> bool:
        """US companies take TAX or NON on lines and no GlobalTaxCalculation."""
        return self.country == "US"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The company as last read: `read_at` is shown beside the button that reads it again.

    rights: what the user who connected may do, empty where nobody has asked yet.
    """

    company: Company
    accounts: tuple[QuickBooksAccount, ...]
    tax_codes: tuple[QuickBooksTaxCode, ...]
    read_at: datetime
    rights: tuple[Right, ...] = ()
    by_id: dict[str, QuickBooksAccount] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {account.id: account for account in self.accounts})

    def of_type(self, *types: str) -> tuple[QuickBooksAccount, ...]:
        """Active accounts of these types (Intuit: AccountType), in chart order."""
        return tuple(account for account in self.accounts if account.active and account.type in types)

    def right(self, entity: str) -> Right | None:
        """What is known about the right to records of this kind (Intuit's name), or None."""
        return next((right for right in self.rights if right.entity == entity), None)

    def tax_code(self, id: str) -> QuickBooksTaxCode | None:  # noqa: A002 - Intuit's word
        """The tax code of this id, or None when the company no longer has it."""
        return next((code for code in self.tax_codes if code.id == id), None)
