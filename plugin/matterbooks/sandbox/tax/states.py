"""What automated sales tax charges in each state of the US: the state's own rate, and nothing of counties and cities.

The rates are those the states published for 2025 (assumed; QuickBooks asks a service for the rate of an address). A
company is taken to be registered in every one of them. California shows what most addresses have in truth: two rates.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Local(NamedTuple):
    """A rate by name, in percent as text."""

    name: str
    percent: str


class State(NamedTuple):
    """A state's name, its agency, and the rates that it adds up."""

    name: str
    agency: str
    rates: tuple[Local, ...]


RATES = (
    "AL Alabama 4|AR Arkansas 6.5|AZ Arizona 5.6|CO Colorado 2.9|CT Connecticut 6.35|DC District of Columbia 6|"
    "FL Florida 6|GA Georgia 4|HI Hawaii 4|IA Iowa 6|ID Idaho 6|IL Illinois 6.25|IN Indiana 7|KS Kansas 6.5|"
    "KY Kentucky 6|LA Louisiana 5|MA Massachusetts 6.25|MD Maryland 6|ME Maine 5.5|MI Michigan 6|MN Minnesota 6.875|"
    "MO Missouri 4.225|MS Mississippi 7|NC North Carolina 4.75|ND North Dakota 5|NE Nebraska 5.5|NJ New Jersey 6.625|"
    "NM New Mexico 4.875|NV Nevada 6.85|NY New York 4|OH Ohio 5.75|OK Oklahoma 4.5|PA Pennsylvania 6|"
    "RI Rhode Island 7|SC South Carolina 6|SD South Dakota 4.2|TN Tennessee 7|TX Texas 6.25|UT Utah 4.85|"
    "VA Virginia 5.3|VT Vermont 6|WA Washington 6.5|WI Wisconsin 5|WV West Virginia 6|WY Wyoming 4"
)
"""Alaska, Delaware, Montana, New Hampshire and Oregon have no sales tax."""


def _read(entry: str) -> tuple[str, State]:
    code, words = entry.split(" ", maxsplit=1)
    name, percent = words.rsplit(" ", maxsplit=1)
    return code, State(name, f"{name} Department of Revenue", (Local(f"{name} State", percent),))


CALIFORNIA = State(
    "California",
    "California Department of Tax and Fee Administration",
    (Local("California State", "6"), Local("California Local", "1.25")),
)
STATES: Mapping[str, State] = {"CA": CALIFORNIA, **dict(_read(entry) for entry in RATES.split("|"))}
HOME = "CA"
"""Where a company without an address is (Intuit: the sample company is in California)."""


def state_of(word: str) -> State | None:
    """The state of a two-letter code or a full name, case aside; None where there is no sales tax."""
    if word.upper() in STATES:
        return STATES[word.upper()]
    return next((state for state in STATES.values() if state.name.casefold() == word.casefold()), None)
