"""What happens besides sales: suppliers, trust, banks and entries by hand."""

from __future__ import annotations

from decimal import Decimal

from matterbooks.demo import chart
from matterbooks.demo.chart import CREDIT_CARD, OFFICE_BANK, SAVINGS, TRUST_BANK, TRUST_SAVINGS
from matterbooks.demo.practice.kinds import SupplierCredit, SupplierInvoice, SupplierPayment, SupplierRefund
from matterbooks.demo.practice.records import Record
from matterbooks.demo.seed import names
from matterbooks.demo.seed.scene import Scene
from matterbooks.demo.services import banking, documents, settling, trust
from matterbooks.demo.services.documents import NewDocument, NewLine
from matterbooks.demo.services.ledger import Leg
from matterbooks.demo.services.settling import Money
from matterbooks.demo.services.trust import TrustNote


def supplier_invoice(scene: Scene) -> Record:
    """A supplier invoices what it usually does, a little more or less."""
    seed = scene.rng.choice(names.SUPPLIERS)
    net = Decimal(seed.net) + scene.rng.randint(0, 4000) / Decimal(100)
    lines = [NewLine(seed.account, seed.description, net, scene.code(taxed=seed.taxed))]
    return documents.issue(scene.work, SupplierInvoice, NewDocument(scene.supplier(seed.name), scene.day, lines))


def supplier_payment(scene: Scene) -> Record:
    """The oldest supplier invoice is paid, now and then by card."""
    chosen = scene.open(SupplierInvoice)[0]
    bank = CREDIT_CARD if scene.rng.random() < 0.25 else OFFICE_BANK
    money = Money(chosen.party, scene.day, bank, chosen.open_balance, reference=chosen.number)
    return settling.move_money(scene.work, SupplierPayment, money, [(chosen, chosen.open_balance)])


def supplier_credit(scene: Scene) -> Record:
    """A supplier gives back a part of its latest invoice."""
    chosen = scene.open(SupplierInvoice)[-1]
    line = chosen.lines[0]
    net = scene.part_of(line.net / 2)
    lines = [NewLine(line.account_code, f"Credit on {chosen.number}", net, line.tax_code)]
    return documents.issue(scene.work, SupplierCredit, NewDocument(chosen.party, scene.day, lines))


def supplier_credit_applied(scene: Scene) -> Record:
    """It is set against an invoice of that supplier."""
    for credit in scene.open(SupplierCredit):
        for invoice in scene.open(SupplierInvoice):
            if invoice.contact_id == credit.contact_id:
                amount = min(credit.open_balance, invoice.open_balance)
                return settling.apply_credit(scene.work, credit, scene.day, [(invoice, amount)])
    raise LookupError("no supplier's credit is left to apply")


def supplier_refund(scene: Scene) -> Record:
    """A supplier pays its credit out."""
    credit = scene.open(SupplierCredit)[-1]
    money = Money(credit.party, scene.day, OFFICE_BANK, credit.open_balance, memo=f"Refund of {credit.number}")
    return settling.move_money(scene.work, SupplierRefund, money, [(credit, credit.open_balance)])


def trust_receipt(scene: Scene) -> Record:
    """Money on account of costs, or for a settlement."""
    amount = Decimal(scene.rng.randint(5, 60) * 100)
    note = TrustNote(scene.day, "On account of costs and disbursements", reference=scene.reference())
    return trust.receive(scene.work, scene.matter(), amount, note)


def trust_payment(scene: Scene) -> Record:
    """Client money is paid to a court or back to the client."""
    matter, held = scene.rng.choice(scene.trust_balances())
    payee = matter.client if scene.rng.random() < 0.5 else scene.supplier("State Courts Registry")
    method = scene.rng.choice(("EFT", "Cheque"))
    reference = f"{scene.rng.randint(200, 299)}" if method == "Cheque" else ""
    note = TrustNote(scene.day, "Paid on the client's instructions", method, reference)
    return trust.pay_out(scene.work, matter, payee, scene.part_of(held / 2), note)


def trust_move(scene: Scene) -> Record:
    """Client money goes from one matter to another."""
    matter, held = scene.rng.choice(scene.trust_balances())
    target = scene.matter()
    while target is matter:
        target = scene.matter()
    return trust.move(scene.work, matter, target, scene.part_of(held / 3), TrustNote(scene.day, "As instructed"))


def trust_interest(scene: Scene) -> Record:
    """The bank credits interest for a matter."""
    matter, _ = scene.trust_balances()[0]
    return trust.credit_interest(scene.work, matter, Decimal("18.42"), TrustNote(scene.day, "Interest credited"))


def trust_bank_transfer(scene: Scene) -> Record:
    """A part of trust is invested."""
    return banking.transfer(scene.work, banking.NewTransfer(scene.day, TRUST_BANK, TRUST_SAVINGS, Decimal(5000)))


def trust_office_transfer(scene: Scene) -> Record:
    """The firm's own money, so that bank charges never touch clients' money."""
    memo = "The firm's own money, for bank charges"
    return banking.transfer(scene.work, banking.NewTransfer(scene.day, OFFICE_BANK, TRUST_BANK, Decimal(50), memo))


def bank_transfer(scene: Scene) -> Record:
    """Between the cheque account and savings, one way or the other."""
    source, target = scene.rng.choice(((OFFICE_BANK, SAVINGS), (SAVINGS, OFFICE_BANK)))
    amount = Decimal(scene.rng.randint(2, 20) * 500)
    return banking.transfer(scene.work, banking.NewTransfer(scene.day, source, target, amount, "Cash management"))


def deposit(scene: Scene) -> Record:
    """Interest on savings, or an insurer's refund."""
    account, memo = scene.rng.choice(((chart.INTEREST, "Interest"), ("6200", "Refund from the insurer")))
    amount = Decimal(scene.rng.randint(1000, 30000)) / 100
    return banking.deposit(scene.work, scene.day, SAVINGS, account, amount, memo)


def withdrawal(scene: Scene) -> Record:
    """Bank charges, or a partner's drawings."""
    account, amount, memo = scene.rng.choice(
        ((chart.BANK_CHARGES, "35.00", "Account keeping fee"), ("3100", "2500.00", "Partner's drawings"))
    )
    return banking.withdraw(scene.work, scene.day, OFFICE_BANK, account, Decimal(amount), memo)


def journal(scene: Scene) -> Record:
    """Depreciation, or wages that are owed."""
    debit, credit, memo = scene.rng.choice((("6700", "1510", "Depreciation"), ("6400", "2400", "Wages accrued")))
    amount = Decimal(scene.rng.randint(300, 900))
    return banking.journal(scene.work, scene.day, memo, [Leg(debit, amount), Leg(credit, -amount)])
