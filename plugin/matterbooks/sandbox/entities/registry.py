"""Every entity the sandbox serves, by its name and by its name in a path."""

from collections.abc import Mapping

from matterbooks.sandbox.entities.account import Account
from matterbooks.sandbox.entities.attachable import Attachable
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.bill import Bill, VendorCredit
from matterbooks.sandbox.entities.bill_payment import BillPayment
from matterbooks.sandbox.entities.cash_sales import RefundReceipt, SalesReceipt
from matterbooks.sandbox.entities.currency import CompanyCurrency, ExchangeRate
from matterbooks.sandbox.entities.deposit import Deposit
from matterbooks.sandbox.entities.estimate import Estimate
from matterbooks.sandbox.entities.fixed import CompanyInfo, Preferences
from matterbooks.sandbox.entities.invoice import Invoice
from matterbooks.sandbox.entities.item import Item
from matterbooks.sandbox.entities.journal_entry import JournalEntry
from matterbooks.sandbox.entities.lists import PaymentMethod
from matterbooks.sandbox.entities.names import Customer, Employee, Vendor
from matterbooks.sandbox.entities.payment import Payment
from matterbooks.sandbox.entities.purchase import Purchase
from matterbooks.sandbox.entities.sales import CreditMemo
from matterbooks.sandbox.entities.taxes import TaxAgency, TaxCode, TaxRate
from matterbooks.sandbox.entities.terms import Term
from matterbooks.sandbox.entities.transfer import Transfer
from matterbooks.sandbox.entities.tree import Class, Department

_ALL: tuple[Entity, ...] = (
    Account(),
    Attachable(),
    Bill(),
    BillPayment(),
    Class(),
    CompanyCurrency(),
    CompanyInfo(),
    CreditMemo(),
    Customer(),
    Department(),
    Deposit(),
    Employee(),
    Estimate(),
    ExchangeRate(),
    Invoice(),
    Item(),
    JournalEntry(),
    Payment(),
    PaymentMethod(),
    Preferences(),
    Purchase(),
    RefundReceipt(),
    SalesReceipt(),
    TaxAgency(),
    TaxCode(),
    TaxRate(),
    Term(),
    Transfer(),
    Vendor(),
    VendorCredit(),
)

REGISTRY: Mapping[str, Entity] = {entity.name: entity for entity in _ALL}
BY_PATH: Mapping[str, Entity] = {entity.name.lower(): entity for entity in _ALL}
