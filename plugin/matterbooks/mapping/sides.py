"""An account of either side as the suggestions see it: what may stand opposite it, and how its name is to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.account_types import fit
from matterbooks.mapping.accounts import QuickBooksAccount
from matterbooks.mapping.meaning import Meaning, meaning
from matterbooks.mapping.vocabulary import LENSES

_LENS_OF_TYPE = {
    "Bank": "bank", "Accounts Receivable": "receivable", "Other Current Asset": "asset", "Fixed Asset": "asset",
    "Other Asset": "asset", "Accounts Payable": "payable", "Credit Card": "card",
    "Other Current Liability": "liability", "Long Term Liability": "liability", "Equity": "equity",
    "Income": "income", "Other Income": "income", "Cost of Goods Sold": "cost", "Expense": "cost",
    "Other Expense": "cost",
}  # fmt: skip
_LENSES_OF_ROLE = {
    Role.BANK: ("bank",), Role.TRUST_BANK: ("bank",), Role.TRUST_LIABILITY: ("liability",),
    Role.TRUST_TRANSFERS: ("bank", "asset", "liability"), Role.STATUTORY_DEPOSIT: ("asset", "bank"),
    Role.FIRMS_INTEREST: ("asset", "bank", "equity", "liability"), Role.RECEIVABLE: ("receivable",),
    Role.PAYABLE: ("payable",), Role.CREDIT_CARD: ("card",), Role.INCOME: ("income",), Role.EXPENSE: ("cost",),
    Role.DISBURSEMENT_RECOVERY: ("income", "cost", "asset"), Role.CLIENT_COSTS: ("asset", "cost", "income"),
    Role.ASSET: ("asset", "bank"), Role.LIABILITY: ("liability", "card"), Role.EQUITY: ("equity",),
}  # fmt: skip
_OF_CLIENTS = frozenset({Role.TRUST_BANK, Role.TRUST_LIABILITY})
_TRUST = "TrustAccounts"


@dataclass(frozen=True, slots=True)
class Practice:
    """An account of the practice. role is None where its kind is not known.

    types: the QuickBooks types that are meant in particular, where more is known than the role says.
    """

    code: str
    name: str
    number: str
    role: Role | None
    types: frozenset[str] = frozenset()

    @property
    def lenses(self) -> tuple[str, ...]:
        """What its name may be about, the likeliest first."""
        return LENSES if self.role is None else _LENSES_OF_ROLE.get(self.role, LENSES)

    def seen_as(self, lens: str) -> Meaning:
        """Its name as the name of an account of the other side's kind, where it can be of that kind."""
        said = meaning(self.name, lens if lens in self.lenses else self.lenses[0])
        return replace(said, ideas=said.ideas | {"trust"}) if self.role in _OF_CLIENTS else said

    def legal(self, type_: str) -> bool:
        """Whether an account of this QuickBooks type can stand opposite it."""
        return _fits(self.role, type_)[0]

    def good(self, type_: str) -> bool:
        """Whether this QuickBooks type is as it should be."""
        return _fits(self.role, type_)[1]


@dataclass(frozen=True, slots=True)
class Opposite:
    """An account of QuickBooks. lens is None where its type is not known; parent is the path above the leaf."""

    account: QuickBooksAccount
    lens: str | None
    parent: str

    def meanings(self, lens: str) -> tuple[Meaning, Meaning]:
        """What the leaf says, and what leaf and parents say together."""
        leaf = meaning(self.account.name, lens)
        return leaf, meaning(f"{self.parent} {self.account.name}", lens) if self.parent else leaf

    def parents(self, lens: str) -> frozenset[str]:
        """What the path above the leaf says."""
        return meaning(self.parent, lens).ideas


def practice(host: HostAccount) -> Practice:
    """An account of the practice ledger; one without a number has its code for it."""
    return Practice(host.code, host.name, host.number or host.code, host.role)


def opposite(account: QuickBooksAccount) -> Opposite:
    """An account of the company."""
    return Opposite(account, _LENS_OF_TYPE.get(account.type), account.path.rpartition(":")[0])


@cache
def _fits(role: Role | None, type_: str) -> tuple[bool, bool]:
    if role is None or not type_:
        return True, True
    fitting = fit(role, type_)
    return fitting.legal, fitting.good


@lru_cache(maxsize=16384)
def is_trust(account: Opposite) -> bool:
    """Whether a bank account holds client money, by its detail type or its name."""
    path = account.parent or account.account.name
    names = (account.account.name, path)
    return account.account.subtype == _TRUST or any("trust" in meaning(name, "bank").ideas for name in names)


def holds_trust(account: Practice) -> bool:
    """Whether a bank account of the practice holds client money, by its role or its name."""
    return account.role is Role.TRUST_BANK or "trust" in meaning(account.name, "bank").ideas
