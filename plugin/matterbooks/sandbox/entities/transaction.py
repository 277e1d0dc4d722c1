"""What every posting transaction shares: its date, currency, number, lines, and QuickBooks' rules about them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import currencies, links
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.exchange import at_home
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import deposited, tracking
from matterbooks.sandbox.entities.base import TRANSACTIONS, Entity
from matterbooks.sandbox.money import rounded
from matterbooks.sandbox.schema import Record, fields_of

TXN_TYPES: Mapping[str, str] = {
    "BillPayment": "Bill Payment (Check)",
    "CreditMemo": "Credit Memo",
    "JournalEntry": "Journal Entry",
    "RefundReceipt": "Refund",
    "SalesReceipt": "Sales Receipt",
    "VendorCredit": "Vendor Credit",
}
"""How fault 6140 spells a type (Intuit: recorded "Journal Entry")."""


class Transaction(Entity):
    """A transaction: one number line of ids for all of them, dated, in one currency."""

    can = frozenset({"create", "update", "delete", "query"})
    line = TRANSACTIONS
    posts = True
    numbers_checked: ClassVar[tuple[str, str]] = ("", "")
    """The preference under which duplicate numbers are refused."""

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Fill in the date and the currency, and keep the links that payments made."""
        date = record.get("TxnDate") or (old or {}).get("TxnDate") or work.today().isoformat()
        tracked = tracking.kept(work, record)
        rest = {name: value for name, value in tracked.items() if name != "ExchangeRate"}
        linked = {"LinkedTxn": old["LinkedTxn"]} if old and "LinkedTxn" in old else {}
        done = {**rest, **linked, "TxnDate": date, **currencies.of_transaction(work, {**record, "TxnDate": date}, old)}
        currencies.check_accounts(work, done)
        return done

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Let go of payments that no longer fit: all if deleted, the rest above what is left if it fell.

        Raises: ServiceFault 6540 for a change of what sits in a bank deposit.
        """
        deposited.refuse_change(old)
        links.keep(work, self.name, old, new)

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """What the record does to the accounts, in cents of its own currency; the control or bank account first."""
        raise NotImplementedError

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """The sides in the home currency."""
        return at_home(work, record, self.sides(work, record))

    def present(self, company: Books, record: Record) -> Record:
        """With what it comes to in the home currency, where the company uses several."""
        shown = super().present(company, record)
        if "ExchangeRate" not in record:
            return shown
        home = {
            f"Home{field}": rounded(Decimal(record[field]) * record["ExchangeRate"])
            for field in ("TotalAmt", "Balance")
            if field in record and f"Home{field}" in fields_of(self.name)
        }
        return {**shown, **home}

    def number_taken(self, work: Work, record: Record) -> None:
        """Refuse a number that another record of this type bears, if the preference asks for it."""
        number = record.get("DocNumber")
        if not number or "allowduplicatedocnum" in work.include or not self._checks_numbers(work):
            return
        for other in work.draft.find(self.name, number):
            if other["Id"] != record.get("Id"):
                raise faults.duplicate_number(number, self.word(other), other["Id"])

    def word(self, record: Record) -> str:
        """What fault 6140 calls this type of transaction."""
        del record
        return TXN_TYPES.get(self.name, self.name)

    def _checks_numbers(self, work: Work) -> bool:
        group, name = self.numbers_checked
        if group == "OtherPrefs":
            return other_preference(work, name) == "true"
        return bool(name) and work.preference(group, name) is True


def other_preference(work: Work, name: str) -> str:
    """One of ``Preferences.OtherPrefs.NameValue``, empty if it is not there."""
    pairs: Any = work.preference("OtherPrefs", "NameValue") or []
    return next((str(pair["Value"]) for pair in pairs if pair["Name"] == name), "")


def numbered_lines(lines: Sequence[Record], old: Record | None, first: int = 1) -> list[Record]:
    """`lines` with ids and line numbers: an id that the record had is kept, every other line gets the next one.

    Lines are replaced as a whole at every update, sparse or not (Intuit: Line.Id).
    """
    had = {line["Id"] for line in (old or {}).get("Line", []) if "Id" in line}
    free = max((int(one) for one in had), default=first - 1) + 1
    seen: set[str] = set()
    numbered = []
    for line in lines:
        identifier = line.get("Id", "")
        if identifier not in had or identifier in seen:
            identifier, free = str(free), free + 1
        seen.add(identifier)
        numbered.append({**line, "Id": identifier})
    return numbered


def amount_of(line: Record) -> Decimal:
    """The amount of a line. Raises: ServiceFault 2020 if there is none."""
    if "Amount" not in line:
        raise faults.ServiceFault(faults.missing("Line.Amount"))
    return Decimal(line["Amount"])


def detail_type(line: Record) -> str:
    """The DetailType of a line. Raises: ServiceFault 2020 if there is none."""
    if not line.get("DetailType"):
        raise faults.ServiceFault(faults.missing("Line.DetailType"))
    return str(line["DetailType"])
