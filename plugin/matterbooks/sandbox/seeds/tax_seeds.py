"""The shapes of tax seeds: agencies, rates and codes, named by each other."""

from typing import NamedTuple


class AgencySeed(NamedTuple):
    """Who tax is owed to, and the account it is booked to; id 0 opens an account for it.

    `bought` names an expense account for tax on purchases that cannot be reclaimed; empty where it can.
    """

    name: str
    account: str
    account_id: int = 0
    bought: str = ""


class RateSeed(NamedTuple):
    """One tax rate; `percent` as text; `special` is Intuit's SpecialTaxType."""

    name: str
    percent: str
    agency: int = 1
    special: str = "NONE"


class TaxSeed(NamedTuple):
    """One tax code: the names of its rates on sales and on purchases; none for what is out of scope."""

    name: str
    sales: tuple[str, ...] = ()
    purchases: tuple[str, ...] = ()
    description: str = ""
    active: bool = True


class TaxTable(NamedTuple):
    """The taxes of a company to begin with; ids count from 1, those of codes from `first_code`."""

    agencies: tuple[AgencySeed, ...] = ()
    rates: tuple[RateSeed, ...] = ()
    codes: tuple[TaxSeed, ...] = ()
    first_code: int = 1
    suspense: str = ""
    """The account that filed tax waits on, which QuickBooks opens beside the payable one outside the US."""
