"""The five countries, and the United States once more with sales tax: tax codes of the practice and of QuickBooks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from matterbooks.ledger.source import HostTaxCode


@dataclass(frozen=True)
class Country:
    """code is the sandbox's; taxes: host code -> (percent, QuickBooks' name); plain is the code of most fees."""

    key: str
    code: str
    currency: str
    taxes: dict[str, tuple[Decimal, str]]
    plain: str | None
    nothing: str | None
    seed: str = "empty"

    @property
    def tax_codes(self) -> tuple[HostTaxCode, ...]:
        """As the practice keeps them."""
        return tuple(HostTaxCode(code, f"{code} {rate} %", rate) for code, (rate, _) in self.taxes.items())

    def rate(self, code: str | None) -> Decimal:
        """Percent, zero where there is no code."""
        return self.taxes[code][0] if code else Decimal(0)


def _taxes(**codes: tuple[str, str]) -> dict[str, tuple[Decimal, str]]:
    return {code: (Decimal(rate), name) for code, (rate, name) in codes.items()}


US = Country("US", "US", "USD", {}, None, None)
US_TAXED = Country("US taxed", "US", "USD", _taxes(TAX=("8", "California"), NONE=("0", "NON")), "TAX", "NONE", "sample")
US_AUTOMATED = Country("US automated", "US", "USD", _taxes(TAX=("8.25", "TAX"), NONE=("0", "NON")), "TAX", "NONE")
AU = Country(
    "AU", "AU", "AUD", _taxes(GST=("10", "GST"), FREE=("0", "GST free"), INPUT=("0", "Input taxed")), "GST", "FREE"
)
NZ = Country(
    "NZ", "NZ", "NZD", _taxes(GST=("15", "15% GST"), ZERO=("0", "Zero rated"), EXEMPT=("0", "Exempt")), "GST", "ZERO"
)
GB = Country(
    "GB", "GB", "GBP",
    _taxes(
        STANDARD=("20", "20.0% S"), REDUCED=("5", "5.0% R"), ZERO=("0", "0.0% Z"), EXEMPT=("0", "Exempt"),
        OUT=("0", "No VAT"),
    ),
    "STANDARD", "ZERO",
)  # fmt: skip
CA = Country(
    "CA", "CA", "CAD",
    _taxes(
        BC=("12", "GST/PST BC"), QC=("14.975", "GST/QST QC - 9.975"), ON=("13", "HST ON"), GST=("5", "GST"),
        ZERO=("0", "Zero-rated"),
    ),
    "BC", "ZERO",
)  # fmt: skip
COUNTRIES = (US, US_TAXED, US_AUTOMATED, AU, NZ, GB, CA)
