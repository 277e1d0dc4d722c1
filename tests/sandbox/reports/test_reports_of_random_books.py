"""Whatever was booked, in one currency or two: the reports of the company agree. Seeds make the same books again."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from matterbooks.sandbox.api import service
from matterbooks.sandbox.books.open_items import SIDES
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.reports.build import build
from matterbooks.sandbox.reports.model import Cells, Report, Section
from matterbooks.sandbox.reports.period import Period
from tests.sandbox.reports.books import Json, company, make, sale
from tests.sandbox.reports.busy import applied, entry, matter, prefer

AGED = {"Accounts Receivable": "AgedReceivables", "Accounts Payable": "AgedPayables"}
SIGNS = {"Income": 1, "COGS": -1, "Expenses": -1, "OtherIncome": 1, "OtherExpenses": -1}
STEPS = 70
FIRST = date(2024, 11, 1)
CHARGES = {"Payment": ("Invoice", "CreditMemo"), "BillPayment": ("Bill", "VendorCredit")}


class Hands:
    """Enters, pays, voids and deletes at random; what is refused is left out."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.books = company()
        self.euro: Json = {}
        if seed % 2:
            prefer(self.books, "CurrencyPrefs", MultiCurrencyEnabled=True)
            make(self.books, "CompanyCurrency", {"Code": "EUR"})
            self.euro = {"CurrencyRef": {"value": "EUR"}}
        client = make(self.books, "Customer", {"DisplayName": "Abroad", **self.euro})["Id"]
        supplier = make(self.books, "Vendor", {"DisplayName": "Supplier", **self.euro})["Id"]
        home = {"CurrencyRef": {"value": "USD"}}
        self.clients = [(client, self.euro or home), ("58", home), (matter(self.books, "Matter"), home)]
        self.vendors = [(supplier, self.euro or home), ("56", home)]

    def work(self) -> Company:
        """The books after all steps."""
        for _ in range(STEPS):
            step = self.random.choice([self.sell, self.buy, self.receive, self.pay, self.move, self.undo])
            with suppress(ServiceFault):
                step()
        return self.books

    def sell(self) -> None:
        kind = self.random.choice(["Invoice", "Invoice", "CreditMemo"])
        client, currency = self.random.choice(self.clients)
        self._make(kind, currency, CustomerRef={"value": client}, Line=[sale(self._amount())])

    def buy(self) -> None:
        kind = self.random.choice(["Bill", "Bill", "VendorCredit"])
        vendor, currency = self.random.choice(self.vendors)
        detail = {"AccountRef": {"value": self.random.choice(["7", "97", "80", "85"])}}
        line = {"Amount": Decimal(self._amount()), "DetailType": "AccountBasedExpenseLineDetail"}
        self._make(
            kind, currency, VendorRef={"value": vendor}, Line=[{**line, "AccountBasedExpenseLineDetail": detail}]
        )

    def receive(self) -> None:
        client, currency = self.random.choice(self.clients)
        total, lines = self._applied("Payment", "CustomerRef", client)
        self._make("Payment", currency, CustomerRef={"value": client}, TotalAmt=total, Line=lines)

    def pay(self) -> None:
        vendor, currency = self.random.choice(self.vendors)
        total, lines = self._applied("BillPayment", "VendorRef", vendor)
        way = {"PayType": "Check", "CheckPayment": {"BankAccountRef": {"value": "35"}}}
        self._make("BillPayment", currency, VendorRef={"value": vendor}, TotalAmt=total, Line=lines, **way)

    def move(self) -> None:
        one, two = self.random.sample(["35", "36", "7", "1", "99", "44", "39"], 2)
        entry(self.books, self._day(), one, two, self._amount(), CurrencyRef={"value": "USD"})

    def undo(self) -> None:
        kind = self.random.choice(["Invoice", "Payment", "BillPayment", "Bill", "CreditMemo"])
        record = self.random.choice(self.books.entities(kind) or [{}])
        operation = self.random.choice(["void", "delete"])
        service.write(self.books, REGISTRY[kind], {**_own(record)}, operation, frozenset())

    def _applied(self, kind: str, party: str, identifier: str) -> tuple[Decimal, list[Json]]:
        charge, credit = CHARGES[kind]
        lines, total = [], Decimal(0)
        for entity, sign in ((charge, 1), (charge, 1), (credit, -1)):
            found = [one for one in self._open(entity) if one[party]["value"] == identifier]
            if found and self.random.random() < 0.7:
                record = self.random.choice(found)
                part = min(record["Balance"], Decimal(self._amount()))
                lines.append(applied(str(part), entity, record))
                total += sign * part
        return max(total, Decimal(0)) + self.random.choice([Decimal(0), Decimal("0.07")]), lines

    def _open(self, entity: str) -> Iterator[Json]:
        return (one for one in self.books.entities(entity) if one["Balance"])

    def _make(self, kind: str, currency: Json, **body: object) -> None:
        foreign = currency["CurrencyRef"]["value"] == "EUR"
        rate = {"ExchangeRate": Decimal(self.random.randint(900, 1300)) / 1000} if foreign else {}
        make(self.books, kind, {"TxnDate": self._day(), **currency, **rate, **body})

    def _day(self) -> str:
        return (FIRST + timedelta(days=self.random.randrange(300))).isoformat()

    def _amount(self) -> str:
        return str(Decimal(self.random.choice([1, 333, 1111, 20000])) / 100)


def _own(record: Json) -> Json:
    return {name: record[name] for name in ("Id", "SyncToken") if name in record}


@pytest.mark.parametrize("seed", range(12))
def test_reports_of_random_books_agree(seed: int) -> None:
    books = Hands(seed).work()
    days = sorted({line.date for line in books.journal()})
    assert len(days) > STEPS // 5
    for day in days[::5]:
        _agree(books, day)


def _agree(company: Company, day: date) -> None:
    year = Period(date(day.year, 1, 1), day)
    trial = build(company, "TrialBalance", year)
    assert trial.total is not None
    assert _figure(trial.total, "debit") == _figure(trial.total, "credit")
    balances = {str(row.cells["account"].id): _side(row.cells) for row in trial.rows()}
    sheet = _totals(build(company, "BalanceSheet", year))
    assert sheet["TotalAssets"] == sheet["TotalLiabilitiesAndEquity"]
    profit = _totals(build(company, "ProfitAndLoss", year))
    assert profit["NetIncome"] == sum(sign * profit.get(code, 0) for code, sign in SIGNS.items())
    for side in SIDES.values():
        accounts = [one["Id"] for one in company.accounts() if one["AccountType"] == side.control]
        standing = side.sign * sum(balances.get(one, 0) for one in accounts)
        assert _totals(build(company, AGED[side.control], Period(day, day))).get("GrandTotal", 0) == standing


def _side(cells: Cells) -> int:
    return _figure(cells, "debit") - _figure(cells, "credit")


def _totals(report: Report) -> dict[str, int]:
    return {one.code: _figure(one.total, "total") for one in report.sections if isinstance(one, Section)}


def _figure(cells: Cells, key: str) -> int:
    value = cells[key].value if key in cells else None
    return value if isinstance(value, int) else 0
