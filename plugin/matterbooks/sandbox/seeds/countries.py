"""What differs by country: currency, names of accounts, tax codes and rates.

The names of tax codes outside the US follow common companies of each country (assumed).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class RateSeed(NamedTuple):
    """One tax rate; `percent` as text."""

    name: str
    percent: str


class TaxSeed(NamedTuple):
    """One tax code: the names of its rates on sales and on purchases; none for what is out of scope."""

    name: str
    sales: tuple[str, ...] = ()
    purchases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A country's company. `agency` is empty in the US, whose sales tax stands apart."""

    country: str
    currency: str
    month: str = "January"
    agency: str = ""
    rates: tuple[RateSeed, ...] = ()
    codes: tuple[TaxSeed, ...] = ()
    account_names: Mapping[int, str] = field(default_factory=dict)
    account_sub_types: Mapping[int, str] = field(default_factory=dict)


_GLOBAL = {89: "GlobalTaxPayable"}

US = Profile("US", "USD")
AU = Profile(
    "AU",
    "AUD",
    "July",
    "Australian Taxation Office",
    (
        RateSeed("GST (Sales)", "10"),
        RateSeed("GST Free (Sales)", "0"),
        RateSeed("GST (Purchases)", "10"),
        RateSeed("GST Free (Purchases)", "0"),
    ),
    (
        TaxSeed("GST", ("GST (Sales)",), ("GST (Purchases)",)),
        TaxSeed("GST free", ("GST Free (Sales)",), ("GST Free (Purchases)",)),
        TaxSeed("BAS Excluded", description="Not reported on the BAS"),
        TaxSeed("Input tax", ("GST Free (Sales)",), ("GST Free (Purchases)",), "Input-taxed sales and purchases"),
    ),
    {80: "Cost of sales", 89: "GST Liabilities Payable"},
    _GLOBAL,
)
NZ = Profile(
    "NZ",
    "NZD",
    "April",
    "Inland Revenue",
    (RateSeed("GST (Sales)", "15"), RateSeed("Zero rated (Sales)", "0"), RateSeed("GST (Purchases)", "15")),
    (
        TaxSeed("15% GST", ("GST (Sales)",), ("GST (Purchases)",)),
        TaxSeed("Zero rated", ("Zero rated (Sales)",)),
        TaxSeed("No GST"),
    ),
    {80: "Cost of sales", 89: "GST Payable"},
    _GLOBAL,
)
GB = Profile(
    "GB",
    "GBP",
    "April",
    "HMRC",
    (
        RateSeed("20.0% S (Sales)", "20"),
        RateSeed("5.0% R (Sales)", "5"),
        RateSeed("0.0% Z (Sales)", "0"),
        RateSeed("20.0% S (Purchases)", "20"),
    ),
    (
        TaxSeed("20.0% S", ("20.0% S (Sales)",), ("20.0% S (Purchases)",)),
        TaxSeed("5.0% R", ("5.0% R (Sales)",)),
        TaxSeed("0.0% Z", ("0.0% Z (Sales)",)),
        TaxSeed("Exempt", ("0.0% Z (Sales)",)),
        TaxSeed("No VAT"),
    ),
    {33: "Creditors", 35: "Current", 80: "Cost of sales", 84: "Debtors", 89: "VAT Control"},
    _GLOBAL,
)
CA = Profile(
    "CA",
    "CAD",
    "January",
    "Canada Revenue Agency",
    (RateSeed("GST", "5"), RateSeed("HST (ON)", "13"), RateSeed("Zero-rated", "0"), RateSeed("GST (ITC)", "5")),
    (
        TaxSeed("GST", ("GST",), ("GST (ITC)",)),
        TaxSeed("HST ON", ("HST (ON)",)),
        TaxSeed("Zero-rated", ("Zero-rated",)),
        TaxSeed("Out of Scope"),
        TaxSeed("Exempt"),
    ),
    {35: "Chequing", 89: "GST/HST Payable"},
    _GLOBAL,
)
PROFILES: Mapping[str, Profile] = {profile.country: profile for profile in (US, AU, NZ, GB, CA)}
