"""``POST /v3/company/{realm}/taxservice/taxcode``, in the spellings that client libraries use."""

from flask import Blueprint, Response, request

from matterbooks.sandbox.api.answers import received, respond
from matterbooks.sandbox.api.blueprint import bare, company_of, once, role
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.service import make_code

bp = Blueprint("tax_service", __name__, url_prefix="/v3/company/<realm>")


@bp.post("/taxservice/taxcode")
@bp.post("/taxService/taxcode")
@bp.post("/taxService/taxCode")
def taxcode(realm: str) -> Response:
    """A tax code and its rates, made at most once for each ``requestid``."""
    company = company_of(realm)

    def carry_out() -> Record:
        role().check_write("TaxService")
        body = received(request, "TaxService")
        with company.work() as work:
            return make_code(work, body)

    return respond(once(company, carry_out, bare))
