"""What kind of account a body asks for: its type and sub type, each of which can stand for the other."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.account_types import TYPE_OF_SUB, TYPES
from matterbooks.sandbox.schema import Record

SINGULAR = frozenset(
    {
        "UndepositedFunds",
        "OpeningBalanceEquity",
        "RetainedEarnings",
        "CashReceiptIncome",
        "CashExpenditureExpense",
        "ExchangeGainOrLoss",
    }
)
"""Sub types of which a company has one account, without any above or below it (Intuit: Account.SubAccount)."""
CONTROL = frozenset({"Accounts Receivable", "Accounts Payable"})


def settled(work: Work, record: Record, old: Record | None) -> tuple[str, str]:
    """Type and sub type. Raises: ServiceFault 6010 without either, 2170, and 6000 where they do not go together."""
    kind, sub = record.get("AccountType", ""), record.get("AccountSubType", "")
    if old and kind != old["AccountType"] and sub == old["AccountSubType"]:
        sub = ""
    kind = kind or TYPE_OF_SUB.get(sub, "")
    if not kind:
        raise faults.account_type_missing()
    if kind not in TYPES:
        raise faults.invalid_enumeration(kind, "AccountType")
    sub = sub or TYPES[kind].default
    if TYPE_OF_SUB[sub] != kind:
        text = f"The detail type {sub} belongs to accounts of type {TYPE_OF_SUB[sub]}, not {kind}."
        raise faults.business(text, "AccountSubType")
    _check_kept(old, kind, sub, active=record.get("Active", True))
    _check_single(work, sub, str((old or {}).get("Id", "")))
    return kind, sub


def _check_single(work: Work, sub: str, own: str) -> None:
    if sub not in SINGULAR:
        return
    for other in work.draft.all("Account"):
        if other["AccountSubType"] == sub and other["Id"] != own:
            raise faults.business("There can be only one account of singular detail type")


def _check_kept(old: Record | None, kind: str, sub: str, *, active: bool) -> None:
    """A control account or a singular one keeps its type and stays active (assumed: QuickBooks' own pages do)."""
    if old is None:
        return
    control = CONTROL & {old["AccountType"], kind}
    changed = (old["AccountType"], old["AccountSubType"]) != (kind, sub)
    if (changed or not active) and (control or old["AccountSubType"] in SINGULAR):
        raise faults.business("You cannot change the type of this account or make it inactive.", "AccountType")
