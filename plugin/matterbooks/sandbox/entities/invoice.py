"""Sales invoices: due by their terms, settled by payments, made of estimates."""

from collections.abc import Sequence

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.links import PAYERS
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import estimate, terms
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.sales import SalesForm, voided
from matterbooks.sandbox.entities.sales_lines import SOLD, is_line
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax import rates_of

TAXED_LINES_LIMIT = 750
"""Lines that bear tax (Intuit: taxable invoices)."""


class Invoice(SalesForm):
    """A sales invoice: due by its terms, settled by payments; can be voided."""

    name = "Invoice"
    can = SalesForm.can | {"void"}
    sign = 1

    def _defaults(self, work: Work, record: Record) -> Record:
        customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
        term = record.get("SalesTermRef") or customer.get("SalesTermRef")
        due = record.get("DueDate") or terms.due(work, record["TxnDate"], term)
        flags = ("AllowIPNPayment", "AllowOnlinePayment", "AllowOnlineCreditCardPayment", "AllowOnlineACHPayment")
        return {
            **dict.fromkeys(flags, False),
            **super()._defaults(work, record),
            **({"SalesTermRef": term} if term else {}),
            "DueDate": due,
        }

    def writable(self, body: Record) -> Record:
        """Also the links to estimates, the only ones that are written here (Intuit)."""
        links = [link for link in body.get("LinkedTxn", []) if link.get("TxnType") not in PAYERS]
        return {**super().writable(body), **({"LinkedTxn": links} if "LinkedTxn" in body else {})}

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Also check the links to estimates."""
        estimate.check(work, record.get("LinkedTxn", []))
        done = super().complete(work, record, old)
        kept = [link for link in done["LinkedTxn"] if link["TxnType"] != estimate.KIND]
        made = [{"TxnId": link["TxnId"], "TxnType": estimate.KIND} for link in estimate.named(record)]
        if len(done["Line"]) > TAXED_LINES_LIMIT:
            _refuse_many_taxed(work, done["Line"])
        return {**done, "LinkedTxn": [*made, *kept]}

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Also close the estimates that the invoice was made of."""
        super().settle(work, old, new)
        estimate.mark(work, str((new or old or {})["Id"]), old, new)

    def void(self, work: Work, old: Record) -> Record:
        """Every amount 0, no links, a note that says so; the number stays taken (Intuit: live samples)."""
        del work
        return voided(old)


def _refuse_many_taxed(work: Work, lines: Sequence[Record]) -> None:
    """Raise: ServiceFault 6000 (text assumed)."""
    codes = [reference(line[SOLD], "TaxCodeRef") for line in lines if is_line(line, SOLD)]
    taxed = {one for one in set(codes) if one == "TAX" or any(rate["RateValue"] for rate in rates_of(work, one))}
    if sum(one in taxed for one in codes) > TAXED_LINES_LIMIT:
        raise faults.business(f"A taxable invoice can have at most {TAXED_LINES_LIMIT} lines.", "Line")
