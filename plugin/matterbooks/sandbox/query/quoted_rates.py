"""The exchange rates that a query finds: those entered, and for other currencies in use the one QuickBooks quotes.

A query without a day is answered with the present rate (Intuit: seen live, a query by currency alone finds one).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from matterbooks.sandbox.books.currencies import rate_on, uses_several
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.faults import query_fault
from matterbooks.sandbox.query.language import Condition
from matterbooks.sandbox.schema import Record

DAY = "AsOfDate"


def quoted(company: Company, where: Sequence[Condition]) -> Iterator[Record]:
    """A rate of the day asked for (today if none is) for each currency in use that has none entered for it."""
    day = next((_day(one.values[0]) for one in where if one.path == DAY and one.operator == "="), "")
    with company.work() as work:
        if not uses_several(work):
            return
        entered = {rate["SourceCurrencyCode"] for rate in work.draft.all("ExchangeRate") if not day or rate[DAY] == day}
        for currency in work.draft.all("CompanyCurrency"):
            code = currency["Code"]
            if currency.get("Active", True) and code not in entered:
                asked = day or company.today().isoformat()
                yield {
                    "Id": code,
                    "SyncToken": "0",
                    "SourceCurrencyCode": code,
                    "TargetCurrencyCode": company.home_currency,
                    "Rate": rate_on(work, code, asked),
                    DAY: asked,
                    "MetaData": {"LastUpdatedTime": stamp(work.now)},
                }


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise query_fault("4001", f"value {text} is not a date") from None
