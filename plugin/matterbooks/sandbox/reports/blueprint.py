"""``/v3/company/{realm}/reports/{Name}``: the Reports API, behind the same gateway as every other call."""

from flask import Blueprint, Response, current_app, request

from matterbooks.sandbox import faults
from matterbooks.sandbox.api.answers import respond, written
from matterbooks.sandbox.api.blueprint import company_of, role
from matterbooks.sandbox.reports.api_json import to_json
from matterbooks.sandbox.reports.build import BUILDERS, build
from matterbooks.sandbox.reports.json_size import MOST_CELLS
from matterbooks.sandbox.reports.parameters import asked, asked_period, columns_of, refuse_unknown

bp = Blueprint("reports", __name__, url_prefix="/v3/company/<realm>/reports")
SIZE = "REPORT_CELLS"
"""The setting of the application that makes reports smaller than Intuit's."""


@bp.get("/<name>")
def report(realm: str, name: str) -> Response:
    """One report."""
    company = company_of(realm)
    known = next((one for one in BUILDERS if one.lower() == name.lower()), None)
    if known is None:
        raise faults.not_in_sandbox(f"the report {name}")
    role().check_report(known)
    refuse_unknown(company, known, request.args)
    columns = columns_of(known, request.args)
    period = asked_period(company, known, request.args)
    made = build(company, known, period, asked(request.args, columns))
    return respond(written(request, to_json(made, columns, current_app.config.get(SIZE, MOST_CELLS))))
