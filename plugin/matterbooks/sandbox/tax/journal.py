"""Tax on lines that are booked by hand: journal entries and deposits.

A line says whether its code's sales or purchase rates count (``TaxApplicableOn``), and may state its tax itself
(``TaxAmount``). Amounts are net. Tax is rounded line by line, and stands in ``TxnTaxDetail`` as sales tax owed
(credit) or purchase tax reclaimed (debit); the other direction is negative (signs assumed).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record, fields_of
from matterbooks.sandbox.tax.accounts import account_of, require_accounts
from matterbooks.sandbox.tax.american import checked
from matterbooks.sandbox.tax.bases import share
from matterbooks.sandbox.tax.by_code import EXCLUDED, NOT_APPLICABLE, divided, mode_of
from matterbooks.sandbox.tax.codes import line_code, line_rates, rates_of, refuse_codes
from matterbooks.sandbox.tax.overrides import override
from matterbooks.sandbox.tax.terms import PURCHASE, SALES, Taxed, detail_of, gross_of, stated_tax, tax_line, uses_tax


def journal_tax(work: Work, record: Record, lines: Sequence[Record]) -> Taxed:
    """The tax of a journal entry's or a deposit's `lines`; those without a code have none, and need none.

    The mode is empty, and so is the detail, where nothing is said of tax. Raises: ServiceFault 6100, 6170, 2170, 2500,
    610, and 6000 for tax in the US or where tax is not set up.
    """
    coded = [line for line in lines if reference(detail_of(line), "TaxCodeRef")]
    if work.is_us():
        return _american(work, record, lines)
    mode = mode_of(record)
    if not uses_tax(work):
        refuse_codes(coded)
    if mode == NOT_APPLICABLE or not coded:
        return Taxed(list(lines), {}, mode)
    return _taxed(work, record, lines, mode or EXCLUDED)


def journal_postings(work: Work, detail: Record) -> list[tuple[str, int]]:
    """Account and cents, debit positive, of each tax line of a stored ``TxnTaxDetail`` of these forms."""
    postings = []
    for line in detail.get("TaxLine", []):
        side = _side_of(work, reference(line["TaxLineDetail"], "TaxRateRef"))
        cents = to_cents(line["Amount"])
        postings.append((account_of(work, line, side), cents if side == PURCHASE else -cents))
    return postings


def _american(work: Work, record: Record, lines: Sequence[Record]) -> Taxed:
    for line in lines:
        if reference(detail_of(line), "TaxCodeRef"):
            line_code(work, detail_of(line), "")
        if detail_of(line).get("TaxAmount"):
            raise faults.business("Sales tax cannot be tracked on this transaction in the US.", "Line.TaxAmount")
    if checked(work, record).get("TotalTax"):
        raise faults.business("Sales tax cannot be tracked on this transaction in the US.", "TxnTaxDetail.TotalTax")
    return Taxed(list(lines), {}, "")


def _taxed(work: Work, record: Record, lines: Sequence[Record], mode: str) -> Taxed:
    taxes: dict[str, int] = {}
    nets: dict[str, int] = {}
    used: dict[str, Record] = {}
    done = []
    for line in lines:
        rates = _rates(work, line)
        direction, net = _direction(work, line), to_cents(line["Amount"])
        cents = _line_tax(line, rates, net)
        for rate, tax in zip(rates, divided(cents, net, rates), strict=True):
            used[rate["Id"]] = rate
            taxes[rate["Id"]] = taxes.get(rate["Id"], 0) + direction * tax
            nets[rate["Id"]] = nets.get(rate["Id"], 0) + direction * net
        done.append(_shown(line, cents, mode))
    taxes = override(taxes, (record.get("TxnTaxDetail") or {}).get("TaxLine") or [])
    detail = _detail(used, taxes, nets)
    for side in (SALES, PURCHASE):
        mine = [one for one in detail.get("TaxLine", []) if _side_of(work, _rate_id(one)) == side]
        require_accounts(work, {"TaxLine": mine}, side)
    return Taxed(done, detail, mode)


def _detail(used: Mapping[str, Record], taxes: Mapping[str, int], nets: Mapping[str, int]) -> Record:
    listed = [tax_line(rate, taxes[one], nets[one]) for one, rate in used.items()]
    return {"TotalTax": from_cents(sum(taxes.values())), **({"TaxLine": listed} if listed else {})}


def _rates(work: Work, line: Record) -> list[Record]:
    if not reference(detail_of(line), "TaxCodeRef"):
        return []
    line_code(work, detail_of(line), "")
    return line_rates(work, line, _side(work, line))


def _line_tax(line: Record, rates: Sequence[Record], net: int) -> int:
    """The tax a line states, or has above its net, or has by its rates."""
    if not rates:
        return 0
    if (stated := stated_tax(line)) is not None:
        return stated
    if (gross := gross_of(line)) is not None:
        return to_cents(Decimal(gross)) - net
    return sum(share(rate, net) for rate in rates)


def _shown(line: Record, cents: int, mode: str) -> Record:
    """`line` with its tax, where its type has a place for it."""
    kind, detail = line["DetailType"], detail_of(line)
    if not reference(detail, "TaxCodeRef") or "TaxAmount" not in fields_of(kind):
        return line
    gross = {"TaxInclusiveAmt": from_cents(to_cents(line["Amount"]) + cents)} if mode != EXCLUDED else {}
    return {**line, kind: {**detail, "TaxAmount": from_cents(cents), **gross}}


def _side(work: Work, line: Record) -> str:
    """What the line says, else by its account: income is sold, all else is bought (assumed)."""
    detail = detail_of(line)
    if detail.get("TaxApplicableOn"):
        return str(detail["TaxApplicableOn"])
    return SALES if work.account_type(reference(detail, "AccountRef")) in {"Income", "Other Income"} else PURCHASE


def _direction(work: Work, line: Record) -> int:
    """1 where the line goes the usual way of its side: sold on the credit side, bought on the debit side."""
    is_credit = detail_of(line).get("PostingType", "Credit") == "Credit"
    return 1 if is_credit == (_side(work, line) == SALES) else -1


def _rate_id(line: Record) -> str:
    return reference(line["TaxLineDetail"], "TaxRateRef")


def _side_of(work: Work, rate_id: str) -> str:
    """The side a rate is of: no rate is of both."""
    codes = work.draft.all("TaxCode")
    sold = any(rate["Id"] == rate_id for code in codes for rate in rates_of(work, code["Id"], SALES))
    return SALES if sold else PURCHASE
