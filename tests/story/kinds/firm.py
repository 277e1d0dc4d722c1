"""A law firm with everything switched on, in any of the five countries, and the comparison of both sets of books."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import requests

from matterbooks.ledger.documents import Document, Matter, Party, Ref
from matterbooks.ledger.memory import MemoryLedger
from matterbooks.ledger.source import Books, HostAccount, Role
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks import wire
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.server import Sandbox
from matterbooks.store import links
from matterbooks.store.engines import Store
from matterbooks.store.models import Link
from matterbooks.store.secrets import KeyRing
from matterbooks.values import OperationState, Option, ReferenceKind, Switch
from tests.clock import Clock
from tests.push.office import FIRM, Office
from tests.quickbooks.types import check_body
from tests.story.kinds.countries import Country

ADA = Party("c1", "Ada Lovelace")
BABBAGE = Party("c2", "Charles Babbage")
COURT = Party("s1", "Supreme Court Registry")
PRINTER = Party("s2", "Inkwell Printers")
WILL = Matter("m1", "2026/001", "Will", ADA)
HOUSE = Matter("m2", "2026/002", "House purchase", ADA)
ENGINE = Matter("m3", "2026/003", "Engine patent", BABBAGE)

CHART = (
    HostAccount("1000", "Office account", Role.BANK, "1000"),
    HostAccount("1010", "Savings", Role.BANK, "1010"),
    HostAccount("1050", "Trust bank", Role.TRUST_BANK, "1050"),
    HostAccount("1055", "Trust investment", Role.TRUST_BANK, "1055"),
    HostAccount("1060", "Statutory deposit", Role.STATUTORY_DEPOSIT, "1060"),
    HostAccount("1200", "Accounts receivable", Role.RECEIVABLE, "1200"),
    HostAccount("1300", "Advanced client costs", Role.CLIENT_COSTS, "1300"),
    HostAccount("2000", "Accounts payable", Role.PAYABLE, "2000"),
    HostAccount("2050", "Visa", Role.CREDIT_CARD, "2050"),
    HostAccount("2100", "Partner loan", Role.LIABILITY, "2100"),
    HostAccount("2200", "Tax control", Role.TAX, "2200"),
    HostAccount("2300", "Trust liability", Role.TRUST_LIABILITY, "2300"),
    HostAccount("4000", "Fees", Role.INCOME, "4000"),
    HostAccount("4100", "Disbursements recovered", Role.DISBURSEMENT_RECOVERY, "4100"),
    HostAccount("4800", "Cash rounding", Role.INCOME, "4800"),
    HostAccount("5000", "Court fees", Role.EXPENSE, "5000"),
    HostAccount("6200", "Office expenses", Role.EXPENSE, "6200"),
    HostAccount("7000", "Exchange gain or loss", Role.INTERNAL, "7000"),
)
_OWN = {"1000": "35", "1010": "36", "2050": "42", "1200": "84", "2000": "33"}
_MADE = {
    "1050": ("Trust bank", "Bank"),
    "1055": ("Trust investment", "Bank"),
    "1060": ("Statutory deposit", "Other Current Asset"),
    "1300": ("Costs advanced to clients", "Other Current Asset"),
    "2100": ("Partner loan", "Other Current Liability"),
    "2300": ("Trust liability", "Other Current Liability"),
    "4000": ("Fees for services", "Income"),
    "4100": ("Disbursements charged", "Income"),
    "4800": ("Cash rounding", "Income"),
    "5000": ("Court filing fees", "Expense"),
    "6200": ("Stationery", "Expense"),
    "": ("Bank transfers", "Other Current Asset"),
}
_EXCHANGE = "85"
ENTITIES = {
    name.lower(): name
    for name in (
        "Invoice", "CreditMemo", "Payment", "Bill", "VendorCredit", "BillPayment", "Purchase", "Deposit", "Transfer",
        "JournalEntry", "Customer", "Vendor", "Item", "Class",
    )
}  # fmt: skip
"""What a practice makes, by the last word of its address."""

Sums = dict[tuple[str, str], Decimal]
"""(QuickBooks account id, "tax" or "exchange"; host's party id or "") -> balance in home currency, debit positive."""


class Firm(Office):
    """The office of the push tests, with a whole chart, trust, and the tax of its country."""

    def __init__(
        self, store: Store, ring: KeyRing, clock: Clock, sandbox: Sandbox, country: Country, *options: Option,
        trust: bool = True, foreign: bool = False,
    ) -> None:  # fmt: skip
        self.country = country
        company = sandbox.add_company(country.code, country.seed, f"Ashgrove {country.key}")
        books = Books("Ashgrove Legal", country.currency)
        ledger = MemoryLedger(chart=CHART, taxes=country.tax_codes, own_books=books)
        super().__init__(store, ring, clock, sandbox, company.realm_id, ledger)
        if foreign:
            self._keep_currencies()
        if country.key == "US automated":
            self._automate_tax()
        made = {code: self._open(*of) for code, of in _MADE.items()}
        self.map(self._mapping(self.connect(), made, frozenset(options), trust=trust, foreign=foreign))

    @property
    def company(self) -> Company:
        """The QuickBooks company itself."""
        return self.sandbox.company(self.realm)

    def push(self, *documents: Document) -> list[Ref]:
        """Post these in the practice and let the worker work; every one of them has to be done then."""
        refs = [self.post(document) for document in documents]
        self.drain()
        for ref in refs:
            row = self.operation(ref)
            assert row.state == OperationState.DONE, f"{ref} is {row.state} ({row.reason}): {row.words}"
        return refs

    def records_of(self, document: Document) -> list[tuple[str, str]]:
        """(part, QuickBooks entity) of everything that a document became, in the order in which it was made."""
        return [(link.part, link.quickbooks_type) for link in self.links_of(document.ref)]

    def links_of(self, ref: Ref) -> list[Link]:
        """Every live link of a record."""
        with self.store.read() as session:
            return list(links.live_parts(session, ref.firm, ref.kind, ref.id))

    def assert_books_agree(self, *, without: Iterable[Document] = ()) -> None:
        """Through the mapping, every account and party has the same balance in both books, to the cent."""
        practice, quickbooks = self.practice(without), self.quickbooks()
        assert quickbooks == practice, _told(practice, quickbooks)
        self._assert_intuit_knows_every_field()

    def practice(self, without: Iterable[Document] = ()) -> Sums:
        """The practice's side: everything posted, but for what is not pushed."""
        left_out = {document.ref for document in without}
        sums: Sums = {}
        for document in self.ledger.documents.values():
            for posting in document.postings if document.ref not in left_out else ():
                key = self._key(posting.account, posting.party)
                sums[key] = sums.get(key, Decimal(0)) + posting.amount
        return {key: amount for key, amount in sums.items() if amount}

    def quickbooks(self) -> Sums:
        """The company's side, from its ledger: every line."""
        taxes, whose, control = self._tax_accounts(), self._parties(), self._control()
        sums: Sums = {}
        for line in self.company.lines():
            account = control.get(line.account_id, line.account_id)
            key = (account, whose.get(line.name_id, line.name_id) if account in self._by_party else "")
            key = ("tax", "") if line.account_id in taxes else key
            key = ("exchange", "") if line.account_id == _EXCHANGE else key
            sums[key] = sums.get(key, Decimal(0)) + Decimal(line.cents).scaleb(-2)
        return {key: amount for key, amount in sums.items() if amount}

    def _assert_intuit_knows_every_field(self) -> None:
        for seen in self.requests():
            entity = ENTITIES.get(seen.path.rsplit("/", 1)[-1])
            if seen.method == "POST" and entity is not None and '"Id"' not in seen.body:
                check_body(entity, wire.decode(seen.body.encode()))

    @property
    def _by_party(self) -> set[str]:
        return {self.mapping.accounts[code] for code in ("1200", "2000", "2300")}

    def _control(self) -> dict[str, str]:
        """Receivables and payables of every currency -> those of the home currency."""
        home = {"Accounts Receivable": self.mapping.accounts["1200"], "Accounts Payable": self.mapping.accounts["2000"]}
        accounts = self.company.accounts()
        return {one["Id"]: home[one["AccountType"]] for one in accounts if one["AccountType"] in home}

    def _key(self, code: str, party: Party | None) -> tuple[str, str]:
        if code in ("2200", "7000"):
            return ("tax" if code == "2200" else "exchange"), ""
        account = self.mapping.accounts[code]
        return account, party.id if party and account in self._by_party else ""

    def _tax_accounts(self) -> set[str]:
        found = set()
        for agency in self.company.entities("TaxAgency"):
            for name in ("TaxTrackedOnSalesAccountRef", "TaxOnPurchasesAccountRef"):
                stored = self.company.store.get("TaxAgency", agency["Id"]) or {}
                found.add((stored.get(name) or {}).get("value", ""))
        return found | {
            account["Id"] for account in self.company.accounts() if account["AccountSubType"] == "SalesTaxPayable"
        }

    def _parties(self) -> dict[str, str]:
        matters = {matter.id: matter.client.id for matter in (WILL, HOUSE, ENGINE)}
        with self.store.read() as session:
            rows = [
                link
                for kind in (ReferenceKind.CUSTOMER, ReferenceKind.VENDOR, ReferenceKind.MATTER)
                for link in links.of_kind(session, FIRM, kind)
            ]
        return {row.quickbooks_id: matters.get(key := row.host_id.split(" ")[0], key) for row in rows}

    def _open(self, name: str, type_: str) -> str:
        return str(self.by_hand("Account", {"Name": name, "AccountType": type_})["Id"])

    def _keep_currencies(self) -> None:
        preferences = self.in_quickbooks("Preferences")[0]
        currencies = {**preferences["CurrencyPrefs"], "MultiCurrencyEnabled": True}
        self.by_hand("Preferences", {**preferences, "CurrencyPrefs": currencies})
        self.by_hand("CompanyCurrency", {"Code": "EUR"})

    def _automate_tax(self) -> None:
        """As a person does on QuickBooks' own pages: the API does not set it."""
        taxes = {"UsingSalesTax": True, "PartnerTaxEnabled": True}
        address = f"{self.sandbox.url}/sandbox/preferences"
        answer = requests.post(address, json={"realmId": self.realm, "TaxPrefs": taxes}, timeout=5)
        assert answer.ok, answer.text

    def _mapping(
        self, catalogue: Catalogue, made: dict[str, str], options: frozenset[Option], *, trust: bool, foreign: bool
    ) -> Mapping:
        named = {code.name: code.id for code in catalogue.tax_codes}
        switches = {Switch.SALES, Switch.SUPPLIER} | ({Switch.TRUST} if trust else set())
        self.mapping = Mapping(
            switches=frozenset(switches),
            bank_transfers_account=made[""],
            accounts=_OWN | {code: id_ for code, id_ in made.items() if code},
            tax_codes={code: named.get(name, name) for code, (_, name) in self.country.taxes.items()},
            currencies={self.country.currency: self.country.currency, "EUR": "EUR"} if foreign else {},
            options=options,
        )
        return self.mapping


def _told(practice: Sums, quickbooks: Sums) -> str:
    keys = sorted(practice.keys() | quickbooks.keys())
    differing = [key for key in keys if practice.get(key) != quickbooks.get(key)]
    return "; ".join(
        f"{key}: practice {practice.get(key, 0)}, QuickBooks {quickbooks.get(key, 0)}" for key in differing
    )


def numbers() -> Callable[[str], str]:
    """A source of document numbers: `next("INV")` gives INV-1, and so on."""
    counts: dict[str, Any] = {}

    def following(prefix: str) -> str:
        return f"{prefix}-{next(counts.setdefault(prefix, itertools.count(1)))}"

    return following
