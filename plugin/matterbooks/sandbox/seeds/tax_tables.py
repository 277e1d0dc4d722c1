"""Taxes of a new company in each country.

The codes of Canada and the British ones, and the British rate names of 20 %, are those seen in real companies; which
ids they have, the names of other rates, and the accounts of agencies are assumed, as are the codes of Australia and New
Zealand, which follow common companies there. The American ones are those of Intuit's sample company.
"""

from collections.abc import Mapping

from matterbooks.sandbox.seeds.tax_seeds import AgencySeed, RateSeed, TaxSeed, TaxTable

ZERO, REVERSE = "ZERO_RATE", "REVERSE_CHARGE"

US = TaxTable(
    (
        AgencySeed("Arizona Dept. of Revenue", "Arizona Dept. of Revenue Payable"),
        AgencySeed("Board of Equalization", "Board of Equalization Payable"),
    ),
    (RateSeed("AZ State tax", "7.1"), RateSeed("Tucson City", "2"), RateSeed("California", "8", 2)),
    (TaxSeed("California", ("California",)), TaxSeed("Tucson", ("AZ State tax", "Tucson City"))),
    first_code=2,
)

AU = TaxTable(
    (AgencySeed("Australian Taxation Office", "GST Liabilities Payable", 89),),
    (
        RateSeed("GST (Sales)", "10"),
        RateSeed("GST Free (Sales)", "0", special=ZERO),
        RateSeed("GST (Purchases)", "10"),
        RateSeed("GST Free (Purchases)", "0", special=ZERO),
        RateSeed("Input taxed (Sales)", "0"),
        RateSeed("Input taxed (Purchases)", "0"),
        RateSeed("Capital (Purchases)", "10"),
        RateSeed("Capital Free (Purchases)", "0", special=ZERO),
        RateSeed("Imports (Purchases)", "10"),
    ),
    (
        TaxSeed("GST", ("GST (Sales)",), ("GST (Purchases)",)),
        TaxSeed("GST free", ("GST Free (Sales)",), ("GST Free (Purchases)",)),
        TaxSeed("BAS Excluded", description="Not reported on the BAS"),
        TaxSeed(
            "Input taxed", ("Input taxed (Sales)",), ("Input taxed (Purchases)",), "Input-taxed sales and purchases"
        ),
        TaxSeed("GST on capital", (), ("Capital (Purchases)",)),
        TaxSeed("GST-free capital", (), ("Capital Free (Purchases)",)),
        TaxSeed("GST on imports", (), ("Imports (Purchases)",)),
    ),
    suspense="GST Suspense",
)

NZ = TaxTable(
    (AgencySeed("Inland Revenue", "GST Payable", 89),),
    (
        RateSeed("GST (Sales)", "15"),
        RateSeed("Zero rated (Sales)", "0", special=ZERO),
        RateSeed("GST (Purchases)", "15"),
        RateSeed("Zero rated (Purchases)", "0", special=ZERO),
        RateSeed("Exempt (Sales)", "0"),
        RateSeed("Exempt (Purchases)", "0"),
    ),
    (
        TaxSeed("15% GST", ("GST (Sales)",), ("GST (Purchases)",)),
        TaxSeed("Zero rated", ("Zero rated (Sales)",), ("Zero rated (Purchases)",)),
        TaxSeed("No GST"),
        TaxSeed("Exempt", ("Exempt (Sales)",), ("Exempt (Purchases)",)),
    ),
    suspense="GST Suspense",
)


def _reverse(name: str, percent: str, *, active: bool = True) -> tuple[TaxSeed, tuple[RateSeed, ...]]:
    """A code of which the buyer accounts for the tax: nothing on sales, two rates that cancel out on purchases."""
    sold, more, less = f"{name} (Sales)", f"{name} (Purchases)", f"{name} (Purchases reversed)"
    rates = (
        RateSeed(sold, "0", special=REVERSE),
        RateSeed(more, percent, special=REVERSE),
        RateSeed(less, f"-{percent}", special=REVERSE),
    )
    return TaxSeed(name, (sold,), (more, less), "Reverse charge", active), rates


_GB_REVERSE = (
    _reverse("20.0% RC CIS", "20"),
    _reverse("5.0% RC CIS", "5"),
    _reverse("20.0% RC MPCCs", "20"),
    _reverse("20.0% RC SG", "20"),
    _reverse("20.0% ECG", "20", active=False),
    _reverse("20.0% ECS", "20", active=False),
)
_GB_EC_ZERO = tuple(TaxSeed(name, ("ZS-0.0",), ("ZP-0.0",), "EC", False) for name in ("0.0% ECG", "0.0% ECS"))

