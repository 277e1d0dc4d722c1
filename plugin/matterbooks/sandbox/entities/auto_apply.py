"""What QuickBooks applies by itself where the company wants it: credits and payments against open invoices.

With ``AutoApplyCredit`` a new credit memo goes to the customer's oldest open invoices and a new invoice takes open
credit memos, by a payment of nothing that bears QuickBooks' own note (Intuit: seen in the sample company). With
``AutoApplyPayments`` the same happens between payments and invoices (assumed); that a customer's sub-customers are
left alone is assumed too.
"""

from matterbooks.sandbox.books import links
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import oldest_first
from matterbooks.sandbox.entities.payment import Payment
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record

NOTE = "Created by QB Online to link credits to charges."
OTHER = {"Invoice": "CreditMemo", "CreditMemo": "Invoice"}


def apply_new(work: Work, kind: str, record: Record) -> None:
    """Settle a new invoice or credit memo, as far as the preferences and what is open let it be."""
    if kind in OTHER and work.preference("SalesFormsPrefs", "AutoApplyCredit") is True:
        _link_credits(work, kind, record)
    if kind == "Invoice":
        _take_payments(work, record["Id"])


def _link_credits(work: Work, kind: str, record: Record) -> None:
    others = oldest_first.lines(work, OTHER[kind], record, to_cents(record["Balance"]))
    cents = sum(to_cents(one["Amount"]) for one in others)
    if not cents:
        return
    payment = Payment()
    body = {
        "CustomerRef": record["CustomerRef"],
        "CurrencyRef": record["CurrencyRef"],
        "TxnDate": record["TxnDate"],
        "TotalAmt": from_cents(0),
        "Line": [*others, oldest_first.line(kind, record["Id"], cents)],
        "PrivateNote": NOTE,
    }
    done = payment.complete(work, body, None)
    payment.settle(work, None, work.save(payment.name, {**done, "Id": work.draft.next_id(payment.id_line)}))


def _take_payments(work: Work, identifier: str) -> None:
    """Let an invoice have what payments of its customer have left, the oldest first."""
    invoice: Record = work.draft.get("Invoice", identifier) or {}
    left = to_cents(invoice["Balance"])
    if not left or work.preference("SalesFormsPrefs", "AutoApplyPayments") is not True:
        return
    payments = work.draft.of_party("Payment", invoice["CustomerRef"]["value"])
    for payment in sorted(payments, key=lambda one: (one["TxnDate"], int(one["Id"]))):
        taken = min(left, to_cents(payment["UnappliedAmt"])) if _takes(work, payment, invoice) else 0
        if taken > 0:
            left -= taken
            more = [*payment["Line"], oldest_first.line("Invoice", identifier, taken)]
            saved = work.save("Payment", links.with_unapplied(work, {**payment, "Line": more}))
            links.settle(work, payment, saved)


def _takes(work: Work, payment: Record, invoice: Record) -> bool:
    return oldest_first.alike(payment, invoice) and oldest_first.wanted(work, payment)
