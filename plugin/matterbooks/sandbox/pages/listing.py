"""The lists that pages show: transactions, an account's register, the chart, customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.books.links import PAYERS
from matterbooks.sandbox.books.open_items import ENTITY_OF
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import TRANSACTIONS, reference
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.money import from_cents
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.trial_balance import ORDER
from matterbooks.sandbox.reports.words import transaction_word
from matterbooks.sandbox.schema import Record

Item = TypeVar("Item")
PAGE = 100
KINDS = tuple(name for name, entity in REGISTRY.items() if entity.id_line == TRANSACTIONS)
"""The entities that are transactions."""
PARTIES = ("CustomerRef", "VendorRef", "EntityRef")


@dataclass(frozen=True, slots=True)
class Listed:
    """One transaction in a list."""

    kind: str
    id: str
    date: str
    word: str
    number: str
    name: str
    memo: str
    total: Decimal
    balance: Decimal | None

    def found_by(self, text: str) -> bool:
        """Whether number, name, memo, id or amount hold `text`, case aside."""
        places = (self.number, self.name, self.memo, self.id, f"{self.total:.2f}", f"{self.total:,.2f}")
        return any(text.casefold() in place.casefold() for place in places)


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of a register, with the balance after it in the account's own sign, in cents."""

    line: JournalLine
    word: str
    balance: int


@dataclass(frozen=True, slots=True)
class Charted:
    """One account of the chart: its depth in the tree, and its balance in cents, in the account's own sign."""

    record: Record
    name: str
    depth: int
    balance: int


def transactions(company: Company, kind: str = "", text: str = "", party: str = "") -> list[Listed]:
    """Transactions, newest first, of one `kind`, with `text` in them and of the name `party`, if these are given."""
    with company.lock:
        names = {one["Id"]: str(one.get("FullyQualifiedName") or one["DisplayName"]) for one in company.names()}
        kinds = [kind] if kind else list(KINDS)
        found = [_listed(company, names, one, record) for one in kinds for record in _records(company, one, party)]
    chosen = [one for one in found if one.found_by(text)] if text else found
    return sorted(chosen, key=lambda one: (one.date, int(one.id)), reverse=True)


def kind_words(company: Company) -> list[tuple[str, str]]:
    """The kinds of transactions, each with its word."""
    words = {"Purchase": "Expense", "BillPayment": "Bill Payment"}
    return [(kind, words.get(kind) or transaction_word(kind, {}, company.country)) for kind in KINDS]


def _records(company: Company, kind: str, party: str) -> Iterable[Record]:
    return company.store.of_party(kind, party) if party else company.store.each(kind)


def _listed(company: Company, names: dict[str, str], kind: str, record: Record) -> Listed:
    party = next((one for field in PARTIES if (one := reference(record, field))), "")
    return Listed(
        kind=kind,
        id=record["Id"],
        date=record["TxnDate"],
        word=transaction_word(kind, record, company.country),
        number=REGISTRY[kind].number(record),
        name=names.get(party, ""),
        memo=str(record.get("PrivateNote", "")),
        total=_total(company, kind, record),
        balance=record.get("Balance", record.get("UnappliedAmt")),
    )


def _total(company: Company, kind: str, record: Record) -> Decimal:
    """The amount; of a journal entry, whose own total is 0, the debits."""
    if kind != "JournalEntry":
        return Decimal(record.get("TotalAmt") or record.get("Amount") or 0)
    entry = company.book.entry(kind, record["Id"])
    return from_cents(sum(one.cents for one in entry.postings if one.cents > 0) if entry else 0)


def register(company: Company, account: str) -> list[Entered]:
    """Every line of an account, newest first."""
    with company.lock:
        sign, balance = Chart(company).natural(account), 0
        entered = []
        for line in company.lines():
            if line.account_id == account:
                balance += sign * line.cents
                record = company.store.get(line.txn_type, line.txn_id) or {}
                word = transaction_word(line.txn_type, record, company.country)
                entered.append(Entered(line, word, balance))
    return entered[::-1]


def chart(company: Company) -> list[tuple[str, list[Charted]]]:
    """Accounts by type, parents before their sub-accounts."""
    with company.lock:
        known = Chart(company)
        listed = [_charted(company, known, one) for one in known.by_type(ORDER)]
    kinds = [(kind, [one for one in listed if one.record["AccountType"] == kind]) for kind in ORDER]
    return [(kind, accounts) for kind, accounts in kinds if accounts]


def _charted(company: Company, known: Chart, account: str) -> Charted:
    record = known.accounts[account]
    depth = str(record["FullyQualifiedName"]).count(":")
    return Charted(record, known.leaf(account), depth, known.natural(account) * company.balance(account))


def linked(record: Record) -> list[tuple[str, str]]:
    """Entity and id of everything a transaction is linked with, either way."""
    links = [
        *record.get("LinkedTxn", []),
        *(link for line in record.get("Line", []) for link in line.get("LinkedTxn", [])),
    ]
    return [
        (PAYERS.get(one["TxnType"]) or ENTITY_OF.get(one["TxnType"], one["TxnType"]), one["TxnId"]) for one in links
    ]


def vendors(company: Company) -> list[Record]:
    """Vendors as the API answers them, by name."""
    return sorted(company.entities("Vendor"), key=lambda one: str(one["DisplayName"]).casefold())


def customers(company: Company) -> list[Record]:
    """Customers as the API answers them, by full name."""
    found = company.entities("Customer")
    return sorted(found, key=lambda one: str(one.get("FullyQualifiedName", "")).casefold())


def paged(items: Sequence[Item], number: int) -> tuple[Sequence[Item], int]:
    """The items of page `number` (from 1), and how many pages there are."""
    pages = max(1, -(-len(items) // PAGE))
    number = min(max(number, 1), pages)
    return items[(number - 1) * PAGE : number * PAGE], pages
