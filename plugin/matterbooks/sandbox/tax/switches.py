"""What the tax preferences may be set to.

Intuit: with ``PartnerTaxEnabled`` true sales tax is automated and set up, with false automated and not set up, and
without it the company keeps its own codes and rates, as older American companies and all others do.
"""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.schema import Record

AUTOMATED = "TaxPrefs.PartnerTaxEnabled"


def check_switches(work: Work, old: Record | None, new: Record) -> None:
    """Raise: ServiceFault 2500 for a usual tax code that is not there, 6000 (texts assumed) for automated sales tax
    outside the US, where sales tax is off, or switched off again."""
    before, after = (old or {}).get("TaxPrefs", {}), new.get("TaxPrefs", {})
    code = reference(after, "TaxGroupCodeRef")
    if code and work.draft.get("TaxCode", code) is None:
        raise faults.invalid_reference("TaxCodes", code, "TaxPrefs.TaxGroupCodeRef")
    if after.get("PartnerTaxEnabled") is not True:
        if before.get("PartnerTaxEnabled") is True:
            raise faults.business("Automated sales tax cannot be switched off.", AUTOMATED)
        return
    if not work.is_us():
        raise faults.business("Automated sales tax is for companies in the United States.", AUTOMATED)
    if after.get("UsingSalesTax") is not True:
        raise faults.business("Automated sales tax needs sales tax to be switched on.", AUTOMATED)
