"""``/sandbox/ledger`` and ``/sandbox/log``: what a test looks at afterwards."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, Response, request

from matterbooks.sandbox.api.blueprint import state
from matterbooks.sandbox.books.audit import open_payable, open_receivable, payable, receivable
from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.control.blueprint import RefusedError, answer, given, named_company

bp = Blueprint("control_look", __name__, url_prefix="/sandbox")


@bp.get("/ledger")
def ledger() -> Response:
    """The journal and the balance of every account, in cents, debit positive: ``?realm=``."""
    company = named_company(request.args.get("realm"))
    with company.lock:
        lines = company.journal()
        accounts = company.accounts()
        totals = {account["Id"]: company.balance(account["Id"]) for account in accounts}
    by_type: dict[str, int] = defaultdict(int)
    for account in accounts:
        by_type[account["AccountType"]] += totals[account["Id"]]
    return answer(
        {
            "realmId": company.realm_id,
            "lines": [_line(line) for line in lines],
            "receivable": {"ledger": receivable(company), "open": open_receivable(company)},
            "payable": {"ledger": payable(company), "open": open_payable(company)},
            "balances": [
                {"id": one["Id"], "name": one["FullyQualifiedName"], "cents": totals[one["Id"]]} for one in accounts
            ],
            "by_type": by_type,
            "debits": sum(line.cents for line in lines if line.cents > 0),
            "credits": -sum(line.cents for line in lines if line.cents < 0),
        }
    )


def _line(line: JournalLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__slots__}


@bp.get("/log")
def log() -> Response:
    """The requests seen, oldest first: ``?method=&entity=&realm=&requestid=&since=number``."""
    since = request.args.get("since", "0")
    if not since.isdigit():
        raise RefusedError("since takes the number of a request.")
    wanted = {name: request.args[name] for name in ("method", "entity", "realm", "requestid") if name in request.args}
    seen = [
        one.as_json()
        for one in state().trouble.log
        if one.number > int(since) and all(getattr(one, name) == value for name, value in wanted.items())
    ]
    return answer(seen)


@bp.post("/log")
def clear_log() -> Response:
    """Forget the requests seen: ``{clear: true}``."""
    if given(("clear",)).get("clear") is not True:
        raise RefusedError('Send {"clear": true} to forget the log.')
    state().trouble.log.clear()
    return answer([])
