"""Random hands on both sides: paying, crediting, changing, voiding and deleting never leave a link with one end."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from matterbooks.sandbox.api import service
from matterbooks.sandbox.books.audit import in_ledger, open_balances
from matterbooks.sandbox.books.links import PAYERS, links_of, named
from matterbooks.sandbox.books.open_items import BY_LINE, FORMS, PAYABLE, RECEIVABLE, SIDES, Side
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.seeds import build
from tests.sandbox.bodies import spoiled
from tests.sandbox.client import Json, invoice, link
from tests.sandbox.paying import bill_payment, side

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
STEPS = 400
LINKABLE = {
    RECEIVABLE.payer: ("Invoice", "CreditMemo", "JournalEntry", "Purchase"),
    PAYABLE.payer: ("Bill", "VendorCredit", "JournalEntry", "Deposit"),
}


class Hands:
    """One company, and what happens to it."""

    def __init__(self, seed: int, *, apply_credits: bool = False, currency: str = "USD") -> None:
        self.chance = random.Random(seed)
        self.company: Company = build("1", "US", "sample", MovableClock(lambda: NOON))
        self.outcomes = Counter[str]()
        self.money: Json = {}
        forms = {"AutoApplyCredit": apply_credits, "AutoApplyPayments": apply_credits}
        several = {"MultiCurrencyEnabled": currency != "USD"}
        self.send("Preferences", {"SyncToken": "0", "sparse": True, "SalesFormsPrefs": forms, "CurrencyPrefs": several})
        if currency != "USD":
            self.send("CompanyCurrency", {"Code": currency})
            self.money = {"CurrencyRef": {"value": currency}}
        self.customers = [self.named("Customer", "Client"), self.named("Customer", "Stranger")]
        self.customers.append(self.named("Customer", "Matter", ParentRef={"value": self.customers[0]}, Job=True))
        self.vendors = [self.named("Vendor", "One"), self.named("Vendor", "Two")]
        control = [one["Id"] for one in self.company.accounts() if one["CurrencyRef"]["value"] == currency]
        self.receivable, self.payable = (
            next(one for one in control if self.company.store.tables["Account"][one]["AccountType"] == own.control)
            for own in (RECEIVABLE, PAYABLE)
        )

    def named(self, entity: str, name: str, **fields: Json | bool) -> str:
        self.send(entity, {"DisplayName": name, **self.money, **fields})
        return str(self.company.entities(entity)[-1]["Id"])

    def send(self, entity: str, body: Json, operation: str = "") -> None:
        if self.money and REGISTRY[entity].posts:
            rate = Decimal(self.chance.choice(["1.1", "1.2345", "0.97"]))
            body = {**body, **self.money, "ExchangeRate": rate}
        before = dict(self.company.store.tables[entity]), dict(self.company.book.totals)
        try:
            service.write(self.company, REGISTRY[entity], body, operation, frozenset())
        except ServiceFault as fault:
            assert (dict(self.company.store.tables[entity]), dict(self.company.book.totals)) == before
            self.outcomes[fault.problems[0].code] += 1
        else:
            self.outcomes["accepted"] += 1

    def amount(self) -> Decimal:
        return Decimal(self.chance.randint(1, 6000)) / 100

    def records(self, *entities: str) -> list[tuple[str, Json]]:
        return [(one, record) for one in entities if one in REGISTRY for record in self.company.entities(one)]

    def some(self, *entities: str) -> tuple[str, Json] | None:
        records = self.records(*entities)
        return self.chance.choice(records) if records else None

    def step(self) -> None:
        ways = (self.sell, self.buy, self.journal, self.spend, self.bank, self.change, self.undo)
        self.chance.choice([*ways, self.pay, self.pay, self.pay])()

    def sell(self) -> None:
        entity = self.chance.choice(["Invoice", "Invoice", "CreditMemo"])
        self.send(entity, invoice(self.amount(), customer=self.chance.choice(self.customers)))

    def buy(self) -> None:
        """A bill or a vendor's credit, as soon as the sandbox has them."""
        entity = self.chance.choice([one for one in ("Bill", "VendorCredit", "JournalEntry") if one in REGISTRY])
        kind = "AccountBasedExpenseLineDetail"
        line = {"Amount": self.amount(), "DetailType": kind, kind: {"AccountRef": {"value": "7"}}}
        body = {"VendorRef": {"value": self.chance.choice(self.vendors)}, "Line": [line]}
        self.send(entity, self.entry() if entity == "JournalEntry" else body)

    def entry(self) -> Json:
        account, party, kind = self.receivable, self.chance.choice(self.customers), "Customer"
        if self.chance.random() < 0.5:
            account, party, kind = self.payable, self.chance.choice(self.vendors), "Vendor"
        amount, first = self.amount(), self.chance.choice(["Debit", "Credit"])
        second = "Credit" if first == "Debit" else "Debit"
        lines = [{**side(first, account, amount, party, kind), "Id": "0"}, {**side(second, "7", amount), "Id": "1"}]
        return {"Line": lines}

    def journal(self) -> None:
        self.send("JournalEntry", self.entry())

    def spend(self) -> None:
        detail = {
            "AccountRef": {"value": self.receivable},
            "CustomerRef": {"value": self.chance.choice(self.customers)},
        }
        kind = "AccountBasedExpenseLineDetail"
        way = self.chance.choice([("Check", "35", False), ("Cash", "35", False), ("CreditCard", "42", True)])
        body = {"PaymentType": way[0], "AccountRef": {"value": way[1]}, "Credit": way[2]}
        self.send("Purchase", {**body, "Line": [{"Amount": self.amount(), "DetailType": kind, kind: detail}]})

    def bank(self) -> None:
        detail = {"AccountRef": {"value": self.payable}, "Entity": {"value": self.chance.choice(self.vendors)}}
        line: Json = {"Amount": self.amount(), "DetailType": "DepositLineDetail", "DepositLineDetail": detail}
        paid = self.some("Payment")
        if paid and self.chance.random() < 0.2:
            line = link(1, "Payment", paid[1]["Id"])
        self.send("Deposit", {"DepositToAccountRef": {"value": "35"}, "Line": [line]})

    def pay(self) -> None:
        own = self.chance.choice([RECEIVABLE, PAYABLE])
        party = self.chance.choice(self.customers if own is RECEIVABLE else self.vendors)
        lines = [self.line(entity, record) for entity, record in self.sample(own, party)]
        total = max(Decimal(), sum((one["Amount"] for one in lines), Decimal()) - self.chance.choice([0, 0, 5, -5]))
        body: Json = {"CustomerRef": {"value": party}, "TotalAmt": total, "Line": lines}
        if own is PAYABLE:
            body = bill_payment(total, *lines, VendorRef={"value": party})
        old = self.some(own.payer)
        if old and self.chance.random() < 0.3:
            body |= {"Id": old[1]["Id"], "SyncToken": old[1]["SyncToken"]}
        self.send(own.payer, spoiled(self.chance, body) if self.chance.random() < 0.2 else body)

    def sample(self, own: Side, party: str) -> list[tuple[str, Json]]:
        """Up to three records, mostly of this party."""
        mixed = self.chance.random() < 0.2
        records = [one for one in self.records(*LINKABLE[own.payer]) if mixed or f"{{'value': '{party}'" in str(one[1])]
        return self.chance.sample(records, min(len(records), self.chance.randint(1, 3)))

    def line(self, entity: str, record: Json) -> Json:
        whole = record["TotalAmt"] or max(one["Amount"] for one in record["Line"])
        kind = entity
        if entity == "Purchase":
            kind = {"Check": "Check", "Cash": "Expense"}.get(record["PaymentType"], "CreditCardCredit")
        return link(Decimal(whole) * self.chance.choice([Decimal("0.5"), Decimal(1)]), kind, record["Id"])

    def change(self) -> None:
        found = self.some("Invoice", "CreditMemo", "JournalEntry")
        if found:
            entity, record = found
            customer = self.chance.choice([record.get("CustomerRef", {}).get("value", "1"), self.customers[1]])
            body = self.entry() if entity == "JournalEntry" else invoice(self.amount(), customer=customer)
            self.send(entity, {**body, "Id": record["Id"], "SyncToken": record["SyncToken"]})

    def undo(self) -> None:
        found = self.some("Invoice", "CreditMemo", "Bill", "VendorCredit", *BY_LINE, *SIDES)
        if found:
            entity, record = found
            how = self.chance.choice(["delete", "void"])
            self.send(entity, {"Id": record["Id"], "SyncToken": record["SyncToken"]}, how)


