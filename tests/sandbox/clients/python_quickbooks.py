"""Drives the client library python-quickbooks through its public interface; run by an interpreter that has it.

Arguments: the sandbox's address, a realm, and the tokens as JSON. Prints one JSON object for each thing tried:
`entity`, `operation`, and `error` where it failed.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

from intuitlib.client import AuthClient
from quickbooks import QuickBooks
from quickbooks import objects as qbo
from quickbooks.batch import batch_create, batch_delete, batch_update
from quickbooks.cdc import change_data_capture
from quickbooks.objects.attachable import Attachable
from quickbooks.objects.base import Ref
from quickbooks.objects.companycurrency import CompanyCurrency
from quickbooks.objects.deposit import DepositLineDetail
from quickbooks.objects.detailline import (
    AccountBasedExpenseLine,
    AccountBasedExpenseLineDetail,
    SalesItemLine,
    SalesItemLineDetail,
)
from quickbooks.objects.exchangerate import ExchangeRate
from quickbooks.objects.journalentry import JournalEntryLineDetail
from quickbooks.objects.preferences import Preferences
from quickbooks.objects.taxservice import TaxRateDetails

Make = Callable[[], Any]
EMAIL = "someone@example.com"


def ref(value: str) -> Ref:
    """A reference to an id."""
    made = Ref()
    made.value = value
    return made


def made(kind: type, **fields: Any) -> Any:
    """An unsaved object with its fields set."""
    thing = kind()
    for name, value in fields.items():
        setattr(thing, name, value)
    return thing


class Drive:
    """One connected company."""

    def __init__(self, url: str, tokens: dict[str, str]) -> None:
        QuickBooks.sandbox_api_url_v3 = f"{url}/v3"
        auth = AuthClient(
            tokens["client_id"],
            tokens["client_secret"],
            "http://localhost/callback",
            f"{url}/.well-known/openid_sandbox_configuration/",
        )
        auth.environment = "sandbox"
        self.qb = QuickBooks(
            auth_client=auth, refresh_token=tokens["refresh_token"], company_id=tokens["realmId"], minorversion=75
        )
        self.count = 0

    def name(self, kind: str) -> str:
        """A name that nothing else has."""
        self.count += 1
        return f"{kind} {self.count}"

    def sale(self, amount: float) -> Any:
        """A line that sells item 1."""
        return made(SalesItemLine, Amount=amount, SalesItemLineDetail=made(SalesItemLineDetail, ItemRef=ref("1")))

    def expense(self, amount: float) -> Any:
        """A line on account 7."""
        detail = made(AccountBasedExpenseLineDetail, AccountRef=ref("7"))
        return made(AccountBasedExpenseLine, Amount=amount, AccountBasedExpenseLineDetail=detail)

    def side(self, posting: str, account: str) -> Any:
        """A side of a journal entry."""
        detail = made(JournalEntryLineDetail, PostingType=posting, AccountRef=ref(account), Entity=None)
        return made(qbo.JournalEntryLine, Amount=10, DetailType="JournalEntryLineDetail", JournalEntryLineDetail=detail)

    def linked(self, kind: type, target: Any, amount: float) -> Any:
        """A payment's line."""
        return made(kind, Amount=amount, LinkedTxn=[target.to_linked_txn()])

    def invoice(self) -> Any:
        return made(qbo.Invoice, CustomerRef=ref("1"), Line=[self.sale(100)])

    def bill(self) -> Any:
        return made(qbo.Bill, VendorRef=ref("56"), Line=[self.expense(80)])

    def payment(self) -> Any:
        paid = self.invoice().save(qb=self.qb)
        line = self.linked(qbo.PaymentLine, paid, 60)
        return made(qbo.Payment, CustomerRef=ref("1"), TotalAmt=60, Line=[line])

    def bill_payment(self) -> Any:
        paid = self.bill().save(qb=self.qb)
        check = made(qbo.CheckPayment, BankAccountRef=ref("35"))
        line = self.linked(qbo.BillPaymentLine, paid, 80)
        return made(qbo.BillPayment, VendorRef=ref("56"), PayType="Check", CheckPayment=check, TotalAmt=80, Line=[line])

    def deposit(self) -> Any:
        line = made(qbo.DepositLine, Amount=20, DepositLineDetail=made(DepositLineDetail, AccountRef=ref("87")))
        return made(qbo.Deposit, DepositToAccountRef=ref("35"), Line=[line])

    def estimate(self) -> Any:
        return made(qbo.Estimate, CustomerRef=ref("1"), Line=[self.sale(30)])

    def receipt(self) -> Any:
        return made(qbo.SalesReceipt, CustomerRef=ref("1"), Line=[self.sale(25)])

    def refund(self) -> Any:
        return made(qbo.RefundReceipt, DepositToAccountRef=ref("35"), CustomerRef=ref("1"), Line=[self.sale(15)])

    def memo(self) -> Any:
        return made(qbo.CreditMemo, CustomerRef=ref("1"), Line=[self.sale(12)])

    def credit(self) -> Any:
        return made(qbo.VendorCredit, VendorRef=ref("56"), Line=[self.expense(9)])

    def purchase(self) -> Any:
        return made(qbo.Purchase, PaymentType="CreditCard", AccountRef=ref("42"), Line=[self.expense(10)])

    def transfer(self) -> Any:
        return made(qbo.Transfer, FromAccountRef=ref("35"), ToAccountRef=ref("36"), Amount=120)

    def entry(self) -> Any:
        return made(qbo.JournalEntry, Line=[self.side("Debit", "39"), self.side("Credit", "44")])

    def transactions(self) -> dict[str, Make]:
        """Transaction entities, which can be deleted."""
        return {
            "Bill": self.bill,
            "BillPayment": self.bill_payment,
            "CreditMemo": self.memo,
            "Deposit": self.deposit,
            "Estimate": self.estimate,
            "Invoice": self.invoice,
            "JournalEntry": self.entry,
            "Payment": self.payment,
            "Purchase": self.purchase,
            "RefundReceipt": self.refund,
            "SalesReceipt": self.receipt,
            "Transfer": self.transfer,
            "VendorCredit": self.credit,
        }

    def lists(self) -> dict[str, Make]:
        """List entities, which can be made inactive, and the field that a change changes."""
        return {
            "Account": lambda: made(qbo.Account, Name=self.name("Account"), AccountType="Expense"),
            "Class": lambda: made(qbo.Class, Name=self.name("Class")),
            "Customer": lambda: made(qbo.Customer, DisplayName=self.name("Customer")),
            "Department": lambda: made(qbo.Department, Name=self.name("Department")),
            "Employee": lambda: made(qbo.Employee, GivenName="Ann", FamilyName=self.name("Employee")),
            "Item": lambda: made(qbo.Item, Name=self.name("Item"), Type="Service", IncomeAccountRef=ref("79")),
            "PaymentMethod": lambda: made(qbo.PaymentMethod, Name=self.name("Method")),
            "Term": lambda: made(qbo.Term, Name=self.name("Term"), DueDays=7),
            "Vendor": lambda: made(qbo.Vendor, DisplayName=self.name("Vendor")),
        }


