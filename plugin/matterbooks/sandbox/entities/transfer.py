"""Money moved between two accounts of the company's own."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import refuse_fields
from matterbooks.sandbox.entities.transaction import Transaction
from matterbooks.sandbox.money import rounded, to_cents
from matterbooks.sandbox.schema import Record

BALANCE_SHEET = frozenset({"Asset", "Liability", "Equity"})
CONTROL = frozenset({"Accounts Receivable", "Accounts Payable"})


class Transfer(Transaction):
    """A transfer: no lines, no names, no number. A class is ignored, as Intuit documents none."""

    name = "Transfer"
    required = ("FromAccountRef", "ToAccountRef", "Amount")
    computed = frozenset({"Line", "LinkedTxn", "DocNumber", "ClassRef", "TxnTaxDetail"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Two different accounts of allowed types, and an amount. Raises: ServiceFault 6430, 6000 (texts assumed)."""
        record = super().complete(work, record, old)
        refuse_fields(record, ("ProjectRef",))
        accounts = [reference(record, name) for name in ("FromAccountRef", "ToAccountRef")]
        for name, account in zip(("FromAccountRef", "ToAccountRef"), accounts, strict=True):
            if not account:
                raise faults.ServiceFault(faults.missing(name))
            if not _allowed(work, account):
                raise faults.wrong_account_type()
        if accounts[0] == accounts[1]:
            raise faults.business("Money cannot be transferred from an account to itself.", "ToAccountRef")
        amount = rounded(record["Amount"])
        if amount <= 0:
            raise faults.business("You must set a transaction amount.", "Amount")
        return {**record, "Amount": amount}

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """To the one, from the other."""
        del work
        cents, memo = to_cents(record["Amount"]), str(record.get("PrivateNote", ""))
        return [
            Posting(reference(record, "ToAccountRef"), cents, "", memo),
            Posting(reference(record, "FromAccountRef"), -cents, "", memo),
        ]


def _allowed(work: Work, identifier: str) -> bool:
    """Assets alone where the company is strict (Intuit's reference); otherwise what the balance sheet holds.

    (Intuit: its schema says balance sheet, and cards are paid by transfer; accounts of open balances are assumed out.)
    """
    account = work.account(identifier)
    classes = frozenset({"Asset"}) if work.company.strict_transfers else BALANCE_SHEET
    return account["Classification"] in classes and account["AccountType"] not in CONTROL
