"""Foreign transactions in the home currency, and what exchange gains or loses between a charge and its payment.

A payment clears what it is applied to at the rate of the charge, the money counts at the payment's own rate, and the
difference is exchange gain or loss (Intuit: accounts payable and receivable are cleared at the rate of the invoice).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from matterbooks.sandbox.books import links
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.open_items import Item
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.money import from_cents, to_cents
from matterbooks.sandbox.schema import Record

CONTROL = frozenset({"Accounts Receivable", "Accounts Payable"})


def is_foreign(work: Work, record: Record) -> bool:
    """Whether a transaction is in another currency than the company's own."""
    return bool(record["CurrencyRef"]["value"] != work.company.home_currency)


def rate_of(record: Record) -> Decimal:
    """Home units for one unit of a transaction's currency."""
    return Decimal(record.get("ExchangeRate", 1))


def worth(cents: int, rate: Decimal) -> int:
    """`cents` of a foreign currency in home cents."""
    return to_cents(from_cents(cents) * rate)


def at_home(work: Work, record: Record, sides: Sequence[Posting]) -> list[Posting]:
    """`sides` at the record's rate. What rounding leaves goes to the last account that holds no open balances."""
    if not is_foreign(work, record):
        return list(sides)
    home = [in_currency(record, one, worth(one.cents, rate_of(record))) for one in sides]
    left = sum(one.cents for one in home)
    takes = [index for index, one in enumerate(home) if work.account_type(one.account_id) not in CONTROL]
    last = takes[-1] if takes else len(home) - 1
    if left:
        home[last] = replace(home[last], cents=home[last].cents - left)
    return home


def in_currency(record: Record, posting: Posting, home_cents: int) -> Posting:
    """`posting` at `home_cents`, remembering what it is in the currency of `record`."""
    currency = str(record["CurrencyRef"]["value"])
    return replace(posting, cents=home_cents, currency=currency, foreign_cents=posting.cents)


def cleared(work: Work, item: Item, payment: Record, payer: str) -> int:
    """Home cents that one payment takes off an item at the item's own rate.

    Payments count in the order of their ids and are rounded together, so that a paid item leaves nothing behind.
    """
    record: Record = work.draft.get(item.entity, item.txn_id) or {}
    rate, before = rate_of(record), 0
    for kind, other in _in_order([*links.payers(work.draft, record), (payer, payment)]):
        cents = links.cents_on(other, item.entity, item.txn_id, item.line_id)
        if (kind, other["Id"]) == (payer, payment["Id"]):
            return worth(before + cents, rate) - worth(before, rate)
        before += cents
    return 0


def _in_order(payments: Iterable[tuple[str, Record]]) -> list[tuple[str, Record]]:
    one_each = {(kind, record["Id"]): (kind, record) for kind, record in payments}
    return sorted(one_each.values(), key=lambda one: int(one[1]["Id"]))


def with_gain(work: Work, postings: Sequence[Posting]) -> list[Posting]:
    """`postings` in home cents, balanced by exchange gain or loss."""
    left = sum(one.cents for one in postings)
    if not left:
        return list(postings)
    account = work.default_account("Other Expense", "ExchangeGainOrLoss")
    return [*postings, Posting(account, -left)]