def attempt(entity: str, operation: str, work: Callable[[], Any]) -> Any:
    """Do something and print how it went."""
    try:
        result = work()
    except Exception as error:  # every failure is reported, whatever it is
        print(json.dumps({"entity": entity, "operation": operation, "error": f"{type(error).__name__}: {error}"}))
        return None
    print(json.dumps({"entity": entity, "operation": operation}))
    return result


def expect(condition: object, words: str) -> None:
    """Raise with `words` unless `condition` holds."""
    if not condition:
        raise AssertionError(words)


def drive_transaction(drive: Drive, entity: str, make: Make) -> None:
    """Create, read, update, query, count, void, delete."""
    qb = drive.qb
    thing = attempt(entity, "create", lambda: make().save(qb=qb))
    if thing is None:
        return
    kind = type(thing)

    def update() -> Any:
        read = kind.get(thing.Id, qb=qb)
        read.PrivateNote = "changed by a library"
        saved = read.save(qb=qb)
        expect(saved.PrivateNote == "changed by a library", "the note did not change")
        expect(int(saved.SyncToken) > int(thing.SyncToken), "the SyncToken did not rise")
        return saved

    attempt(entity, "read", lambda: expect(kind.get(thing.Id, qb=qb).Id == thing.Id, "another record"))
    attempt(entity, "update", update)
    attempt(entity, "query", lambda: expect(len(kind.filter(Id=thing.Id, qb=qb)) == 1, "not found by its id"))
    attempt(entity, "count", lambda: expect(kind.count(qb=qb) >= 1, "counted none"))
    if entity in {"Invoice", "Payment", "SalesReceipt", "BillPayment"}:
        other = make().save(qb=qb)
        attempt(entity, "void", lambda: expect("Voided" in _voided(other, kind, qb).PrivateNote, "no note of it"))
    attempt(entity, "delete", lambda: kind.get(thing.Id, qb=qb).delete(qb=qb))


