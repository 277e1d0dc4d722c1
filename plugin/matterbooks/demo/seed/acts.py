"""What happens on a day of the month: each act posts one record. Sales first; `other_acts` has the rest."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from matterbooks.demo.chart import OFFICE_BANK, SAVINGS
from matterbooks.demo.practice.kinds import Bill, ClientRefund, CreditNote
from matterbooks.demo.practice.people import Matter
from matterbooks.demo.practice.records import Record
from matterbooks.demo.seed.scene import Scene
from matterbooks.demo.services import documents, settling
from matterbooks.demo.services.documents import NewDocument, NewLine
from matterbooks.demo.services.settling import Money, Shares


def bill(scene: Scene) -> Record:
    """A bill."""
    return documents.issue(scene.work, Bill, scene.new_bill(scene.matter()))


def payment(scene: Scene) -> Record:
    """A client pays: a bill whole, a part of it, several at once, or a little too much."""
    shares = _chosen(scene)
    amount = sum((part for _, part in shares), Decimal(0))
    if scene.rng.random() < 0.04:
        amount += 50
    bank = SAVINGS if scene.rng.random() < 0.1 else OFFICE_BANK
    method = scene.rng.choice(("EFT", "EFT", "Card", "Cheque"))
    money = Money(shares[0][0].party, scene.day, bank, amount, method, scene.reference())
    return settling.receive_payment(scene.work, money, shares)


def credit_note(scene: Scene) -> Record:
    """A part of a bill's fees is given back."""
    waiting = scene.waiting_for_credit()
    chosen = scene.rng.choice([one for one in scene.open(Bill) if one.contact_id not in waiting])
    line = chosen.lines[0]
    net = scene.part_of(min(line.net, chosen.open_balance) / 2)
    lines = [NewLine(line.account_code, f"Adjustment of {chosen.number}: {line.description}", net, line.tax_code)]
    new = NewDocument(chosen.party, scene.day, lines, chosen.matter, memo=f"Adjustment of {chosen.number}")
    return documents.issue(scene.work, CreditNote, new)


def credit_applied(scene: Scene) -> Record:
    """The oldest credit note that fits is set against the client's bills."""
    for credit in scene.open(CreditNote):
        bills = [one for one in scene.open(Bill) if one.contact_id == credit.contact_id]
        if bills:
            return settling.apply_credit(scene.work, credit, scene.day, _spread(credit.open_balance, bills))
    raise LookupError("no credit note is left to apply")


def payment_from_trust(scene: Scene) -> Record:
    """A bill is paid with what its matter holds."""
    held = {matter.id: amount for matter, amount in scene.trust_balances()}
    waiting = scene.waiting_for_credit()
    fitting = [one for one in scene.open(Bill) if one.matter_id in held and one.contact_id not in waiting]
    chosen = scene.rng.choice(fitting)
    matter = scene.work.session.get_one(Matter, chosen.matter_id)
    amount = min(chosen.open_balance, held[matter.id])
    money = Money(chosen.party, scene.day, OFFICE_BANK, amount, memo=f"Costs transferred for {chosen.number}")
    return settling.pay_from_trust(scene.work, money, matter, [(chosen, amount)])


def client_refund(scene: Scene) -> Record:
    """A credit note is paid out."""
    credit = scene.open(CreditNote)[0]
    amount = credit.open_balance
    money = Money(credit.party, scene.day, OFFICE_BANK, amount, memo=f"Refund of {credit.number}")
    return settling.move_money(scene.work, ClientRefund, money, [(credit, amount)])


def write_off(scene: Scene) -> Record:
    """The smallest remainder is given up."""
    chosen = min(scene.open(Bill), key=lambda one: (one.open_balance, one.id))
    return settling.write_off(scene.work, chosen, scene.day, chosen.open_balance, "Not worth pursuing")


def _chosen(scene: Scene) -> Shares:
    waiting = scene.waiting_for_credit()
    bills = [one for one in scene.open(Bill) if one.contact_id not in waiting]
    by_client = sorted(bills, key=lambda one: one.party.id)
    several = [group for group in (list(each) for _, each in groupby(by_client, lambda one: one.party.id)) if group[1:]]
    luck = scene.rng.random()
    if luck < 0.2 and several:
        return [(one, one.open_balance) for one in scene.rng.choice(several)[:3]]
    chosen = scene.rng.choice(bills)
    return [(chosen, scene.part_of(chosen.open_balance) if luck < 0.45 else chosen.open_balance)]


def _spread(amount: Decimal, bills: list[Bill]) -> list[tuple[Bill, Decimal]]:
    """Over the first two bills in halves where there are two, else as much as the one takes."""
    if not bills[1:] or amount < 1:
        return [(bills[0], min(amount, bills[0].open_balance))]
    half = (amount / 2).quantize(Decimal("0.01"))
    return [(bills[0], min(half, bills[0].open_balance)), (bills[1], min(amount - half, bills[1].open_balance))]
