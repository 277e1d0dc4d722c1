"""How a country's company writes dates, amounts, column names and the last line of a file.

Known from files: US. Known from what others read: AU, CA and GB dates, ``No.`` in AU, ``#`` in CA, the GB footer and
``£-1``. The rest is assumed to be as in the US.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


def _us_footer(instant: datetime, basis: str) -> str:
    words = instant.astimezone(UTC).strftime("%A, %B %d, %Y %I:%M %p GMTZ")
    return f"{basis} Basis {words}" if basis else f" {words}"


def _gb_footer(instant: datetime, basis: str) -> str:
    utc = instant.astimezone(UTC)
    words = (
        f"{utc:%A}, {utc.day} {utc:%B %Y} {utc.hour % 12 or 12}:{utc:%M} {'am' if utc.hour < 12 else 'pm'} GMT+00:00"
    )
    return f"{basis} basis {words}" if basis else f" {words}"


@dataclass(frozen=True, slots=True)
class Locale:
    """One country's ways. `negative` holds the symbol and the digits of a negative total."""

    day: str = "%d/%m/%Y"
    symbol: str = "$"
    negative: str = "-{symbol}{digits}"
    titles: Mapping[str, str] = field(default_factory=dict)
    footer: Callable[[datetime, str], str] = _us_footer

    def date(self, day: date) -> str:
        """A day, in digits."""
        return day.strftime(self.day)

    def instant(self, instant: datetime) -> str:
        """An instant, in UTC, to the second."""
        return instant.astimezone(UTC).strftime(f"{self.day} %I:%M:%S %p")

    def total(self, cents: int) -> str:
        """An amount on a total row: with the currency's sign."""
        digits = amount(abs(cents))
        return self.negative.format(symbol=self.symbol, digits=digits) if cents < 0 else f"{self.symbol}{digits}"

    def title(self, title: str) -> str:
        """A column's title in this country."""
        return self.titles.get(title, title)


def amount(cents: int) -> str:
    """An amount on a row: ``-1,602.67``."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


US = Locale(day="%m/%d/%Y")
LOCALES: Mapping[str, Locale] = {
    "US": US,
    "AU": Locale(titles={"Num": "No."}),
    "NZ": Locale(),
    "GB": Locale(symbol="£", negative="{symbol}-{digits}", footer=_gb_footer),
    "CA": Locale(day="%Y-%m-%d", titles={"Num": "#"}),
}
"""By country of the company."""