GB = TaxTable(
    (AgencySeed("HMRC", "VAT Control", 89),),
    (
        RateSeed("SS-20.0", "20"),
        RateSeed("RS-5.0", "5"),
        RateSeed("ZS-0.0", "0", special=ZERO),
        RateSeed("SP-20.0", "20"),
        RateSeed("RP-5.0", "5"),
        RateSeed("ZP-0.0", "0", special=ZERO),
        RateSeed("Exempt (Sales)", "0"),
        RateSeed("Exempt (Purchases)", "0"),
        RateSeed("No VAT (Sales)", "0"),
        RateSeed("No VAT (Purchases)", "0"),
        *(rate for _, rates in _GB_REVERSE for rate in rates),
    ),
    (
        TaxSeed("20.0% S", ("SS-20.0",), ("SP-20.0",), "Standard"),
        TaxSeed("5.0% R", ("RS-5.0",), ("RP-5.0",), "Reduced"),
        TaxSeed("0.0% Z", ("ZS-0.0",), ("ZP-0.0",), "Zero"),
        TaxSeed("Exempt", ("Exempt (Sales)",), ("Exempt (Purchases)",)),
        TaxSeed("No VAT", ("No VAT (Sales)",), ("No VAT (Purchases)",), "Out of scope"),
        *(code for code, _ in _GB_REVERSE),
        *_GB_EC_ZERO,
    ),
    suspense="VAT Suspense",
)
"""The codes for the European Community are inactive since Great Britain left it."""


def _both(name: str, percent: str, agency: int = 1) -> tuple[RateSeed, ...]:
    return (RateSeed(name, percent, agency), RateSeed(f"{name} (ITC)", percent, agency))


def _pair(name: str, *rates: str) -> TaxSeed:
    return TaxSeed(name, rates, tuple(f"{rate} (ITC)" for rate in rates))


CA = TaxTable(
    (
        AgencySeed("Canada Revenue Agency", "GST/HST Payable", 89),
        AgencySeed("Revenu Québec", "QST Payable"),
        AgencySeed("Ministry of Finance (BC)", "PST Payable (BC)", bought="PST Expense (BC)"),
        AgencySeed("Ministry of Finance (SK)", "PST Payable (SK)", bought="PST Expense (SK)"),
        AgencySeed("Manitoba Finance", "RST Payable (MB)", bought="RST Expense (MB)"),
    ),
    (
        RateSeed("GST", "5"),
        RateSeed("HST (ON)", "13"),
        RateSeed("Zero-rated", "0", special=ZERO),
        RateSeed("GST (ITC)", "5"),
        RateSeed("HST (ON) (ITC)", "13"),
        RateSeed("Zero-rated (ITC)", "0", special=ZERO),
        *_both("Exempt", "0"),
        *_both("HST (NS) 2025", "14"),
        *_both("HST (NB) 2016", "15"),
        *_both("HST (NL) 2016", "15"),
        *_both("HST (PE) 2016", "15"),
        *_both("QST 9.975", "9.975", 2),
        *_both("PST (BC)", "7", 3),
        *_both("PST (SK)", "6", 4),
        *_both("PST (MB)", "7", 5),
    ),
    (
        _pair("GST", "GST"),
        _pair("HST ON", "HST (ON)"),
        _pair("Zero-rated", "Zero-rated"),
        TaxSeed("Out of Scope"),
        _pair("Exempt", "Exempt"),
        _pair("HST NS 2025", "HST (NS) 2025"),
        _pair("HST NB 2016", "HST (NB) 2016"),
        _pair("HST NL 2016", "HST (NL) 2016"),
        _pair("HST PE 2016", "HST (PE) 2016"),
        _pair("GST/QST QC - 9.975", "GST", "QST 9.975"),
        _pair("QST QC - 9.975", "QST 9.975"),
        _pair("GST/PST BC", "GST", "PST (BC)"),
        _pair("PST BC", "PST (BC)"),
        _pair("GST/PST SK", "GST", "PST (SK)"),
        _pair("PST SK", "PST (SK)"),
        _pair("GST/PST MB", "GST", "PST (MB)"),
        _pair("PST MB", "PST (MB)"),
    ),
    suspense="GST/HST Suspense",
)
"""Provincial tax on purchases cannot be reclaimed: it is an expense (assumed: one account for each province)."""

TABLES: Mapping[str, TaxTable] = {"US": US, "AU": AU, "NZ": NZ, "GB": GB, "CA": CA}