def _voided(thing: Any, kind: Any, qb: Any) -> Any:
    thing.void(qb=qb)
    return kind.get(thing.Id, qb=qb)


def drive_list(drive: Drive, entity: str, make: Make) -> None:
    """Create, read, update, query, inactivate."""
    qb = drive.qb
    thing = attempt(entity, "create", lambda: make().save(qb=qb))
    if thing is None:
        return
    kind = type(thing)

    def inactivate() -> None:
        read = kind.get(thing.Id, qb=qb)
        read.Active = False
        read.save(qb=qb)
        expect(not kind.filter(Id=thing.Id, qb=qb), "an inactive record is found")

    attempt(entity, "read", lambda: expect(kind.get(thing.Id, qb=qb).Id == thing.Id, "another record"))
    attempt(entity, "update", lambda: kind.get(thing.Id, qb=qb).save(qb=qb))
    attempt(entity, "query", lambda: expect(len(kind.filter(Id=thing.Id, qb=qb)) == 1, "not found by its id"))
    attempt(entity, "all", lambda: expect(kind.all(order_by="Id", max_results=5, qb=qb), "none listed"))
    attempt(entity, "inactivate", inactivate)


def drive_others(drive: Drive) -> None:
    """What has no ids of its own, or is read only."""
    qb = drive.qb
    attempt("CompanyInfo", "read", lambda: expect(qbo.CompanyInfo.all(qb=qb)[0].CompanyName, "no name"))
    attempt("Preferences", "read", lambda: expect(Preferences.get(qb=qb).CurrencyPrefs.HomeCurrency.value, "none"))

    def switch_on() -> None:
        prefs = Preferences.get(qb=qb)
        prefs.CurrencyPrefs.MultiCurrencyEnabled = True
        prefs.save(qb=qb)

    def agency() -> Any:
        return made(qbo.TaxAgency, DisplayName=drive.name("Agency")).save(qb=qb)

    def service() -> None:
        details = made(TaxRateDetails, TaxRateName="r1", RateValue=8, TaxAgencyId=qbo.TaxAgency.all(qb=qb)[0].Id)
        made(qbo.TaxService, TaxCode=drive.name("Code"), TaxRateDetails=[details]).save(qb=qb)

    attempt("TaxAgency", "create", agency)
    attempt("TaxAgency", "query", lambda: expect(qbo.TaxAgency.all(qb=qb), "none"))
    attempt("TaxService", "create", service)
    attempt("TaxCode", "query", lambda: expect(qbo.TaxCode.all(qb=qb), "none"))
    attempt("TaxRate", "query", lambda: expect(qbo.TaxRate.all(qb=qb), "none"))
    drive_attachable(qb)
    attempt("Preferences", "update", switch_on)
    attempt("CompanyCurrency", "create", lambda: made(CompanyCurrency, Code="EUR").save(qb=qb))
    attempt("CompanyCurrency", "query", lambda: expect(CompanyCurrency.all(qb=qb)[0].Code == "EUR", "another"))
    rate = made(ExchangeRate, SourceCurrencyCode="EUR", TargetCurrencyCode="USD", AsOfDate="2026-01-02", Rate=1.25)
    attempt("ExchangeRate", "update", lambda: rate.save(qb=qb))
    where = "SourceCurrencyCode = 'EUR' AND AsOfDate = '2026-01-02'"
    attempt("ExchangeRate", "query", lambda: expect(ExchangeRate.where(where, qb=qb)[0].Rate == 1.25, "another rate"))


