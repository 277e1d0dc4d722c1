"""Two ways to the same figure: what the ledger says is owed, and what open transactions say."""

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.money import to_cents

SETTLED = frozenset({"Invoice", "CreditMemo", "Payment"})


def receivable(company: Company) -> int:
    """Cents on accounts receivable, by the ledger."""
    return sum(company.book.balance(one) for one in _control(company))


def open_receivable(company: Company) -> int:
    """Cents that open invoices, credit memos and payments leave, with what other entries book directly."""
    invoices = sum(to_cents(one["Balance"]) for one in company.store.all("Invoice"))
    credits_left = sum(to_cents(one["Balance"]) for one in company.store.all("CreditMemo"))
    unapplied = sum(to_cents(one["UnappliedAmt"]) for one in company.store.all("Payment"))
    control = _control(company)
    direct = sum(
        posting.cents
        for entry in company.book.entries()
        if entry.txn_type not in SETTLED
        for posting in entry.postings
        if posting.account_id in control
    )
    return invoices - credits_left - unapplied + direct


def _control(company: Company) -> set[str]:
    return {one["Id"] for one in company.store.all("Account") if one["AccountType"] == "Accounts Receivable"}
