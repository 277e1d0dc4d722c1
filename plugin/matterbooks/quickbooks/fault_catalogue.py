"""The one table of Intuit's error codes: what each means to the engine, and what is said to a person.

Intuit: error codes page and recorded faults. A row with a pattern is tried before the row of the same code without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from matterbooks.values import Held


class FaultClass(StrEnum):
    """What the engine does about a fault; where one answer holds several errors, the first class here decides."""

    SERVER = "server"
    THROTTLED = "throttled"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    SUBSCRIPTION = "subscription"
    PERIOD_CLOSED = "period_closed"
    DUPLICATE_NUMBER = "duplicate_number"
    DUPLICATE_NAME = "duplicate_name"
    STALE = "stale"
    BAD_REFERENCE = "bad_reference"
    INVALID = "invalid"
    TRANSIENT_REFUSAL = "transient_refusal"


MENDED_BY_ITSELF = frozenset(
    {FaultClass.SERVER, FaultClass.THROTTLED, FaultClass.UNAUTHORISED, FaultClass.STALE, FaultClass.TRANSIENT_REFUSAL}
)
"""Classes that need nobody: the engine waits, renews, reads again or asks again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: pattern is looked for in message and detail, without regard to case."""

    code: str
    cls: FaultClass
    held: Held | None
    words: str
    button: str = "Try again"
    pattern: str = ""


_F = FaultClass
_CONNECT = "Connect again"
_MAPPING = "Open the mapping"
_RECORD = "Open the record"
_QUICKBOOKS = "Open QuickBooks"

CATALOGUE = (
    Entry("3200", _F.UNAUTHORISED, None, "The sign-in had run out and is renewed", ""),
    Entry("100", _F.UNAUTHORISED, None, "The sign-in had run out and is renewed", ""),
    Entry("3100", _F.SERVER, None, "QuickBooks had a passing fault of its own", "", r"statusCode[:=]\s*500"),
    Entry("3100", _F.FORBIDDEN, Held.PERMISSION,
          "This connection may not use the company: it was removed in QuickBooks or belongs to another app", _CONNECT),
    Entry("120", _F.FORBIDDEN, Held.PERMISSION,
          "The QuickBooks user who gave consent no longer has access. Connect as a user who is an administrator there",
          _CONNECT),
    Entry("3001", _F.THROTTLED, None, "QuickBooks asked us to slow down; it is sent again by itself", ""),
    Entry("130", _F.TRANSIENT_REFUSAL, None, "QuickBooks is moving the company between servers", ""),
    Entry("10000", _F.SERVER, None, "QuickBooks had a fault of its own", ""),
    Entry("500", _F.INVALID, Held.REFUSED, "QuickBooks does not support this operation"),
    Entry("600", _F.TRANSIENT_REFUSAL, None, "QuickBooks says that it has this request already", ""),
    Entry("610", _F.BAD_REFERENCE, Held.PARENT_MISSING,
          "A QuickBooks record that this one belongs to was deleted there", _RECORD, "deleted this transaction"),
    Entry("610", _F.BAD_REFERENCE, Held.MAPPING,
          "An account, customer or item that it uses was made inactive in QuickBooks. Make it active there, "
          "or map to another", _MAPPING),
    Entry("2500", _F.BAD_REFERENCE, Held.MAPPING,
          "An account that it uses does not exist in QuickBooks. Read the accounts again and map to another",
          _MAPPING, "Accounts element"),
    Entry("2500", _F.BAD_REFERENCE, Held.REFUSED,
          "The customer or supplier that it names no longer exists in QuickBooks", _RECORD, "Names element"),
    Entry("2500", _F.BAD_REFERENCE, Held.MAPPING,
          "Something that it uses is missing or inactive in QuickBooks. Make it active there, or map to another",
          _MAPPING),
    Entry("620", _F.BAD_REFERENCE, Held.PARENT_MISSING,
          "The invoice or credit that it settles cannot be settled by it: it may be settled already", _RECORD),
    Entry("2010", _F.INVALID, Held.REFUSED, "QuickBooks does not understand a field that was sent", ""),
    Entry("2020", _F.INVALID, Held.REFUSED, "QuickBooks misses a field that it needs", ""),
    Entry("2030", _F.INVALID, Held.REFUSED, "QuickBooks does not know an identifier that was sent", ""),
    Entry("2050", _F.INVALID, Held.REFUSED, "A text is too long for QuickBooks. Shorten it in the practice record",
          _RECORD),
    Entry("2130", _F.INVALID, Held.REFUSED, "QuickBooks did not accept the request's identifier", ""),
    Entry("2170", _F.INVALID, Held.REFUSED, "QuickBooks does not know a choice that was sent", ""),
    Entry("2300", _F.INVALID, Held.REFUSED, "Debits and credits are not equal", _RECORD),
    Entry("4000", _F.INVALID, Held.REFUSED, "QuickBooks could not read our question", ""),
    Entry("4001", _F.INVALID, Held.REFUSED, "QuickBooks does not allow our question", ""),
    Entry("4002", _F.TRANSIENT_REFUSAL, None, "QuickBooks could not answer our question just now", ""),
    Entry("5010", _F.STALE, None, "Somebody changed the record in QuickBooks at the same moment", ""),
    Entry("5020", _F.FORBIDDEN, Held.PERMISSION,
          "The QuickBooks user who gave consent may not do this, or the company's plan does not include it", _CONNECT),
    Entry("5030", _F.INVALID, Held.REFUSED, "The company's QuickBooks plan does not have this feature", _QUICKBOOKS),
    Entry("6000", _F.TRANSIENT_REFUSAL, None, "QuickBooks was busy with another name", "",
          "only add or edit one name at a time"),
    Entry("6000", _F.TRANSIENT_REFUSAL, None, "QuickBooks asked us to try again in a few minutes", "",
          "wait a few minutes and try again"),
    Entry("6000", _F.INVALID, Held.MAPPING,
          "QuickBooks wants a tax code on every line. Map the firm's tax codes, the one of 0 % included", _MAPPING,
          "GST/HST rate"),
    Entry("6000", _F.INVALID, Held.MAPPING, "The account it is banked to cannot take a deposit. Map to a bank account",
          _MAPPING, "Select a bank account"),
    Entry("6000", _F.INVALID, Held.REFUSED, "QuickBooks wants a client on receivables", _RECORD,
          "Accounts Receivable, you must choose a customer"),
    Entry("6000", _F.INVALID, Held.REFUSED, "QuickBooks wants a supplier on payables", _RECORD,
          "Accounts Payable, you must choose"),
    Entry("6000", _F.INVALID, Held.REFUSED, "QuickBooks takes no entry without an amount", _RECORD,
          "must set a transaction amount"),
    Entry("6000", _F.INVALID, Held.REFUSED, "QuickBooks takes no entry with less than two lines", _RECORD,
          "at least two detail lines"),
    Entry("6070", _F.INVALID, Held.REFUSED, "Quantity times price is not the amount of a line", _RECORD),
    Entry("6100", _F.INVALID, Held.MAPPING, "A United States company takes only the tax codes TAX and NON", _MAPPING),
    Entry("6140", _F.DUPLICATE_NUMBER, Held.REFUSED,
          "Another QuickBooks record bears this number already. Link to it, or give the record another number",
          _RECORD),
    Entry("6170", _F.INVALID, Held.REFUSED, "QuickBooks takes no tax on an entry that is out of scope of tax", ""),
    Entry("6190", _F.SUBSCRIPTION, Held.PERMISSION,
          "The company's QuickBooks subscription has ended or has a billing problem. Renew it; everything waits",
          _QUICKBOOKS),
    Entry("6200", _F.PERIOD_CLOSED, Held.PERIOD,
          "The books are closed at this date. Open the period in QuickBooks, or date the record later", _QUICKBOOKS),
    # Intuit's own blog once printed 6210 for a duplicate number; the words decide.
    Entry("6210", _F.DUPLICATE_NUMBER, Held.REFUSED,
          "Another QuickBooks record bears this number already. Link to it, or give the record another number",
          _RECORD, "Duplicate Document Number|number has already been used"),
    Entry("6210", _F.PERIOD_CLOSED, Held.PERIOD,
          "The books are closed at this date. Open the period in QuickBooks, or date the record later", _QUICKBOOKS),
    Entry("6220", _F.INVALID, Held.REFUSED, "It has a balance and cannot be removed from QuickBooks", _QUICKBOOKS),
    Entry("6240", _F.DUPLICATE_NAME, Held.REFUSED,
          "Another customer, supplier or employee in QuickBooks has this name. Link to it, or change one of the names",
          _RECORD),
    Entry("6250", _F.BAD_REFERENCE, Held.REFUSED, "QuickBooks does not accept the customer", _RECORD),
    Entry("6310", _F.BAD_REFERENCE, Held.REFUSED, "QuickBooks misses the customer", _RECORD),
    Entry("6430", _F.INVALID, Held.MAPPING, "An account has the wrong type for this entry. Map to another", _MAPPING),
    Entry("6440", _F.INVALID, Held.REFUSED, "QuickBooks misses the lines of the entry", _RECORD),
    Entry("6450", _F.INVALID, Held.REFUSED, "QuickBooks could not void it", _QUICKBOOKS),
    Entry("6470", _F.INVALID, Held.MAPPING, "A tax code lacks its rate or account in QuickBooks", _MAPPING),
    Entry("6480", _F.INVALID, Held.REFUSED,
          "It is matched with a bank line in QuickBooks. Undo the match there first", _QUICKBOOKS),
    Entry("6540", _F.INVALID, Held.REFUSED,
          "It is part of a bank deposit in QuickBooks. Take it out of that deposit first", _QUICKBOOKS),
)  # fmt: skip


def find(code: str, text: str) -> Entry | None:
    """The row for this code and text; a row whose pattern fits comes before the plain one."""
    rows = [row for row in CATALOGUE if row.code == code]
    fitting = (row for row in rows if row.pattern and re.search(row.pattern, text, re.IGNORECASE))
    return next(fitting, next((row for row in rows if not row.pattern), None))
