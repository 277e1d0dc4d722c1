"""Two ways to the same figure: what the ledger says is owed, and what open transactions say.

Every figure is in cents of the home currency by customer or vendor: what customers owe, or what is owed to vendors.
Those at nothing are left out. Foreign items count at their own rates.
"""

from collections import defaultdict

from matterbooks.sandbox.books import links, open_items
from matterbooks.sandbox.books.exchange import rate_of, worth
from matterbooks.sandbox.books.open_items import BY_LINE, FORMS, PAYABLE, RECEIVABLE, SIDES, Item, Side
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.storage.store import Draft


def receivable(company: Company) -> int:
    """Cents on accounts receivable, by the ledger."""
    return sum(in_ledger(company, RECEIVABLE).values())


def open_receivable(company: Company) -> int:
    """Cents that open invoices, credits, lines of other entries and payments leave with customers."""
    return sum(open_balances(company, RECEIVABLE).values())


def payable(company: Company) -> int:
    """Cents on accounts payable, by the ledger."""
    return sum(in_ledger(company, PAYABLE).values())


def open_payable(company: Company) -> int:
    """Cents that open bills, credits, lines of other entries and payments leave with vendors."""
    return sum(open_balances(company, PAYABLE).values())


def in_ledger(company: Company, side: Side) -> dict[str, int]:
    """What the ledger has on the control accounts of a side, by party."""
    control = _control(company, side)
    found: defaultdict[str, int] = defaultdict(int)
    for (account, party), cents in company.book.by_name.items():
        if account in control:
            found[party] += side.sign * cents
    return _only_open(found)


def open_balances(company: Company, side: Side) -> dict[str, int]:
    """What open transactions of a side leave, by party: charges less credits less what payments have unapplied."""
    found: defaultdict[str, int] = defaultdict(int)
    for entity, (own, sign) in FORMS.items():
        for record in company.store.each(entity) if own is side else ():
            total, rate = to_cents(record["TotalAmt"]), rate_of(record)
            paid = worth(total - to_cents(record["Balance"]), rate)
            found[record[side.party]["value"]] += sign * (worth(total, rate) - paid)
    control = _control(company, side)
    for entry in company.book.entries():
        if entry.txn_type not in FORMS and entry.txn_type not in SIDES:
            for posting in entry.postings:
                if posting.account_id in control:
                    found[posting.name_id] += side.sign * posting.cents
    _count_payments(company, side, found)
    return _only_open(found)


def _count_payments(company: Company, side: Side, found: defaultdict[str, int]) -> None:
    """Take off what is unapplied, and what is applied to lines, which have no balance of their own."""
    work = Work(company, Draft(company.store), company.now())
    settled: defaultdict[Item, int] = defaultdict(int)
    for payment in company.store.each(side.payer):
        found[payment[side.party]["value"]] -= worth(links.unapplied(work, payment), rate_of(payment))
        for line, applied in zip(payment["Line"], links.links_of(payment), strict=True):
            item = open_items.find(work, side, line["LinkedTxn"][0]) if applied.entity in BY_LINE else None
            if item is not None:
                settled[item] += applied.cents
    for item, cents in settled.items():
        home = worth(cents, rate_of(company.store.tables[item.entity][item.txn_id]))
        found[item.party] -= home if item.cents > 0 else -home


def _control(company: Company, side: Side) -> set[str]:
    return {one["Id"] for one in company.store.all("Account") if one["AccountType"] == side.control}


def _only_open(found: dict[str, int]) -> dict[str, int]:
    return {party: cents for party, cents in found.items() if cents}
