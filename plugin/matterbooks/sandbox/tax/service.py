"""TaxService: the one way to make tax codes and rates, which nothing changes or deletes afterwards (Intuit).

A code is a name and a list of rates, each of them new or one that is there. The answer has no entity around it.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.codes import rates_of
from matterbooks.sandbox.tax.terms import PURCHASE, SALES, uses_tax

FIELDS = frozenset({"TaxCode", "TaxCodeId", "TaxRateDetails", "Fault", "Id"})
RATE_FIELDS = ("TaxRateName", "TaxRateId", "RateValue", "TaxAgencyId", "TaxApplicableOn")
LONGEST: Mapping[str, int] = {"TaxCode": 100, "TaxRateName": 100}
"""The reference allows a rate's name 10 characters; 14 are taken live, so that any name may be as long (assumed)."""
RATES = "TaxCode.TaxRateDetails"


def make_code(work: Work, body: object) -> Record:
    """Make a tax code with its rates, and answer with it as TaxService does.

    Raises: ServiceFault 2010 for an unknown field, 2020, 2050, 2170, 2500 for an agency or a rate that is not there,
    6240 for a name in use, 6470 for a rate that is no percentage, and 6000 for a rate of the other side or in a company
    without sales tax (texts assumed).
    """
    name, details = _checked(body)
    if not uses_tax(work):
        raise faults.business("Sales tax is not switched on for this company.", "TaxCode")
    _require_free(work, "TaxCode", name)
    rates = [_rate(work, detail) for detail in details]
    if len({rate["TaxRateId"] for rate in rates}) < len(rates):
        raise faults.business("A tax rate can stand once in a tax code.", RATES)
    code = work.save("TaxCode", {"Id": work.draft.next_id("TaxCode"), **_code(name, rates)})
    return {"TaxCode": name, "TaxCodeId": code["Id"], "TaxRateDetails": rates}


def _checked(body: object) -> tuple[str, list[Record]]:
    """The code's name and rates. Every missing or overlong text of the request is told at once."""
    record = _known(body, FIELDS)
    details = record.get("TaxRateDetails") or []
    if not isinstance(details, list):
        raise faults.unreadable("TaxRateDetails")
    rates = [_known(detail, frozenset(RATE_FIELDS)) for detail in details]
    problems = [*_problems(record, ("TaxCode",), "TaxCode"), *(one for rate in rates for one in _of_rate(rate))]
    if not rates:
        problems.append(faults.missing(RATES))
    if problems:
        raise ServiceFault(problems)
    return str(record["TaxCode"]), rates


def _known(body: object, fields: frozenset[str]) -> Record:
    if not isinstance(body, dict):
        raise faults.unreadable(RATES)
    for name, value in body.items():
        if name not in fields:
            raise faults.unknown_property(name)
        if (name != "TaxRateDetails" and not isinstance(value, str | int | Decimal | None)) or isinstance(value, bool):
            raise faults.unreadable(name)
    return {name: value for name, value in body.items() if value is not None}


def _of_rate(rate: Record) -> Iterator[Problem]:
    """What an existing rate or a new one lacks."""
    needed = () if rate.get("TaxRateId") else ("TaxRateName", "RateValue", "TaxAgencyId")
    return _problems(rate, needed, RATES)


def _problems(record: Record, needed: tuple[str, ...], place: str) -> Iterator[Problem]:
    for name in needed:
        if record.get(name) in (None, ""):
            yield faults.missing(name if name == place else f"{place}.{name}")
    for name, longest in LONGEST.items():
        if len(str(record.get(name, ""))) > longest:
            yield faults.wrong_length(name, len(str(record[name])), longest)


def _rate(work: Work, detail: Record) -> Record:
    """A rate as answered, made if it is new. A rate is sold or bought with, never both."""
    side = detail.get("TaxApplicableOn", SALES)
    if side not in {SALES, PURCHASE}:
        raise faults.invalid_enumeration(str(side), f"{RATES}.TaxApplicableOn")
    known = str(detail.get("TaxRateId", ""))
    rate = work.draft.get("TaxRate", known) if known else _new_rate(work, detail)
    if rate is None:
        raise faults.invalid_reference("TaxRates", known, f"{RATES}.TaxRateId")
    other = PURCHASE if side == SALES else SALES
    if any(one["Id"] == rate["Id"] for code in work.draft.all("TaxCode") for one in rates_of(work, code["Id"], other)):
        raise faults.business(f"The tax rate {rate['Name']} is for {other.lower()}.", f"{RATES}.TaxApplicableOn")
    return {
        "TaxRateName": rate["Name"],
        "TaxRateId": rate["Id"],
        "RateValue": rate["RateValue"],
        "TaxAgencyId": rate["AgencyRef"]["value"],
        "TaxApplicableOn": side,
    }


def _new_rate(work: Work, detail: Record) -> Record:
    name, agency = str(detail["TaxRateName"]), str(detail["TaxAgencyId"])
    if work.draft.get("TaxAgency", agency) is None:
        raise faults.invalid_reference("TaxAgencies", agency, f"{RATES}.TaxAgencyId")
    _require_free(work, "TaxRate", name)
    made = {
        "Id": work.draft.next_id("TaxRate"),
        "Name": name,
        "Description": name,
        "Active": True,
        "RateValue": _percent(detail["RateValue"]),
        "AgencyRef": {"value": agency},
        "SpecialTaxType": "NONE",
        "DisplayType": "ReadOnly",
    }
    return work.save("TaxRate", made)


def _percent(value: object) -> Decimal:
    try:
        percent = Decimal(str(value))
    except InvalidOperation:
        raise faults.unreadable(f"{RATES}.RateValue") from None
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise faults.no_tax_rate()
    return percent


def _require_free(work: Work, entity: str, name: str) -> None:
    if any(one["Name"].casefold() == name.casefold() for one in work.draft.all(entity)):
        raise faults.duplicate_name()


def _code(name: str, rates: list[Record]) -> Record:
    def listed(side: str) -> Record:
        ids = [rate["TaxRateId"] for rate in rates if rate["TaxApplicableOn"] == side]
        details = [{"TaxRateRef": {"value": one}, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": 0} for one in ids]
        return {"TaxRateDetail": details}

    return {
        "Name": name,
        "Description": name,
        "Active": True,
        "Taxable": True,
        "TaxGroup": True,
        "SalesTaxRateList": listed(SALES),
        "PurchaseTaxRateList": listed(PURCHASE),
    }
