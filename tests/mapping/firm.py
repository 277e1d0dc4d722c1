"""A small Australian firm and its QuickBooks company, as the mapping sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from matterbooks.ledger.source import HostAccount, HostTaxCode, Role
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount, QuickBooksTaxCode, TaxRate
from matterbooks.mapping.mapping import Mapping
from matterbooks.values import Switch

CHART = (
    HostAccount("1010", "Operating bank", Role.BANK, "1010"),
    HostAccount("1020", "Savings bank", Role.BANK, "1020"),
    HostAccount("1100", "Trust bank", Role.TRUST_BANK, "1100"),
    HostAccount("1200", "Accounts receivable", Role.RECEIVABLE, "1200"),
    HostAccount("2000", "Accounts payable", Role.PAYABLE, "2000"),
    HostAccount("2100", "GST payable", Role.TAX, "2100"),
    HostAccount("2200", "Trust liability", Role.TRUST_LIABILITY, "2200"),
    HostAccount("3900", "Current-year earnings", Role.INTERNAL, "3900"),
    HostAccount("4000", "Professional fees", Role.INCOME, "4000"),
    HostAccount("4100", "Disbursements recovered", Role.DISBURSEMENT_RECOVERY, "4100"),
    HostAccount("6100", "Rent", Role.EXPENSE, "6100"),
    HostAccount("6200", "Software", Role.EXPENSE, "6200", in_use=False),
)
TAX_CODES = (HostTaxCode("GST", "GST 10 %", Decimal(10)), HostTaxCode("FRE", "GST free", Decimal(0)))
CURRENCIES = ("AUD",)

_GST = (TaxRate("7", "GST on sales", Decimal(10)),)
_FREE = (TaxRate("8", "GST free", Decimal(0)),)

COMPANY = Company("Ashgrove Legal", "AU", "AUD")
CATALOGUE = Catalogue(
    COMPANY,
    (
        QuickBooksAccount("35", "Business Cheque", "Business Cheque", "Bank", number="1010"),
        QuickBooksAccount("36", "Savings", "Savings", "Bank"),
        QuickBooksAccount("37", "Trust Bank", "Trust Bank", "Bank"),
        QuickBooksAccount("38", "Bank transfers clearing", "Bank transfers clearing", "Bank", number="1090"),
        QuickBooksAccount("84", "Accounts Receivable (A/R)", "Accounts Receivable (A/R)", "Accounts Receivable"),
        QuickBooksAccount("85", "Accounts Payable (A/P)", "Accounts Payable (A/P)", "Accounts Payable"),
        QuickBooksAccount("86", "Trust Liability", "Trust Liability", "Other Current Liability"),
        QuickBooksAccount("79", "Legal fees", "Legal fees", "Income", number="4000"),
        QuickBooksAccount("80", "Recovered", "Legal fees:Recovered", "Income"),
        QuickBooksAccount("90", "Rent or Lease", "Rent or Lease", "Expense"),
        QuickBooksAccount("91", "Old fees", "Old fees", "Income", active=False),
    ),
    (QuickBooksTaxCode("3", "GST", _GST), QuickBooksTaxCode("4", "GST free", _FREE)),
    datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
)

MAPPED = Mapping(
    switches=frozenset({Switch.SALES}),
    bank_transfers_account="38",
    accounts={"1010": "35", "1020": "36", "1200": "84", "4000": "79", "4100": "80"},
    tax_codes={"GST": "3", "FRE": "4"},
)
"""Whole as long as sales alone is switched on."""
