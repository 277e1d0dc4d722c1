"""What a practice application hands over: one frozen document for each kind of transaction.

Money is `Decimal` in the document's currency (ISO 4217), never a float. Dates are dates, instants are aware and UTC.
Accounts and tax codes are the host's own codes. A document carries the host's own postings, so that what QuickBooks
will post can be held against them before anything is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from matterbooks.values import Kind


@dataclass(frozen=True, slots=True)
class Ref:
    """Names one record of one firm. `id` is the host's own key as text."""

    firm: str
    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.id}"


@dataclass(frozen=True, slots=True)
class Party:
    """A client or supplier. `name` is what stands on its documents; `id` is the host's key, the same for both roles."""

    id: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A client's matter, as it is shown beside trust money and, where the firm says so, as a sub-customer."""

    id: str
    number: str
    name: str
    client: Party


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of the host's own ledger for this transaction: debit positive, credit negative, in base currency."""

    account: str
    amount: Decimal
    party: Party | None = None
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice or credit note.

    net: before tax, positive where the document is positive. tax: the host's own tax on the line, unrounded where the
    host keeps it so. tax_code: the host's code, None where the host has no tax.
    """

    account: str
    net: Decimal
    tax: Decimal = Decimal(0)
    tax_code: str | None = None
    description: str = ""
    matter: Matter | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """How much of a payment or credit goes to one invoice, or comes from one credit note."""

    ref: Ref
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TrustMove:
    """One client's share of a trust entry: positive into trust, negative out of it."""

    client: Party
    amount: Decimal
    matter: Matter | None = None
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What every document has.

    version changes whenever anything else does; posted_at is when the host posted it, not its date; postings balance
    to zero. exchange_rate is base units for one unit of `currency`. reverses names the record that this one undoes on
    its own date, such as a dishonoured receipt; the postings are then the opposite of that record's.
    """

    ref: Ref
    number: str
    date: date
    posted_at: datetime
    modified_at: datetime
    version: str
    currency: str
    postings: tuple[Posting, ...]
    exchange_rate: Decimal = Decimal(1)
    memo: str = ""
    division: str = ""
    reverses: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Header):
    """A sales invoice or credit note (`party` is the client), or a supplier's (`party` is the supplier).

    total includes tax. open_balance is what is unpaid as the host sees it, None where it does not keep one.
    """

    party: Party
    lines: tuple[Line, ...]
    total: Decimal
    tax: Decimal = Decimal(0)
    due: date | None = None
    matter: Matter | None = None
    tax_inclusive: bool = False
    open_balance: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditApplied(Header):
    """A credit note set against invoices; it posts nothing beyond receivable against receivable (or payable).

    credit may also name a payment of which something was left: an unapplied receipt that is applied later.
    """

    party: Party
    credit: Ref
    allocations: tuple[Allocation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Header):
    """Money received for sales invoices or paid for supplier invoices.

    account: the bank or holding account the host debited (sales) or credited (supplier). amount: the whole movement;
    what the allocations leave is unapplied.
    """

    party: Party
    account: str
    amount: Decimal
    allocations: tuple[Allocation, ...]
    method: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFromTrust(Payment):
    """A sales payment taken out of trust: the trust leg and the payment land together."""

    trust_account: str
    trust_liability: str
    trust_moves: tuple[TrustMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Header):
    """Office money given back to a client, or received back from a supplier.

    against: the credit note that it settles, or the overpaid payment. reference is a cheque's number where method says
    that there was one.
    """

    party: Party
    account: str
    amount: Decimal
    against: Ref | None = None
    method: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTransfer(Header):
    """Money moved between two accounts: business banks, trust banks, or one of each.

    For a trust <-> business transfer `trust_moves` names the matter of every cent, or firms_own says that it is the
    firm's own money.
    """

    from_account: str
    to_account: str
    amount: Decimal
    trust_moves: tuple[TrustMove, ...] = ()
    firms_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustEntry(Header):
    """A trust receipt, payment, matter-to-matter transfer or journal.

    bank_account and liability_account are the trust bank and the trust liability; payee is set for payments.
    """

    bank_account: str
    liability_account: str
    moves: tuple[TrustMove, ...]
    payee: Party | None = None
    method: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Header):
    """Anything that is never pushed: its postings say all there is to say."""

    party: Party | None = None


Document = Invoice | CreditApplied | Payment | PaymentFromTrust | Refund | BankTransfer | TrustEntry | Entry

SHAPES: dict[Kind, type[Header]] = {
    Kind.SALES_INVOICE: Invoice,
    Kind.SALES_CREDIT_NOTE: Invoice,
    Kind.SALES_CREDIT_APPLIED: CreditApplied,
    Kind.SALES_PAYMENT: Payment,
    Kind.SALES_PAYMENT_FROM_TRUST: PaymentFromTrust,
    Kind.SALES_REFUND: Refund,
    Kind.SUPPLIER_INVOICE: Invoice,
    Kind.SUPPLIER_CREDIT_NOTE: Invoice,
    Kind.SUPPLIER_CREDIT_APPLIED: CreditApplied,
    Kind.SUPPLIER_PAYMENT: Payment,
    Kind.SUPPLIER_REFUND: Refund,
    Kind.BANK_TRANSFER: BankTransfer,
    Kind.TRUST_OFFICE_TRANSFER: BankTransfer,
    Kind.TRUST_RECEIPT: TrustEntry,
    Kind.TRUST_PAYMENT: TrustEntry,
    Kind.TRUST_TRANSFER: TrustEntry,
    Kind.TRUST_BANK_TRANSFER: BankTransfer,
    Kind.TRUST_JOURNAL: TrustEntry,
    Kind.BANK_DEPOSIT: Entry,
    Kind.BANK_WITHDRAWAL: Entry,
    Kind.GENERAL_JOURNAL: Entry,
    Kind.WRITE_OFF: Entry,
}
"""The document that each kind is handed over as."""
