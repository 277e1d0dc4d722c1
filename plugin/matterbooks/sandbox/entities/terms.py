"""Terms of payment, and the day they make a form fall due."""

from datetime import date, timedelta

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.faults import business
from matterbooks.sandbox.schema import Record

STANDARD, BY_DATE = "STANDARD", "DATE_DRIVEN"
LAST_DAY = 31


class Term(Listed):
    """So many days after the form's date, or a day of the month."""

    name = "Term"

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """One kind or the other. Raises: ServiceFault 6000 for a day no month has."""
        done = super().complete(work, record, old)
        day = record.get("DayOfMonthDue")
        if day is None:
            return {"DueDays": 0, "DiscountPercent": 0, **done, "Type": STANDARD}
        if not 1 <= day <= LAST_DAY:
            raise business("The day of the month must be from 1 to 31.", "DayOfMonthDue")
        ahead = {"DueNextMonthDays": record.get("DueNextMonthDays") or None}
        return {"DiscountPercent": 0, **done, **ahead, "Type": BY_DATE}


def due(work: Work, txn_date: str, term: Record | None) -> str:
    """The due date of a form of `txn_date` under a reference to a term; its own date without one.

    A form issued within ``DueNextMonthDays`` of the day falls due in the month after (Intuit).
    """
    own = date.fromisoformat(txn_date)
    found = work.draft.get("Term", reference({"term": term}, "term")) if term else None
    if found is None:
        return own.isoformat()
    if found.get("Type") != BY_DATE:
        return (own + timedelta(days=int(found.get("DueDays", 0)))).isoformat()
    this = _in_month(own.year, own.month, int(found["DayOfMonthDue"]))
    if (this - own).days > int(found.get("DueNextMonthDays", 0)):
        return this.isoformat()
    following = own.replace(day=1) + timedelta(days=32)
    return _in_month(following.year, following.month, int(found["DayOfMonthDue"])).isoformat()


def _in_month(year: int, month: int, day: int) -> date:
    """The day, or the last one of a month that is shorter."""
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day, last.day))
