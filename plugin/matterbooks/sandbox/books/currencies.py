"""Currencies and what they are worth: the list, the rate of a day, and the rules of a company that uses several.

Rates that nobody entered are fixed ones (assumed), so that the same requests always make the same books.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import references
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.schema import Record

RATE_PLACES = Decimal("0.000001")
"""Rates are kept to six places (Intuit: what is shown has five)."""


class Currency(NamedTuple):
    """A currency: its name in QuickBooks, and the US dollars that one of it buys (assumed)."""

    name: str
    dollars: Decimal


CURRENCIES: Mapping[str, Currency] = {
    "USD": Currency("United States Dollar", Decimal(1)),
    "AUD": Currency("Australian Dollar", Decimal("0.66")),
    "CAD": Currency("Canadian Dollar", Decimal("0.73")),
    "CHF": Currency("Swiss Franc", Decimal("1.12")),
    "EUR": Currency("Euro", Decimal("1.08")),
    "GBP": Currency("British Pound Sterling", Decimal("1.27")),
    "HKD": Currency("Hong Kong Dollar", Decimal("0.128")),
    "INR": Currency("Indian Rupee", Decimal("0.012")),
    "MXN": Currency("Mexican Peso", Decimal("0.055")),
    "NZD": Currency("New Zealand Dollar", Decimal("0.61")),
    "SGD": Currency("Singapore Dollar", Decimal("0.74")),
    "ZAR": Currency("South African Rand", Decimal("0.054")),
}
"""Those with two decimals that the sandbox knows."""


def reference_to(code: str) -> Record:
    """A ``CurrencyRef``."""
    return {"value": code, "name": CURRENCIES[code].name}


def usual_rate(source: str, target: str) -> Decimal:
    """Units of `target` for one of `source`."""
    worth = CURRENCIES[source].dollars / CURRENCIES[target].dollars
    return worth.quantize(RATE_PLACES, rounding=ROUND_HALF_UP)


def rate_on(work: Work, code: str, day: str) -> Decimal:
    """Home units for one of `code` on an ISO `day`: the newest rate entered for it or before it, else the usual one."""
    entered = [
        rate
        for rate in work.draft.all("ExchangeRate")
        if rate["SourceCurrencyCode"] == code and rate["AsOfDate"] <= day
    ]
    if entered:
        return Decimal(max(entered, key=lambda rate: str(rate["AsOfDate"]))["Rate"])
    return usual_rate(code, work.company.home_currency)


def uses_several(work: Work) -> bool:
    """Whether the company has multicurrency on, which cannot be undone."""
    return work.preference("CurrencyPrefs", "MultiCurrencyEnabled") is True


def allowed(work: Work, code: str, element: str = "CurrencyRef") -> str:
    """`code` itself if the company uses it. Raises: ServiceFault 6000 or 2500 otherwise (texts assumed)."""
    if code == work.company.home_currency:
        return code
    if not uses_several(work):
        raise faults.business("Multicurrency is not switched on for this company.", element)
    used = {one["Code"] for one in work.draft.all("CompanyCurrency") if one.get("Active", True)}
    if code not in used:
        raise faults.invalid_reference("Currency", code, element)
    return code


def kept(work: Work, record: Record, old: Record | None) -> Record:
    """The ``CurrencyRef`` of a name or an account, which never changes. Raises: ServiceFault 6000 (text assumed)."""
    given = (record.get("CurrencyRef") or {}).get("value", "")
    before = ((old or {}).get("CurrencyRef") or {}).get("value", "")
    if given and before and given != before:
        raise faults.business("The currency cannot be changed once it is assigned.", "CurrencyRef")
    return reference_to(allowed(work, before or given or work.company.home_currency))


def of_transaction(work: Work, record: Record, old: Record | None) -> Record:
    """``CurrencyRef`` and, with multicurrency, ``ExchangeRate`` of a transaction.

    The currency is the party's own (Intuit), and the home one where none is sent: the reference calls it required with
    multicurrency, and bodies without it are taken live from a company that has it switched on.
    Raises: ServiceFault 6000 where it is not the party's or the rate is not positive.
    """
    home = work.company.home_currency
    given = (record.get("CurrencyRef") or {}).get("value", "")
    if not uses_several(work):
        return {"CurrencyRef": reference_to(allowed(work, given or home))}
    party = _of_party(work, record)
    code = given or (old or {}).get("CurrencyRef", {}).get("value", "") or (party if work.by_hand else home)
    if party and allowed(work, code) != party:
        raise faults.business("The currency of the transaction must be that of the customer or vendor.", "CurrencyRef")
    return {"CurrencyRef": reference_to(allowed(work, code)), "ExchangeRate": _rate(work, record, code)}


def _of_party(work: Work, record: Record) -> str:
    """The currency of the customer or vendor, or (for a person at the form) the home currency where there is none."""
    for field in ("CustomerRef", "VendorRef", "EntityRef"):
        identifier = (record.get(field) or {}).get("value", "")
        for kind in ("Customer", "Vendor"):
            party = work.draft.get(kind, identifier) if identifier else None
            if party is not None:
                return str(party["CurrencyRef"]["value"])
    return work.company.home_currency if work.by_hand else ""


def _rate(work: Work, record: Record, code: str) -> Decimal:
    if code == work.company.home_currency:
        return Decimal(1)
    rate = record.get("ExchangeRate")
    if not rate:
        return rate_on(work, code, record["TxnDate"])
    if Decimal(rate) <= 0:
        raise faults.business("An exchange rate must be greater than 0.", "ExchangeRate")
    return Decimal(rate)


def check_accounts(work: Work, record: Record) -> None:
    """Raise: ServiceFault 6000 for an account in a currency that is neither home nor the transaction's (assumed)."""
    if not uses_several(work):
        return
    allowed_here = {work.company.home_currency, record["CurrencyRef"]["value"]}
    for where, identifier in references.accounts_in(record):
        account = work.account(identifier)
        if account["CurrencyRef"]["value"] not in allowed_here:
            raise faults.business(f"The account {account['Name']} is in another currency than the transaction.", where)
