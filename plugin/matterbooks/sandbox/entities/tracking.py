"""Classes and locations on transactions: kept where the company tracks them, left out where it does not.

Whether QuickBooks refuses or drops them where tracking is off is not known; dropping is assumed, as its forms have no
field for them then.
"""

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.schema import Record

CLASS, LOCATION = "ClassRef", "DepartmentRef"


def kept(work: Work, record: Record) -> Record:
    """`record` with the class and the location that the company's preferences have a place for."""
    per_form, per_line = (tracks(work, name) for name in ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine"))
    located = tracks(work, "TrackDepartments")
    gone = {name for name, there in ((CLASS, per_form), (LOCATION, located)) if not there}
    in_lines = {name for name, there in ((CLASS, per_line), (LOCATION, located)) if not there}
    head = {name: value for name, value in record.items() if name not in gone}
    if in_lines and "Line" in head:
        head["Line"] = [_without(line, in_lines) for line in head["Line"]]
    return head


def tracks(work: Work, name: str) -> bool:
    """Whether one of the company's tracking preferences is on."""
    return work.preference("AccountingInfoPrefs", name) is True


def _without(line: Record, names: set[str]) -> Record:
    detail = line.get(line.get("DetailType", ""))
    if not isinstance(detail, dict) or not names & detail.keys():
        return line
    return {**line, line["DetailType"]: {name: value for name, value in detail.items() if name not in names}}
