"""The chart of accounts as reports need it: names, places in the tree, natural sides and sums."""

from collections.abc import Iterable
from datetime import date

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHEET = frozenset({"Asset", "Liability", "Equity"})
DEBIT_SIDE = frozenset({"Asset", "Expense"})
EARNINGS = "RetainedEarnings"


def first_month(company: Company) -> int:
    """The month, 1 to 12, with which the company's fiscal year begins."""
    name = company.preference("AccountingInfoPrefs", "FirstMonthOfFiscalYear")
    return MONTHS.index(str(name)) + 1 if name in MONTHS else 1


class Chart:
    """Every account of a company, inactive ones too."""

    def __init__(self, company: Company) -> None:
        """Read the accounts as they are now."""
        self.accounts: dict[str, Record] = {one["Id"]: one for one in company.accounts()}
        self.numbered = company.preference("AccountingInfoPrefs", "UseAccountNumbers") is True
        self._full: dict[str, str] = {}
        self._below: dict[str, list[str]] = {}
        for one, account in self.accounts.items():
            self._below.setdefault(reference(account, "ParentRef"), []).append(one)

    def leaf(self, account_id: str) -> str:
        """The account's own name, with its number in front where the company shows numbers."""
        account = self.accounts.get(account_id)
        if account is None:
            return ""
        number = account.get("AcctNum", "") if self.numbered else ""
        return f"{number} {account['Name']}".strip()

    def full(self, account_id: str) -> str:
        """``Parent:Child``, each with its number where the company shows numbers."""
        if account_id not in self._full:
            account = self.accounts.get(account_id)
            parent = reference(account, "ParentRef") if account else ""
            own = self.leaf(account_id)
            self._full[account_id] = f"{self.full(parent)}:{own}" if parent else own
        return self._full[account_id]

    def parent(self, account_id: str) -> str:
        """The id of the account above, empty at the top."""
        return reference(self.accounts[account_id], "ParentRef")

    def children(self, account_id: str) -> list[str]:
        """The ids directly below; those at the top for an empty id."""
        return self._below.get(account_id, [])

    def is_sheet(self, account_id: str) -> bool:
        """Whether the account stands on the balance sheet."""
        return self.accounts[account_id]["Classification"] in SHEET

    def natural(self, account_id: str) -> int:
        """1 where a debit makes the account grow, -1 where a credit does."""
        return 1 if self.accounts[account_id]["Classification"] in DEBIT_SIDE else -1

    def earnings(self) -> str:
        """The id of Retained Earnings, empty if there is none."""
        return next((one for one, record in self.accounts.items() if record["AccountSubType"] == EARNINGS), "")

    def by_type(self, order: Iterable[str]) -> list[str]:
        """Ids in the `order` of account types given, and by full name within each, case aside."""
        rank = {kind: place for place, kind in enumerate(order)}
        return sorted(
            self.accounts,
            key=lambda one: (rank[self.accounts[one]["AccountType"]], self.full(one).casefold().split(":"), int(one)),
        )


def balances(chart: Chart, lines: Iterable[JournalLine], year: date) -> dict[str, int]:
    """Cents on each account after `lines`, debit positive, with the profit made before `year` in Retained Earnings.

    `year` is the first day of the fiscal year that is open. Accounts without a posting are left out.
    """
    earnings = chart.earnings()
    sums: dict[str, int] = {}
    for line in lines:
        closed = earnings and line.date < year and not chart.is_sheet(line.account_id)
        account = earnings if closed else line.account_id
        sums[account] = sums.get(account, 0) + line.cents
    return sums
