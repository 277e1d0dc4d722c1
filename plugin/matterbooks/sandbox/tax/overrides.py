"""Tax lines that a request sends, in place of computed tax."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.schema import Record

RATE = "TxnTaxDetail.TaxLine.TaxLineDetail.TaxRateRef"


def override(computed: Mapping[str, int], sent: Sequence[Record]) -> dict[str, int]:
    """Cents by rate: those of `sent` where it names a rate, the computed ones elsewhere.

    Whether a line is based on a percentage does not matter: its amount counts, also when it was read before the form's
    amounts changed (Intuit). Raises: ServiceFault 2020 for a line without a rate or an amount, 6000 (text assumed) for
    a rate that no line of the form has.
    """
    taxes, named = dict(computed), set[str]()
    for line in sent:
        rate = reference(line.get("TaxLineDetail") or {}, "TaxRateRef")
        if not rate:
            raise faults.ServiceFault(faults.missing(RATE))
        if "Amount" not in line:
            raise faults.ServiceFault(faults.missing("TxnTaxDetail.TaxLine.Amount"))
        if rate not in computed:
            raise faults.business(f"The tax rate {rate} in TxnTaxDetail is used by no line of the transaction.", RATE)
        taxes[rate] = to_cents(Decimal(line["Amount"])) + (taxes[rate] if rate in named else 0)
        named.add(rate)
    return taxes