def _ends(company: Company) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Every link as payments have it: who pays what."""
    for payer in SIDES:
        for payment in company.store.all(payer):
            for one in links_of(payment):
                yield (named(payment), payment["Id"]), (one.entity, one.txn_id)


def _other_ends(company: Company) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Every link as what is paid has it."""
    for entity in {*LINKABLE[RECEIVABLE.payer], *LINKABLE[PAYABLE.payer]}:
        for record in company.store.all(entity):
            for one in record.get("LinkedTxn", []):
                if one["TxnType"] in PAYERS:
                    yield (one["TxnType"], one["TxnId"]), (entity, record["Id"])


def _check(company: Company) -> None:
    for own in (RECEIVABLE, PAYABLE):
        assert in_ledger(company, own) == open_balances(company, own)
    other_ends = list(_other_ends(company))
    assert len(other_ends) == len(set(other_ends))
    assert set(_ends(company)) == set(other_ends)
    for entity in FORMS:
        assert all(0 <= one["Balance"] <= one["TotalAmt"] for one in company.store.all(entity))
    assert all(one["UnappliedAmt"] >= 0 for one in company.store.all("Payment"))


@pytest.mark.parametrize(
    ("seed", "apply_credits", "currency"), [(1, False, "USD"), (2, False, "USD"), (3, True, "USD"), (4, False, "EUR")]
)
def test_links_have_two_ends_and_open_balances_are_what_the_ledger_says(
    seed: int, apply_credits: bool, currency: str
) -> None:
    hands = Hands(seed, apply_credits=apply_credits, currency=currency)
    linked = 0
    for _ in range(STEPS):
        hands.step()
        _check(hands.company)
        linked = max(linked, len(list(_ends(hands.company))))
    assert hands.outcomes["accepted"] > STEPS / 2
    assert linked > 20
    assert {"6000", "620"} <= set(hands.outcomes)
