"""Random requests for a company as it stands: every entity that can be written, mostly good, sometimes spoiled."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from matterbooks.sandbox.company import Company
from tests.sandbox.bodies import JUNK
from tests.sandbox.client import Json
from tests.sandbox.stocking import counted

AMOUNTS = st.integers(1, 50_000).map(lambda cents: Decimal(cents) / 100)
DAYS = st.integers(1, 28).map(lambda day: f"2026-02-{day:02d}")
QUANTITIES = st.sampled_from([Decimal(1), Decimal(2), Decimal(7), Decimal("0.5"), Decimal("3.333"), Decimal(-1)])
PARTS = st.sampled_from([Decimal("0.3"), Decimal("0.5"), Decimal(1), Decimal("1.2")])
Draw = Callable[[st.SearchStrategy[Json]], Json]


class Bodies:
    """Draws bodies that refer to what `company` holds."""

    def __init__(self, company: Company, draw: st.DrawFn) -> None:
        self.company, self._draw = company, draw
        self._home = company.home_currency

    def one(self, entity: str) -> Json:
        """A body of `entity`."""
        body: Json = getattr(self, entity.lower())()
        return {name: value for name, value in body.items() if value is not None}

    def pick(self, entity: str, **wanted: str) -> str:
        """The id of a record of `entity` (with these values), empty if there is none."""
        found = [
            one["Id"]
            for one in self.company.store.all(entity)
            if all(one.get(name) == value for name, value in wanted.items())
        ]
        return str(self._draw(st.sampled_from(found))) if found else ""

    def currency(self) -> Json:
        """The currency of a party, home more often than not."""
        codes = [self._home, self._home, *(one["Code"] for one in self.company.store.all("CompanyCurrency"))]
        return {"value": self._draw(st.sampled_from(codes))}

    def _party(self, entity: str) -> tuple[Json, Json]:
        """A reference to a party, and the fields that its currency brings to a transaction."""
        identifier = self.pick(entity)
        record = self.company.store.get(entity, identifier) or {}
        if self.company.preference("CurrencyPrefs", "MultiCurrencyEnabled") is not True:
            return {"value": identifier}, {}
        code = record.get("CurrencyRef", {}).get("value", self._home)
        rate = self._draw(st.sampled_from([None, Decimal("0.7331"), Decimal("1.2")])) if code != self._home else None
        return {"value": identifier}, {"CurrencyRef": {"value": code}, **({"ExchangeRate": rate} if rate else {})}

    def _at_home(self) -> Json:
        several = self.company.preference("CurrencyPrefs", "MultiCurrencyEnabled") is True
        return {"CurrencyRef": {"value": self._home}} if several else {}

    def _code(self) -> Json:
        if self.company.country == "US":
            return {"TaxCodeRef": {"value": self._draw(st.sampled_from(["TAX", "NON"]))}}
        return {"TaxCodeRef": {"value": self.pick("TaxCode")}}

    def _mode(self) -> Json:
        if self.company.country == "US":
            return {}
        return {"GlobalTaxCalculation": self._draw(st.sampled_from(["TaxExcluded", "TaxInclusive", "NotApplicable"]))}

    def _account(self, *kinds: str) -> Json:
        found = [one["Id"] for one in self.company.store.all("Account") if one["AccountType"] in kinds]
        return {"value": self._draw(st.sampled_from(found))}

    def _sales(self) -> list[Json]:
        return [self._line("SalesItemLineDetail", self._sold()) for _ in range(self._draw(st.integers(1, 3)))]

    def _expenses(self) -> list[Json]:
        return [self._expense() for _ in range(self._draw(st.integers(1, 3)))]

    def _line(self, kind: str, detail: Json) -> Json:
        return {"Amount": self._draw(AMOUNTS), "DetailType": kind, kind: {**detail, **self._code()}}

    def _sold(self) -> Json:
        return self._stock() if self._draw(st.booleans()) else {"ItemRef": {"value": self.pick("Item", Type="Service")}}

    def _expense(self) -> Json:
        if self._draw(st.booleans()):
            return self._line("ItemBasedExpenseLineDetail", self._stock())
        return self._line("AccountBasedExpenseLineDetail", {"AccountRef": self._account("Expense", "Income")})

    def _stock(self) -> Json:
        return {"ItemRef": {"value": self.pick("Item", Type="Inventory")}, "Qty": self._draw(QUANTITIES)}

    def _sale(self) -> Json:
        party, money = self._party("Customer")
        return {"CustomerRef": party, "TxnDate": self._draw(DAYS), "Line": self._sales(), **money, **self._mode()}

    def invoice(self) -> Json:
        return self._sale()

    creditmemo = estimate = invoice

    def salesreceipt(self) -> Json:
        return {**self._sale(), "DepositToAccountRef": self._draw(st.sampled_from([None, {"value": "35"}]))}

    def refundreceipt(self) -> Json:
        return {**self._sale(), "DepositToAccountRef": {"value": "35"}}

    def bill(self) -> Json:
        party, money = self._party("Vendor")
        return {"VendorRef": party, "TxnDate": self._draw(DAYS), "Line": self._expenses(), **money, **self._mode()}

    vendorcredit = bill

    def purchase(self) -> Json:
        kind, account = self._draw(st.sampled_from([("Check", "35"), ("Cash", "35"), ("CreditCard", "42")]))
        body = {"PaymentType": kind, "AccountRef": {"value": account}, "TxnDate": self._draw(DAYS)}
        return {**body, "Line": self._expenses(), **self._mode(), **self._at_home()}

    def transfer(self) -> Json:
        accounts = {"FromAccountRef": self._account("Bank"), "ToAccountRef": self._account("Bank", "Credit Card")}
        return {**accounts, "Amount": self._draw(AMOUNTS), "TxnDate": self._draw(DAYS), **self._at_home()}

    def deposit(self) -> Json:
        line: Json = {
            "Amount": self._draw(AMOUNTS),
            "DetailType": "DepositLineDetail",
            "DepositLineDetail": {"AccountRef": self._account("Income", "Other Current Liability", "Equity")},
        }
        taken = self.pick(kind := self._draw(st.sampled_from(["Payment", "SalesReceipt"])))
        linked = [{"Amount": Decimal(1), "LinkedTxn": [{"TxnId": taken, "TxnType": kind, "TxnLineId": "0"}]}]
        lines = self._draw(st.sampled_from([[line], linked if taken else [line], [line, *linked] if taken else [line]]))
        return {"DepositToAccountRef": {"value": "35"}, "TxnDate": self._draw(DAYS), "Line": lines, **self._at_home()}

    def journalentry(self) -> Json:
        amount = self._draw(AMOUNTS)
        first, second = self._draw(
            st.sampled_from([("Income", "Bank"), ("Accounts Receivable", "Income"), ("Expense", "Accounts Payable")])
        )
        party = {"Accounts Receivable": "Customer", "Accounts Payable": "Vendor"}
        sides = []
        for posting, kind in zip(self._draw(st.permutations(["Debit", "Credit"])), (first, second), strict=True):
            detail: Json = {"PostingType": posting, "AccountRef": {"value": self._home_account(kind)}}
            if kind in party:
                detail["Entity"] = {"Type": party[kind], "EntityRef": {"value": self.pick(party[kind])}}
            line = {"Amount": amount, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail": detail}
            sides.append(line)
        return {"TxnDate": self._draw(DAYS), "Line": sides, **self._at_home()}

    def _home_account(self, kind: str) -> str:
        accounts = (one for one in self.company.store.all("Account") if one["AccountType"] == kind)
        return str(next(one["Id"] for one in accounts if one["CurrencyRef"]["value"] == self._home))

    def _links(self, charge: str, credit: str) -> tuple[list[Json], Decimal]:
        lines, total = [], Decimal()
        for kind, sign in ((charge, 1), (charge, 1), (credit, -1)):
            target = self.company.store.get(kind, self.pick(kind)) if self._draw(st.booleans()) else None
            if target is not None and target["Balance"]:
                amount = (Decimal(target["Balance"]) * self._draw(PARTS)).quantize(Decimal("0.01"))
                lines.append({"Amount": amount, "LinkedTxn": [{"TxnId": target["Id"], "TxnType": kind}]})
                total += sign * amount
        return lines, total

    def payment(self) -> Json:
        party, money = self._party("Customer")
        lines, total = self._links("Invoice", "CreditMemo")
        more = self._draw(st.sampled_from([Decimal(0), Decimal(0), Decimal(25)]))
        total = max(Decimal(0), total) + more
        return {"CustomerRef": party, "TotalAmt": total, "Line": lines, "TxnDate": self._draw(DAYS), **money}

    def billpayment(self) -> Json:
        party, money = self._party("Vendor")
        lines, total = self._links("Bill", "VendorCredit")
        body = {"VendorRef": party, "TotalAmt": max(Decimal(0), total), "Line": lines, "TxnDate": self._draw(DAYS)}
        if self._draw(st.booleans()):
            return {**body, **money, "PayType": "Check", "CheckPayment": {"BankAccountRef": {"value": "35"}}}
        return {**body, **money, "PayType": "CreditCard", "CreditCardPayment": {"CCAccountRef": {"value": "42"}}}

    def _named(self) -> str:
        return f"N{self._draw(st.integers(1, 40))}"

    def customer(self) -> Json:
        parent = self.pick("Customer") if self._draw(st.booleans()) else ""
        place: Json = {"ParentRef": {"value": parent}, "Job": True} if parent else {"CurrencyRef": self.currency()}
        return {"DisplayName": self._named(), **place}

    def vendor(self) -> Json:
        return {"DisplayName": self._named(), "CurrencyRef": self.currency()}

    def employee(self) -> Json:
        return {"GivenName": "E", "FamilyName": self._named()}

    def account(self) -> Json:
        kind = self._draw(st.sampled_from(["Bank", "Expense", "Income", "Other Current Liability"]))
        return {"Name": self._named(), "AccountType": kind}

    def item(self) -> Json:
        if self._draw(st.booleans()):
            quantity, cost = self._draw(QUANTITIES), self._draw(AMOUNTS)
            return counted(quantity, Name=self._named(), PurchaseCost=cost, InvStartDate=self._draw(DAYS))
        return {"Name": self._named(), "Type": "Service", "IncomeAccountRef": self._account("Income")}

    def term(self) -> Json:
        return {"Name": self._named(), "DueDays": self._draw(st.integers(0, 60))}

    def paymentmethod(self) -> Json:
        return {"Name": self._named()}

    def department(self) -> Json:
        return {"Name": self._named()}


setattr(Bodies, "class", Bodies.department)  # `class` is a word of the language

WRITTEN = (
    "Invoice", "Invoice", "Payment", "Payment", "CreditMemo", "Bill", "Bill", "BillPayment", "BillPayment",
    "VendorCredit", "SalesReceipt", "RefundReceipt", "Estimate", "Purchase", "Transfer", "Deposit", "JournalEntry",
    "Customer", "Vendor", "Employee", "Account", "Item", "Class", "Department", "Term", "PaymentMethod",
)  # fmt: skip
"""What is asked for, the more often the more it can go wrong."""


def spoil(draw: st.DrawFn, body: Json) -> Json:
    """`body` with one thing wrong somewhere."""
    body = copy.deepcopy(body)
    place = body
    while True:
        name = draw(st.sampled_from(sorted(place)))
        inner = place[name]
        if isinstance(inner, list) and inner:
            inner = inner[draw(st.integers(0, len(inner) - 1))]
        if not isinstance(inner, dict) or not inner or draw(st.booleans()):
            break
        place = inner
    how = draw(st.sampled_from(["gone", "unknown", "junk", "junk"]))
    if how == "gone":
        del place[name]
    elif how == "unknown":
        place["NoSuchField"] = 1
    else:
        place[name] = draw(st.sampled_from(JUNK))
    return body
