"""A company in which something of everything was booked, over two fiscal years."""

from decimal import Decimal

from matterbooks.sandbox.api import service
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from tests.sandbox.reports.books import Json, account, company, make, sale, side

CLIENT, VENDOR = "58", "56"


def named(kind: str, ledger_account: str, amount: str, party: str, entity: str = "Customer") -> Json:
    """A line of a journal entry with a name."""
    line = side(kind, ledger_account, amount)
    line["JournalEntryLineDetail"]["Entity"] = {"Type": entity, "EntityRef": {"value": party}}
    return line


def invoice(books: Company, day: str, amount: str, customer: str = CLIENT, **more: object) -> Json:
    """An invoice for one service."""
    return make(books, "Invoice", {"CustomerRef": {"value": customer}, "TxnDate": day, "Line": [sale(amount)]}, **more)


def applied(amount: str, kind: str, record: Json) -> Json:
    """A line of a payment."""
    return {"Amount": Decimal(amount), "LinkedTxn": [{"TxnId": record["Id"], "TxnType": kind}]}


def payment(books: Company, day: str, total: str, *lines: Json, customer: str = CLIENT) -> Json:
    """A customer's payment into Undeposited Funds."""
    body = {"CustomerRef": {"value": customer}, "TxnDate": day, "TotalAmt": Decimal(total), "Line": list(lines)}
    return make(books, "Payment", body)


def paid_by_cheque(books: Company, day: str, total: str, *lines: Json) -> Json:
    """A bill payment by cheque."""
    body = {"VendorRef": {"value": VENDOR}, "PayType": "Check", "CheckPayment": {"BankAccountRef": {"value": "35"}}}
    return make(books, "BillPayment", body, TxnDate=day, TotalAmt=Decimal(total), Line=list(lines))


def owed(books: Company, day: str, amount: str) -> Json:
    """What a vendor is owed: a journal entry that credits accounts payable."""
    lines = [side("Debit", "97", amount), named("Credit", "33", amount, VENDOR, "Vendor")]
    return make(books, "JournalEntry", {"TxnDate": day, "Line": lines})


def bought(books: Company, kind: str, day: str, amount: str, **more: object) -> Json:
    """A bill, or a vendor's credit, for rent."""
    detail = {"AccountRef": {"value": "97"}}
    line = {"Amount": Decimal(amount), "DetailType": "AccountBasedExpenseLineDetail"}
    body = {"VendorRef": {"value": VENDOR}, "TxnDate": day}
    return make(books, kind, body, Line=[{**line, "AccountBasedExpenseLineDetail": detail}], **more)


def entry(books: Company, day: str, debit: str, credit: str, amount: str, **more: object) -> Json:
    """A journal entry of two lines."""
    lines = [side("Debit", debit, amount), side("Credit", credit, amount)]
    return make(books, "JournalEntry", {"TxnDate": day, "Line": lines}, **more)


def spent(books: Company, day: str, amount: str, ledger_account: str, customer: str = "", **more: object) -> Json:
    """A cheque from Checking."""
    about = {"CustomerRef": {"value": customer}} if customer else {}
    detail = {"AccountRef": {"value": ledger_account}, **about}
    line = {"Amount": Decimal(amount), "DetailType": "AccountBasedExpenseLineDetail"}
    body = {"PaymentType": "Check", "AccountRef": {"value": "35"}, "TxnDate": day}
    return make(books, "Purchase", body, Line=[{**line, "AccountBasedExpenseLineDetail": detail}], **more)


def voided(books: Company, kind: str, record: Json) -> Json:
    """Void a record as it is now."""
    now = books.transaction(kind, record["Id"])
    assert now is not None
    body = {"Id": record["Id"], "SyncToken": now["SyncToken"]}
    return service.write(books, REGISTRY[kind], body, "void", frozenset())


def prefer(books: Company, group: str, **values: object) -> None:
    """Change some preferences of a group."""
    now = books.preferences()
    make(books, "Preferences", {**now, group: {**now[group], **values}})


def matter(books: Company, name: str, parent: str = CLIENT) -> str:
    """A sub-customer; answers its id."""
    body = {"DisplayName": name, "ParentRef": {"value": parent}, "Job": True}
    return str(make(books, "Customer", body)["Id"])


def busy() -> Company:
    """Income, costs, expenses and other items; two matters; credits, payments and debts; sub-accounts; last year."""
    books = company()
    land = account(books, "Conveyancing", "1")
    first, second = matter(books, "Matter 1"), matter(books, "Matter 2")
    entry(books, "2024-03-01", "35", "34", "9000")
    entry(books, "2024-11-30", "35", "1", "700")
    entry(books, "2024-12-01", "7", "35", "100")
    old = invoice(books, "2025-05-01", "400", first)
    new = invoice(books, "2025-08-20", "250", second, DueDate="2025-09-19")
    invoice(books, "2025-08-01", "60")
    memo = {"CustomerRef": {"value": first}, "TxnDate": "2025-08-05", "Line": [sale("50")]}
    credit = make(books, "CreditMemo", memo)
    payment(
        books, "2025-08-10", "100", applied("150", "Invoice", old), applied("50", "CreditMemo", credit), customer=first
    )
    payment(books, "2025-09-01", "80", applied("30", "Invoice", new), customer=second)
    debt = owed(books, "2025-07-01", "500")
    paid_by_cheque(books, "2025-08-15", "200", applied("200", "JournalEntry", debt))
    owed(books, "2025-09-05", "45.05")
    spent(books, "2025-06-10", "20.25", "80", first)
    entry(books, "2025-07-07", "35", "99", "3.33")
    entry(books, "2025-07-08", "85", "35", "1.11")
    entry(books, "2025-07-09", "35", land, "90")
    entry(books, "2025-07-10", "39", "35", "12")
    return books
