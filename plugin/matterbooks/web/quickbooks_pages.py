"""Where a record is looked at in QuickBooks: addresses for people, never called by us."""

from __future__ import annotations

import re
from urllib.parse import quote

from matterbooks.quickbooks.environment import Environment

_PAGES = {
    "Invoice": "invoice", "Payment": "recvpayment", "CreditMemo": "creditmemo", "Bill": "bill",
    "BillPayment": "billpayment", "VendorCredit": "vendorcredit", "JournalEntry": "journal", "Deposit": "deposit",
    "Transfer": "transfer", "Purchase": "expense",
}  # fmt: skip
_HOSTS = {"production": "https://app.qbo.intuit.com", "sandbox": "https://app.sandbox.qbo.intuit.com"}


def record_url(environment: Environment, realm: str, type_: str, id_: str) -> str:
    """The page of one record, empty for types that have none. The person must be logged in to that company there."""
    if environment.is_loopback:
        if not realm:
            return ""
        parts = (quote(part, safe="") for part in (realm, "transactions", type_, id_))
        return f"{environment.api_base}/app/{'/'.join(parts)}" if type_ in _PAGES else ""
    if type_ == "Customer":
        return f"{_HOSTS[environment.name]}/app/customerdetail?nameId={quote(id_, safe='')}"
    page = _PAGES.get(type_)
    return f"{_HOSTS[environment.name]}/app/{page}?txnId={quote(id_, safe='')}" if page else ""


def record_in(text: str) -> tuple[str, str]:
    """Intuit's name of the kind, and the id, in the address of a record's page; a bare id comes back as it is."""
    text = text.strip()
    found = re.search(r"/app/([a-z]+)\?(?:[^#]*&)?(?:txnId|nameId)=(\d+)", text) or re.search(
        r"/transactions/([A-Za-z]+)/(\d+)$", text
    )
    if found is None:
        return "", text
    named = {page: type_ for type_, page in _PAGES.items()}
    return named.get(found[1], found[1] if found[1] in _PAGES else ""), found[2]


def company_url(environment: Environment, realm: str) -> str:
    """The company's first page."""
    if environment.is_loopback:
        return f"{environment.api_base}/app/{quote(realm, safe='')}"
    return f"{_HOSTS[environment.name]}/app/homepage"
