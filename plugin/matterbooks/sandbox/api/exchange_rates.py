"""``/v3/company/{realm}/exchangerate``: the one entity that is asked for by currency and day instead of by id."""

from datetime import date

from flask import Blueprint, Response, request

from matterbooks.sandbox import faults
from matterbooks.sandbox.api import service
from matterbooks.sandbox.api.answers import received, respond, written
from matterbooks.sandbox.api.blueprint import company_of, enveloped, once, role
from matterbooks.sandbox.books.currencies import allowed, rate_on, uses_several
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import Record, conform

bp = Blueprint("exchange_rates", __name__, url_prefix="/v3/company/<realm>/exchangerate")
ENTITY = REGISTRY["ExchangeRate"]


@bp.get("")
def read(realm: str) -> Response:
    """The rate of ``sourcecurrencycode`` on ``asofdate`` (today if none is named)."""
    company = company_of(realm)
    code = request.args.get("sourcecurrencycode", "").upper()
    day = request.args.get("asofdate", "") or company.today().isoformat()
    return respond(written(request, enveloped({ENTITY.name: _rate(company, code, _checked(day))})))


@bp.post("")
def enter(realm: str) -> Response:
    """Enter a rate, or correct the one of that currency and day."""
    company = company_of(realm)
    body = received(request, ENTITY.name)

    def work() -> Record:
        role().check_write(ENTITY.name)
        with company.lock:
            return {ENTITY.name: service.write(company, ENTITY, _with_id(company, body), "", frozenset())}

    return respond(once(company, work))


def _with_id(company: Company, body: object) -> Record:
    """`body` with the id and token of the rate that stands for its currency and day, if one does."""
    record = conform(ENTITY.name, body)
    for one in company.store.all(ENTITY.name):
        if all(one.get(name) == record.get(name) for name in ("SourceCurrencyCode", "AsOfDate")):
            return {**record, "Id": one["Id"], "SyncToken": one["SyncToken"]}
    return {name: value for name, value in record.items() if name not in {"Id", "SyncToken"}}


def _rate(company: Company, code: str, day: str) -> Record:
    with company.work() as work:
        if not code:
            raise faults.ServiceFault(faults.missing("sourcecurrencycode"))
        if not uses_several(work):
            raise faults.business("Multicurrency is not switched on for this company, so it has no exchange rates.")
        rate = rate_on(work, allowed(work, code, "sourcecurrencycode"), day)
        return {
            "SourceCurrencyCode": code,
            "TargetCurrencyCode": company.home_currency,
            "Rate": rate,
            "AsOfDate": day,
            "MetaData": {"LastUpdatedTime": stamp(work.now)},
            "domain": "QBO",
            "sparse": False,
        }


def _checked(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise faults.unreadable("asofdate") from None
