"""Addresses of QuickBooks that this sandbox knows of and cannot serve: printed forms and e-mail."""

from flask import Blueprint, Response

from matterbooks.sandbox import faults
from matterbooks.sandbox.api import company_of

bp = Blueprint("not_here", __name__, url_prefix="/v3/company/<realm>/<entity_path>/<identifier>")


@bp.get("/pdf")
def pdf(realm: str, entity_path: str, identifier: str) -> Response:
    """Raise: ServiceFault 5030, behind the gateway's own checks."""
    company_of(realm)
    raise faults.not_in_sandbox(f"{entity_path} {identifier} as a PDF")


@bp.post("/send")
def send(realm: str, entity_path: str, identifier: str) -> Response:
    """Raise: ServiceFault 5030, behind the gateway's own checks."""
    company_of(realm)
    raise faults.not_in_sandbox(f"sending {entity_path} {identifier} by e-mail")
