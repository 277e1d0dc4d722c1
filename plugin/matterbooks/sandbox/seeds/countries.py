"""What differs by country: currency, fiscal year, names of accounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Profile:
    """A country's company."""

    country: str
    currency: str
    month: str = "January"
    account_names: Mapping[int, str] = field(default_factory=dict)
    account_sub_types: Mapping[int, str] = field(default_factory=dict)


_GLOBAL = {89: "GlobalTaxPayable"}

US = Profile("US", "USD")
AU = Profile("AU", "AUD", "July", {80: "Cost of sales", 89: "GST Liabilities Payable"}, _GLOBAL)
NZ = Profile("NZ", "NZD", "April", {80: "Cost of sales", 89: "GST Payable"}, _GLOBAL)
GB = Profile(
    "GB",
    "GBP",
    "April",
    {33: "Creditors", 35: "Current", 80: "Cost of sales", 84: "Debtors", 89: "VAT Control"},
    _GLOBAL,
)
CA = Profile("CA", "CAD", "January", {35: "Chequing", 89: "GST/HST Payable"}, _GLOBAL)
PROFILES: Mapping[str, Profile] = {profile.country: profile for profile in (US, AU, NZ, GB, CA)}
