"""The chart of accounts: types and sub types, the tree, full names, numbers, balances."""

from collections.abc import Iterator

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import currencies
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import account_kind
from matterbooks.sandbox.entities.account_types import TYPES
from matterbooks.sandbox.entities.tree import Tree
from matterbooks.sandbox.money import from_cents
from matterbooks.sandbox.schema import Record

BALANCE_SHEET = frozenset({"Asset", "Liability", "Equity"})
LONG_NUMBERS = frozenset({"AU", "CA"})
"""Countries where an account's number may have 20 characters; elsewhere it has 7 (Intuit: AcctNum)."""


class Account(Tree):
    """An account of the chart. Its name alone is not unique; its full name within its type is."""

    name = "Account"
    flag = "SubAccount"
    word = "Accounts"
    forbidden = ':"'
    computed = frozenset({"FullyQualifiedName", "CurrentBalance", "CurrentBalanceWithSubAccounts", "Classification"})
    derived = frozenset({"CurrentBalance", "CurrentBalanceWithSubAccounts"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Settle type and sub type, the place in the tree, and the full name."""
        _check_number(work, record)
        if record.get("OpeningBalance"):
            raise faults.not_in_sandbox("the field OpeningBalance; enter a journal entry instead")
        kind, sub = account_kind.settled(work, record, old)
        done = super().complete(work, {**record, "AccountType": kind, "AccountSubType": sub}, old)
        currency = currencies.kept(work, record, old)
        return {**done, "Classification": TYPES[kind].classification, "CurrencyRef": currency}

    def same_space(self, other: Record, record: Record) -> bool:
        """Two types may share a full name (Intuit: the sample company does)."""
        return bool(other["AccountType"] == record["AccountType"])

    def check_place(self, parent: Record, record: Record) -> None:
        """Below an account of the same type, neither of them singular."""
        single = {parent["AccountSubType"], record["AccountSubType"]} & account_kind.SINGULAR
        if single or parent["AccountType"] != record["AccountType"]:
            raise faults.business("A sub-account must have the type of its parent account.", "ParentRef")

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Also refuse another type while accounts of the old one stand below."""
        if old and new and old["AccountType"] != new["AccountType"] and work.draft.below(self.name, new["Id"]):
            raise faults.business("A sub-account must have the type of its parent account.", "AccountType")
        super().settle(work, old, new)

    def present(self, company: Books, record: Record) -> Record:
        """With balances in the account's own currency, debit positive, on balance-sheet accounts only."""
        shown = super().present(company, record)
        if record["Classification"] not in BALANCE_SHEET:
            return {**shown, "CurrentBalance": 0, "CurrentBalanceWithSubAccounts": 0}
        family = sum(_balance(company, one) for one in _family(company, record))
        own = from_cents(_balance(company, record))
        return {**shown, "CurrentBalance": own, "CurrentBalanceWithSubAccounts": from_cents(family)}


def _family(company: Books, record: Record) -> Iterator[Record]:
    yield record
    for child in company.store.below("Account", record["Id"]):
        yield from _family(company, child)


def _balance(company: Books, record: Record) -> int:
    """Cents on one account: of its own currency, also where that is a foreign one."""
    if record["CurrencyRef"]["value"] == company.home_currency:
        return company.book.balance(record["Id"])
    return company.book.foreign_totals.get(record["Id"], 0)


def _check_number(work: Work, record: Record) -> None:
    """Raise: ServiceFault 2050 for a number too long, 6000 for one with a colon or one that is taken."""
    number = record.get("AcctNum", "")
    longest = 20 if work.company.country in LONG_NUMBERS else 7
    if len(number) > longest:
        raise faults.ServiceFault(faults.wrong_length("AcctNum", len(number), longest))
    if ":" in number:
        raise faults.business("An account's number cannot contain a colon.", "AcctNum")
    for other in work.draft.all("Account") if number and record.get("Active", True) else ():
        if other.get("AcctNum") == number and other.get("Active", True) and other["Id"] != record.get("Id"):
            raise faults.business(f"The account {other['Name']} already has the number {number}.", "AcctNum")