def drive_attachable(qb: Any) -> None:
    """Notes and files."""
    attempt("Attachable", "create", lambda: made(Attachable, Note="a note").save(qb=qb))
    file = made(Attachable, FileName="letter.txt", ContentType="text/plain", _FileBytes=b"Dear client")
    sent = attempt("Attachable", "upload", lambda: file.save(qb=qb))
    attempt("Attachable", "query", lambda: expect(Attachable.filter(FileName="letter.txt", qb=qb), "not found"))
    if sent is not None:
        attempt("Attachable", "delete", lambda: Attachable.get(sent.Id, qb=qb).delete(qb=qb))


def drive_batch(drive: Drive, since: str) -> None:
    """Batches of every transaction, and the feed of changes for everything at once."""
    qb = drive.qb
    for entity, make in {**drive.transactions(), **drive.lists()}.items():

        def create(make: Make = make) -> Any:
            done = batch_create([make(), make()], qb=qb)
            expect(len(done.successes) == 2, str([fault.Error[0].Detail for fault in done.faults]))
            return done.successes

        both = attempt(entity, "batch create", create) or []

        def update(both: Any = both) -> Any:
            done = batch_update([type(one).get(one.Id, qb=qb) for one in both], qb=qb)
            expect(len(done.successes) == 2, str([fault.Error[0].Detail for fault in done.faults]))
            return done.successes

        if entity != "BillPayment":
            both = attempt(entity, "batch update", update) or []
        if entity in drive.transactions():

            def delete(both: Any = both) -> None:
                done = batch_delete(both, qb=qb)
                expect(len(done.successes) == len(both) == 2, "not both were deleted")

            attempt(entity, "batch delete", delete)
    kinds = [type(make()) for make in (*drive.transactions().values(), *drive.lists().values())]
    changed = attempt("every entity", "change data capture", lambda: change_data_capture(kinds, since, qb=qb))
    for kind in kinds:
        name = kind.qbo_object_name
        attempt(name, "changed", partial(_expect_changes, changed, name))


def _expect_changes(changed: Any, name: str) -> None:
    expect(len(getattr(changed, name)) > 0, "no change seen")


def drive_rest(drive: Drive) -> None:
    """PDF, e-mail, reports, token renewal."""
    qb = drive.qb
    sent = drive.invoice().save(qb=qb)
    attempt("Invoice", "pdf", lambda: expect(sent.download_pdf(qb=qb).startswith(b"%PDF"), "no PDF"))
    attempt("Invoice", "send", lambda: sent.send(qb=qb, send_to=EMAIL))
    for report in ("ProfitAndLoss", "BalanceSheet", "TrialBalance", "GeneralLedger", "TransactionList"):
        attempt("reports", report, partial(qb.get_report, report))
    attempt("tokens", "refresh", qb.auth_client.refresh)


def main(url: str, tokens: str, since: str) -> None:
    """Drive everything."""
    drive = Drive(url, json.loads(tokens))
    for entity, make in drive.transactions().items():
        drive_transaction(drive, entity, make)
    for entity, make in drive.lists().items():
        drive_list(drive, entity, make)
    drive_batch(drive, since)
    drive_rest(drive)
    drive_others(drive)


if __name__ == "__main__":
    main(*sys.argv[1:])
