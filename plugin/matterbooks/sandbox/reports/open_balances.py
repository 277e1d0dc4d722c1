"""What customers owe, or what is owed to vendors, at the end of a day: the control accounts taken apart.

Every posting on a control account is an item of its transaction and name. What a payment that counts by then applies
is moved from the item it settles to the payment, so that the open amounts always add up to the account.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.books.open_items import ENTITY_OF, Side
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.schema import Record

Transaction = tuple[str, str]
"""Entity and id."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is open of one transaction for one name, in home cents: positive for what is owed, negative for a credit.

    `line` is its posting on the control account; `cents` what it stood at in the beginning; `record` the transaction.
    """

    line: JournalLine
    cents: int
    left: int
    record: Record

    def due(self) -> date | None:
        """The day it is due, if it is a form with one."""
        due = self.record.get("DueDate")
        return date.fromisoformat(due) if due else None


class _Link(NamedTuple):
    """What one payment applies to one item: cents of the home currency."""

    payer: Transaction
    day: date
    item: Transaction
    line_id: str
    cents: int


class OpenBalances:
    """One side of a company's open items at the end of `day`."""

    def __init__(self, company: Company, side: Side, day: date) -> None:
        """Read the ledger and the payments."""
        self._company, self._side, self._day = company, side, day
        accounts = {one["Id"] for one in company.accounts() if one["AccountType"] == side.control}
        self._lines: dict[tuple[Transaction, str], JournalLine] = {}
        self._stood: dict[tuple[Transaction, str], int] = defaultdict(int)
        self._names: dict[Transaction, list[str]] = defaultdict(list)
        for line in company.lines(None, day):
            if line.account_id in accounts:
                self._add(line)

    def _add(self, line: JournalLine) -> None:
        transaction = (line.txn_type, line.txn_id)
        key = (transaction, line.name_id)
        if key not in self._lines:
            self._lines[key] = line
            self._names[transaction].append(line.name_id)
        self._stood[key] += self._side.sign * line.cents

    def items(self) -> Iterator[OpenItem]:
        """What is open, in the order of the journal."""
        left = self._left()
        for key, line in self._lines.items():
            if left[key]:
                record = self._company.transaction(line.txn_type, line.txn_id) or {}
                yield OpenItem(line, self._stood[key], left[key], record)

    def _left(self) -> dict[tuple[Transaction, str], int]:
        left = defaultdict(int, self._stood)
        for link in self._links():
            if link.day <= self._day and link.item in self._names:
                name = self._name(link)
                moved = link.cents if self._stood[link.item, name] > 0 else -link.cents
                left[link.item, name] -= moved
                left[link.payer, name] += moved
        return left

    def _name(self, link: _Link) -> str:
        """The name of the item that is settled; a transaction of several names is looked into."""
        names = self._names[link.item]
        if len(names) == 1:
            return names[0]
        record = self._company.transaction(*link.item) or {}
        line: Record = next((one for one in record["Line"] if one.get("Id") == link.line_id), {})
        detail = line.get(line.get("DetailType", ""), {})
        nested = reference(detail.get("Entity") or {}, "EntityRef") or reference(detail, "Entity")
        return nested or reference(detail, "CustomerRef") or reference(record, "EntityRef") or names[0]

    def _links(self) -> Iterator[_Link]:
        """What every payment applies, in the order of their ids."""
        foreign: dict[tuple[Transaction, str], Decimal] = defaultdict(Decimal)
        for payment in sorted(self._company.entities(self._side.payer), key=lambda one: int(one["Id"])):
            day, payer = date.fromisoformat(payment["TxnDate"]), (self._side.payer, payment["Id"])
            home = reference(payment, "CurrencyRef") == self._company.home_currency
            for line in payment["Line"]:
                link = line["LinkedTxn"][0]
                item = (ENTITY_OF.get(link["TxnType"], link["TxnType"]), link["TxnId"])
                line_id = link.get("TxnLineId", "")
                before = foreign[item, line_id]
                foreign[item, line_id] += line["Amount"]
                cents = to_cents(line["Amount"]) if home else self._at_rate(item, before, foreign[item, line_id])
                yield _Link(payer, day, item, line_id, cents)

    def _at_rate(self, item: Transaction, before: Decimal, after: Decimal) -> int:
        """Home cents between two amounts of an item's currency, each at the item's own rate and rounded."""
        rate = Decimal((self._company.transaction(*item) or {}).get("ExchangeRate", 1))
        return to_cents(after * rate) - to_cents(before * rate)
