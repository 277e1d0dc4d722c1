"""The chart of accounts: types and sub types, the tree, full names, balances."""

from collections.abc import Mapping
from typing import ClassVar

from matterbooks.sandbox import currencies, faults
from matterbooks.sandbox.books import Books
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.entities.names import LEVELS, SUFFIX
from matterbooks.sandbox.money import from_cents
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work

CLASSIFICATION: Mapping[str, tuple[str, str]] = {
    "Bank": ("Asset", "Checking"),
    "Accounts Receivable": ("Asset", "AccountsReceivable"),
    "Other Current Asset": ("Asset", "OtherCurrentAssets"),
    "Fixed Asset": ("Asset", "OtherFixedAssets"),
    "Other Asset": ("Asset", "OtherLongTermAssets"),
    "Accounts Payable": ("Liability", "AccountsPayable"),
    "Credit Card": ("Liability", "CreditCard"),
    "Other Current Liability": ("Liability", "OtherCurrentLiabilities"),
    "Long Term Liability": ("Liability", "OtherLongTermLiabilities"),
    "Equity": ("Equity", "OpeningBalanceEquity"),
    "Income": ("Revenue", "OtherPrimaryIncome"),
    "Cost of Goods Sold": ("Expense", "SuppliesMaterialsCogs"),
    "Expense": ("Expense", "OtherMiscellaneousServiceCost"),
    "Other Income": ("Revenue", "OtherMiscellaneousIncome"),
    "Other Expense": ("Expense", "OtherMiscellaneousExpense"),
}
"""Classification and default sub type of each account type (Intuit: Account; some defaults assumed)."""
TYPE_OF_SUB: Mapping[str, str] = {
    **{sub: kind for kind, (_, sub) in CLASSIFICATION.items()},
    "TrustAccounts": "Bank",
    "Savings": "Bank",
    "MoneyMarket": "Bank",
    "CashOnHand": "Bank",
    "TrustAccountsLiabilities": "Other Current Liability",
    "UndepositedFunds": "Other Current Asset",
    "ServiceFeeIncome": "Income",
    "LegalProfessionalFees": "Expense",
    "NotesPayable": "Long Term Liability",
}
"""The account type that a sub type alone stands for, where the facts name it."""
SINGULAR = frozenset({"UndepositedFunds", "OpeningBalanceEquity", "RetainedEarnings", "ExchangeGainOrLoss"})
BALANCE_SHEET = frozenset({"Asset", "Liability", "Equity"})


