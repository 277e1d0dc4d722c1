"""What trust rules ask for month by month, as far as it was read in their text: data, with its sources.

A reminder, not advice: rules change and exceptions exist. `read` tells whether the rule itself was read, or an index or
a summary of it only.
"""

from __future__ import annotations

from typing import NamedTuple


class Statement(NamedTuple):
    """One document that falls due. within: working days after the end of the period, 0 where the rule counts
    otherwise (`days` after the last one, or no term at all); december: working days for December, where they differ.
    """

    what: str
    every: str
    shows: tuple[str, ...]
    within: int = 0
    december: int = 0
    days: int = 0


class Jurisdiction(NamedTuple):
    """Where the rules hold, who made them, what they ask for, and where that was found."""

    name: str
    rules: str
    statements: tuple[Statement, ...]
    source: str
    read: bool


MONTHLY, QUARTERLY, FIVE_WEEKS = "month", "quarter", "five weeks"

_UNIFORM = (
    Statement(
        "Trust bank account reconciled with the trust cash books",
        MONTHLY,
        ("the balance of the bank statement, adjusted", "the balance of the cash books", "the date it was prepared"),
        within=15,
    ),
    Statement(
        "Trust ledger list reconciled with the trust cash books",
        MONTHLY,
        (
            "each ledger's name, reference, balance and a short description of the matter",
            "the list's total and the balance of the cash books",
            "the date it was prepared",
        ),
        within=15,
    ),
)
_UNIFORM_SOURCE = "Legal Profession Uniform General Rules 2015, rule 48"

JURISDICTIONS: dict[str, Jurisdiction] = {
    "AU-NSW": Jurisdiction("New South Wales", "Uniform General Rules", _UNIFORM, _UNIFORM_SOURCE, True),
    "AU-VIC": Jurisdiction("Victoria", "Uniform General Rules", _UNIFORM, _UNIFORM_SOURCE, True),
    "AU-WA": Jurisdiction("Western Australia", "Uniform General Rules", _UNIFORM, _UNIFORM_SOURCE, True),
    "GB-EW": Jurisdiction(
        "England and Wales",
        "SRA Accounts Rules",
        (
            Statement(
                "Client account reconciliation",
                FIVE_WEEKS,
                (
                    "the balance of the bank statements",
                    "the balance of the cash book",
                    "the total of the client ledgers",
                    "the signature of the COFA or a manager",
                    "each difference, promptly investigated and resolved",
                ),
                days=35,
            ),
        ),
        "SRA Accounts Rules, rule 8.3",
        True,
    ),
    "NZ": Jurisdiction(
        "New Zealand",
        "Lawyers trust account regulations",
        (
            Statement(
                "Monthly certificate of the trust account supervisor",
                MONTHLY,
                ("that the trust account was reconciled", "any overdrawn client ledger and how it was made good"),
                within=10,
                december=15,
            ),
            Statement(
                "Quarterly certificate of the trust account supervisor",
                QUARTERLY,
                ("that the trust account was reconciled in each month of the quarter",),
                within=10,
                december=15,
            ),
        ),
        "New Zealand Law Society on trust account supervisors' certificates",
        True,
    ),
    "US": Jurisdiction(
        "United States, model rules only",
        "ABA Model Rules for Client Trust Account Records (2010)",
        (
            Statement(
                "Three-way reconciliation",
                MONTHLY,
                (
                    "the adjusted balance of the bank statement",
                    "the balance of the trust account's ledger",
                    "the total of the client ledgers, none of them negative",
                    "who prepared it, and when",
                ),
            ),
        ),
        "ABA Model Rules for Client Trust Account Records, index only; your state's own rule decides, and some ask "
        "for it quarterly",
        False,
    ),
}
"""Code -> rules."""
