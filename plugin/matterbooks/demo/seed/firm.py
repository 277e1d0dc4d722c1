"""The firm before it is connected: people, chart, clients, matters, opening balances and last month's open bills."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from matterbooks.demo import chart
from matterbooks.demo.practice.books import Account, TaxCode
from matterbooks.demo.practice.kinds import Bill
from matterbooks.demo.practice.people import Contact, Firm, Matter, User
from matterbooks.demo.refs import FIRM
from matterbooks.demo.seed import names
from matterbooks.demo.seed.scene import Scene
from matterbooks.demo.services import banking, documents, settling, trust
from matterbooks.demo.services.ledger import Leg
from matterbooks.demo.services.work import Books, Work

ADMIN = "admin@ashgrove.example"
CLERK = "clerk@ashgrove.example"
PASSWORD = "ashgrove"  # noqa: S105 - the demonstration's own, told on its log-in page
SEED = 2026

_MATTERS = 45
_OPENING = (
    (chart.OFFICE_BANK, "84250.00"),
    (chart.SAVINGS, "120000.00"),
    (chart.ADVANCED_COSTS, "14800.00"),
    ("1500", "36000.00"),
    ("1510", "-14400.00"),
    (chart.CREDIT_CARD, "-1830.45"),
    ("2400", "-9600.00"),
    (chart.CAPITAL, "-229219.55"),
)


def seed_setup(
    session: Session, books: Books, *, today: dt.date, now: dt.datetime, country: str = "AU", seed: int = SEED
) -> None:
    """Write all of it; the caller commits. country: a key of `chart.COUNTRIES`. now: when it was posted."""
    rng = Random(seed)  # noqa: S311 - invented figures, the same each time
    place = chart.COUNTRIES[country]
    session.add(Firm(code=FIRM, name="Ashgrove Legal", country=country, currency=place.currency, lockout=None))
    _people(session)
    _chart(session, place)
    session.flush()
    first = today.replace(day=1)
    last_month = (first - dt.timedelta(days=1)).replace(day=1)
    scene = Scene(Work(session, books, now), rng, last_month, last_month)
    _opening_balances(scene)
    _old_bills(scene)
    _trust_held(scene)


def _people(session: Session) -> None:
    for email, name, is_admin in ((ADMIN, "Helen Ashgrove", True), (CLERK, "Tom Reddy", False)):
        user = User(email=email, name=name, is_admin=is_admin)
        user.set_password(PASSWORD)
        session.add(user)
    clients = [Contact(name=name, email=_email(name), is_client=True) for name in names.CLIENTS]
    session.add_all(clients)
    session.add_all(Contact(name=supplier.name, is_supplier=True) for supplier in names.SUPPLIERS)
    for place in range(_MATTERS):
        client, about = clients[place % len(clients)], names.WORK[place % len(names.WORK)]
        session.add(Matter(number=f"M{place + 1:04d}", name=about, client=client))


def _email(name: str) -> str:
    plain = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    return f"{plain}@example.com"


def _chart(session: Session, place: chart.Country) -> None:
    session.add_all(Account(**account._asdict()) for account in (*chart.CHART, *place.tax_accounts))
    session.add_all(TaxCode(**code._asdict()) for code in place.tax_codes)


def _opening_balances(scene: Scene) -> None:
    legs = [Leg(code, Decimal(amount)) for code, amount in _OPENING]
    banking.journal(scene.work, scene.day, "Opening balances", legs)


def _old_bills(scene: Scene) -> None:
    """Eight bills of last month, of which three are paid: QuickBooks never hears of them."""
    bills = [documents.issue(scene.work, Bill, scene.new_bill(scene.matter())) for _ in range(8)]
    for bill in bills[:3]:
        day = scene.day + dt.timedelta(days=20)
        money = settling.Money(bill.party, day, chart.OFFICE_BANK, bill.amount, reference=scene.reference())
        settling.receive_payment(scene.work, money, [(bill, bill.amount)])


def _trust_held(scene: Scene) -> None:
    for matter in scene.work.session.scalars(select(Matter).order_by(Matter.id).limit(30)):
        if matter.id % 3 == 0:
            amount = Decimal(scene.rng.randint(20, 90) * 100)
            trust.receive(scene.work, matter, amount, trust.TrustNote(scene.day, "Held on account of costs"))
