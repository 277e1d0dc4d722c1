"""Accounts that QuickBooks opens by itself when something is switched on."""

from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.account import Account


def open_once(work: Work, name: str, kind: str, sub_type: str, currency: str = "") -> None:
    """Open an account of this name and type, unless there is one."""
    if any(one["AccountType"] == kind and one.get("Active", True) for one in work.draft.find("Account", name)):
        return
    entity = Account()
    body = {"Name": name, "AccountType": kind, "AccountSubType": sub_type}
    code = {"CurrencyRef": {"value": currency}} if currency else {}
    record = entity.complete(work, {**body, **code}, None)
    work.save(entity.name, {**record, "Id": work.draft.next_id(entity.id_line)})
