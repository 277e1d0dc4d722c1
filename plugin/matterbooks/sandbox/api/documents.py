"""``.../{id}/pdf`` and ``.../{id}/send``: a transaction as a person receives it, printed or by e-mail.

No e-mail leaves the sandbox; what would have been sent shows in the record (Intuit: EmailStatus, DeliveryInfo).
"""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from matterbooks.sandbox import faults
from matterbooks.sandbox.api import pdf
from matterbooks.sandbox.api.answers import respond
from matterbooks.sandbox.api.blueprint import company_of, once, role
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.clock import pacific, stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.registry import BY_PATH
from matterbooks.sandbox.schema import Record, fields_of

bp = Blueprint("documents", __name__, url_prefix="/v3/company/<realm>/<entity_path>/<identifier>")
PRINTED = frozenset({"CreditMemo", "Estimate", "Invoice", "Payment", "RefundReceipt", "SalesReceipt"})
MAILS_A_DAY = 40


@bp.get("/pdf")
def as_pdf(realm: str, entity_path: str, identifier: str) -> Response:
    """The transaction as a PDF. Raises: ServiceFault 500 for what has no printed form, 610."""
    company = company_of(realm)
    name = _printed(entity_path, "pdf")
    role().check_read(name)
    with company.work() as work:
        lines = list(_lines(company, name, company.present(name, _found(work, name, identifier))))
    return Response(pdf.page(lines), content_type="application/pdf")


@bp.post("/send")
def send(realm: str, entity_path: str, identifier: str) -> Response:
    """Send it to ``sendTo``, or to its own address. Raises: ServiceFault 500, 610, 6420 without an address, 6000."""
    company = company_of(realm)
    name = _printed(entity_path, "send")

    def carry_out() -> Record:
        role().check_write(name)
        with company.work() as work:
            sent = work.save(name, _mailed(work, name, _found(work, name, identifier), request.args.get("sendTo", "")))
        return {name: company.present(name, sent)}

    return respond(once(company, carry_out))


def _printed(entity_path: str, operation: str) -> str:
    entity = BY_PATH.get(entity_path.lower())
    if entity is None or entity.name not in PRINTED:
        raise faults.unsupported_operation(f"{operation} {entity_path}")
    return entity.name


def _found(work: Work, name: str, identifier: str) -> Record:
    record = work.draft.get(name, identifier)
    if record is None:
        raise faults.deleted() if work.draft.was_deleted(name, identifier) else faults.not_found()
    return record


def _mailed(work: Work, name: str, record: Record, to: str) -> Record:
    address = to or (record.get("BillEmail") or {}).get("Address") or _customers(work, record)
    if "@" not in address:
        raise faults.email_missing()
    _count_mail(work)
    done = {
        "EmailStatus": "EmailSent",
        "BillEmail": {"Address": address},
        "DeliveryInfo": {"DeliveryType": "Email", "DeliveryTime": stamp(work.now)},
    }
    return {**record, **{field: value for field, value in done.items() if field in fields_of(name)}}


def _customers(work: Work, record: Record) -> str:
    customer = work.draft.get("Customer", reference(record, "CustomerRef")) or {}
    return str((customer.get("PrimaryEmailAddr") or {}).get("Address", ""))


def _count_mail(work: Work) -> None:
    """Raise: ServiceFault 6000 (assumed) beyond 40 e-mails a day (Intuit: a limit of sandbox companies)."""
    today = f"e-mails of {pacific(work.now).date()}"
    if int(work.draft.next_id(today)) > MAILS_A_DAY:
        raise faults.business(f"A sandbox company sends at most {MAILS_A_DAY} e-mails a day.")


def _lines(company: Company, name: str, record: Record) -> Iterator[str]:
    """What is printed, line by line."""
    yield company.name
    yield ""
    yield f"{name} {record.get('DocNumber') or record['Id']}"
    yield f"Date {record['TxnDate']}"
    yield str((record.get("CustomerRef") or {}).get("name", ""))
    yield ""
    for line in record.get("Line", []):
        yield f"{_words(line)}   {line.get('Amount', '')}".rstrip()
    tax = (record.get("TxnTaxDetail") or {}).get("TotalTax")
    if tax:
        yield f"Tax   {tax}"
    yield ""
    yield f"Total {record['TotalAmt']}"


def _words(line: Record) -> str:
    """A line as a person reads it: its text, else what is sold, else what kind of line it is."""
    detail = line.get(line.get("DetailType", "")) or {}
    item = (detail.get("ItemRef") or {}).get("name", "")
    price = f" ({detail['Qty']} at {detail['UnitPrice']})" if {"Qty", "UnitPrice"} <= detail.keys() else ""
    linked = ", ".join(f"{link['TxnType']} {link['TxnId']}" for link in line.get("LinkedTxn", []))
    usual = {"SubTotalLineDetail": "Subtotal", "DiscountLineDetail": "Discount"}.get(line.get("DetailType", ""), "")
    return f"{line.get('Description') or item or usual or linked}{price}"
