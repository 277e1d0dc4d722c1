"""Document numbers that QuickBooks gives by itself, where the company does not want numbers of its own."""

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.transaction import other_preference
from matterbooks.sandbox.schema import Record


def next_free(work: Work, entity: str) -> str:
    """The next number of `entity` that no record bears."""
    while True:
        number = work.draft.next_id(f"{entity} numbers")
        if not work.draft.find(entity, number):
            return number


def of_purchase(work: Work, entity: str, record: Record, old: Record | None) -> str | None:
    """The number of a purchase or a vendor credit.

    With custom numbers it is what was sent, or none; without them QuickBooks counts, and keeps what it gave, whatever
    is sent (Intuit: custom numbers only with ``VendorAndPurchasesPrefs.UseCustomTxnNumbers``).
    """
    if other_preference(work, "VendorAndPurchasesPrefs.UseCustomTxnNumbers") != "false":
        return record.get("DocNumber")
    return (old or {}).get("DocNumber") or next_free(work, entity)