class Account(Listed):
    """An account of the chart. Its name alone is not unique; its full name within its type is."""

    name = "Account"
    required = ("Name",)
    computed = frozenset({"FullyQualifiedName", "CurrentBalance", "CurrentBalanceWithSubAccounts", "Classification"})
    queryable = Listed.queryable | {
        "AccountType",
        "AccountSubType",
        "Classification",
        "FullyQualifiedName",
        "AcctNum",
        "SubAccount",
        "ParentRef",
        "CurrentBalance",
    }
    derived = frozenset({"CurrentBalance", "CurrentBalanceWithSubAccounts"})
    lengths: ClassVar[Mapping[str, int]] = {"Name": 100, "Description": 100}

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Settle type and sub type, the place in the tree, and the full name."""
        _check_account_texts(work, record)
        kind, sub = _kind(work, record, old)
        parent = _parent(work, record, kind, sub)
        name = record["Name"].removesuffix(SUFFIX) + ("" if record.get("Active", True) else SUFFIX)
        full = f"{parent['FullyQualifiedName']}:{name}" if parent else name
        done = super().complete(work, {**record, "AccountType": kind, "FullyQualifiedName": full}, old)
        return {
            **done,
            "SubAccount": parent is not None,
            "AccountSubType": sub,
            "Classification": CLASSIFICATION[kind][0],
            "CurrencyRef": currencies.kept(work, record, old),
        }

    def name_taken(self, work: Work, record: Record) -> None:
        """The full name within the type; two types may share it (Intuit: the sample company does)."""
        for other in work.draft.find("Account", record["FullyQualifiedName"]):
            same_type = other["AccountType"] == record["AccountType"]
            if same_type and other.get("Active", True) and other["Id"] != record.get("Id"):
                raise faults.duplicate_name()

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """A new name shows in the full names below it."""
        if old is None or new is None or old["FullyQualifiedName"] == new["FullyQualifiedName"]:
            return
        for child in list(work.draft.all("Account")):
            if reference(child, "ParentRef") == new["Id"]:
                full = f"{new['FullyQualifiedName']}:{child['Name']}"
                self.settle(work, child, work.save("Account", {**child, "FullyQualifiedName": full}))

    def present(self, company: Books, record: Record) -> Record:
        """With balances, debit positive, on balance-sheet accounts only."""
        shown = super().present(company, record)
        if record["Classification"] not in BALANCE_SHEET:
            return {**shown, "CurrentBalance": 0, "CurrentBalanceWithSubAccounts": 0}
        prefix = f"{record['FullyQualifiedName']}:"
        below = [one["Id"] for one in company.store.all("Account") if one["FullyQualifiedName"].startswith(prefix)]
        own = company.book.balance(record["Id"])
        family = own + sum(company.book.balance(one) for one in below)
        return {**shown, "CurrentBalance": from_cents(own), "CurrentBalanceWithSubAccounts": from_cents(family)}


def _check_account_texts(work: Work, record: Record) -> None:
    longest = 20 if work.company.country in {"AU", "CA"} else 7
    number = record.get("AcctNum", "")
    if len(number) > longest:
        raise faults.ServiceFault(faults.wrong_length("AcctNum", len(number), longest))
    if ":" in number or any(sign in record["Name"] for sign in ':"'):
        raise faults.business("An account's name or number cannot contain a colon or a double quote.", "Name")


def _kind(work: Work, record: Record, old: Record | None) -> tuple[str, str]:
    kind, sub = record.get("AccountType", ""), record.get("AccountSubType", "")
    kind = kind or TYPE_OF_SUB.get(sub, "")
    if not kind and sub:
        raise faults.not_in_sandbox(f"an account of sub type {sub} without AccountType")
    if not kind:
        raise faults.account_type_missing()
    if kind not in CLASSIFICATION:
        raise faults.invalid_enumeration(kind, "AccountType")
    sub = sub or CLASSIFICATION[kind][1]
    _check_kept(old, kind, sub, active=record.get("Active", True))
    own = (old or {}).get("Id", "")
    if sub in SINGULAR and any(
        one.get("AccountSubType") == sub and one["Id"] != own for one in work.draft.all("Account")
    ):
        raise faults.business("There can be only one account of singular detail type")
    return kind, sub


def _check_kept(old: Record | None, kind: str, sub: str, *, active: bool) -> None:
    """A control account or a singular one keeps its type and stays active (assumed: QuickBooks' own pages do)."""
    if old is None:
        return
    control = {"Accounts Receivable", "Accounts Payable"} & {old["AccountType"], kind}
    changed = (old["AccountType"], old["AccountSubType"]) != (kind, sub)
    if (changed or not active) and (control or old["AccountSubType"] in SINGULAR):
        raise faults.business("You cannot change the type of this account or make it inactive.", "AccountType")


def _parent(work: Work, record: Record, kind: str, sub: str) -> Record | None:
    identifier = reference(record, "ParentRef")
    if not identifier:
        return None
    parent = work.draft.get("Account", identifier)
    if parent is None:
        raise faults.invalid_reference("Accounts", identifier, "ParentRef")
    above = parent
    while above and record.get("Id"):
        if above["Id"] == record["Id"]:
            raise faults.business("An account cannot stand below itself.", "ParentRef")
        above = work.draft.get("Account", reference(above, "ParentRef")) or {}
    if sub in SINGULAR or parent["AccountSubType"] in SINGULAR or parent["AccountType"] != kind:
        raise faults.business("A sub-account must have the type of its parent account.", "ParentRef")
    if parent["FullyQualifiedName"].count(":") + 1 >= LEVELS:
        raise faults.too_deep()
    return parent
